"""Cases of rule files as tests of pytest: found, named, told in the words of the rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

RULES = """\
规则 单位考核
  生效 2011-01-01 起

输入
  甲、乙：0~100分

和=甲+乙
商=甲÷乙 保留2位小数

用例 "两项相加"
  甲=1，乙=2
  期望 和=3

用例 "商不符"
  甲=1，乙=3
  期望 商=0.34，和=5

用例 "两项相加"
  甲=1，乙=0
  期望 商 错误 除数为零
"""


@pytest.fixture
def rules(pytester: pytest.Pytester) -> Path:
    path = pytester.path / "单位.govperf"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_every_case_is_a_test_under_its_own_name(pytester: pytest.Pytester, rules: Path):
    result = pytester.runpytest("--collect-only", "-q")
    assert result.outlines[:3] == [
        "单位.govperf::两项相加",
        "单位.govperf::商不符",
        "单位.govperf::两项相加（2）",
    ]


def test_cases_pass_and_fail(pytester: pytest.Pytester, rules: Path):
    pytester.runpytest().assert_outcomes(passed=2, failed=1)


def test_a_failure_is_told_in_chinese_with_its_place(pytester: pytest.Pytester, rules: Path):
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(
        [
            "*用例 商不符*",
            "用例“商不符”没有通过",
            "  商：期望 0.34，实际 0.33",
            "    单位.govperf:16:6  商=0.34",
            "      商 = 甲 1 ÷ 乙 3 = 0.33…（1/3）→ 0.33（保留2位小数）",
            "  和：期望 5，实际 4",
            "    单位.govperf:16:13  和=5",
            "      和 = 甲 1 + 乙 3 = 4",
            "FAILED 单位.govperf::商不符 - 用例“商不符”没有通过",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_cases_are_chosen_by_name(pytester: pytest.Pytester, rules: Path):
    pytester.runpytest("-k", "商不符").assert_outcomes(failed=1, deselected=2)
    pytester.runpytest("单位.govperf::两项相加").assert_outcomes(passed=1)


def test_the_place_of_a_test_is_its_line(pytester: pytest.Pytester, rules: Path):
    items, _ = pytester.inline_genitems()
    assert [item.location for item in items] == [
        ("单位.govperf", 9, "用例 两项相加"),
        ("单位.govperf", 13, "用例 商不符"),
        ("单位.govperf", 17, "用例 两项相加（2）"),
    ]


def test_a_file_without_cases_is_not_read_as_a_test(pytester: pytest.Pytester):
    (pytester.path / "无.govperf").write_text("规则 无\n得分=未知的\n", encoding="utf-8")
    (pytester.path / "别的.txt").write_text("用例", encoding="utf-8")
    pytester.runpytest().assert_outcomes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_chinese_machines_are_read(pytester: pytest.Pytester, encoding: str):
    (pytester.path / "一.govperf").write_text(RULES, encoding=encoding)
    pytester.runpytest("-k", "两项相加").assert_outcomes(passed=2, deselected=1)


def test_a_file_that_does_not_compile_is_an_error_with_its_findings(pytester: pytest.Pytester):
    (pytester.path / "坏.govperf").write_text('规则 坏\n得分=未知的\n用例 "一"\n  期望 得分=1\n', encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*规则文件有错，用例没有运行*", "*未知名称*未知的*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_base_may_lie_anywhere_under_the_root(pytester: pytest.Pytester):
    (pytester.path / "模板").mkdir()
    (pytester.path / "县").mkdir()
    (pytester.path / "模板" / "省.govperf").write_text("规则 省\n得分=1\n", encoding="utf-8")
    heir = '规则 县\n沿用 "../模板/省.govperf"\n用例 "一"\n  期望 得分=1\n'
    (pytester.path / "县" / "县.govperf").write_text(heir, encoding="utf-8")
    pytester.runpytest("--rootdir", str(pytester.path)).assert_outcomes(passed=1)


def test_a_fault_of_the_library_would_show_as_one(pytester: pytest.Pytester, rules: Path):
    pytester.makeconftest(
        """
        from govperf.policy import Policy

        def broken(self, case, **rest):
            raise ZeroDivisionError("not a case that failed")

        Policy.run_written = broken
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(["*ZeroDivisionError: not a case that failed*"])


def test_pytest_starts_without_the_library():
    code = "import sys, govperf.pytest_plugin\nprint([n for n in sys.modules if n in ('lark', 'govperf.policy')])"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert ran.stdout.strip() == "[]"


def test_cases_run_on_several_processes(pytester: pytest.Pytester, rules: Path):
    result = pytester.runpytest_subprocess("-n", "2")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["  商：期望 0.34，实际 0.33", "*单位.govperf:16:6  商=0.34"])


def test_rows_of_a_table_are_tests(pytester: pytest.Pytester):
    (pytester.path / "表.csv").write_text("用例,甲,乙,期望 和\n小的,1,2,3\n,10,20,31\n", encoding="utf-8-sig")
    (pytester.path / "单位.govperf").write_text(f'{RULES}\n用例 来自 "表.csv"\n', encoding="utf-8")
    result = pytester.runpytest("-k", "小的 or 第3行")
    result.assert_outcomes(passed=1, failed=1, deselected=3)
    result.stdout.fnmatch_lines(["*用例 表.csv 第3行*", "  和：期望 31，实际 30", "    表.csv:3:*  31"])


def test_a_table_that_is_not_there_fails_as_a_test(pytester: pytest.Pytester):
    (pytester.path / "单位.govperf").write_text('规则 一\n得分=1\n用例 来自 "../外.csv"\n', encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*不在规则文件的文件夹里*"])


def test_collecting_needs_no_heavy_package(pytester: pytest.Pytester, rules: Path):
    pytester.makeconftest(
        """
        def pytest_sessionfinish(session):
            import sys
            heavy = {"numpy", "pandas", "z3", "openpyxl", "pyarrow"}
            print("HEAVY", sorted(heavy & set(sys.modules)))
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:hypothesispytest", "-s")
    result.stdout.fnmatch_lines(["*HEAVY []*"])


def test_a_case_that_waits_for_a_person_is_skipped(pytester: pytest.Pytester):
    (pytester.path / "单位.govperf").write_text('规则 一\n得分=1\n用例 "一" 待确认\n  期望 得分=2\n', encoding="utf-8")
    pytester.runpytest().assert_outcomes(skipped=1)


def test_a_case_that_waits_for_confirmation_is_skipped(pytester: pytest.Pytester, rules: Path):
    rules.write_text(RULES.replace('"商不符"', '"商不符" 待确认'), encoding="utf-8")
    result = pytester.runpytest("-rs")
    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["*待确认，算得的已经不同：商：期望 0.34，实际 0.33*"])
