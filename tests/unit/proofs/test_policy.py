"""What is proved about one policy: bounds, directions, divisors, arms, statements of the author's own."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.unit.proofs.policies import WEIGHED, many

import govperf
from govperf.graph import Graph
from govperf.proofs import (
    Claim,
    NotSettled,
    Proved,
    Refuted,
    Settled,
    Solver,
    assertion,
    bounds,
    direction,
    no_zero_divisor,
    prove,
    reachable,
)


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    with Solver() as found:
        yield found
    assert found.faults == []


@pytest.fixture(scope="module")
def alone() -> Solver:
    return Solver(off=True)


def graph_of(text: str) -> Graph:
    return govperf.compile(text).graph


# --- bounds ---


@pytest.mark.parametrize(("text", "low", "high"), [(WEIGHED, -4, 100), (many(), -5, 100)], ids=["W1", "W2"])
def test_bounds_are_reached_without_a_solver(text: str, low: int, high: int, alone: Solver):
    policy = govperf.compile(text)
    key = "得" if "得=" in text else "得分"
    found = bounds(policy.graph, key, solver=alone)
    for end, value in ((found.low, low), (found.high, high)):
        assert (end.settled, end.value) == (Proved(), value)
        assert end.example is not None
        assert policy.score(json.loads(end.example.record))[key] == value


def test_an_ordinary_object_is_the_friendliest_example(alone: Solver):
    found = bounds(graph_of(WEIGHED), "得", solver=alone)
    assert found.high.example is not None
    assert "甲=100" in found.high.example.told
    assert found.low.example is not None
    assert "丙=2" in found.low.example.told


AROUND = "规则 试\n输入 甲：0~10\n值={}\n"


def test_what_is_subtracted_from_itself_is_bounded_exactly(solver: Solver):
    found = bounds(graph_of(AROUND.format("甲×(如果 甲≥5 则 1 否则 2)")), "值", solver=solver)
    assert (found.low.value, found.high.value) == (0, 10)
    assert isinstance(found.low.settled, Proved)
    assert isinstance(found.high.settled, Proved)


def test_a_value_without_a_bound_is_told_as_such(solver: Solver):
    found = bounds(graph_of("规则 试\n输入 甲：≥0\n值=甲×2\n"), "值", solver=solver)
    assert (found.low.value, found.high.value, found.high.settled) == (0, None, Proved())


def test_an_open_end_is_a_bound_that_nothing_reaches(alone: Solver):
    found = bounds(graph_of("规则 试\n输入 甲：>0\n值=最小(甲，5)\n"), "值", solver=alone)
    assert (found.low.value, found.low.settled, found.low.example) == (0, Proved(), None)


# --- directions ---


def sides(found: object) -> tuple[type[Settled], type[Settled]]:
    return type(found.never_lowers), type(found.never_raises)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["甲", "乙"])
def test_a_score_never_lowers_the_total_or_the_grade(name: str, alone: Solver):
    assert sides(direction(graph_of(WEIGHED), "得", name, solver=alone))[0] is Proved


def test_a_score_never_lowers_the_grade(solver: Solver):
    assert sides(direction(graph_of(WEIGHED), "等", "甲", solver=solver))[0] is Proved
    assert sides(direction(graph_of(WEIGHED), "等", "丙", solver=solver))[1] is Proved


def test_both_directions_are_shown_by_two_objects_each(solver: Solver):
    found = direction(graph_of("规则 试\n输入 甲：0~100\n值=绝对值(甲-60)\n"), "值", "甲", solver=solver)
    assert isinstance(found.never_lowers, Refuted)
    assert isinstance(found.never_raises, Refuted)
    for claim, falls in ((found.never_lowers, True), (found.never_raises, False)):
        before, after = claim.example, claim.example.after
        assert after is not None
        low, high = before.data.values["甲"], after.data.values["甲"]
        assert low < high
        assert (after.values["值"] < before.values["值"]) is falls


def test_an_input_that_nothing_reads_changes_nothing(alone: Solver):
    text = "规则 试\n输入 甲、乙：0~100\n值=甲\n他=乙\n"
    assert sides(direction(graph_of(text), "值", "乙", solver=alone)) == (Proved, Proved)


def test_a_ranked_value_is_left_open():
    found = direction(graph_of("规则 试\n对象 单位\n输入 得：0~100\n位=名次(得)\n"), "位", "得")
    assert sides(found) == (NotSettled, NotSettled)


# --- divisors, arms ---


def answers(claims: tuple[Claim, ...]) -> list[type[Settled]]:
    return [type(one.settled) for one in claims]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("甲÷乙", Refuted),
        ("甲÷(乙+1)", Proved),
        ("(如果 乙≠0 则 甲÷乙 否则 0)", Proved),
        ("(如果 乙>甲 则 甲÷(乙-甲) 否则 0)", Proved),
        ("(如果 乙≥甲 则 甲÷(乙-甲) 否则 0)", Refuted),
    ],
)
def test_a_divisor_is_never_0_where_it_is_looked_at(formula: str, expected: type[Settled], solver: Solver):
    text = f"规则 试\n输入 甲、乙：0~100\n值={formula}\n"
    assert answers(no_zero_divisor(graph_of(text), solver=solver)) == [expected]


def test_every_band_is_reached_but_the_one_that_is_not(solver: Solver):
    text = "规则 试\n输入 甲、乙：0~50\n得=甲+乙-10\n等次 等 按 得\n  优：95以上\n  良：60~95(不含95)\n  差：其他\n"
    claims = reachable(graph_of(text), solver=solver)
    assert [one.words for one in claims if isinstance(one.settled, Proved)] == ["等 的“优：95以上”没有对象够得到"]
    assert answers(claims) == [Proved, Refuted]


# --- statements of the author's own ---

STATED = """规则 试
输入
  甲、乙：0~100分
  扣：≥0分 默认 0
