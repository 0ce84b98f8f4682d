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
    assert findings("05-qitai-special") == [
        ("档次重叠", 13, "“先进：90%以上”与“良好：80—90%”都包含 90%"),
        ("缺口", 14, "得分率=79.5% 没有等次：跟踪督查得分=75，公众评议得分=95，绩效审计得分=100"),
        ("档次重叠", 15, "“一般：70—79%”与“差：70%以下”都包含 70%"),
    ]


def test_qitai_special_names_a_grade_that_there_is_not():
    assert findings("05-qitai-special-names") == [("未知等次", 18, "“优秀”不是可比的等次（先进、良好、一般、差）")]


def test_qitai_special_formula_is_a_circle():
    ((code, _, message),) = findings("05-qitai-special-circle")

    assert code == "循环定义"
    assert "绩效考核得分 → 绩效考核得分" in message


def test_five_faults_fall_under_one_and_under_zero():
    assert findings("08-five-point") == [("用不上的档", 10, "发生次数=5 归“超过3次(不含)”")]


def test_meiling_has_gaps_a_double_share_a_contradiction():
    found = findings("11-meiling")

    assert [(code, line) for code, line, _ in found] == [
        ("分档重叠", 15),
        ("比较词矛盾", 21),
        ("缺口", 22),
        ("缺口", 23),
    ]
    assert found[0][2] == "名次比例(党政领导测评结果)=25% 归“25%以内”"
    assert "高于90分以上" in found[1][2]
    assert found[2][2].startswith("考评得分=89.")
    assert found[3][2].startswith("考评得分=74.")


def test_meiling_puts_60_into_two_grades():
    assert findings("11-meiling-double") == [
        ("缺口", 10, "考评得分=89.5 没有等次"),
        ("缺口", 11, "考评得分=74.5 没有等次"),
        ("档次重叠", 12, "“称职：60分—74分”与“不称职：60分以下”都包含 60"),
    ]


def test_the_mean_of_shinan_cannot_reach_21():
    example = "领导评议=7：部门负责人=7，分管领导=7，科室负责人=7"

    assert ("满分达不到", 9, example) in findings("12-shinan")


def test_the_percentages_of_shinan_leave_gaps():
    assert [(code, line, example[:9]) for code, line, example in findings("12-shinan-attendance")] == [
        ("缺口", 11, "出勤率=89.5%"),
        ("缺口", 12, "出勤率=79.5%"),
        ("缺口", 16, "按时进餐率=79."),
        ("缺口", 17, "按时进餐率=69."),
    ]


def test_the_marks_of_songyuan_add_up_to_22():
    ((code, line, message),) = findings("02-songyuan-department")

    assert (code, line) == ("分值不符", 6)
    assert "=22分，应为 20分" in message


def test_the_county_budget_names_each_end_twice():
    found = findings("04-budget")

    assert [(code, line) for code, line, _ in found] == [("档次重叠", 14), ("档次重叠", 15), ("档次重叠", 16)]
    assert [message.rpartition(" ")[2] for _, _, message in found] == ["90", "80", "60"]


@pytest.mark.parametrize("path", sorted(PRINTED.glob("*.govperf")), ids=lambda path: path.stem)
def test_every_printed_policy_has_a_finding(path: Path):
    assert govperf.check(path) != []
