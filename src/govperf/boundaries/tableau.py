"""Linear bounds over exact numbers, kept feasible step by step.

This is the simplex method for bounds that come one at a time and are taken back again: rows are never removed, only
bounds are, so that going back costs nothing; values move no more than they must.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

_ZERO = Fraction(0)

Form = Mapping[int, Fraction]
"""Coefficients by number of a variable."""

MOST_TURNS = 300
"""Exchanges of one search for feasible values; what is not found by then counts as impossible."""


@define
class Tableau:
    """Variables with bounds, rows that say what some of them are in terms of the others."""

    value: list[Fraction] = field(factory=list)
    low: list[Fraction | None] = field(factory=list)
    high: list[Fraction | None] = field(factory=list)
    turns: int = 0
    _rows: dict[int, dict[int, Fraction]] = field(factory=dict)
    _trail: list[tuple[int, Fraction | None, Fraction | None]] = field(factory=list)

    def variable(self, value: Fraction, low: Fraction | None = None, high: Fraction | None = None) -> int:
        """A new variable that starts at a value between its bounds."""
        self.value.append(value)
        self.low.append(low)
        self.high.append(high)
        return len(self.value) - 1

    def combination(self, form: Form) -> int:
        """A new variable that always equals the form."""
        row: dict[int, Fraction] = {}
        for one, factor in form.items():
            for inner, scale in self._rows.get(one, {one: Fraction(1)}).items():
                _add(row, inner, factor * scale)
        value = sum((factor * self.value[one] for one, factor in row.items()), _ZERO)
        found = self.variable(value)
        self._rows[found] = row
        return found

    # --- bounds ---

    def mark(self) -> int:
        """Where the bounds stand now, for :meth:`undo`."""
        return len(self._trail)

    def undo(self, mark: int) -> None:
        """Takes back the bounds that came after the mark."""
        while len(self._trail) > mark:
            one, self.low[one], self.high[one] = self._trail.pop()

    def at_least(self, one: int, bound: Fraction) -> bool:
        """Raises the low bound; False where it crosses the high one."""
        low, high = self.low[one], self.high[one]
        if low is not None and low >= bound:
            return True
        if high is not None and high < bound:
            return False
        self._trail.append((one, low, high))
        self.low[one] = bound
        if one not in self._rows and self.value[one] < bound:
            self._move(one, bound)
        return True

    def at_most(self, one: int, bound: Fraction) -> bool:
        """Lowers the high bound; False where it crosses the low one."""
        low, high = self.low[one], self.high[one]
        if high is not None and high <= bound:
            return True
        if low is not None and low > bound:
            return False
        self._trail.append((one, low, high))
        self.high[one] = bound
        if one not in self._rows and self.value[one] > bound:
            self._move(one, bound)
        return True

    # --- feasible values ---

    def settle(self) -> bool:
        """Moves values until all bounds hold; False where they cannot."""
        for _ in range(MOST_TURNS):
            broken = self._broken()
            if broken is None:
                return True
            self.turns += 1
            one, bound = broken
            partner = self._partner(one, rising=bound > self.value[one])
            if partner is None:
                return False
            self._exchange(one, partner, bound)
        return False

    def _broken(self) -> tuple[int, Fraction] | None:
        """The first dependent variable outside its bounds, with the bound that it breaks."""
        for one in sorted(self._rows):
            value, low, high = self.value[one], self.low[one], self.high[one]
            if low is not None and value < low:
                return one, low
            if high is not None and value > high:
                return one, high
        return None

    def _partner(self, one: int, *, rising: bool) -> int | None:
        """The first free variable that can take the broken one where it must go."""
        for other, factor in sorted(self._rows[one].items()):
            up = rising == (factor > 0)
            bound = self.high[other] if up else self.low[other]
            if bound is None or (self.value[other] < bound if up else self.value[other] > bound):
                return other
        return None

    def _exchange(self, one: int, other: int, bound: Fraction) -> None:
        """Puts ``one`` on its bound; ``other`` takes its place among those that depend."""
        row = self._rows.pop(one)
        factor = row.pop(other)
        shift = (bound - self.value[one]) / factor
        self._move(other, self.value[other] + shift)
        self.value[one] = bound
        solved = {inner: -scale / factor for inner, scale in row.items()}
        solved[one] = 1 / factor
        for mine in self._rows.values():
            share = mine.pop(other, None)
            if share is not None:
                for inner, scale in solved.items():
                    _add(mine, inner, share * scale)
        self._rows[other] = solved

    def _move(self, one: int, value: Fraction) -> None:
        shift = value - self.value[one]
        self.value[one] = value
        for dependent, row in self._rows.items():
            if one in row:
                self.value[dependent] += row[one] * shift


def _add(row: dict[int, Fraction], one: int, amount: Fraction) -> None:
    total = row.get(one, _ZERO) + amount
    if total:
        row[one] = total
    else:
        row.pop(one, None)
