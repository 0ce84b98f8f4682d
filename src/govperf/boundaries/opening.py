"""Works out one unknown: the ways in which a conditional, a cap, a rounding, a grade can give what is wanted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from math import isqrt, prod

from govperf.boundaries.asserting import way_of
from govperf.boundaries.board import Board, Unknown, as_day
from govperf.boundaries.cohort_values import of_cohort, placed
from govperf.boundaries.grades import graded
from govperf.boundaries.linear import Linear, single
from govperf.boundaries.lists import aggregated
from govperf.boundaries.numbers import form_of
from govperf.boundaries.tasks import (
    Among,
    Between,
    Holds,
    ImpossibleError,
    Later,
    Present,
    Scope,
    Tie,
    TieWord,
    Way,
    Ways,
)
from govperf.boundaries.words import word_of
from govperf.checks.stretches import LADDER
from govperf.evaluate.meaning import FUNCTIONS
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Compare,
    Constant,
    Default,
    Grading,
    OfCohort,
    Placement,
    Position,
    Root,
    Rounded,
    Term,
)
from govperf.values import Missing, RoundingMode


def opened(board: Board, unknown: Unknown) -> Ways:
    """The ways to work out an unknown, those nearest to what is wanted first."""
    term, scope = unknown.term, unknown.scope
    match term:
        case Choose():
            yield from _ways_of(board, unknown, term)
        case Default(operand, default):
            for value, truth in ((operand, True), (default, False)):
                yield (Present(operand, scope, truth), _tie(unknown, value, scope))
        case Grading():
            yield from graded(term, scope, unknown.word)
        case Placement():
            yield from placed(board, term, scope, unknown.word)
        case Aggregate():
            yield from aggregated(board, term, scope, unknown)
        case OfCohort():
            yield from of_cohort(board, term, scope, unknown.variable)
        case Bounded():
            yield from _bounded(board, unknown, term)
        case Rounded():
            yield (Later(lambda here: _rounded(here, unknown.variable, term, scope)),)
        case Root():
            yield from _root(board, unknown.variable, term, scope)
        case Position():
            yield from _position(board, unknown.variable, term, scope)
        case Apply():
            yield from _applied(board, unknown.variable, term, scope)
        case _:
            raise ImpossibleError


def _tie(unknown: Unknown, value: Term, scope: Scope) -> Tie | TieWord:
    return TieWord(unknown.word, value, scope) if unknown.variable < 0 else Tie(unknown.variable, value, scope)


# --- conditionals ---


def _ways_of(board: Board, unknown: Unknown, term: Choose) -> Ways:
    """The ways whose value can be what is wanted, the nearest first, among equals the ordinary one."""
    values = [*(branch.value for branch in term.branches), term.otherwise]
    places = [place for place, value in enumerate(values) if not _nothing(value)]
    known = board.knowledge.ordinarily
    ordinary = next((i for i, branch in enumerate(term.branches) if known(branch.condition) is True), len(values) - 1)
    far = {place: _distance(board, unknown, values[place]) for place in places}
    for place in sorted((p for p in places if far[p] is not None), key=lambda p: (far[p], p != ordinary, p)):
        conditions, value = way_of(term, place, unknown.scope)
        yield (*conditions, _tie(unknown, value, unknown.scope))


def _nothing(value: Term) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, Missing)


def _distance(board: Board, unknown: Unknown, value: Term) -> Fraction | None:
    """How far the value of a way is from what is wanted; None where it can't be that."""
    if unknown.variable < 0:
        words = board.knowledge.words_of(value)
        return Fraction(0) if not words or set(words) & set(board.domains[unknown.word]) else None
    bounds = board.knowledge.range_of(value)
    wanted = board.tableau.value[unknown.variable]
    if bounds is None:
        return Fraction(0)
    if bounds.low is not None and wanted < bounds.low:
        return bounds.low - wanted
    if bounds.high is not None and wanted > bounds.high:
        return wanted - bounds.high
    return Fraction(0)


def _position(board: Board, variable: int, term: Position, scope: Scope) -> Ways:
    wanted = board.tableau.value[variable]
    for place in sorted(range(len(term.order)), key=lambda one: abs(one - wanted)):
        value = Fraction(place)

        def named(here: Board, name: str = term.order[place]) -> Ways:
            yield (Among(word_of(here, term.operand, scope), (name,)),)

        yield (Later(named), Between(single(variable), value, value))


# --- bounds, rounding ---


