"""What a condition says of the numbers that it tests."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol

from attrs import evolve

from govperf.checks.intervals import Interval
from govperf.terms.terms import (
    Compare,
    Constant,
    Every,
    Local,
    Opposite,
    Read,
    ReadColumn,
    Some,
    Term,
)

Facts = Mapping[Term, Interval]
"""The bounds of values that conditions have narrowed."""

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


class Bounds(Protocol):
    """Knows the bounds of terms."""

    def of(self, term: Term, facts: Facts | None = None, depth: int = 0) -> Interval | None:
        """The bounds of a term where the facts hold."""


def narrowed(condition: Term, facts: Facts, bounds: Bounds, *, holds: bool) -> Facts | None:
    """The facts with what the condition adds where it holds (or does not); None where that cannot be."""
    match condition:
        case Constant(bool() as value):
            return facts if value == holds else None
        case Opposite(operand):
            return narrowed(operand, facts, bounds, holds=not holds)
        case Every(parts) | Some(parts) if isinstance(condition, Every) == holds or len(parts) == 1:
            return _all(parts, facts, bounds, holds=holds)
        case Every(parts) | Some(parts):
            return _any(parts, facts, bounds, holds=holds)
        case Compare(operator, left, right):
            sign = operator if holds else _DENIED[operator]
            found = _compared(sign, left, right, facts, bounds)
            return None if found is None else _compared(_FLIPPED[sign], right, left, found, bounds)
        case _:
            return facts


def _all(parts: tuple[Term, ...], facts: Facts, bounds: Bounds, *, holds: bool) -> Facts | None:
    found: Facts | None = facts
    for part in parts:
        found = None if found is None else narrowed(part, found, bounds, holds=holds)
    return found


def _any(parts: tuple[Term, ...], facts: Facts, bounds: Bounds, *, holds: bool) -> Facts | None:
    """Of 或 one part holds: where only one can, it does."""
    possible = [found for part in parts if (found := narrowed(part, facts, bounds, holds=holds)) is not None]
    if not possible:
        return None
    return possible[0] if len(possible) == 1 else facts


def _compared(sign: str, term: Term, limit: Term, facts: Facts, bounds: Bounds) -> Facts | None:
    mine, other = bounds.of(term, facts), bounds.of(limit, facts)
    if mine is None or other is None:
        return facts
    allowed = _allowed(sign, mine, other)
    if allowed is None:
        return None
    found = mine.meet(allowed)
    if found.step:
        found = found.on_steps()
    if found.empty or (found.single == 0 and found.nonzero):
        return None
    return {**facts, term: found} if isinstance(term, Read | ReadColumn | Local) else facts


def _allowed(sign: str, mine: Interval, other: Interval) -> Interval | None:
    match sign:
        case "<" | "<=":
            return Interval(high=other.high, high_open=other.high_open or sign == "<")
        case ">" | ">=":
            return Interval(low=other.low, low_open=other.low_open or sign == ">")
        case "=":
            return other
        case _:
            return _without(mine, other.single)


def _without(mine: Interval, value: Fraction | None) -> Interval | None:
    if value is None:
        return Interval()
    if mine.single == value:
        return None
    cut = Interval(nonzero=value == 0)
    if mine.low == value:
        cut = evolve(cut, low=value, low_open=True)
    if mine.high == value:
        cut = evolve(cut, high=value, high_open=True)
    return cut
