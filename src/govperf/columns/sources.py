"""The columns that programs read, with the rows in which they have no value that columns can use."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import define, evolve

from govperf.columns.cohort_failures import NONE, Failures, Problems, rows_of
from govperf.columns.cohort_values import Rows, taken
from govperf.columns.model import Flags, Nearly, Numbers, Quotients, Shown, Supplied
from govperf.columns.shapes import ULP, Shape, near_column, shape_of
from govperf.columns.unread import Unread

FEW_ODD = 50
"""Up to so many values that do not fit their column are left to the evaluation by rows."""


@define(eq=False)
class Source:
    """A column that programs read.

    ``bad`` are the rows in which it has no value that columns can use, ``odd`` those in which it is only near it;
    ``error`` is how far these may be off; ``failures`` say why something of the cohort failed.
    """

    column: Supplied
    bad: Flags | None = None
    odd: Flags | None = None
    failures: Failures | None = None
    error: Fraction = ULP
    _shape: Shape | None = None

    def array(self, part: str, *, lenient: bool = False) -> Any:
        """The array that a program asked for; a ``lenient`` one takes no note of failures that rows share."""
        if part == "bad" and lenient and self.bad is not None and self.failures is not None:
            return self.bad & ((self.failures.kinds == NONE) | self.failures.own)
        if part == "itself":
            return self.column
        return getattr(self, part) if part in ("bad", "odd") else getattr(self.column, part)

    def at(self, rows: Rows) -> Source:
        """The same for the rows at these places."""
        bad, odd = (None if mask is None else mask[rows] for mask in (self.bad, self.odd))
        failures = None if self.failures is None else self.failures.at(rows)
        return Source(taken(self.column, rows), bad, odd, failures, self.error)

    @property
    def shape(self) -> Shape:
        """What programs know of it, looked for once."""
        if self._shape is None:
            self._shape = shape_of(self.column, bad=self.bad is not None, near=self.odd is not None, error=self.error)
        return self._shape


def given(column: Supplied, refused: Mapping[int, Problems]) -> Supplied:
    """A refused value is not absent: no default may stand for it."""
    if column.valid is None:
        return column
    valid = column.valid.copy()
    valid[list(refused)] = True
    return evolve(column, valid=None if valid.all() else valid)


def source_of(column: Shown | Unread, failures: Mapping[int, Problems]) -> Source:
    """The column with what programs have to know; the rows of ``failures`` have no value."""
    near: Flags | None = None
    error = ULP
    if isinstance(column, Nearly):
        near, error = ~column.whole, column.error
        column = Numbers(column.x, column.per, column.valid, column.odd, column.off)
    elif isinstance(column, Numbers) and len(column.odd) > FEW_ODD:
        column, near = near_column(column)
    odd = column.odd if isinstance(column, Numbers | Quotients) else {}
    if not odd and not failures:
        return Source(column, None, near, error=error)
    bad = np.zeros(len(column), np.bool_)
    bad[list(odd)] = True
    bad[rows_of(failures)] = True
    return Source(column, bad, near, failures if isinstance(failures, Failures) else None, error)
