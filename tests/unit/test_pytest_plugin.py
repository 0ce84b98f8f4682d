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
            "  和：期望 5，实际 4",
            "    单位.govperf:16:13  和=5",
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

        def broken(self, index):
            raise ZeroDivisionError("not a case that failed")

        Policy.run_case = broken
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(["*ZeroDivisionError: not a case that failed*"])


def test_pytest_starts_without_the_library():
    code = "import sys, govperf.pytest_plugin\nprint([n for n in sys.modules if n in ('lark', 'govperf.policy')])"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert ran.stdout.strip() == "[]"
