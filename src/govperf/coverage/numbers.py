"""Clamps, the greatest or least of several values as aims."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.checks.intervals import Interval
from govperf.checks.places import Use
from govperf.checks.ranges import Ranges
from govperf.coverage.drafts import Draft, drafted
from govperf.coverage.model import AimKind, Side
from govperf.terms.build import number_of
from govperf.terms.terms import Apply, Bounded, Term
from govperf.values import show_value

WRITTEN = ("上限", "下限")


def of_bounded(term: Bounded, use: Use, ranges: Ranges, owner: str) -> Iterator[Draft]:
    """A bound that can bite must have bitten; a clamp that the text writes must also have left a value as it is."""
    inside = ranges.of(term.operand, use.facts)
    written = term.low_label in WRITTEN and term.high_label in WRITTEN
    for side, label in _sides_that_bite(term, inside, use, ranges):
        sign = (id(term), side.value)
        if written and term.span is not None:
            yield drafted(AimKind.CLAMP, side, term.span.text, owner, term.span, sign)
        else:
            words = f"{owner}：{label}"
            yield drafted(AimKind.CLAMP, Side.BITES, words, owner, use.definition.span, sign, extra=side.value)
    if written and term.span is not None:
        yield drafted(AimKind.CLAMP, Side.WITHIN, term.span.text, owner, term.span, (id(term), "within"))


def _sides_that_bite(term: Bounded, inside: Interval | None, use: Use, ranges: Ranges) -> Iterator[tuple[Side, str]]:
    if term.high is not None and _above(inside, ranges.of(term.high, use.facts)):
        yield Side.HIGH, term.high_label
    if term.low is not None and _above(ranges.of(term.low, use.facts), inside):
        yield Side.LOW, term.low_label


def _above(one: Interval | None, other: Interval | None) -> bool:
    """One can be above the other, as far as is known."""
    if one is None or other is None or one.high is None or other.low is None:
        return True
    return one.high > other.low


def of_extreme(term: Apply, use: Use, ranges: Ranges, owner: str) -> Iterator[Draft]:
    """Each argument that can be the one that is taken must have been."""
    span = term.span or next((one.span for one in term.arguments if one.span is not None), None)
    if span is None or len(term.arguments) < 2:
        return
    bounds = [ranges.of(argument, use.facts) for argument in term.arguments]
    for index, argument in enumerate(term.arguments):
        others = [one for i, one in enumerate(bounds) if i != index]
        if _can_win(term.function, bounds[index], others, first=index == 0):
            words = f"{span.text}：{_said(argument)}"
            yield drafted(
                AimKind.PICK, Side.REACHED, words, owner, span, (id(term), index), extra=f"{term.function}{index}"
            )


def _can_win(function: str, own: Interval | None, others: list[Interval | None], *, first: bool) -> bool:
    if function == "max":
        return all(_passes(own, other, equal=first) for other in others)
    return all(_passes(other, own, equal=first) for other in others)


def _passes(higher: Interval | None, lower: Interval | None, *, equal: bool) -> bool:
    if higher is None or lower is None or higher.high is None or lower.low is None:
        return True
    return higher.high > lower.low or (equal and higher.high == lower.low)


def _said(argument: Term) -> str:
    if argument.span is not None:
        return argument.span.text
    known = number_of(argument)
    return "另一项" if known is None else show_value(known)
