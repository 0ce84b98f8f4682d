"""Tables of columns give what the oracle gives, which reads the graph alone: every value, every kind of error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.oracle import comparing, scoring
from tests.oracle.scoring import Answer
from tests.properties.often import often
from tests.properties.test_columns import ALONE, NEAR
from tests.strategies import groups, policies, quotients
from tests.strategies.tables import SCALES, table_of

import govperf
from govperf.columns.evaluate import evaluate
from govperf.errors import GovperfError
from govperf.evaluate.records import Reader
from govperf.graph import Level

COHORTS = {
    "objects": policies.papers_of_cohorts(),
    "chains": groups.papers_of_chains(),
    "records in chains": groups.papers_of_records(),
}


@pytest.mark.parametrize("kind", ALONE)
def test_objects_that_stand_alone(kind: str):
    @often(80)
    @given(st.data(), ALONE[kind], st.sampled_from(SCALES))
    def agree(data: st.DataObject, paper: policies.Paper, scale: int):
        policy = govperf.compile(paper.text)
        records = data.draw(st.lists(paper.record(), min_size=1, max_size=6))
        assert not differences(policy, records, scale), (paper.text, records)

    agree()


@pytest.mark.parametrize("kind", NEAR)
def test_numbers_that_are_hard_for_floats(kind: str):
    @often(40)
    @given(NEAR[kind], quotients.rows(), st.sampled_from(SCALES))
    def agree(formula: str, rows: list[dict[str, Any]], scale: int):
        assert not differences(govperf.compile(formula), rows, scale)

    agree()


@pytest.mark.parametrize("kind", COHORTS)
def test_a_whole_cohort(kind: str):
    @often(60)
    @given(st.data(), COHORTS[kind], st.booleans())
    def agree(data: st.DataObject, paper: policies.Paper, skip_bad: bool):
        # The oracle knows no ledgers that apply to some, and takes a rank that is absent for a missing input.
        assume("适用" not in paper.text)
        policy = govperf.compile(paper.text)
        cohort = data.draw(paper.cohort())
        assert not differences(policy, cohort, skip_bad=skip_bad and kind == "objects"), (paper.text, cohort)

    agree()


def differences(policy: Any, records: Sequence[Any], scale: int = 1, *, skip_bad: bool = False) -> list[str]:
    """Where the columns of a table say something else than the oracle."""
    reader = Reader(policy.graph.ruleset, policy.limits)
    objects = [reader.read(record) for record in records]
    ours = evaluate(policy.graph, table_of(policy.graph, objects, scale), policy.limits, skip_bad=skip_bad)
    if any(node.level is Level.COHORT for node in policy.graph.nodes):
        answers = scoring.score_all(policy.graph, records, skip_bad=skip_bad)[: len(records)]
    else:
        answers = [scoring.score(policy.graph, record) for record in records]
    right = [comparing.expected(policy.graph, answer) for answer in answers]
    found = [comparing.difference(answer_at(policy, ours, row), one) for row, one in enumerate(right)]
    return [text for text in found if text]


def answer_at(policy: Any, ours: Any, row: int) -> Answer:
    """What columns say of an object, in the words of a card."""
    error: GovperfError | None = ours.errors.get(row)
    if error is not None:
        return Answer(codes=frozenset(comparing.MEANT.get(one.code, one.code) for one in error.problems))
    paths = policy.graph.ruleset.paths
    values = {
        paths.get(key, key): comparing.shown(ours.columns[key].value(row)) for key in policy.graph.ruleset.outputs
    }
    return Answer({name: value for name, value in values.items() if value is not comparing.GONE})
