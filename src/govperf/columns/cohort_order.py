"""Whole numbers that stand in the same order as exact values."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from attrs import frozen

from govperf.columns.cohort_values import Measured, Rows, fractions, from_fractions, largest, number_at, picked, taken
from govperf.columns.model import Flags, Floats, Nearly, Numbers, Quotients

WIDE = 4
"""Values are counted, not sorted, while there are at most this many times as many possible ones as rows."""
AT_LEAST = 2**16
"""So many possible values are always few."""

WORD = 62
"""Bits of a whole number that NumPy sorts at one go, without the sign."""

HUGE = 1e300
"""Stands for what is beyond the range of floats."""


def countable(span: float, length: int) -> bool:
    """There are so few possible values that each gets a counter of its own."""
    return span <= max(WIDE * length, AT_LEAST)


def arranged(codes: Rows, span: int) -> tuple[Rows, Rows]:
    """The rows by code (from 0 up to below ``span``), those with equal codes in their order, with the codes as sorted.

    Whole numbers that carry their row are sorted some four times as fast as rows by what they point to.
    """
    bits = len(codes).bit_length()
    if span.bit_length() + bits > WORD:
        order = np.argsort(codes, kind="stable")
        return order, codes[order]
    packed = codes << bits
    packed |= np.arange(len(codes))
    packed.sort()
    return packed & ((1 << bits) - 1), packed >> bits


@frozen(eq=False)
class Ordered:
    """``codes`` from 0 up to below ``span`` compare as the values of the rows do, equal ones among them.

    A code is the distance from ``low``; where values were sorted, ``low`` is None, ``rows`` holds a row for each code.
    """

    codes: Rows
    span: int
    values: Measured
    low: float | None = None
    rows: Rows | None = None

    def descending(self) -> Ordered:
        """The same, the highest value first."""
        low = None if self.low is None else self.low + self.span - 1
        rows = None if self.rows is None else self.rows[::-1]
        return Ordered(self.span - 1 - self.codes, self.span, self.values, low, rows)

    def decoded(self, codes: Rows) -> Numbers | Quotients:
        """The values that ascending codes stand for."""
        if self.rows is not None:
            rows = self.rows[codes]
            if isinstance(self.values, Nearly):
                return from_fractions(fractions(picked(self.values, rows)))
            return taken(self.values, rows)
        return Numbers(codes.astype(np.float64) + (self.low or 0.0), self.values.per)


def ordered(values: Measured) -> Ordered:
    """The order of values that are all there."""
    match values:
        case Nearly():
            return _by_bounds(values)
        case Numbers(odd=odd) if not odd:
            return _whole(values)
        case _:
            x = _nearest(values)
            order = np.argsort(x)
            new = steps(x[order])
            return _coded(values, *((order, new) if _told_apart(values) else _closer(values, order, new)))


def _whole(values: Numbers) -> Ordered:
    n = values.n
    low, high = (float(n.min()), float(n.max())) if len(n) else (0.0, 0.0)
    if countable(high - low + 1, len(n)):
        return Ordered((n - low).astype(np.intp), int(high - low) + 1, values, low)
    order, ranked = arranged((n - low).astype(np.intp), int(high - low) + 1)
    return _coded(values, order, steps(ranked))


def _nearest(values: Numbers | Quotients) -> Floats:
    """The float64 next to each value: rounding never turns an order round, so only equal ones need a closer look."""
    x = values.n / 1.0 if isinstance(values, Numbers) else values.top / values.bottom
    for row, value in values.odd.items():
        x[row] = _float(value * values.per)
    return x


def _told_apart(values: Numbers | Quotients) -> bool:
    """Different values have different floats: a/b and c/d lie at least 1/(b·d) apart."""
    if values.odd or isinstance(values, Numbers):
        return False
    bottom = largest(values.bottom)
    return bottom * bottom * max(1.0, largest(values.top / values.bottom)) <= 2.0**50


def _coded(values: Measured, order: Rows, new: Flags) -> Ordered:
    """The codes of values in the ``order`` given, of which those that are ``new`` differ from the one before."""
    codes = np.empty(len(order), np.intp)
    codes[order] = np.cumsum(new) - 1
    rows = order[new]
    return Ordered(codes, len(rows), values, rows=rows)


def steps(ranked: Floats | Rows) -> Flags:
    """Which of the sorted values differ from the one before; the first does."""
    new = np.ones(len(ranked), np.bool_)
    np.not_equal(ranked[1:], ranked[:-1], out=new[1:])
    return new


# --- values that floats do not tell apart ---


def _closer(values: Numbers | Quotients, order: Rows, new: Flags) -> tuple[Rows, Flags]:
    """Looks exactly at values whose floats are equal; those that differ after all are put in order."""
    tied = ~new
    tied[:-1] |= tied[1:]
    places = np.flatnonzero(tied)
    if not len(places):
        return order, new
    other = _unlike_the_one_before(values, order, places) & ~new[places]
    runs = np.cumsum(new) - 1
    return _exactly(values, order, new, np.unique(runs[places[other]]))


def _exactly(values: Measured, order: Rows, new: Flags, wanted: Rows) -> tuple[Rows, Flags]:
    """Puts the values of some runs (each from one ``new`` to the next) in order as fractions."""
    starts = np.append(np.flatnonzero(new), len(order))
    order, new = order.copy(), new.copy()
    for run in wanted:
        first, last = starts[run], starts[run + 1]
        exact = sorted((number_at(values, row), row) for row in order[first:last].tolist())
        order[first:last] = [row for _, row in exact]
        new[first + 1 : last] = [one[0] != before[0] for before, one in pairwise(exact)]
    return order, new


def _by_bounds(values: Nearly) -> Ordered:
    """Values that may be off: those whose bounds overlap are looked at exactly."""
    x, error = values.x.copy(), np.where(values.whole, 0.0, float(values.error) * (1 + 2.0**-40))
    for row, value in values.odd.items():
        x[row] = _float(value * values.per)
        error[row] = abs(x[row]) * 2.0**-50
    order = np.argsort(x)
    loose = error[order] > 0
    low, high = (np.where(loose, np.nextafter(x + by * error, by * np.inf)[order], x[order]) for by in (-1, 1))
    new = np.ones(len(order), np.bool_)
    np.greater(low[1:], np.maximum.accumulate(high)[:-1], out=new[1:])
    runs = np.cumsum(new) - 1
    sizes = np.bincount(runs, minlength=1)
    doubtful = np.unique(runs[loose & (sizes[runs] > 1)])
    return _coded(values, *_exactly(values, order, new, doubtful))


def _float(value: Fraction) -> float:
    """The float next to a value, held where there are floats."""
    try:
        return max(-HUGE, min(float(value), HUGE))
    except OverflowError:
        return HUGE if value > 0 else -HUGE


def _unlike_the_one_before(values: Numbers | Quotients, order: Rows, places: Rows) -> Flags:
    """Reduced to lowest terms, equal quotients are the same pair of numbers."""
    rows = order[places]
    if isinstance(values, Quotients):
        top, bottom = values.top[rows].astype(np.int64), values.bottom[rows].astype(np.int64)
        common = np.gcd(top, bottom)
        unlike: Flags = steps(top // common) | steps(bottom // common)
    else:
        unlike = steps(values.n[rows])
    if values.odd:
        odd = np.isin(rows, np.fromiter(values.odd, np.intp, len(values.odd)))
        unlike |= odd
        unlike[1:] |= odd[:-1]
    return unlike
