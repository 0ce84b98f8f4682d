"""Ranks, statistics, quotas, allotments by whole columns are what the evaluation row by row says, errors included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.properties.test_columns import differences
from tests.properties.test_columns_cohort_parts import as_with_many
from tests.strategies import groups, policies
from tests.strategies.tables import SCALES
from tests.unit.columns import by_rows

import govperf

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
