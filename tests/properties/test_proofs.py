"""What is claimed as proved holds for objects drawn at random; what is refuted is shown by its example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.strategies import policies

import govperf
from govperf.checks.records import Variable
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import Failed, ObjectData, Outcome, Place
from govperf.evaluate.records import Reader
from govperf.evaluate.scoring import broken_requirements
from govperf.graph import Graph
from govperf.limits import DEFAULT_LIMITS
from govperf.proofs import Effort, Example, Proved, Refuted, Solver, prove, relation, same
from govperf.proofs.direction import Directions
from govperf.proofs.examples import put
from govperf.proofs.ordering import scale_of
from govperf.proofs.question import Case
from govperf.values import Missing

LITTLE = Effort(steps=100_000, tries=6_000, seconds=2, lates=100)
PAPERS = {
    "inputs": policies.papers_with_inputs(),
    "trees": policies.papers_with_trees(),
    "grades": policies.papers_with_grades(),
    "ledgers": policies.papers_with_ledgers(),
}
CHANGES = (("≥", ">"), ("60", "61"), ("×", "+"), ("80", "79"), ("−", "+"), ("最大", "最小"), ("5", "6"), ("且", "或"))
"""What makes another version of a policy: words with what they become."""


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    with Solver(LITTLE) as found:
        yield found
    assert found.faults == []


def read(policy: govperf.Policy, record: object) -> ObjectData:
    data = Reader(policy.graph.ruleset, policy.limits).read(record)
    assume(not data.problems)
    return data


def outcome_of(graph: Graph, data: ObjectData, key: str) -> Outcome | None:
    """The value of a node; None where the data breaks a requirement."""
    evaluation = Evaluation(graph, (data,), DEFAULT_LIMITS, whole=True)
    found = evaluation.outcome(Place(0, key))
    return None if any(True for _ in broken_requirements(evaluation, 0)) else found


def is_number(value: object) -> bool:
    return isinstance(value, Fraction) and not isinstance(value, bool)


def shown(policy: govperf.Policy, example: Example, key: str) -> object:
    """The value that the example claims, read again from its record."""
    data = Reader(policy.graph.ruleset, policy.limits).read(json.loads(example.record))
    assert data.problems == ()
    return outcome_of(policy.graph, data, key)


# --- one policy ---


def within(report: Any, policy: govperf.Policy, data: ObjectData) -> None:
    for output in report.outputs:
        value = outcome_of(policy.graph, data, output.key)
        if output.bounds is None or not is_number(value):
            continue
        assert output.bounds.safe.holds(value)
        low, high = output.bounds.low, output.bounds.high
        assert not (isinstance(low.settled, Proved) and low.value is not None and value < low.value)
        assert not (isinstance(high.settled, Proved) and high.value is not None and value > high.value)


def exemplified(report: Any, policy: govperf.Policy) -> None:
    for output in report.outputs:
        ends = () if output.bounds is None else (output.bounds.low, output.bounds.high)
        for end in ends:
            if end.example is not None and end.value is not None:
                assert shown(policy, end.example, output.key) == end.value
        scale = scale_of(policy.graph, output.key)
        for direction in output.directions:
            for claim, falls in ((direction.never_lowers, True), (direction.never_raises, False)):
                if isinstance(claim, Refuted):
                    assert claim.example.after is not None
                    before, after = (
                        scale.worth(shown(policy, one, output.key)) for one in (claim.example, claim.example.after)
                    )
                    assert after < before if falls else after > before
    for claim in report.divisions:
        if isinstance(claim.settled, Refuted):
            values = claim.settled.example.values
            assert None in values.values()


@pytest.mark.parametrize("name", PAPERS)
def test_values_stay_within_proved_bounds(name: str, solver: Solver):
    @often(2)
    @given(st.data(), PAPERS[name])
    def held(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        report = prove(policy.graph, effort=LITTLE, solver=solver)
        exemplified(report, policy)
        for _ in range(20):
            within(report, policy, read(policy, data.draw(paper.record())))

    held()


@pytest.mark.parametrize("name", PAPERS)
def test_a_proved_direction_is_never_left(name: str, solver: Solver):
    @often(3)
    @given(st.data(), PAPERS[name])
    def held(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        key = data.draw(st.sampled_from(policy.graph.ruleset.outputs))
        case = Case([policy.graph], (key,), policy.limits, LITTLE, solver)
        found = Directions(case, key)
        claims = {one: found.of(one) for one in found.inputs() if not one.ledger}
        assume(claims)
        scale = scale_of(policy.graph, key)
        for _ in range(15):
            first, second = (read(policy, data.draw(paper.record())) for _ in range(2))
            variable = data.draw(st.sampled_from(list(claims)))
            moved = exchanged(first, second, variable)
            if moved is None:
                continue
            low, high = (scale.worth(outcome_of(policy.graph, one, key)) for one in moved)
            if low is None or high is None:
                continue
            claim = claims[variable]
            assert not (isinstance(claim.never_lowers, Proved) and high < low), variable.name
            assert not (isinstance(claim.never_raises, Proved) and high > low), variable.name

    held()


def exchanged(first: ObjectData, second: ObjectData, variable: Variable) -> tuple[ObjectData, ObjectData] | None:
    """The first object with one input low, with it high."""
    values = [one.values.get(variable.one.key) for one in (first, second)]
    if not all(isinstance(value, Fraction | bool) for value in values) or values[0] == values[1]:
        return None
    low, high = sorted(values)
    return put(first, variable, low), put(first, variable, high)


# --- two versions ---


@st.composite
def versions(draw: st.DrawFn, paper: policies.Paper) -> str:
    """The text with one thing changed in its formulas, where it still compiles."""
    before, after = draw(st.sampled_from(CHANGES))
    places = [index for index in range(len(paper.text)) if paper.text.startswith(before, index)]
    assume(places)
    place = draw(st.sampled_from(places))
    text = paper.text[:place] + after + paper.text[place + len(before) :]
    try:
        govperf.compile(text)
    except govperf.GovperfError:
        assume(False)
    return text


def plain(outcome: Outcome | None) -> object:
    return "失败" if isinstance(outcome, Failed) else (type(outcome).__name__, outcome)


@pytest.mark.parametrize("name", PAPERS)
def test_versions_that_are_proved_the_same_are(name: str, solver: Solver):
    @often(3)
    @given(st.data(), PAPERS[name])
    def held(data: st.DataObject, paper: policies.Paper):
        old, new = govperf.compile(paper.text), govperf.compile(data.draw(versions(paper)))
        assume(old.graph.ruleset.outputs == new.graph.ruleset.outputs)
        found = same(old.graph, new.graph, effort=LITTLE, solver=solver)
        if isinstance(found, Refuted):
            assert len(set(map(str, map(plain, found.example.values.values())))) > 1
        if not isinstance(found, Proved):
            return
        for _ in range(20):
            record = data.draw(paper.record())
            for key in old.graph.ruleset.outputs:
                values = [plain(outcome_of(one.graph, read(one, record), key)) for one in (old, new)]
                assert values[0] == values[1], key

    held()


@pytest.mark.parametrize("name", PAPERS)
def test_a_proved_relation_holds(name: str, solver: Solver):
    @often(2)
    @given(st.data(), PAPERS[name])
    def held(data: st.DataObject, paper: policies.Paper):
        old, new = govperf.compile(paper.text), govperf.compile(data.draw(versions(paper)))
        key = data.draw(st.sampled_from(old.graph.ruleset.outputs))
        assume(key in new.graph and scale_of(old.graph, key) == scale_of(new.graph, key))
        found = relation(old.graph, new.graph, key, effort=LITTLE, solver=solver)
        scale = scale_of(old.graph, key)
        for _ in range(15):
            record = data.draw(paper.record())
            first, second = (outcome_of(one.graph, read(one, record), key) for one in (old, new))
            complete = all(
                one.key in read(old, record).values or one.default is not None or one.optional
                for one in old.graph.ruleset.inputs
            )
            if first is None or second is None or not complete:
                continue
            there = [not isinstance(one, Failed | Missing) for one in (first, second)]
            assert not (isinstance(found.same_presence, Proved) and there[0] != there[1])
            assert not (isinstance(found.equal, Proved) and plain(first) != plain(second) and all(there))
            a, b = scale.worth(first), scale.worth(second)
            if a is None or b is None:
                continue
            assert not (isinstance(found.never_lower, Proved) and b < a)
            assert not (isinstance(found.never_higher, Proved) and b > a)
            for difference in (found.largest_rise, found.largest_fall):
                if difference is not None and isinstance(difference.settled, Proved):
                    assert not (difference.value > 0 and b - a > difference.value)
                    assert not (difference.value < 0 and b - a < difference.value)

    held()
