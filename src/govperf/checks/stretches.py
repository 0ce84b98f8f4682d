"""Sets of numbers as stretches of a line: what a band covers, what is left between bands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import evolve

from govperf.checks.intervals import Interval
from govperf.terms.terms import Apply, Compare, Constant, Every, Opposite, Some, Term, Value

Stretches = tuple[Interval, ...]
"""Stretches in rising order that do not touch."""

Known = Callable[[Term], Value | None]
"""The value of a term that parameters settle."""

EVERYTHING: Stretches = (Interval(),)
_ZERO = Fraction(0)


def covered(condition: Term, subject: Term, known: Known, *, loose: bool = False) -> Stretches | None:
    """The numbers of the subject for which a condition holds; None where something else decides as well.

    ``loose`` gives the numbers for which it can hold, whatever else decides.
    """
    found = _covered(condition, subject, known, loose=loose)
    return EVERYTHING if found is None and loose else found


def _covered(condition: Term, subject: Term, known: Known, *, loose: bool) -> Stretches | None:
    match condition:
        case Constant(bool() as value):
            return EVERYTHING if value else ()
        case Compare(operator, left, right) if left == subject:
            return _compared(operator, known(right))
        case Compare(operator, left, right) if right == subject:
            return _compared(_FLIPPED[operator], known(left))
        case Compare("<=" | ">" as operator, Apply("abs", (inner,)), right) if inner == subject:
            return _around(known(right), outside=operator == ">")
        case Every(parts) | Some(parts):
            found = [covered(part, subject, known, loose=loose) for part in parts]
            return _joined(found, both=isinstance(condition, Every))
        case Opposite(operand):
            denied = covered(operand, subject, known)
            return None if denied is None else complement(denied)
        case _:
            return None


def _joined(parts: list[Stretches | None], *, both: bool) -> Stretches | None:
    found: Stretches | None = EVERYTHING if both else ()
    for part in parts:
        if part is None or found is None:
            return None
        found = intersection(found, part) if both else union(found, part)
    return found


_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _compared(operator: str, limit: Value | None) -> Stretches | None:
    if not isinstance(limit, Fraction):
        return None
    match operator:
        case "<" | "<=":
            return (Interval(high=limit, high_open=operator == "<"),)
        case ">" | ">=":
            return (Interval(low=limit, low_open=operator == ">"),)
        case "=":
            return (Interval(limit, limit),)
        case _:
            return complement((Interval(limit, limit),))


def _around(limit: Value | None, *, outside: bool) -> Stretches | None:
    if not isinstance(limit, Fraction):
        return None
    inside = (Interval(-limit, limit),) if limit >= 0 else ()
    return complement(inside) if outside else inside


# --- sets ---


def union(first: Stretches, second: Stretches) -> Stretches:
    """What is in either."""
    found: list[Interval] = []
    for part in sorted((*first, *second), key=_start):
        if found and _touch(found[-1], part):
            found[-1] = _merged(found[-1], part)
        else:
            found.append(part)
    return tuple(found)


def intersection(first: Stretches, second: Stretches) -> Stretches:
    """What is in both."""
    if len(first) == 1 or len(second) == 1:
        parts = [_plain(a).meet(_plain(b)) for a in first for b in second]
        return tuple(sorted((part for part in parts if not part.empty), key=_start))
    return complement(union(complement(first), complement(second)))


def complement(stretches: Stretches) -> Stretches:
    """What is in none of them."""
    found: list[Interval] = []
    low, low_open = None, False
    open_end = True
    for part in union(stretches, ()):
        if part.low is not None:
            before = Interval(low, part.low, low_open, not part.low_open)
            found.extend(() if before.empty else (before,))
        open_end = part.high is not None
        low, low_open = part.high, not part.high_open
    if open_end:
        found.append(Interval(low=low, low_open=low_open))
    return tuple(found)


def difference(first: Stretches, second: Stretches) -> Stretches:
    """What is in the first alone."""
    return intersection(first, complement(second))


def possible(stretches: Iterable[Interval], bounds: Interval) -> Stretches:
    """The stretches as far as a value with these bounds can lie in them, closed where it stands on steps."""
    found = []
    for part in stretches:
        met = bounds.meet(part)
        met = met.on_steps() if met.step else met
        if not (met.empty or (met.single == 0 and met.nonzero)):
            found.append(met)
    return tuple(found)


def apart(first: Stretches, second: Stretches) -> bool:
    """All of one lies before all of the other, as two ends tell."""
    return any(
        one and other and one[-1].high is not None and other[0].low is not None and one[-1].high < other[0].low
        for one, other in ((first, second), (second, first))
    )


class Taken:
    """Stretches that are added one after the other; what lies near one of them is found without meeting all."""

    def __init__(self) -> None:
        self._parts: list[Interval] = []

    def add(self, stretches: Stretches) -> None:
        """These are taken too."""
        for part in stretches:
            first, last = self._around(part)
            merged = union(tuple(self._parts[first:last]), (part,))
            self._parts[first:last] = merged

    def near(self, stretches: Stretches) -> Stretches:
        """What was taken that touches any of these."""
        found: dict[int, Interval] = {}
        for part in stretches:
            first, last = self._around(part)
            found.update((index, self._parts[index]) for index in range(first, last))
        return tuple(found[index] for index in sorted(found))

    def _around(self, part: Interval) -> tuple[int, int]:
        """The places of those that a stretch may touch; stretches that do not touch rise at both ends."""
        first, last = 0, len(self._parts)
        if part.low is not None:
            low = part.low
            first = bisect_left(self._parts, x=True, key=lambda one: one.high is None or one.high >= low)
        if part.high is not None:
            high = part.high
            last = bisect_left(self._parts, x=True, key=lambda one: one.low is not None and one.low > high)
        return first, max(first, last)


def inside(stretches: Iterable[Interval], value: Fraction) -> bool:
    """The number is in one of the stretches."""
    return any(part.holds(value) for part in stretches)


def friendly(stretch: Interval, scale: Fraction = Fraction(1)) -> Fraction:
    """The number of a stretch that is easiest to say: the roundest one nearest to its middle, in units of ``scale``."""
    if stretch.single is not None:
        return stretch.single
    low, high = _ends(stretch, 20 * scale)
    middle = (low + high) / 2
    for rung in LADDER:
        unit = rung * scale
        around = round(middle / unit) * unit
        for value in (around, around - unit, around + unit):
            if stretch.holds(value):
                return value
    return middle


LADDER = tuple(Fraction(text) for text in ("10", "5", "1", "0.5", "0.1", "0.01", "0.001", "0.0001", "0.00001"))
"""Round numbers, the roundest first."""


def _ends(stretch: Interval, reach: Fraction) -> tuple[Fraction, Fraction]:
    low, high = stretch.low, stretch.high
    if low is None:
        low = (high or _ZERO) - reach
    return low, low + reach if high is None else high


def _plain(part: Interval) -> Interval:
    return evolve(part, step=None, nonzero=False)


def _start(part: Interval) -> tuple[bool, Fraction, bool]:
    return part.low is not None, part.low or _ZERO, part.low_open


def _touch(first: Interval, second: Interval) -> bool:
    """Nothing lies between them; the first starts no later."""
    if first.high is None or second.low is None:
        return True
    return second.low < first.high or (second.low == first.high and not (second.low_open and first.high_open))


def _merged(first: Interval, second: Interval) -> Interval:
    if first.high is None or second.high is None:
        return Interval(first.low, None, first.low_open)
    if first.high == second.high:
        return Interval(first.low, first.high, first.low_open, first.high_open and second.high_open)
    longer = first if first.high > second.high else second
    return Interval(first.low, longer.high, first.low_open, longer.high_open)
