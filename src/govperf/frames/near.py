"""Sums of quotients as units of the last decimal: as they stand where that is sure, by their exact value elsewhere."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from attrs import frozen

from govperf.columns.model import EXACT, Fine, Flags, Floats, Nearly
from govperf.columns.pairs import FINE_ULP, divided, multiplied
from govperf.frames.amounts import Beside, blocks
from govperf.frames.division import FLOATS_HOLD
from govperf.frames.sheet import Extent, Rows, Sheet, digits_of, fits_small
from govperf.frames.wide import Integers, Wide

_SLACK = 2.0**-51
"""The relative error of a float that was multiplied by one, twice over."""

_FINE_SLACK = float(4 * FINE_ULP)
"""The same of a pair that was multiplied, then divided."""


@frozen(eq=False)
class _Finely:
    """Rows of which pairs of floats tell more; ``units`` with where they are ``sure`` at the decimals of ``places``."""

    rows: Integers
    fine: Fine
    places: int
    units: Floats
    sure: Flags

    @classmethod
    def of(cls, rows: Integers, fine: Fine, places: int) -> _Finely:
        return cls(rows, fine, places, *_fine_units(fine, places))

    def at(self, places: int) -> _Finely:
        """The same at other decimals."""
        return self if places == self.places else _Finely.of(self.rows, self.fine, places)


@frozen(eq=False)
class Near:
    """The rows of ``told``, as they stand, and those of ``finely`` that are sure.

    They are surely no whole number of units, and surely round to one.
    """

    column: Nearly
    told: Flags
    finely: _Finely | None
    extent: Extent

    def write(self, sheet: Sheet) -> None:
        """Those rows; where there is room for fewer decimals, what is sure has to be found out again."""
        scale = min(sheet.most, sheet.scale)
        for rows in blocks(len(self.column)):
            wanted = self.told[rows]
            if wanted.any():
                units, sure = _units(self.column, rows, scale)
                places = np.flatnonzero(wanted & sure)
                self._put(sheet, rows if len(places) == len(wanted) else rows.start + places, units[places])
                sheet.endless.append(rows.start + places)
                self._put_exactly(sheet, rows.start + np.flatnonzero(wanted & ~sure))
        if self.finely is not None:
            now, settled = self.finely.at(scale), self.finely.sure
            told = settled & now.sure
            self._put(sheet, now.rows[told], now.units[told])
            sheet.endless.append(now.rows[told])
            self._put_exactly(sheet, now.rows[settled & ~told])

    def _put(self, sheet: Sheet, rows: Rows, units: Floats) -> None:
        pad = 10 ** (sheet.scale - min(sheet.most, sheet.scale))
        most = 10 ** (self.extent.digits + sheet.scale)
        if not fits_small(most):
            sheet.put(rows, Wide.of(np.abs(units)).times(pad), units < 0)
        else:
            sheet.put_small(rows, units * pad if most < FLOATS_HOLD else units.astype(np.int64) * pad)

    def _put_exactly(self, sheet: Sheet, rows: Integers) -> None:
        Beside(exact_values(self.column, rows.tolist()), sheet.most).write(sheet)


def near(column: Nearly, loose: Flags, places: int) -> tuple[Near, list[int]]:
    """The rows of ``loose`` that can be told without exact values, at so many decimals; then those that cannot."""
    late = np.zeros(len(column), np.bool_) if column.late is None else loose & column.late
    told, largest = np.zeros(len(column), np.bool_), 0.0
    for rows in blocks(len(column)):
        told[rows] = loose[rows] & ~late[rows] & _units(column, rows, places)[1]
        largest = max(largest, np.abs(column.x[rows]).max(initial=0, where=loose[rows]))
    whole = (int(largest) + int(column.error) + 1) // column.per
    left = np.flatnonzero(loose & ~told & ~late)
    fine = column.finer(left) if len(left) and column.finer is not None else None
    finely = None if fine is None else _Finely.of(left, fine, places)
    open_rows = left if finely is None else left[~finely.sure]
    found = Near(column, told, finely, Extent(places, digits_of(whole)))
    return found, [*open_rows.tolist(), *np.flatnonzero(late).tolist()]


def _units(column: Nearly, rows: slice, scale: int) -> tuple[Floats, Flags]:
    """The nearest units of the last decimal, with where the value surely is none of them but surely rounds to this."""
    error = float(column.error * 10**scale / column.per) * 1.001
    with np.errstate(all="ignore"):
        values = column.x[rows] * (10.0**scale / column.per)
        part = values - np.floor(values)
        return np.rint(values), _is_sure(part, np.abs(values) * _SLACK + error)


def _fine_units(fine: Fine, scale: int) -> tuple[Floats, Flags]:
    """The same from pairs of floats."""
    shared = gcd(fine.per, 10**scale)
    factor, divisor = 10**scale // shared, fine.per // shared
    if max(factor, divisor) >= EXACT:
        return fine.high, np.zeros(len(fine.high), np.bool_)
    with np.errstate(all="ignore"):
        high, low = divided(multiplied((fine.high, fine.low), (float(factor), 0.0)), (float(divisor), 0.0))
        whole = np.floor(high)
        part = (high - whole) + low
        whole, part = whole + np.floor(part), part - np.floor(part)
        error = float(fine.error * factor / divisor) * 1.001 + np.abs(high) * _FINE_SLACK + 2.0**-50
        sure = fine.sure & (np.abs(high) < EXACT) & _is_sure(part, error)
        return whole + (part > 0.5), sure


def _is_sure(part: Floats, error: Any) -> Flags:
    """Where a number with this part behind its point is neither whole nor on a half, as far off as it may be."""
    flags: Flags = np.abs(np.abs(part - 0.5) - 0.25) < 0.25 - error
    return flags


def exact_values(column: Nearly, rows: list[int]) -> dict[int, Fraction]:
    """The values of rows that have one, each computed for itself."""
    return {row: value for row in rows if isinstance(value := column.value(row), Fraction)}
