"""Columns cut down to some rows, spread over others, put together from two, made of fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor, lcm
from typing import overload

import numpy as np
import numpy.typing as npt
from attrs import evolve

from govperf.columns.model import (
    EXACT,
    Codes,
    Column,
    Days,
    Flags,
    Floats,
    Mask,
    Nearly,
    Numbers,
    Quotients,
    Shown,
    Supplied,
    Truths,
    as_read,
)
from govperf.columns.unread import Unread

Measured = Numbers | Quotients | Nearly
"""Numbers in every form that can be put in order."""

Rows = npt.NDArray[np.intp]
"""Positions of rows, or codes of groups."""

SMALL = 2**32
"""Scales below this leave room for the arithmetic of the formulas that read a column."""


@overload
def taken(column: Numbers | Quotients, rows: Rows) -> Numbers | Quotients: ...
@overload
def taken(column: Supplied, rows: Rows) -> Column: ...
def taken(column: Supplied, rows: Rows) -> Column:
    """The column with the values of ``rows``, in this order, each as often as it is asked for."""
    valid = None if column.valid is None else column.valid[rows]
    off = None if column.off is None else column.off[rows]
    match column:
        case Numbers():
            odd = _odd_at(column.odd, rows)
            return Numbers(column.n[rows], column.per, valid, odd, off, column.low, column.high)
        case Quotients():
            odd = _odd_at(column.odd, rows)
            return Quotients(column.top[rows], column.bottom[rows], column.per, valid, odd, off)
        case Codes():
            return Codes(column.codes[rows], column.labels, valid, off)
        case Truths():
            return Truths(column.flags[rows], valid, off)
        case Days():
            return Days(column.ordinals[rows], valid, off)
        case Unread():
            return as_read(column[rows])


def picked(column: Measured, rows: Rows) -> Measured:
    """As :func:`taken`, for numbers in every form."""
    if not isinstance(column, Nearly):
        return taken(column, rows)
    return Nearly(
        column.x[rows],
        column.per,
        column.error,
        column.whole[rows],
        lambda row: column.exact(int(rows[row])),
        None if column.valid is None else column.valid[rows],
        _odd_at(column.odd, rows),
        None if column.off is None else column.off[rows],
    )


def _odd_at(odd: Mapping[int, Fraction], rows: Rows) -> Mapping[int, Fraction]:
    if not odd:
        return odd
    places = np.flatnonzero(np.isin(rows, np.fromiter(odd, np.intp, len(odd))))
    return {int(place): odd[int(rows[place])] for place in places}


def spread(column: Column, codes: Rows | None, length: int) -> Column:
    """The value of each group (``codes`` None: of the only one) at each of its rows."""
    if codes is not None:
        return taken(column, codes)
    if isinstance(column, Numbers) and not column.odd and column.valid is None:
        value = float(column.n[0])
        return evolve(column, n=np.broadcast_to(np.float64(value), length), low=int(value), high=int(value))
    return taken(column, np.zeros(length, np.intp))


def with_absence(column: Column, there: Flags) -> Column:
    """The column with 缺 wherever ``there`` is False; every value was there before."""
    return evolve(column, valid=None if there.all() else there)


def without(column: Shown, rows: Rows) -> Shown:
    """The column with 缺 in some rows."""
    if not len(rows):
        return column
    valid = np.ones(len(column), np.bool_) if column.valid is None else column.valid.copy()
    valid[rows] = False
    off = None if column.off is None else column.off.copy()
    if off is not None:
        off[rows] = False
    return evolve(column, valid=valid, off=off)


# --- numbers ---


def from_fractions(values: Sequence[Fraction]) -> Numbers | Quotients:
    """A column of these numbers: over one scale where they share a small one."""
    per = 1
    for value in values:
        per = lcm(per, value.denominator)
        if per >= SMALL:
            return _as_quotients(values)
    whole = [value.numerator * (per // value.denominator) for value in values]
    odd = {place: values[place] for place, n in enumerate(whole) if abs(n) >= EXACT}
    n = np.array([0 if place in odd else n for place, n in enumerate(whole)], np.float64)
    return Numbers(n, per, odd=odd)


def _as_quotients(values: Sequence[Fraction]) -> Quotients:
    odd = {i: one for i, one in enumerate(values) if max(abs(one.numerator), one.denominator) >= EXACT}
    top = np.array([0 if i in odd else one.numerator for i, one in enumerate(values)], np.float64)
    bottom = np.array([1 if i in odd else one.denominator for i, one in enumerate(values)], np.float64)
    return Quotients(top, bottom, odd=odd)


def simplest(column: Numbers | Quotients) -> Numbers | Quotients:
    """One value in the form in which it is read fastest."""
    return from_fractions((number_at(column, 0),))


def as_quotients(column: Numbers | Quotients) -> Quotients:
    """The same values, each over a divisor of its own."""
    if isinstance(column, Quotients):
        return column
    return Quotients(column.n, np.ones(len(column.n)), column.per, column.valid, column.odd, column.off)


# --- two columns ---


def chosen(where: Flags, column: Column, other: Column) -> Column | None:
    """``column`` where the flag is set, else ``other``; None where the two are of different sorts."""
    match column, other:
        case (Numbers(), Numbers()):
            per = lcm(column.per, other.per)
            if per >= SMALL:
                return _chosen_quotients(where, as_quotients(column), as_quotients(other))
            one, two = _scaled(column, per), _scaled(other, per)
            n, odd = np.where(where, one.n, two.n), _chosen_odd(where, one.odd, two.odd)
            valid, off = _chosen_masks(where, one, two)
            return Numbers(n, per, valid, odd, off)
        case (Numbers() | Quotients(), Numbers() | Quotients()):
            return _chosen_quotients(where, as_quotients(column), as_quotients(other))
        case (Truths(), Truths()):
            valid, off = _chosen_masks(where, column, other)
            return Truths(np.where(where, column.flags, other.flags), valid, off)
        case (Days(), Days()):
            valid, off = _chosen_masks(where, column, other)
            return Days(np.where(where, column.ordinals, other.ordinals), valid, off)
        case (Codes(), Codes()):
            labels = tuple(dict.fromkeys((*column.labels, *other.labels)))
            moved = np.array([labels.index(label) for label in other.labels] or [0], np.int32)
            valid, off = _chosen_masks(where, column, other)
            return Codes(np.where(where, column.codes, moved[other.codes]), labels, valid, off)
        case _:
            return None


def _chosen_quotients(where: Flags, one: Quotients, two: Quotients) -> Quotients | None:
    """Scales that differ become part of the divisors where these stay small enough."""
    if one.per != two.per:
        one, two = evolve(one, bottom=one.bottom * one.per, per=1), evolve(two, bottom=two.bottom * two.per, per=1)
        if max(np.max(one.bottom, initial=1), np.max(two.bottom, initial=1)) >= EXACT:
            return None
    valid, off = _chosen_masks(where, one, two)
    odd = _chosen_odd(where, one.odd, two.odd)
    return Quotients(
        np.where(where, one.top, two.top), np.where(where, one.bottom, two.bottom), one.per, valid, odd, off
    )


def _scaled(column: Numbers, per: int) -> Numbers:
    """The same numbers over ``per``, a multiple of their scale; those that grow too large become odd."""
    factor = per // column.per
    if factor == 1:
        return column
    n = column.n * factor
    large = np.flatnonzero(np.abs(n) >= EXACT)
    odd = {int(row): Fraction(int(column.n[row]), column.per) for row in large}
    n[large] = 0
    return evolve(column, n=n, per=per, odd={**column.odd, **odd}, low=None, high=None)


def _chosen_odd(where: Flags, one: Mapping[int, Fraction], two: Mapping[int, Fraction]) -> Mapping[int, Fraction]:
    kept = {row: value for row, value in one.items() if where[row]}
    return {**kept, **{row: value for row, value in two.items() if not where[row]}}


def _chosen_masks(where: Flags, one: Column, two: Column) -> tuple[Mask, Mask]:
    return _chosen_mask(where, one.valid, two.valid, usual=True), _chosen_mask(where, one.off, two.off, usual=False)


def _chosen_mask(where: Flags, one: Mask, two: Mask, *, usual: bool) -> Mask:
    if one is None and two is None:
        return None
    return np.where(where, usual if one is None else one, usual if two is None else two)


def numbers_of(column: Column) -> Numbers | Quotients | None:
    """The column as numbers, choices among numbers too; None where some value is a word."""
    match column:
        case Numbers() | Quotients():
            return column
        case Codes(labels=labels):
            numbers = [label for label in labels if isinstance(label, Fraction)]
            if len(numbers) != len(labels) or not labels:
                return None
            found = taken(from_fractions(numbers), column.codes.astype(np.intp))
            return evolve(found, valid=column.valid, off=column.off)
        case _:
            return None


def number_at(column: Measured, row: int) -> Fraction:
    """The number of a row that has one."""
    match column.value(row):
        case Fraction() as value:
            return value
        case missing:
            raise AssertionError(missing)


def floored(column: Numbers | Quotients, times: Floats) -> Floats:
    """The whole part of each number, taken so many ``times``, downwards; 0 where there is none.

    What is larger than any list is long is held at 2**52, what is below 0 at −1.
    """
    if isinstance(column, Numbers) and not column.odd and largest(column.n) * largest(times) < EXACT:
        found = np.floor(column.n * times / column.per)
    else:
        values = [column.value(row) for row in range(len(column))]
        numbers = [value if isinstance(value, Fraction) else 0 for value in values]
        products = [number * int(by) for number, by in zip(numbers, times, strict=True)]
        found = np.array([max(-1, min(floor(product), EXACT)) for product in products], np.float64)
    return np.clip(found, -1, EXACT)


def fractions(column: Measured) -> Sequence[Fraction]:
    """All numbers of a column in which none is missing."""
    return [number_at(column, row) for row in range(len(column))]


def largest(n: Floats) -> float:
    """The largest size among the numbers; 0 where there is none."""
    return max(float(n.max()), -float(n.min())) if len(n) else 0.0
