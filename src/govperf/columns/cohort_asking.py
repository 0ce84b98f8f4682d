"""What is asked of the rows of a sheet one by one: the value of a term, or what stands in the way of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from attrs import define, field, frozen

from govperf.columns.cohort_values import Measured, Rows, numbers_of, picked, taken
from govperf.columns.model import Column, Flags, Nearly, Numbers, Quotients, Shown, Truths
from govperf.columns.sheet import Nearby, Settled, Sheet
from govperf.diagnostics import Problem
from govperf.evaluate.meaning import words_of
from govperf.terms import failures
from govperf.terms.terms import Term

Problems = tuple[Problem, ...]
NO_TROUBLE: Mapping[int, Problems] = MappingProxyType({})


class BeyondColumnsError(Exception):
    """The evaluation that is the meaning has to do this term; never leaves the room."""


@frozen(eq=False)
class Judged:
    """The column of a term; what stands in the way in rows that were asked; whether ``nobody`` has a value."""

    column: Shown
    troubles: Mapping[int, Problems]
    nobody: bool = False

    @property
    def flags(self) -> Flags:
        """The truth values of a condition. Where nobody has a value, a column may be of any sort."""
        if isinstance(self.column, Truths):
            return self.column.flags
        if self.nobody:
            return np.zeros(len(self.column), np.bool_)
        raise BeyondColumnsError

    def numbers(self, rows: Rows | None) -> Numbers | Quotients:
        """The numbers of these rows (None: of all), of which each has one."""
        found = self.standing(rows)
        if isinstance(found, Nearly):
            raise BeyondColumnsError
        return found

    def standing(self, rows: Rows | None) -> Measured:
        """As :meth:`numbers`, but they are only put in order, so that they may be near ones."""
        if rows is not None and not len(rows):
            return Numbers(np.zeros(0))
        if isinstance(self.column, Nearly):
            return self.column if rows is None else picked(self.column, rows)
        found = numbers_of(self.column if rows is None else taken(self.column, rows))
        if found is None:
            raise BeyondColumnsError
        return found

    def plain(self) -> Column:
        """The column, whatever it holds but near numbers."""
        if isinstance(self.column, Nearly):
            raise BeyondColumnsError
        return self.column


def judge(sheet: Sheet, term: Term, rows: Rows | None, *, near: bool = False) -> Judged:
    """The term for these rows (None: all), of which each must have a value; ``near`` numbers are good enough."""
    settled = sheet.nearly(term) if near else sheet.settled(term)
    troubles = troubles_of(sheet, term, settled, rows)
    return Judged(settled.column, troubles, len(troubles) == (sheet.length if rows is None else len(rows)))


def troubles_of(sheet: Sheet, term: Term, settled: Settled | Nearby, rows: Rows | None) -> Mapping[int, Problems]:
    """What stands in the way of a present value, among these rows (None: all)."""
    valid = settled.column.valid
    if valid is None and not settled.failures:
        return NO_TROUBLE
    asked = None
    if rows is not None:
        asked = np.zeros(sheet.length, np.bool_)
        asked[rows] = True
    found = {}
    if valid is not None:
        absent = (failures.ABSENT_VALUE.problem(span=term.span, node=sheet.node, name=words_of(term)),)
        lacking = ~valid if asked is None else ~valid & asked
        found = dict.fromkeys(map(int, np.flatnonzero(lacking)), absent)
    failed = settled.failures.items()
    return {**found, **{row: problems for row, problems in failed if asked is None or asked[row]}}


@define(eq=False)
class Gathering:
    """The rows that still count (None: all), the troubles of those that do not because of them."""

    sheet: Sheet
    rows: Rows | None
    troubles: dict[int, Problems] = field(factory=dict)

    def keep(self, flags: Flags) -> None:
        """Leaves those whose flag is set."""
        self.rows = np.flatnonzero(flags) if self.rows is None else self.rows[flags[self.rows]]

    def measured(self, term: Term, *, near: bool = False) -> Judged:
        """The term for every row of the sheet; whoever has no value drops out."""
        judged = judge(self.sheet, term, self.rows, near=near)
        if judged.troubles:
            self.troubles.update(judged.troubles)
            fine = np.ones(self.sheet.length, np.bool_)
            fine[np.fromiter(judged.troubles, np.intp, len(judged.troubles))] = False
            self.keep(fine)
        return judged
