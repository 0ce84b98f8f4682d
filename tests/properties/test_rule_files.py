"""Whole rule files score as the oracle does: the same values to the bit, the same kinds of error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracle import comparing
from tests.properties.often import often
from tests.strategies import policies

import govperf

ALONE = {
    "inputs": policies.papers_with_inputs(),
    "ledgers": policies.papers_with_ledgers(),
    "trees": policies.papers_with_trees(),
    "grades": policies.papers_with_grades(),
}
TOGETHER = {
    "objects": policies.papers_of_cohorts(),
    "records": policies.papers_of_cohort_ledgers(),
}


@pytest.mark.parametrize("kind", ALONE)
def test_one_object(kind: str):
    @often(120)
    @given(st.data(), ALONE[kind])
    def agree(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        for record in data.draw(st.lists(paper.record(), min_size=2, max_size=2)):
            assert not comparing.one_by_one(policy, record), record

    agree()


@pytest.mark.parametrize("kind", TOGETHER)
def test_a_cohort(kind: str):
    @often(150)
    @given(st.data(), TOGETHER[kind], st.booleans())
    def agree(data: st.DataObject, paper: policies.Paper, skip_bad: bool):
        policy = govperf.compile(paper.text)
        cohort = data.draw(paper.cohort())
        assert not comparing.together(policy, cohort, skip_bad=skip_bad), cohort

    agree()


@often(40)
@given(st.data(), st.one_of(*ALONE.values()))
def test_objects_that_look_at_nobody_score_together_as_alone(data: st.DataObject, paper: policies.Paper):
    policy = govperf.compile(paper.text)
    records = data.draw(st.lists(paper.record(), max_size=3))
    board = policy.score_all(records)
    for index, record in enumerate(records):
        alone = comparing.told(lambda record=record: policy.score(record), policy.outputs)
        among = comparing.told(lambda index=index: board[index], policy.outputs)
        assert alone == among


@often(60)
@given(st.data(), policies.papers_of_cohorts())
def test_what_looks_at_all_is_not_scored_alone(data: st.DataObject, paper: policies.Paper):
    policy = govperf.compile(paper.text)
    assert not comparing.one_by_one(policy, data.draw(paper.record()))
