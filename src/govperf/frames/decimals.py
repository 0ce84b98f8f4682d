"""Exact numbers as decimals of Arrow; where none can hold a value, the nearest one stands for it, told apart."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from attrs import frozen

from govperf.columns.model import Flags, Nearly, Numbers, Quotients
from govperf.frames.amounts import Beside, broken, whole
from govperf.frames.near import exact_values, near
from govperf.frames.sheet import DIGITS, ENDLESS_PLACES, Extent, Sheet
from govperf.frames.wide import Integers


class _Amounts(Protocol):
    """Values of some rows, or of all."""

    @property
    def extent(self) -> Extent: ...

    def write(self, sheet: Sheet) -> None: ...


@frozen(eq=False)
class Decimals:
    """A column of decimals.

    By row: ``endless`` values are rounded to ``places``; those that are ``cut`` end, but only after more decimals than
    the column has room for; those that are ``lost`` are null, as 38 digits do not hold them.
    """

    values: Any
    endless: Integers
    places: int
    cut: Integers
    lost: Integers


def decimal_column(column: Numbers | Quotients | Nearly, places: int | None, extent: Extent | None = None) -> Decimals:
    """By as many decimals as the policy rounds to, or more where values (or those of ``extent``) need more.

    A value that does not end is rounded half away from zero to ``ENDLESS_PLACES``, or to as many as the policy says if
    that is more, whatever the others are; zeros follow. A sum of quotients with more decimals may be taken for such a
    value. All have fewer decimals where 38 digits hold no more.
    """
    amounts = _amounts(column, places or 0)
    wanted = _extent(amounts, places or 0) if extent is None else extent
    sheet = Sheet(len(column), wanted.scale, min(_most(places or 0), wanted.scale))
    for one in amounts:
        one.write(sheet)
    lost = np.sort(np.array(sheet.lost, np.int64))
    values = sheet.column(column.valid)
    return Decimals(values, _rows(sheet.endless, lost), sheet.most, _rows(sheet.cut, lost), lost)


def extent_of(column: Numbers | Quotients | Nearly, places: int | None) -> Extent:
    """What a column asks for, where it is to stand under others."""
    return _extent(_amounts(column, places or 0), places or 0)


def _extent(amounts: list[_Amounts], places: int) -> Extent:
    found = Extent(places)
    for one in amounts:
        found |= one.extent
    return found


def _most(places: int) -> int:
    return max(places, ENDLESS_PLACES)


def _amounts(column: Numbers | Quotients | Nearly, places: int) -> list[_Amounts]:
    """The values of a column, those first over which others are written."""
    most = _most(places)
    beside = dict(column.odd)
    found: list[_Amounts] = []
    match column:
        case Numbers():
            found.append(whole(column.n, column.per, column.valid, places, most))
        case Quotients():
            found.append(broken(column.top, column.bottom, column.per, column.valid, places, most))
        case Nearly():
            loose = _loose(column)
            exact = np.where(loose, 0.0, column.x) if loose.any() else column.x
            found.append(whole(exact, column.per, column.valid, places, most))
            if loose.any():
                told, unsure = near(column, loose, most)
                found.append(told)
                beside |= exact_values(column, unsure)
    if column.valid is not None:
        beside = {row: value for row, value in beside.items() if column.valid[row]}
    return [*found, Beside(beside, most)] if beside else found


def _loose(column: Nearly) -> Flags:
    """The rows that are near their values."""
    loose = ~column.whole if column.valid is None else column.valid & ~column.whole
    loose[list(column.odd)] = False
    return loose


def _rows(parts: list[Integers], lost: Integers) -> Integers:
    found = np.concatenate([np.zeros(0, np.int64), *parts])
    return np.setdiff1d(found, lost) if len(lost) else np.sort(found)


__all__ = ["DIGITS", "ENDLESS_PLACES", "Decimals", "Extent", "Integers", "decimal_column", "extent_of"]