得=甲×90%+乙×10%-扣(≤2)  保留2位小数
断言 {}
"""


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("得 在 -2~100", Proved),
        ("得 在 0~100", Refuted),
        ("得≤甲+10.01", Proved),
        ("得≤甲+10", Refuted),
        ("如果 扣=0 则 得≥0 否则 得≥-2", Proved),
        ("甲 越高 得 不降", Proved),
        ("扣 越多 得 不增", Proved),
        ("扣 越少 得 不减", Proved),
        ("扣 越多 得 不降", Refuted),
        ("扣 越多 得 下降", Refuted),
        ("甲 越高 得 不变", Refuted),
        ("甲 越高 甲 上升", Proved),
        ("乙 越高 得 上升", Refuted),
    ],
)
def test_a_statement_is_proved_or_refuted(statement: str, expected: type[Settled], solver: Solver):
    graph = graph_of(STATED.format(statement))
    [stated] = graph.ruleset.assertions
    found = assertion(graph, stated, solver=solver)
    assert type(found) is expected


def test_a_refuted_statement_shows_its_values(alone: Solver):
    graph = graph_of(STATED.format("得 在 0~100"))
    found = assertion(graph, graph.ruleset.assertions[0], solver=alone)
    assert isinstance(found, Refuted)
    assert found.example.values["得"] < 0


# --- the whole report ---


def test_a_report_has_every_output(solver: Solver):
    report = prove(graph_of(WEIGHED), solver=solver)
    assert [one.key for one in report.outputs] == ["得", "等"]
    assert report.outputs[1].bounds is None
    assert all(isinstance(one.settled, Refuted) for one in report.arms)


def test_a_report_of_one_output_is_about_nothing_else(alone: Solver):
    report = prove(graph_of(STATED.format("得 在 0~100")), ["得"], solver=alone)
    assert (len(report.outputs), report.assertions) == (1, ())


def test_without_a_solver_the_rest_is_left_open(alone: Solver):
    graph = graph_of(STATED.format("得≤甲+10.01"))
    found = assertion(graph, graph.ruleset.assertions[0], solver=alone)
    assert found == NotSettled("要用 z3 才能判断：pip install govperf[prove]", "needs z3: pip install govperf[prove]")
