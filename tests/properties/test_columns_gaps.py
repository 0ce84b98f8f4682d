"""Rows that lack values fail for the same reasons, told in the same order, as if each were scored alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from tests.properties.often import often
from tests.properties.test_columns import ALONE, TOGETHER, alone, same_error, same_value
from tests.strategies import gaps, groups, policies
from tests.strategies.tables import table_of

import govperf
from govperf.columns import lacking, telling
from govperf.columns.evaluate import evaluate
from govperf.columns.telling import Lets, Telling
from govperf.columns.told import Told, after, gathered
from govperf.diagnostics import Problem
from govperf.errors import GovperfError, RuleError
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.records import Reader
from govperf.evaluate.scoring import Scored, score_cohort, shown_keys
from govperf.graph import Level
from govperf.terms.terms import Term

PAPERS = {
    **ALONE,
    **TOGETHER,
    "gaps": gaps.papers(),
    "chains": groups.papers_of_chains(),
    "records in chains": groups.papers_of_records(),
}


@contextmanager
def as_with_many() -> Iterator[None]:
    """As if so many rows were there that they are told together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lacking, "WORTH_FILLING", 1)
        yield


def differences(
    policy: Any,
    given_records: Sequence[Any],
    slips: Mapping[str | int, Problem],
    keys: Sequence[str] = (),
    *,
    skip_bad: bool = False,
) -> list[str]:
    """Where the errors of a table, or its values, differ from those of its rows scored by the meaning of terms."""
    reader = Reader(policy.graph.ruleset, policy.limits)
    objects = [evolve(reader.read(record), slips=slips) for record in given_records]
    table = table_of(policy.graph, objects)
    given = {name for record in given_records for name in record}
    present = {one.key for one in policy.graph.ruleset.inputs if one.name in given or one.key.rstrip("#") in given}
    columns = {key: column for key, column in table.columns.items() if key in present}
    table = evolve(table, columns=columns, slips=slips)
    answer = evaluate(policy.graph, table, policy.limits, keys=keys, skip_bad=skip_bad)
    found = []
    for row, right in enumerate(expected(policy, objects, skip_bad=skip_bad)):
        told = answer.errors.get(row)
        if isinstance(right, GovperfError):
            found += [] if same_error(told, right) else [f"{row}: {told!r}, right {right!r}"]
        elif told is not None:
            found.append(f"{row}: {told!r}")
        else:
            wrong = [key for key in keys if not same_value(answer.columns[key].value(row), right.values[key])]
            found += [f"{row}: {key}" for key in wrong]
    return found


def looks_around(policy: Any) -> bool:
    return any(node.level is Level.COHORT for node in policy.graph.nodes)


def expected(policy: Any, objects: Sequence[ObjectData], *, skip_bad: bool) -> Sequence[Scored | GovperfError]:
    """What becomes of the objects, each on its own or together where they look at each other."""
    if looks_around(policy):
        return score_cohort(policy.graph, objects, policy.limits, skip_bad=skip_bad).objects
    return [alone(policy, data) for data in objects]


@pytest.mark.parametrize("kind", PAPERS)
def test_errors_are_those_of_single_rows(kind: str):
    @often(60)
    @given(st.data(), PAPERS[kind])
    def agree(data: st.DataObject, paper: policies.Paper):
        try:
            policy = govperf.compile(paper.text)
        except RuleError:
            return
        rows = data.draw(gaps.damaged(paper.fields))
        rows = [{**row, "单位": f"第{place}科"} for place, row in enumerate(rows)]
        keys = shown_keys(policy.graph) if data.draw(st.booleans()) else ()
        with as_with_many():
            slips = {} if looks_around(policy) else data.draw(gaps.slips(paper.fields))
            skip_bad = data.draw(st.booleans())
            assert not differences(policy, rows, slips, keys, skip_bad=skip_bad), (paper.text, rows)

    agree()


def all_at_once(*lists: Told) -> Told:
    """A bound, or a body, that tells although what comes first has failed."""
    return gathered(lists)


def whatever_holds(telling: Telling, condition: Term, lets: Lets, yes: Told, no: Told) -> Told:
    """Both ways tell, whichever is taken."""
    return after(telling.of(condition), gathered((yes, no)))


FAULTS = {"after": (telling, "after", all_at_once), "conditions": (Telling, "_gated", whatever_holds)}
SEARCH = settings(max_examples=2_000, phases=[Phase.generate], deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    paper = draw(gaps.papers())
    return paper.text, draw(gaps.damaged(paper.fields))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_order_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch):
    def differs(case: tuple[str, list[dict[str, Any]]]) -> bool:
        try:
            return bool(differences(govperf.compile(case[0]), case[1], {}))
        except RuleError:
            return False

    monkeypatch.setattr(*FAULTS[fault])
    with as_with_many():
        caught = find(cases(), differs, settings=SEARCH)
        monkeypatch.undo()
    with as_with_many():
        assert not differs(caught)
