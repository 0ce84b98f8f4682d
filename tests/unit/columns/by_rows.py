"""A sheet that reads every term row by row, for what looks at whole columns to be tried on its own."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import evolve, frozen

from govperf.columns.cohort_terms import cohort_total, settle_cohort
from govperf.columns.cohort_values import as_quotients, from_fractions
from govperf.columns.ledger_lists import settle_list
from govperf.columns.model import Codes, Column, Days, LedgerTable, Nearly, Numbers, Quotients, Table, Truths
from govperf.columns.sheet import Nearby, Settled
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame, value_of
from govperf.evaluate.outcome import COHORT, NO_ROW, Failed, FailedError, NeededError, ObjectData, Outcome, Place
from govperf.evaluate.records import Reader
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.terms.terms import Aggregate, Local, OfCohort, Placement, ReadColumn, Rows, Term
from govperf.terms.walk import walk
from govperf.values import Missing

FORMS = ("numbers", "quotients", "odd", "near")
"""How a sheet hands out numbers: as they come, over divisors of their own, some beside the column, a little off."""


@frozen(eq=False)
class RowSheet:
    """See :class:`govperf.columns.sheet.Sheet`."""

    graph: Graph
    limits: Limits
    data: Sequence[ObjectData]
    node: str
    form: str
    left_out: frozenset[int] = frozenset()
    ledger: str = ""

    @property
    def frames(self) -> list[tuple[int, int]]:
        """Object and record of every row."""
        if not self.ledger:
            return [(one, NO_ROW) for one in range(len(self.data))]
        return [
            (one, row) for one, data in enumerate(self.data) for row in range(len(data.ledgers.get(self.ledger, ())))
        ]

    @property
    def length(self) -> int:
        return len(self.frames)

    @property
    def table(self) -> Table:
        names = np.array([*(data.name for data in self.data), None], np.object_)[:-1]
        problems = {row: data.problems for row, data in enumerate(self.data) if data.problems}
        return Table(len(self.data), {}, names=names, problems=problems)

    @property
    def objects(self) -> RowSheet:
        return evolve(self, ledger="")

    def records(self, ledger: str) -> tuple[LedgerTable, RowSheet]:
        counts = [len(data.ledgers.get(ledger, ())) for data in self.data]
        given = np.array([ledger in data.ledgers for data in self.data], np.bool_)
        offsets = np.cumsum([0, *counts])
        return LedgerTable(offsets, {}, None if given.all() else given), evolve(self, ledger=ledger)

    def exactly(self, term: Term, rows: Sequence[int]) -> dict[int, Outcome]:
        frames = self.frames
        evaluation = Evaluation(self.graph, self.data, self.limits, whole=True, left_out=self.left_out)
        return {row: read(evaluation, term, *frames[row], self) for row in rows}

    def nearly(self, term: Term) -> Nearby:
        """As settled; in the form ``near`` most numbers are a little off."""
        settled = self.settled(term)
        column = settled.column
        if self.form != "near" or not isinstance(column, Numbers | Quotients):
            return Nearby(column, settled.failures)
        return Nearby(near(column), settled.failures)

    def settled(self, term: Term) -> Settled:
        found = list(self.exactly(term, range(self.length)).values())
        failed = {row: one.problems for row, one in enumerate(found) if isinstance(one, Failed)}
        return Settled(
            shaped(column_of([None if row in failed else one for row, one in enumerate(found)]), self.form), failed
        )


def read(evaluation: Evaluation, term: Term, index: int, row: int, sheet: RowSheet) -> Outcome:
    rows = {sheet.ledger: row} if row != NO_ROW else {}
    frame = Frame(index, Place(index, sheet.node, row), rows, {})
    while True:
        try:
            return value_of(term, frame, evaluation)
        except NeededError as needed:
            for place in needed.places:
                evaluation.outcome(place)
        except FailedError as error:
            return Failed(error.problems)


def column_of(values: Sequence[Any]) -> Column:
    """A column of these values; None (a failure) may hold anything."""
    there = [value for value in values if value is not None and not isinstance(value, Missing)]
    valid = np.array([value is None or not isinstance(value, Missing) for value in values], np.bool_)
    off = np.array([value is Missing.NOT_APPLICABLE for value in values], np.bool_)
    masks = {"valid": None if valid.all() else valid, "off": off if off.any() else None}
    sample = there[0] if there else Fraction(0)
    full = [value if type(value) is type(sample) else sample for value in values]
    match sample:
        case bool():
            return Truths(np.array(full, np.bool_), **masks)
        case str():
            labels = tuple(dict.fromkeys(full))
            return Codes(np.array([labels.index(one) for one in full], np.int32), labels, **masks)
        case datetime.date():
            return Days(np.array([one.toordinal() for one in full], np.float64), **masks)
        case _:
            return evolve(from_fractions(full), **masks)


def near(column: Numbers | Quotients) -> Nearly:
    """The same numbers, most of them off by up to 2."""
    per = 7
    chance = random.Random(len(column))  # noqa: S311 - the same for each run
    exact = [value if isinstance(value := column.value(row), Fraction) else Fraction(0) for row in range(len(column))]
    whole = np.array([value * per % 1 == 0 and chance.random() < 1 / 2 for value in exact], np.bool_)
    off = [0 if there else chance.uniform(-2, 2) for there in whole]
    x = np.array([float(value * per) + by for value, by in zip(exact, off, strict=True)])
    return Nearly(x, per, Fraction(5, 2), whole, lambda row: exact[row], column.valid, off=column.off)


def shaped(column: Column, form: str) -> Column:
    """The same numbers in another form."""
    if not isinstance(column, Numbers | Quotients):
        return column
    chance = random.Random(len(column))  # noqa: S311 - the same for each run
    if form == "quotients":
        found = as_quotients(column)
        by = np.array([1.0 if row in found.odd else chance.choice((1, 1, 2, 3, 7)) for row in range(len(found))])
        return evolve(found, top=found.top * by, bottom=found.bottom * by)
    if form == "odd" and isinstance(column, Numbers):
        there = [row for row in range(len(column)) if isinstance(column.value(row), Fraction)]
        moved = [row for row in there if chance.random() < 1 / 3]
        odd = {**column.odd, **{row: column.value(row) for row in moved}}
        n = column.n.copy()
        n[moved] = 0
        return evolve(column, n=n, odd=odd)
    return column


# --- every term of a policy that looks beyond its row ---


def special_terms(graph: Graph) -> Iterator[tuple[str, Term, str]]:
    """Cohort terms, quotas, lists of records: the node that each stands in, the ledger of whose records it is read."""
    for definition in graph.ruleset.definitions:
        for term, ledger in _inside(definition.term, definition.ledger):
            if not any(isinstance(one, Local) for one in walk(term)):
                yield definition.key, term, ledger


def _inside(term: Term, ledger: str) -> Iterator[tuple[Term, str]]:
    for one in walk(term):
        if isinstance(one, OfCohort):
            yield one, one.ledger
        elif isinstance(one, Placement) or (isinstance(one, Aggregate) and isinstance(one.source, Rows)):
            yield one, ledger


def differences(
    policy: Any, records: Sequence[Any], *, form: str = "numbers", left_out: frozenset[int] = frozenset()
) -> list[str]:
    """Where columns say something else than the evaluation row by row; terms beyond columns are left out."""
    data = [Reader(policy.graph.ruleset, policy.limits).read(record) for record in records]
    found = []
    for key, term, ledger in special_terms(policy.graph):
        sheet = RowSheet(policy.graph, policy.limits, data, key, form, left_out, ledger)
        found += [f"{key}: {text}" for text in _compared(term, sheet)]
    return found


def _compared(term: Term, sheet: RowSheet) -> Iterator[str]:
    settled = settle_list(term, sheet) if isinstance(term, Aggregate) else settle_cohort(term, sheet)  # type: ignore[arg-type]
    if settled is None:
        if not compares_records(term):
            yield "beyond columns"
        return
    for row, right in sheet.exactly(term, range(sheet.length)).items():
        ours = settled.failures.get(row)
        mine = settled.column.value(row) if ours is None else Failed(ours)
        if mine != right or type(mine) is not type(right):
            yield f"{type(term).__name__} row {row}: {shown(mine)}, not {shown(right)}"
    if isinstance(term, OfCohort) and not term.ledger and term.function not in ("名次", "名次比例", "按比例分配"):
        evaluation = Evaluation(sheet.graph, sheet.data, sheet.limits, whole=True, left_out=sheet.left_out)
        right, mine = read(evaluation, term, COHORT, NO_ROW, sheet), cohort_total(term, sheet)
        if mine is not None and mine != right:
            yield f"total: {shown(mine)}, not {shown(right)}"


def compares_records(term: Term) -> bool:
    """A list over one ledger that looks at the record of another, which is left to rows."""
    ledgers = {one.ledger for one in walk(term) if isinstance(one, ReadColumn)}
    return isinstance(term, Aggregate) and isinstance(term.source, Rows) and bool(ledgers - {term.source.ledger})


def shown(outcome: Outcome) -> str:
    if isinstance(outcome, Failed):
        return "; ".join(f"{one.say('zh')} {dict(one.facts)}" for one in outcome.problems)
    return repr(outcome)
