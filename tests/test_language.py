"""Rule files written from the description of the language alone pass their own cases."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf

FOLDER = Path(__file__).parent / "language"
FILES = sorted(FOLDER.glob("*.govperf"))
TYPED = sorted((FOLDER / "as-typed").glob("*.govperf"))
GRADED = """规则 例
对象 人
输入 分、线：0~100
输入 立案：是否
等次 级 按 分
  优：60以上
  差：60以下(不含)
  不定等次 立案
名=名次(分，其中 线≥60)
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_passes_all_its_cases(path: Path):
    results = govperf.load(path).run_cases()
    assert results
    assert [result.failures for result in results if not result.passed] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_in_canonical_form(path: Path):
    text = path.read_text(encoding="utf-8")
    assert govperf.format_text(text) == text


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_full_width_and_loose_spelling_means_the_same(path: Path):
    assert [result.failures for result in govperf.load(path).run_cases() if not result.passed] == []
    assert govperf.format_text(path.read_text(encoding="utf-8")) == (FOLDER / path.name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    ["奖=(1分 若 级=优)", "奖=对照(级，优：1，差：0)", "奖=依次(名，4、3)", "奖=(1分 若 名≤3)"],
)
def test_a_grade_or_rank_that_turns_out_absent_is_told_where_it_is_used_bare(line: str):
    """Decision 0008: such absence depends on data, so it is an error of the object, not of the file."""
    policy = govperf.compile(f"{GRADED}{line}\n")
    fine, absent = ({"人": "甲", "分": 70, "线": 60, "立案": "否"}, {"人": "乙", "分": 70, "线": 50, "立案": "是"})
    board = policy.score_all([fine, absent])
    assert board[0]["奖"] in (1, 4)
    (error,) = board.errors
    assert error.object_name == "乙"
    assert error.error.problems[0].code == "缺少输入"


@pytest.mark.parametrize(
    "line", ["奖=(1分 若 有 级 且 级=优)", "奖=依次(名 缺省 9，4、3)", "奖=(1分 若 有 名 且 名≤3)"]
)
def test_a_guarded_grade_or_rank_is_used_freely(line: str):
    assert [finding.message for finding in govperf.check(f"{GRADED}{line}\n") if finding.code == "缺值裸用"] == []


def test_a_rate_rounded_to_a_hundredth_of_a_percent_is_shown_so():
    card = govperf.compile("规则 例\n输入 甲、乙：>0\n率=甲÷乙 保留到0.01%\n").score({"甲": 1, "乙": 3})
    assert str(card["率"]) == "0.3333"
    assert "33.33%（保留到0.01%）" in str(card.explain())
