"""Lists over the records of all objects at once are what the evaluation row by row says, errors included."""

from __future__ import annotations

from contextlib import nullcontext
from fractions import Fraction

import numpy as np
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
from govperf.columns.ledger_counts import count_problems
from govperf.columns.model import LedgerTable, Numbers
from govperf.evaluate import records

PAPERS = {"lists": policies.papers_with_ledgers(), "lists of columns": groups.papers_of_records()}


@pytest.mark.parametrize("form", by_rows.FORMS)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_list_agrees_with_rows(kind: str, form: str):
    @often(50)
    @given(st.data(), PAPERS[kind])
    def agree(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        assert not by_rows.differences(policy, data.draw(paper.cohort()), form=form)

    agree()


@often(40)
@given(st.data(), PAPERS["lists"], st.sampled_from(by_rows.FORMS))
def test_values_that_lie_far_apart_agree_as_well(data: st.DataObject, paper: policies.Paper, form: str):
    policy = govperf.compile(paper.text)
    with as_with_many():
        assert not by_rows.differences(policy, data.draw(paper.cohort()), form=form)


@often(60)
@given(st.data(), st.one_of(*PAPERS.values()), st.sampled_from(SCALES), st.booleans())
def test_a_whole_table_agrees_with_rows(data: st.DataObject, paper: policies.Paper, scale: int, many: bool):
    policy = govperf.compile(paper.text)
    cohort = data.draw(paper.cohort())
    with as_with_many() if many else nullcontext():
        assert not differences(policy, cohort, scale)


COUNTED = govperf.compile("规则 试题\n明细 月考勤 共3条 每 月份\n  月份：1~3 整数\n  天：次数\n结=合计(月考勤.天)\n")
KEYED = govperf.compile("规则 试题\n明细 月考勤 每 月份\n  月份：1~3 整数\n  天：次数\n结=合计(月考勤.天)\n")
MONTHS = st.lists(st.one_of(st.none(), st.integers(1, 3)), max_size=5)


@pytest.mark.parametrize("policy", [COUNTED, KEYED], ids=["count", "key"])
def test_counts_of_records_are_complained_about_as_for_one_object(policy: govperf.Policy):
    ledger = policy.graph.ruleset.ledgers[0]

    @often(80)
    @given(st.lists(st.one_of(st.none(), MONTHS), max_size=6))
    def agree(given_months: list[list[int | None] | None]):
        found = count_problems(ledger, ledger_table(given_months))
        right = {
            row: tuple(records.count_problems(ledger, [one_record(month) for month in months]))
            for row, months in enumerate(given_months)
            if months or (months is not None and ledger.count is None)
        }
        assert found == {row: problems for row, problems in right.items() if problems}

    agree()


def one_record(month: int | None) -> dict[str, Fraction]:
    return {} if month is None else {"月考勤.月份": Fraction(month)}


def ledger_table(objects: list[list[int | None] | None]) -> LedgerTable:
    months = [month for one in objects for month in one or ()]
    valid = np.array([month is not None for month in months], np.bool_)
    column = Numbers(np.array([month or 0 for month in months], np.float64), valid=None if valid.all() else valid)
    offsets = np.cumsum([0, *(len(one or ()) for one in objects)]).astype(np.int64)
    given = np.array([one is not None for one in objects], np.bool_)
    return LedgerTable(offsets, {"月考勤.月份": column}, None if given.all() else given)