def _bounded(board: Board, unknown: Unknown, term: Bounded) -> Ways:
    """Between the bounds, above the high one, below the low one; where the inner value is now comes first."""
    scope, variable = unknown.scope, unknown.variable
    inside = tuple(
        Holds(Compare(sign, term.operand, bound), scope)  # type: ignore[arg-type]  # one of the signs
        for sign, bound in ((">=", term.low), ("<=", term.high))
        if bound is not None
    )
    ways: dict[str, Way] = {"free": (*inside, Tie(variable, term.operand, scope))}
    if term.high is not None:
        ways["high"] = (Holds(Compare(">=", term.operand, term.high), scope), Tie(variable, term.high, scope))
    if term.low is not None:
        ways["low"] = (Holds(Compare("<=", term.operand, term.low), scope), Tie(variable, term.low, scope))
    first = _where(board, term, scope)
    yield ways.pop(first, ways["free"]) if first != "free" else ways.pop("free")
    yield from ways.values()


def _where(board: Board, term: Bounded, scope: Scope) -> str:
    mark = board.mark()
    try:
        inner = board.worth(form_of(board, term.operand, scope))
        if term.high is not None and inner > board.worth(form_of(board, term.high, scope)):
            return "high"
        if term.low is not None and inner < board.worth(form_of(board, term.low, scope)):
            return "low"
    except ImpossibleError:
        pass
    finally:
        board.undo(mark)
        board.emitted.clear()
    return "free"


_NEARLY = Fraction(9, 10)


def _rounded(board: Board, variable: int, term: Rounded, scope: Scope) -> Ways:
    """The operand lies around the rounded value, which is a multiple of the step; never just where it would change."""
    board.steps[variable] = term.step
    off = form_of(board, term.operand, scope).minus(single(variable))
    half, most = term.step / 2, term.step * _NEARLY
    above = board.worth(single(variable)) >= 0
    match term.mode:
        case RoundingMode.HALF_UP | RoundingMode.HALF_EVEN:
            yield (Between(off, -half if above else -half * _NEARLY, half * _NEARLY if above else half),)
            yield (Between(off, -half, half),)
        case RoundingMode.DOWN:
            yield (Between(off, Fraction(0), most),) if above else (Between(off, -most, Fraction(0)),)
            yield (Between(off, -most, most),)
        case RoundingMode.UP:
            yield (Between(off, -most, Fraction(0)),) if above else (Between(off, Fraction(0), most),)
            yield (Between(off, -most, most),)


def _root(board: Board, variable: int, term: Root, scope: Scope) -> Ways:
    """A friendly root near what is wanted, whose square the operand is."""
    wanted = max(board.tableau.value[variable], Fraction(0))
    for unit in LADDER:
        root = round(wanted / unit) * unit
        yield (Between(single(variable), root, root), _equal(term.operand, scope, root * root))
    operand = board.knowledge.guess(term.operand)
    if operand >= 0:
        root = Fraction(isqrt(int(operand)))
        yield (Between(single(variable), root, root), _equal(term.operand, scope, root * root))


def _equal(term: Term, scope: Scope, value: Fraction) -> Holds:
    return Holds(Compare("=", term, Constant(value)), scope)


# --- functions ---


def _applied(board: Board, variable: int, term: Apply, scope: Scope) -> Ways:
    match term.function:
        case "max" | "min":
            yield from _extreme(board, variable, term, scope)
        case "abs":
            zero = Constant(Fraction(0))
            yield (Holds(Compare(">=", term.arguments[0], zero), scope), Tie(variable, term.arguments[0], scope))
            negative = Apply("neg", term.arguments)
            yield (Holds(Compare("<=", term.arguments[0], zero), scope), Tie(variable, negative, scope))
        case "floor" | "ceil":
            yield (Later(lambda here: _whole(here, variable, term, scope)),)
        case "*":
            yield from _product(variable, term, scope)
        case "/":
            yield from _quotient(board, variable, term, scope)
        case "year" | "month" | "months" | "workdays":
            yield from _of_dates(board, variable, term, scope)
        case _:
            raise ImpossibleError


def _extreme(board: Board, variable: int, term: Apply, scope: Scope) -> Ways:
    sign = ">=" if term.function == "max" else "<="
    worth = [_now(board, argument, scope) for argument in term.arguments]
    turn = -1 if term.function == "max" else 1
    for place in sorted(range(len(worth)), key=lambda one: (turn * worth[one], one)):
        mine = term.arguments[place]
        others = (other for i, other in enumerate(term.arguments) if i != place)
        yield (*(Holds(Compare(sign, mine, other), scope) for other in others), Tie(variable, mine, scope))  # type: ignore[arg-type]  # a sign


def _now(board: Board, term: Term, scope: Scope) -> Fraction:
    """What a number is worth as things stand, with nothing decided by the asking."""
    mark = board.mark()
    try:
        return board.worth(form_of(board, term, scope))
    except ImpossibleError:
        return Fraction(0)
    finally:
        board.undo(mark)
        board.emitted.clear()


