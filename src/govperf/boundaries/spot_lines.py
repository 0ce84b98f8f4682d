"""Lines, caps, floors, roundings as places to aim at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from govperf.boundaries.asserting import margin_of, sort_in
from govperf.boundaries.board import Board
from govperf.boundaries.linear import Linear
from govperf.boundaries.numbers import form_of
from govperf.boundaries.spot import Spot, in_words
from govperf.boundaries.standing import Standing
from govperf.boundaries.tasks import Between, Later, Scope, Way, Ways, exactly
from govperf.boundaries.watch import Watched
from govperf.terms.terms import (
    Bounded,
    Compare,
    Constant,
    Rounded,
    Term,
    Value,
)
from govperf.values import Missing, RoundingMode


def lines(here: Standing, term: Compare) -> Iterator[Spot]:
    """A number on its line, just under it, just over it."""
    if isinstance(term.left, Constant) and isinstance(term.right, Constant):
        return
    subject, line = (term.right, term.left) if isinstance(term.left, Constant) else (term.left, term.right)
    if in_words(term):
        return
    key = here.definition.key
    for kind, side in (("below", -1), ("at", 0), ("above", 1)):

        def wished(board: Board, scope: Scope, side: int = side) -> Way:
            if sort_in(board, subject, scope) != "number":
                return (Later(lambda _: iter(())),)
            return (Later(lambda one: _beside(one, term, subject, line, scope, side)),)

        def seen(watched: Watched, side: int = side) -> bool:
            return any(_side(a, b) == side for a, b in _pairs(watched.values(key, subject), watched.values(key, line)))

        span = here.definition.span if term.span is None else term.span
        words = here.label or (span.text.strip() if span is not None else "")
        yield Spot(here, kind, words, wished, seen, span, subject, line, own=True)  # type: ignore[arg-type]  # a kind


def _beside(board: Board, term: Compare, subject: Term, line: Term, scope: Scope, side: int) -> Ways:
    """The nearest first: one step from the line, then a little more."""
    off = form_of(board, subject, scope).minus(form_of(board, line, scope))
    if side == 0:
        yield (exactly(off),)
        return
    margin = margin_of(board, term)
    yield (exactly(off, side * margin),)
    for far in (10, 100, 1000):
        ends = sorted((side * margin, side * margin * far))
        yield (Between(off, *ends),)


def _side(a: Value, b: Value) -> int | None:
    if isinstance(a, bool | str) or type(a) is not type(b) or isinstance(a, Missing | tuple):
        return None
    return (a > b) - (a < b)  # type: ignore[operator]  # both are numbers or both are dates


def _pairs(first: list[Value], second: list[Value]) -> Iterator[tuple[Value, Value]]:
    if not first or not second:
        return
    if len(set(second)) == 1:
        yield from ((one, second[0]) for one in first)
    elif len(first) == len(second):
        yield from zip(first, second, strict=True)
    else:
        yield first[-1], second[-1]


def caps(here: Standing, term: Bounded) -> Iterator[Spot]:
    """A cap that bites, that is just met, that does not bite; likewise a floor."""
    key = here.definition.key
    for bound, label, sign in ((term.high, term.high_label, 1), (term.low, term.low_label, -1)):
        if bound is None:
            continue
        comparison = Compare(">" if sign > 0 else "<", term.operand, bound, span=term.span)
        for kind, side in (("bitten", sign), ("at", 0), ("free", -sign)):

            def wished(_: Board, scope: Scope, side: int = side, comparison: Compare = comparison) -> Way:
                return (Later(lambda one: _beyond(one, comparison, scope, side)),)

            def seen(watched: Watched, side: int = side, bound: Term = bound) -> bool:
                pairs = _pairs(watched.values(key, term.operand), watched.values(key, bound))
                return any(_side(a, b) == side for a, b in pairs)

            span = term.span or bound.span or here.definition.span
            yield Spot(here, kind, label, wished, seen, span, term.operand, bound, own=True)  # type: ignore[arg-type]  # a kind


def _beyond(board: Board, term: Compare, scope: Scope, side: int) -> Ways:
    """A whole step beyond the bound where that goes, else anything beyond."""
    if side == 0:
        yield (exactly(_off(board, term, scope)),)
        return
    off, margin = _off(board, term, scope), margin_of(board, term)
    unit = Fraction(side)
    yield (exactly(off, unit),)
    yield (Between(off, low=margin),) if side > 0 else (Between(off, high=-margin),)


def _off(board: Board, term: Compare, scope: Scope) -> Linear:
    return form_of(board, term.left, scope).minus(form_of(board, term.right, scope))


_HALF = Fraction(1, 2)
_PARTS: Mapping[RoundingMode, tuple[tuple[Fraction, str], ...]] = {
    RoundingMode.HALF_UP: ((_HALF, "正好一半"), (Fraction(1, 5), "零头不到一半")),
    RoundingMode.HALF_EVEN: ((_HALF, "正好一半"), (Fraction(1, 5), "零头不到一半")),
    RoundingMode.UP: ((Fraction(1, 5), "零头不到一半"),),
    RoundingMode.DOWN: ((Fraction(4, 5), "零头过半"),),
}
"""What is left beyond a multiple of the step, so that no other rounding gives the same."""


def ties(here: Standing, term: Rounded) -> Iterator[Spot]:
    """Numbers that are rounded as no other mode would: half-way above an even place, little or much beyond a place."""
    for share, words in _PARTS[term.mode]:
        yield _tie(here, term, share, words)


def _tie(here: Standing, term: Rounded, share: Fraction, words: str) -> Spot:
    key = here.definition.key

    def wished(_: Board, scope: Scope) -> Way:
        return (Later(lambda board: _resting(board, term, scope, share)),)

    def seen(watched: Watched) -> bool:
        numbers = [one / term.step for one in watched.values(key, term.operand) if isinstance(one, Fraction)]
        if share == _HALF:
            return any(one % 2 == _HALF for one in numbers)
        return any(0 < one % 1 < _HALF if share < _HALF else one % 1 > _HALF for one in numbers)

    return Spot(here, "tie", words, wished, seen, term.span or here.definition.span, term.operand, own=True)


def _resting(board: Board, term: Rounded, scope: Scope, share: Fraction) -> Ways:
    """So much beyond an even multiple of the step: near what is ordinary, far below it, anywhere."""
    form = form_of(board, term.operand, scope)
    whole = Fraction(board.worth(form) // (2 * term.step))
    double = 2 * term.step
    for places in (0, -1, 1, 2, 3, -5, -50, 50, -500, -2500):
        yield (exactly(form, (whole + places) * double + share * term.step),)
    free = board.tableau.variable(whole)
    board.steps[free] = Fraction(1)
    yield (exactly(Linear(form.constant - share * term.step, {**form.factors, free: -double})),)
    if share != _HALF:
        board.steps.pop(free)
        yield (Between(form, low=whole * double + term.step / 10, high=whole * double + term.step * 9 / 10),)
