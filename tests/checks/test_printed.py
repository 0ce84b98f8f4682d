"""The oddities of the shared policies, as printed, are found where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf

PRINTED = Path(__file__).parent / "printed"


def findings(name: str) -> list[tuple[str, int, str]]:
    """Code, line, example or message of all that is found in a printed policy."""
    found = govperf.check(PRINTED / f"{name}.govperf")
    return [(one.code, one.span.line if one.span else 0, one.example or one.message) for one in found]


def test_songyuan_has_a_gap_between_79_and_80():
    assert findings("02-songyuan") == [("缺口", 15, "评估得分=79.50 没有等次：重点工作得分=69.5，共性工作得分=10")]


def test_qitai_has_two_gaps():
    assert findings("05-qitai-unit") == [
        ("缺口", 17, "绩效考核得分=89.50 没有等次：重点考核得分=90，公众评议得分=85"),
        ("缺口", 18, "绩效考核得分=79.50 没有等次：重点考核得分=80，公众评议得分=75"),
    ]


def test_the_halves_of_qitai_make_90_percent():
    assert [(code, line) for code, line, _ in findings("05-qitai-first-half")] == [("权重合计不符", 8)]
    assert "30%+60% 合计 90%" in findings("05-qitai-first-half")[0][2]


def test_qitai_special_has_doubles_and_a_gap():
    assert [(code, line) for code, line, _ in findings("05-qitai-special")] == [
        ("档次重叠", 13),
        ("缺口", 14),
        ("档次重叠", 15),
    ]


def test_qitai_special_names_a_grade_that_there_is_not():
    assert [(code, line) for code, line, _ in findings("05-qitai-special-names")] == [("未知等次", 18)]


def test_qitai_special_formula_is_a_circle():
    ((code, _, message),) = findings("05-qitai-special-circle")

    assert code == "循环定义"
    assert "绩效考核得分 → 绩效考核得分" in message


def test_five_faults_fall_under_one_and_under_zero():
    assert [(code, line) for code, line, _ in findings("08-five-point")] == [("用不上的档", 10)]


def test_meiling_has_gaps_a_double_share_a_contradiction():
    assert [(code, line) for code, line, _ in findings("11-meiling")] == [
        ("分档重叠", 15),
        ("比较词矛盾", 21),
        ("缺口", 22),
        ("缺口", 23),
    ]


def test_meiling_puts_60_into_two_grades():
    codes = [(code, line) for code, line, _ in findings("11-meiling-double")]

    assert ("档次重叠", 12) in codes


def test_the_mean_of_shinan_cannot_reach_21():
    assert ("满分达不到", 9) in [(code, line) for code, line, _ in findings("12-shinan")]


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.govperf")), ids=lambda path: path.stem)
def test_every_printed_policy_has_a_finding(path: Path):
    assert govperf.check(path) != []