def _whole(board: Board, variable: int, term: Apply, scope: Scope) -> Ways:
    board.steps[variable] = Fraction(1)
    off = form_of(board, term.arguments[0], scope).minus(single(variable))
    most = 1 - board.margin
    yield (Between(off, Fraction(0), most),) if term.function == "floor" else (Between(off, -most, Fraction(0)),)


def _settings(board: Board, term: Term, scope: Scope) -> list[Fraction]:
    """Friendly values for a number that must be settled: the present one, round ones near it, the ends of its range."""
    now = _now(board, term, scope)
    bounds = board.knowledge.range_of(term)
    low, high = (None, None) if bounds is None else (bounds.low, bounds.high)
    around = [round(now / unit) * unit for unit in LADDER[::2]]
    found = [now, *around, *(one for one in (high, low) if one is not None), *map(Fraction, (1, 100, 10, 2, 0))]
    return [one for one in dict.fromkeys(found) if bounds is None or bounds.holds(one)]


def _product(variable: int, term: Apply, scope: Scope) -> Ways:
    """All factors but one are settled."""
    varying = [place for place, one in enumerate(term.arguments) if not isinstance(one, Constant)]
    for free in reversed(varying):
        yield (_freeing(variable, term, scope, [place for place in varying if place != free], free),)


def _freeing(variable: int, term: Apply, scope: Scope, others: Sequence[int], free: int) -> Later:
    return Later(lambda board: _freed(board, variable, term, scope, others, free))


def _freed(board: Board, variable: int, term: Apply, scope: Scope, others: Sequence[int], free: int) -> Ways:
    """All factors but the free one are settled, on one friendly value after the other."""
    choices = [_settings(board, term.arguments[place], scope) for place in others]
    known = Fraction(1)
    for place, one in enumerate(term.arguments):
        if place != free and isinstance(one, Constant) and isinstance(one.value, Fraction):
            known *= one.value
    for turn in range(max(map(len, choices), default=0)):
        values = [found[min(turn, len(found) - 1)] for found in choices if found]
        factor = Constant(prod(values, start=known))
        ties = (_equal(term.arguments[place], scope, value) for place, value in zip(others, values, strict=False))
        yield (*ties, Tie(variable, Apply("*", (factor, term.arguments[free])), scope))


def _quotient(board: Board, variable: int, term: Apply, scope: Scope) -> Ways:
    """The divisor is settled; or the quotient is, which leaves both sides free."""
    above, below = term.arguments
    settings = [one for one in _settings(board, below, scope) if one]
    wanted = board.tableau.value[variable]
    for value in settings[:1]:
        yield (_equal(below, scope, value), Tie(variable, Apply("/", (above, Constant(value))), scope))
    for unit in LADDER[4:6]:
        ratio = round(wanted / unit) * unit
        product = Apply("*", (Constant(ratio), below))
        positive = Holds(Compare("!=", below, Constant(Fraction(0))), scope)
        yield (Between(single(variable), ratio, ratio), Holds(Compare("=", above, product), scope), positive)
    for value in settings[1:]:
        yield (_equal(below, scope, value), Tie(variable, Apply("/", (above, Constant(value))), scope))


def _of_dates(board: Board, variable: int, term: Apply, scope: Scope) -> Ways:
    """The dates are settled: as they are, or with the last one moved to where the result may be what is wanted."""
    dates = [argument for argument in term.arguments if not _is_listing(argument)]
    rest = [one.value for one in term.arguments if isinstance(one, Constant) and isinstance(one.value, tuple)]
    now = [as_day(_now(board, one, scope)) for one in dates]
    wanted = board.tableau.value[variable]
    found = []
    for last in _days_near(now, term.function, int(wanted)):
        days = (*now[:-1], last)
        result = FUNCTIONS[term.function](*days, *rest)
        if isinstance(result, Fraction):
            found.append((abs(result - wanted), result, days))
    for _, result, days in sorted(found)[:60]:
        ties = tuple(_equal(one, scope, Fraction(day.toordinal())) for one, day in zip(dates, days, strict=True))
        yield (Between(single(variable), result, result), *ties)


def _is_listing(term: Term) -> bool:
    return isinstance(term, Constant) and isinstance(term.value, tuple)


def _days_near(now: Sequence[datetime.date], function: str, wanted: int) -> list[datetime.date]:
    last = now[-1]
    found = [last, *(last.replace(month=month, day=1) for month in range(1, 13))]
    if function == "year":
        found.append(last.replace(year=min(max(wanted, 1), 9999), month=1, day=1))
    if function in ("months", "workdays"):
        first = Fraction(now[0].toordinal())
        span = wanted * 30 if function == "months" else wanted
        found += [as_day(first + span + more) for more in range(-40, 60)]
    return list(dict.fromkeys(found))


__all__ = ["Linear", "opened"]
