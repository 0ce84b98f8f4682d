"""Columns score as rows do: the same values to the bit, the same errors, whatever the policy and the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.strategies import formulas, policies, quotients, records
from tests.strategies.tables import SCALES, table_of

import govperf
from govperf.columns.evaluate import evaluate
from govperf.errors import GovperfError
from govperf.evaluate.records import Reader
from govperf.evaluate.scoring import score_cohort, score_one, shown_keys
from govperf.graph import Level

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


def differences(policy: Any, given_records: Sequence[Any], scale: int, *, skip_bad: bool = False) -> list[str]:
    """Where the columns of a table differ from the evaluation of its objects."""
    reader = Reader(policy.graph.ruleset, policy.limits)
    objects = [reader.read(record) for record in given_records]
    table = table_of(policy.graph, objects, scale)
    keys = shown_keys(policy.graph)
    answer = evaluate(policy.graph, table, policy.limits, skip_bad=skip_bad, keys=keys)
    if any(node.level is Level.COHORT for node in policy.graph.nodes):
        result = score_cohort(policy.graph, objects, policy.limits, skip_bad=skip_bad)
        expected, totals = result.objects, result.totals
    else:
        expected, totals = [alone(policy, one) for one in objects], {}
    found = [] if answer.totals == totals else [f"totals {answer.totals}, right {totals}"]
    for row, right in enumerate(expected):
        if isinstance(right, GovperfError):
            told = answer.errors.get(row)
            found += [] if same_error(told, right) else [f"{row}: {told}, right {right}"]
        elif row in answer.errors:
            found.append(f"{row}: {answer.errors[row]!r}")
        else:
            values = {key: answer.columns[key].value(row) for key in keys}
            wrong = [key for key in keys if not same_value(values[key], right.values[key])]
            found += [f"{row}: {key} {values[key]}, right {right.values[key]}" for key in wrong]
    return found


def same_value(one: object, other: object) -> bool:
    """Equal, and of the same type: 1 is not 是."""
    return one == other and type(one) is type(other)


def alone(policy: Any, data: Any) -> Any:
    try:
        return score_one(policy.graph, data, policy.limits)
    except GovperfError as error:
        return error


def same_error(one: GovperfError | None, other: GovperfError) -> bool:
    return type(one) is type(other) and str(one) == str(other) and one.args == other.args


@often(200)
@given(
    st.data(),
    st.integers(1, 3).flatmap(lambda n: formulas.formulas(formulas.NAMES, n)),
    st.sampled_from(SCALES),
)
def test_formulas(data: st.DataObject, formula: formulas.Formula, scale: int):
    policy = govperf.compile(formula.text)
    fields = dict.fromkeys(formulas.NAMES, records.given_numbers())
    assert not differences(policy, data.draw(st.lists(records.record(fields), min_size=3, max_size=8)), scale)


NEAR = {
    "compared": quotients.comparisons(),
    "rounded": quotients.roundings(),
    "large": quotients.products(),
    "plain": quotients.plain_roundings(),
    "bare": quotients.sums(),
}


@pytest.mark.parametrize("kind", NEAR)
def test_numbers_that_are_hard_for_floats(kind: str):
    @often(60)
    @given(NEAR[kind], quotients.rows(), st.sampled_from(SCALES))
    def agree(formula: str, rows: list[dict[str, Any]], scale: int):
        assert not differences(govperf.compile(formula), rows, scale)

    agree()


@pytest.mark.parametrize("kind", ALONE)
def test_one_object(kind: str):
    @often(120)
    @given(st.data(), ALONE[kind], st.sampled_from(SCALES))
    def agree(data: st.DataObject, paper: policies.Paper, scale: int):
        policy = govperf.compile(paper.text)
        assert not differences(policy, data.draw(st.lists(paper.record(), min_size=2, max_size=6)), scale)

    agree()


@pytest.mark.parametrize("kind", TOGETHER)
def test_a_cohort(kind: str):
    @often(100)
    @given(st.data(), TOGETHER[kind], st.booleans(), st.sampled_from(SCALES))
    def agree(data: st.DataObject, paper: policies.Paper, skip_bad: bool, scale: int):
        policy = govperf.compile(paper.text)
        assert not differences(policy, data.draw(paper.cohort()), scale, skip_bad=skip_bad)

    agree()
