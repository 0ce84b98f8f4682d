"""Ranks, statistics, quotas, allotments by whole columns are what the evaluation row by row says, errors included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.oracle import comparing, scoring
from tests.oracle.scoring import Answer
from tests.properties.often import often
from tests.properties.test_columns import differences
from tests.properties.test_columns_cohort_parts import as_with_many
from tests.strategies import groups, policies
from tests.strategies.tables import SCALES, table_of
from tests.unit.columns import by_rows

import govperf
from govperf.columns.evaluate import evaluate
from govperf.errors import GovperfError
from govperf.evaluate.records import Reader

PAPERS = {
    "objects": policies.papers_of_cohorts(),
    "chains": groups.papers_of_chains(),
    "records": policies.papers_of_cohort_ledgers(),
    "records in chains": groups.papers_of_records(),
}


@pytest.mark.parametrize("form", by_rows.FORMS)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_term_agrees_with_rows(kind: str, form: str):
    @often(40)
    @given(st.data(), PAPERS[kind], st.booleans())
    def agree(data: st.DataObject, paper: policies.Paper, skip: bool):
        policy = govperf.compile(paper.text)
        cohort = data.draw(paper.cohort())
        left_out = frozenset(data.draw(st.sets(st.integers(0, len(cohort) - 1)))) if skip else frozenset()
        assert not by_rows.differences(policy, cohort, form=form, left_out=left_out), (paper.text, cohort)

    agree()


@often(40)
@given(st.data(), st.one_of(PAPERS["objects"], PAPERS["chains"]), st.sampled_from(by_rows.FORMS))
def test_values_that_lie_far_apart_agree_as_well(data: st.DataObject, paper: policies.Paper, form: str):
    policy = govperf.compile(paper.text)
    with as_with_many():
        assert not by_rows.differences(policy, data.draw(paper.cohort()), form=form)


@pytest.mark.parametrize("kind", ["chains", "records in chains"])
def test_a_whole_table_agrees_with_rows(kind: str):
    @often(80)
    @given(st.data(), PAPERS[kind], st.booleans(), st.sampled_from(SCALES))
    def agree(data: st.DataObject, paper: policies.Paper, skip_bad: bool, scale: int):
        policy = govperf.compile(paper.text)
        assert not differences(policy, data.draw(paper.cohort()), scale, skip_bad=skip_bad)

    agree()


@pytest.mark.parametrize("kind", ["objects", "chains", "records in chains"])
def test_a_whole_table_agrees_with_the_oracle(kind: str):
    @often(60)
    @given(st.data(), PAPERS[kind], st.booleans())
    def agree(data: st.DataObject, paper: policies.Paper, skip_bad: bool):
        # The oracle knows no ledgers that apply to some, and takes a rank that is absent for a missing input.
        assume("适用" not in paper.text)
        policy = govperf.compile(paper.text)
        cohort = data.draw(paper.cohort())
        assert not against_the_oracle(policy, cohort, skip_bad=skip_bad and kind == "objects"), (paper.text, cohort)

    agree()


def against_the_oracle(policy: Any, cohort: Sequence[Any], *, skip_bad: bool) -> list[str]:
    """Where the columns of a cohort say something else than the oracle."""
    reader = Reader(policy.graph.ruleset, policy.limits)
    objects = [reader.read(record) for record in cohort]
    ours = evaluate(policy.graph, table_of(policy.graph, objects), policy.limits, skip_bad=skip_bad)
    right = scoring.score_all(policy.graph, cohort, skip_bad=skip_bad)
    found = []
    for row in range(len(cohort)):
        expected = comparing.expected(policy.graph, right[row])
        found.append(comparing.difference(answer_at(policy, ours, row), expected))
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
