"""Sums by group, exact whatever their size."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from attrs import field, frozen

from govperf.columns.cohort_order import steps
from govperf.columns.cohort_values import Rows, as_quotients, largest, taken
from govperf.columns.groups import Groups
from govperf.columns.model import EXACT, Flags, Floats, Numbers, Quotients
from govperf.evaluate import aggregates

HALF = 2.0**26
NO_BIG: Mapping[int, int] = MappingProxyType({})
NO_ODD: Mapping[int, Fraction] = MappingProxyType({})


@frozen(eq=False)
class Whole:
    """A whole number for each group; those that are too large stand in ``big``, with 0 in ``n``."""

    n: Floats
    big: Mapping[int, int] = field(default=NO_BIG)

    def at(self, group: int) -> int:
        """The number of one group."""
        return self.big[group] if group in self.big else int(self.n[group])


def whole_sums(n: Floats, groups: Groups) -> Whole:
    """The sum of whole numbers below 2**52."""
    if largest(n) * max(1.0, float(groups.length)) < EXACT:
        return Whole(_added(n, groups))
    high = np.floor(n / HALF)
    highs, lows = _added(high, groups), _added(n - high * HALF, groups)
    near: Floats = highs * HALF + lows  # exact below 2**52, as both parts and the sum are whole
    large = np.flatnonzero(np.abs(near) >= EXACT / 2)
    near[large] = 0
    big = {int(group): int(highs[group]) * int(HALF) + int(lows[group]) for group in large}
    return Whole(near, big)


def _added(n: Floats, groups: Groups) -> Floats:
    if groups.codes is None:
        return np.array([n.sum()])
    return np.asarray(np.bincount(groups.codes, weights=n, minlength=groups.count), np.float64)


def product_sums(n: Floats, other: Floats, groups: Groups) -> Whole | None:
    """The sum of the products; None where these are too large for columns."""
    if largest(n) * largest(other) >= EXACT:
        return None
    return whole_sums(n * other, groups)


def totals(values: Numbers | Quotients, groups: Groups) -> Numbers | Quotients:
    """The exact sum of each group."""
    if isinstance(values, Quotients):
        tops, divisors, left = over_divisors(values, groups)
        return Quotients(tops, divisors, values.per, odd=_by_divisors(values, groups, left))
    sums = whole_sums(values.n, groups)
    odd = {group: Fraction(big, values.per) for group, big in sums.big.items()}
    if values.odd:
        odd |= _with_odd(values, groups, sums)
    n = sums.n.copy()
    n[list(odd)] = 0  # as everywhere beside a value that does not fit: who adds these sums up again counts it once
    return Numbers(n, values.per, odd=odd)


def _with_odd(values: Numbers | Quotients, groups: Groups, sums: Whole) -> dict[int, Fraction]:
    codes = groups.all_codes()
    found: dict[int, list[Fraction]] = {}
    for row, value in values.odd.items():
        found.setdefault(int(codes[row]), []).append(value)
    return {g: aggregates.total(several) + Fraction(sums.at(g), values.per) for g, several in found.items()}


def over_divisors(values: Quotients, groups: Groups) -> tuple[Floats, Floats, set[int]]:
    """The sum of each group over a common divisor, with the groups for which no small one was found."""
    n, divisor = np.zeros(groups.count), np.ones(groups.count)
    rows = groups.by_group()
    if not len(rows):
        return n, divisor, set()
    codes = groups.all_codes()[rows]
    new = steps(codes)
    starts = np.flatnonzero(new)
    there = codes[starts]
    shared = _common(values.bottom[rows], starts, new)
    tops = values.top[rows] * (shared[np.cumsum(new) - 1] / values.bottom[rows])
    # If even the largest, taken as often as there are rows, stays below 2**52, nothing was rounded on the way.
    sizes = np.diff(np.append(starts, len(rows)))
    fits: Flags = (shared > 0) & (np.maximum.reduceat(np.abs(tops), starts) * sizes < EXACT)
    n[there] = np.where(fits, np.add.reduceat(tops, starts), 0)
    divisor[there] = np.where(fits, shared, 1)
    left = {*there[~fits].tolist(), *_odd_groups(values, groups)}
    n[list(left)], divisor[list(left)] = 0, 1
    return n, divisor, left


def _common(bottom: Floats, starts: Rows, new: Flags) -> Floats:
    """A common multiple of the divisors of each group; 0 where none was found below 2**52.

    A product that ran over its 64 bits shows by not being a multiple of every divisor; if it is one, it will do.
    """
    whole = bottom.astype(np.int64)
    shared = np.lcm.reduceat(whole, starts)
    fair = (shared > 0) & (shared < EXACT)
    divides = np.where(fair, shared, 1)[np.cumsum(new) - 1] % whole == 0
    return np.where(fair & np.logical_and.reduceat(divides, starts), shared, 0).astype(np.float64)


def _odd_groups(values: Quotients, groups: Groups) -> set[int]:
    codes = groups.all_codes()
    return {int(codes[row]) for row in values.odd}


def _by_divisors(values: Quotients, groups: Groups, wanted: set[int]) -> dict[int, Fraction]:
    """The sums of some groups: first of equal divisors, then these as fractions."""
    if not wanted:
        return {}
    rows = groups.by_group()
    codes, inorder = groups.all_codes()[rows], as_quotients(taken(values, rows))
    found = {}
    for group in wanted:
        first, last = int(np.searchsorted(codes, group)), int(np.searchsorted(codes, group, side="right"))
        kinds, places = np.unique(inorder.bottom[first:last], return_inverse=True)
        sums = whole_sums(inorder.top[first:last], Groups(places, len(kinds), last - first))
        parts = [Fraction(sums.at(kind), int(bottom) * values.per) for kind, bottom in enumerate(kinds)]
        odd = [value for row, value in inorder.odd.items() if first <= row < last]
        found[group] = aggregates.total([*parts, *odd])
    return found
