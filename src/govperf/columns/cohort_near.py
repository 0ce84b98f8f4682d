"""Sums of quotients that have no small common divisor: near by floats, exact where that is asked for."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np

from govperf.columns.cohort_sums import over_divisors
from govperf.columns.cohort_values import fractions, largest, taken
from govperf.columns.groups import Groups
from govperf.columns.model import EXACT, Floats, Nearly, Quotients
from govperf.evaluate import aggregates

FEW = 50
"""Up to so many sums are computed as fractions."""

ROOM = 2.0**-4
"""What the sums leave free of the whole numbers that floats hold exactly, for the formulas that read them."""

MOST_GUARD = 12
"""Decimals beyond which a quotient that has not ended is taken not to end."""


def near_sums(values: Quotients, groups: Groups, sizes: Floats, *, mean: bool) -> Nearly | None:
    """The sums or means of the groups, close enough to decide almost everything; None where fractions are as good.

    Every quotient is multiplied by a guard before it is divided: those that end within it are whole, their sums exact.
    The others are off by at most half a unit in the last place of a float, as is every step of their addition.
    """
    if values.odd or not len(values) or len(over_divisors(values, groups)[2]) <= FEW:
        return None
    bottom = values.bottom * np.maximum(sizes, 1)[groups.all_codes()] if mean else values.bottom
    if largest(bottom) >= EXACT:
        return None
    most, longest = largest(values.top / bottom), float(sizes.max())
    guard = next((g for g in range(MOST_GUARD, -1, -1) if _fits(values.top, most * longest, g)), None)
    if guard is None:
        return None
    parts = values.top * 10.0**guard / bottom
    open_parts = np.bincount(groups.all_codes(), weights=parts != np.floor(parts), minlength=groups.count)
    x = np.asarray(np.bincount(groups.all_codes(), weights=parts, minlength=groups.count), np.float64)
    error = Fraction(ceil(longest * (longest + 1) * (most * 10.0**guard + 1)), 2**53)
    return Nearly(x, values.per * 10**guard, error, open_parts == 0, _Exact(values, groups, sizes, mean=mean))


def _fits(top: Floats, most: float, guard: int) -> bool:
    return max(largest(top), 2 * most) * 10.0**guard < EXACT * ROOM


class _Exact:
    """The sum or mean of one group as a fraction."""

    def __init__(self, values: Quotients, groups: Groups, sizes: Floats, *, mean: bool) -> None:
        self._values, self._sizes, self._mean = values, sizes, mean
        self._rows = groups.by_group()
        self._ends = np.cumsum(sizes).astype(np.intp)

    def __call__(self, group: int) -> Fraction:
        """The value of the group."""
        size = int(self._sizes[group])
        end = int(self._ends[group])
        whole = aggregates.total(fractions(taken(self._values, self._rows[end - size : end])))
        return whole / size if self._mean and size else whole
