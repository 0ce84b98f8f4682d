"""How a new version lies to the old one: by how much, for which grades."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from tests.unit.proofs.policies import WEIGHED, many

import govperf
from govperf.proofs import Proved, Refuted, Relation, Solver, Verdict, relation


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    with Solver() as found:
        yield found
    assert found.faults == []


def related(old: str, new: str, key: str, solver: Solver) -> Relation:
    return relation(govperf.compile(old).graph, govperf.compile(new).graph, key, solver=solver)


def test_other_weights_move_the_score_by_ten_points_at_most(solver: Solver):
    found = related(WEIGHED, WEIGHED.replace("90%", "80%").replace("10%", "20%"), "得", solver)
    assert found.verdict is Verdict.BOTH
    for difference, value in ((found.largest_rise, 10), (found.largest_fall, -10)):
        assert difference is not None
        assert (difference.value, difference.settled) == (value, Proved())
        data = difference.example.data.values
        assert abs(data["甲"] - data["乙"]) == 100


def test_a_lower_cap_never_lowers_the_score_nor_the_grade(solver: Solver):
    old, new = WEIGHED.replace("丁(≤2)", "丁(≤5)"), WEIGHED.replace("丁(≤2)", "丁(≤3)")
    score, grade = (related(old, new, key, solver) for key in ("得", "等"))
    assert score.verdict is Verdict.NEVER_LOWER
    assert score.largest_rise is not None
    assert (score.largest_rise.value, score.largest_rise.settled) == (2, Proved())
    assert grade.verdict is Verdict.NEVER_LOWER
    assert {(one.old, one.new) for one in grade.changes} == {("良", "优"), ("差", "良")}


def test_a_boundary_that_is_left_out_lowers_one_grade(solver: Solver):
    new = WEIGHED.replace("优：90以上", "优：高于90").replace("90(不含90)", "90")
    found = related(WEIGHED, new, "等", solver)
    assert found.verdict is Verdict.NEVER_HIGHER
    assert [(one.old, one.new) for one in found.changes] == [("优", "良")]
    assert found.changes[0].example.data.values["甲"] * Fraction(9, 10) <= 90


def test_a_gap_takes_the_grade_away_from_some(solver: Solver):
    found = related(WEIGHED, WEIGHED.replace("80~90(不含90)", "80~89"), "等", solver)
    assert isinstance(found.same_presence, Refuted)
    assert None in found.same_presence.example.values.values()


def test_equal_values_are_equal(solver: Solver):
    found = related(WEIGHED, WEIGHED.replace("乙×10%", "乙÷10"), "得", solver)
    assert found.verdict is Verdict.EQUAL
    assert found.largest_rise is None


def test_labels_that_differ_are_told_without_an_order(solver: Solver):
    text = "规则 试\n输入 甲：0~100\n奖=如果 甲≥{} 则 表扬 否则 无\n"
    found = related(text.format(90), text.format(80), "奖", solver)
    assert found.verdict is Verdict.OTHER
    assert [(one.old, one.new) for one in found.changes] == [("无", "表扬")]


def test_forty_indicators_weighed_otherwise(solver: Solver):
    old = many()
    new = old.replace("指标考核×90%+公众评议得分×10%", "指标考核×80%+公众评议得分×20%")
    found = related(old, new, "得分", solver)
    assert found.verdict is Verdict.BOTH
    assert found.largest_rise is not None
    assert found.largest_rise.value == 10


def test_an_unknown_node_is_refused(solver: Solver):
    with pytest.raises(govperf.GovperfError):
        related(WEIGHED, WEIGHED, "没有", solver)
