"""What holds for every policy: values stay in their bounds, examples show what they claim, gaps are found."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.strategies import policies

import govperf
from govperf.checks.ranges import Ranges
from govperf.diagnostics import Diagnostic
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import NO_ROW, ObjectData, Place
from govperf.evaluate.records import Reader
from govperf.graph import Level, Node

PAPERS = {
    "inputs": policies.papers_with_inputs(),
    "ledgers": policies.papers_with_ledgers(),
    "trees": policies.papers_with_trees(),
    "grades": policies.papers_with_grades(),
    "objects": policies.papers_of_cohorts(),
    "records": policies.papers_of_cohort_ledgers(),
}
FAILURES = {"缺口": {"没有等次", "没有适用的档", "没有对应的键"}, "缺少选项": {"没有对应的键", "没有适用的档"}}
FAILURES["除数可能为零"] = {"除数为零"}


def failures(policy: govperf.Policy, record: dict[str, Any]) -> set[str]:
    """Codes of what goes wrong when the record is scored as a cohort of one."""
    board = policy.score_all([record])
    return {problem.code for error in board.errors for problem in getattr(error.error, "problems", ())}


def replayed(policy: govperf.Policy, finding: Diagnostic) -> bool:
    """The example of the finding does what the finding says."""
    found = failures(policy, json.loads(finding.facts["inputs"]))
    expected = FAILURES.get(finding.code)
    return bool(found & expected) if expected else "输入超出范围" not in found and "不合要求" not in found


@pytest.mark.parametrize("kind", PAPERS)
def test_every_example_is_replayed(kind: str):
    @often(25)
    @given(PAPERS[kind])
    def shown(paper: policies.Paper):
        policy = govperf.compile(paper.text)
        examples = [one for one in policy.check() if "inputs" in one.facts]
        assert [one for one in examples if not replayed(policy, one)] == []

    shown()


# --- bounds ---


def values_of(evaluation: Evaluation, node: Node, index: int) -> list[object]:
    """What the node is worth for one object: once, or once for each record of its ledger."""
    ledger = node.ledger.name if node.ledger is not None else node.definition.ledger if node.definition else ""
    if not ledger or ledger == node.key:
        return [evaluation.outcome(Place(index, node.key, NO_ROW))]
    rows = range(len(evaluation.objects[index].ledgers.get(ledger, ())))
    return [evaluation.outcome(Place(index, node.key, row)) for row in rows]


def outside(policy: govperf.Policy, objects: tuple[ObjectData, ...]) -> list[tuple[str, object]]:
    """Values that the bounds of their nodes do not hold."""
    ranges = Ranges(policy.graph)
    evaluation = Evaluation(policy.graph, objects, policy.limits, whole=True)
    found = []
    for node in policy.graph.nodes:
        if (
            node.key in {one.name for one in policy.graph.ruleset.ledgers}
            or node.key in policy.graph.ruleset.cohort_outputs
        ):
            continue
        for index in range(len(objects)):
            values = values_of(evaluation, node, index)
            bounds = ranges.nodes.get(node.key)
            numbers = [value for value in values if isinstance(value, Fraction)]
            found += [(node.key, value) for value in numbers if bounds is None or not bounds.holds(value)]
    return found


@pytest.mark.parametrize("kind", PAPERS)
def test_values_stay_in_their_bounds(kind: str):
    @often(60)
    @given(st.data(), PAPERS[kind])
    def held(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        reader = Reader(policy.graph.ruleset, policy.limits)
        cohort = data.draw(paper.cohort(3))
        objects = tuple(reader.read(record) for record in cohort)
        if not any(one.problems for one in objects):
            assert outside(policy, objects) == []

    held()


# --- gaps ---

SCALE = """规则 例

输入 甲、乙：0~100分

得分=甲×{first}%+乙×{second}% {rounding}

等次 等次 按 得分
  优：{top}以上
  良：{middle}~{end}
  差：{middle}以下(不含{middle})
"""


@often(60)
@given(
    st.integers(1, 99),
    st.integers(50, 95),
    st.integers(5, 40),
    st.sampled_from((Fraction(1, 100), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5))),
    st.sampled_from((("保留2位小数", Fraction(1, 100)), ("保留1位小数", Fraction(1, 10)), ("保留整数", Fraction(1)))),
)
def test_a_gap_is_found_exactly_where_a_rounded_value_lies_in_it(
    first: int, top: int, width: int, gap: Fraction, rounding: tuple[str, Fraction]
):
    end = top - gap
    shown = f"{end.numerator / end.denominator:g}"
    words, step = rounding
    text = SCALE.format(first=first, second=100 - first, rounding=words, top=top, middle=top - width, end=shown)
    inside = [end + step * n for n in range(1, int(gap / step) + 2)]
    on_steps = any(end < value - (value % step) < top for value in inside)

    found = [one for one in govperf.check(text) if one.code == "缺口"]

    assert bool(found) is on_steps


def test_bounds_of_the_cohort_are_those_of_its_members():
    policy = govperf.compile("规则 例\n\n输入 甲：0~100分\n\n高=最高(甲，全体)\n次=名次(甲)\n")
    ranges = Ranges(policy.graph)

    assert policy.graph["次"].level is Level.COHORT
    assert (ranges.nodes["高"].low, ranges.nodes["高"].high) == (0, 100)
    assert ranges.nodes["次"].low == 1
