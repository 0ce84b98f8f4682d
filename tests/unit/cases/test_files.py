"""Cases from tables beside the rule file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import govperf
from govperf.cases import CaseResult
from govperf.policy.suite import suite_of

RULES = """规则 例
  生效 2011-01-01 起

对象 单位

参数 线=60

输入
  甲：0~100分
  完成率：0~100%
  级别：国家级、省级
  集体：是否 默认 否

总分=甲×(如果 集体 则 50% 否则 100%)+完成率×10 保留2位小数
评级=如果 甲≥线 则 好 否则 差

用例 来自 "{file}"
"""

Results = Callable[..., dict[str, CaseResult]]


@pytest.fixture
def results(tmp_path: Path) -> Results:
    def run(table: str | None, file: str = "表.csv", lines: str = "") -> dict[str, CaseResult]:
        if table is not None:
            (tmp_path / file).write_text(table, encoding="utf-8")
        (tmp_path / "例.govperf").write_text(RULES.format(file=file) + lines, encoding="utf-8")
        suite = suite_of(govperf.load(tmp_path / "例.govperf"), tmp_path)
        return {test.name: suite.run(test) for test in suite.tests}

    return run


def told(found: dict[str, CaseResult]) -> dict[str, list[str]]:
    return {name: [str(failure) for failure in result.failures] for name, result in found.items()}


def test_each_row_is_a_case_by_its_name_or_number(results: Results):
    table = "用例,甲,完成率,集体,期望 总分\n满分,100,100%,,110\n,90,50%,是,50.00\n\n又一,0,0%,否,1\n"
    found = told(results(table))
    assert found == {"满分": [], "表.csv 第3行": [], "又一": ["总分：期望 1.00，实际 0.00"]}


def test_a_failure_points_at_its_row(results: Results):
    found = results("用例,甲,期望 评级\n一,60,差\n")
    span = found["一"].failures[0].span
    assert span is not None
    assert (span.source.name, span.line, span.text) == ("表.csv", 2, "差")


def test_parameters_and_dates_have_columns(results: Results):
    table = "用例,参数 线,考核日期,甲,期望 评级\n一,90,2011-06-30,80,差\n二,,,80,好\n"
    assert told(results(table)) == {"一": [], "二": []}


def test_errors_can_be_expected(results: Results):
    assert told(results("甲,完成率,期望 总分\n101,1%,错误 输入超出范围\n90,,错误 缺少输入\n")) == {
        "表.csv 第2行": [],
        "表.csv 第3行": [],
    }


def test_lines_under_it_hold_for_every_row(results: Results):
    assert told(results("用例,甲,期望 总分\n一,10,15\n", lines="  完成率=50%\n")) == {"一": []}


def test_a_head_may_carry_the_unit(results: Results):
    assert told(results("用例,甲(分),完成率(%),期望 总分\n一,10,50,15\n")) == {"一": []}


def test_a_title_above_the_heads_does_no_harm(results: Results):
    assert told(results("二〇一一年的用例,,\n用例,甲,期望 评级\n一,60,好\n")) == {"一": []}


def test_an_unknown_head_is_told(results: Results):
    found = told(results("用例,甲,完工率,期望 评级\n一,60,1%,好\n"))
    assert found["一"] == ["没有叫“完工率”的输入或计算项"]


def test_names_that_come_again_are_numbered(results: Results):
    assert list(results("用例,甲,期望 评级\n一,60,好\n一,59,差\n")) == ["一", "一（2）"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("没有.csv", "没有文件"),
        ("../表.csv", "不在规则文件的文件夹里"),
        ("/etc/passwd", "不在规则文件的文件夹里"),
        ("C:\\表.csv", "不在规则文件的文件夹里"),
        ("..\\表.csv", "不在规则文件的文件夹里"),
        ("子/../../表.csv", "不在规则文件的文件夹里"),
        ("表.txt", "没有文件"),
    ],
)
def test_no_other_file_is_opened(results: Results, file: str, words: str):
    found = results(None, file)
    (fault,) = (str(failure) for result in found.values() for failure in result.failures)
    assert words in fault


def test_a_link_does_not_lead_outside(tmp_path: Path, results: Results):
    outside = tmp_path.parent / f"{tmp_path.name}-外.csv"
    outside.write_text("用例,甲\n一,1\n", encoding="utf-8")
    (tmp_path / "表.csv").symlink_to(outside)
    found = results(None)
    assert "之外" in str(next(iter(found.values())).failures[0])


def test_other_kinds_of_files_are_refused(tmp_path: Path, results: Results):
    assert "后缀" in str(results("甲\n1\n", "表.txt")["来自 表.txt"].failures[0])
    (tmp_path / "夹.csv").mkdir()
    assert "没有文件" in str(results(None, "夹.csv")["来自 夹.csv"].failures[0])


@pytest.mark.parametrize("table", ["", "用例,甲\n", '"没有完'])
def test_an_empty_or_broken_table_is_a_failure(results: Results, table: str):
    (result,) = results(table).values()
    assert not result.passed


def test_excel_is_read_as_a_person_sees_it(tmp_path: Path, results: Results):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["用例", "甲", "完成率", "集体", "期望 总分"])
    sheet.append(["一", 90, 0.5, True, 50])
    sheet["C2"].number_format = "0%"
    book.save(tmp_path / "表.xlsx")
    assert told(results(None, "表.xlsx")) == {"一": []}


def test_loading_a_policy_reads_no_table(tmp_path: Path):
    (tmp_path / "例.govperf").write_text(RULES.format(file="没有.csv"), encoding="utf-8")
    policy = govperf.load(tmp_path / "例.govperf")
    assert policy.run_cases() == ()
    assert policy.case_names == ()
