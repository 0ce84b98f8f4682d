"""Which change moved which result of an object, by how much."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from govperf.frozen import frozen
from govperf.policy.scorecard import Result
from govperf.versions.staging import Stage


class Nothing(Enum):
    """Why there is no value to compare."""

    NO_SUCH_RESULT = "没有这项"
    NOT_APPLICABLE = "不适用"
    FAILED = "算不出"


Worth = Result | Nothing
"""A result of an object under one policy."""


@frozen
class Cause:
    """Changes (by number) that moved a result together: what it was before them, what it was after.

    ``part`` is what they added (分), None where the result is no number.
    """

    changes: tuple[int, ...]
    before: Worth
    after: Worth
    part: Fraction | None = None


@frozen
class Moved:
    """One result that is not the same under both versions; the parts of its causes add up to ``difference``."""

    name: str
    before: Worth
    after: Worth
    difference: Fraction | None
    causes: tuple[Cause, ...]


def moved(name: str, worths: Sequence[Worth], stages: Sequence[Stage]) -> Moved | None:
    """How a result went from the old policy (the first of ``worths``) to the new one; None where it is the same.

    A policy on the way that has no value leaves what it changed to the next one that has.
    """
    first, last = worths[0], worths[-1]
    if _same(first, last):
        return None
    causes: list[Cause] = []
    current = first
    pending: tuple[int, ...] = ()
    for number, (stage, worth) in enumerate(zip(stages, worths[1:], strict=True), start=1):
        pending = (*pending, *stage.made)
        stops = number < len(stages) and isinstance(worth, Nothing) and not isinstance(current, Nothing)
        if stops:
            continue
        if not _same(current, worth):
            causes.append(Cause(_effective(pending, stage, stages), current, worth, difference(current, worth)))
        current, pending = worth, ()
    return Moved(name, first, last, difference(first, last), tuple(causes))


def _effective(pending: tuple[int, ...], stage: Stage, stages: Sequence[Stage]) -> tuple[int, ...]:
    """Changes of words alone moved nothing, unless they are all there is."""
    idle = {number for one in stages if one.same and one is not stage for number in one.made}
    return tuple(number for number in pending if number not in idle) or pending


def difference(before: Worth, after: Worth) -> Fraction | None:
    """``after − before`` exactly; None where either is no number."""
    old, new = number_of(before), number_of(after)
    return None if old is None or new is None else new - old


def number_of(worth: Worth) -> Fraction | None:
    """The exact number; None where it is none."""
    if isinstance(worth, Decimal | Fraction):
        return Fraction(worth)
    return None


def _same(one: Worth, other: Worth) -> bool:
    if number_of(one) is not None or number_of(other) is not None:
        return number_of(one) == number_of(other)
    return type(one) is type(other) and one == other


__all__ = ["Cause", "Moved", "Nothing", "Worth", "difference", "moved", "number_of"]
