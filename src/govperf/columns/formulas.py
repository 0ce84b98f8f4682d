"""Writes what computes numbers as block code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from govperf.columns import dates
from govperf.columns.arithmetic import held, negated, product, size_of
from govperf.columns.code import Code, Mask
from govperf.columns.conditions import compared
from govperf.columns.made import LOST, Day, Listed, Made, Near, Num, Quotient, Truth, Whole
from govperf.columns.model import EXACT
from govperf.columns.nearly import alike, near_over, near_rated, near_times, summed
from govperf.columns.quotients import (
    bottom_of,
    clamped,
    divided,
    free,
    pair_over,
    pair_times,
    rated_pair,
    top_of,
    upside_down,
)
from govperf.columns.rounding import CEIL, FLOOR
from govperf.columns.rounding import rounded as rounded_number
from govperf.columns.writer import Writer, failing
from govperf.terms.terms import Apply, Bounded, Constant, Rounded, Term

ONE_DAY = Fraction(1)


def bounded(writer: Writer, term: Bounded) -> Made:
    """A number held between two others."""
    value = writer.number(term.operand)
    if term.low is not None:
        value = held_at(writer.code, value, writer.number(term.low), "low")
    if term.high is not None:
        value = held_at(writer.code, value, writer.number(term.high), "high")
    return value


def rounded(writer: Writer, term: Rounded) -> Made:
    """A number rounded to a multiple of a step."""
    return rounded_number(writer.code, writer.number(term.operand), term.step, term.mode)


def apply(writer: Writer, term: Apply) -> Made:
    """A function of values that are all there."""
    if term.function in ("+", "-"):
        return summed(writer.code, [(writer.number(part), sign) for part, sign in _summands(term)])
    if term.function in _NUMERIC:
        return _NUMERIC[term.function](writer.code, [writer.number(argument) for argument in term.arguments])
    if term.function == "in":
        return _among(writer, term)
    if term.function == "workdays":
        return _workdays(writer, term)
    if term.function in _DATES:
        days = [writer.present(argument) for argument in term.arguments]
        found = [day for day in days if isinstance(day, Day)]
        return _DATES[term.function](writer.code, found) if len(found) == len(days) else LOST
    return LOST


def _summands(term: Term) -> list[tuple[Term, int]]:
    """The parts of nested sums and differences with their signs, laid flat."""
    found: list[tuple[Term, int]] = []
    stack = [(term, 1)]
    while stack:
        part, sign = stack.pop()
        match part:
            case Apply("+", arguments):
                stack.extend((argument, sign) for argument in reversed(arguments))
            case Apply("-", (left, right)):
                stack.extend(((right, -sign), (left, sign)))
            case Apply("neg", (operand,)):
                stack.append((operand, -sign))
            case _:
                found.append((part, sign))
    return found


# --- products and quotients ---


def times(code: Code, left: Num, right: Num) -> Num:
    """``left × right``, however each is held."""
    if isinstance(left, Whole) and isinstance(right, Whole):
        return product(code, left, right)
    if isinstance(left, Whole):
        left, right = right, left
    if isinstance(left, Near) or isinstance(right, Near):
        return _near_times(code, left, right)
    if isinstance(right, Whole):
        return pair_times(code, left, right) if isinstance(left, Quotient) else failing(_LOST)
    return _pairs_times(code, left, right) if isinstance(left, Quotient) else failing(_LOST)


_LOST: Mask = True


def _pairs_times(code: Code, left: Quotient, right: Quotient) -> Num:
    multiplied = pair_times(code, left, evolve(top_of(free(code, right)), unit=free(code, right).unit))
    if not isinstance(multiplied, Quotient):
        return multiplied
    over = pair_over(code, multiplied, bottom_of(right))
    return failing(_LOST) if not isinstance(over, Quotient | Whole) else over


def _near_times(code: Code, left: Num, right: Num) -> Num:
    if not isinstance(left, Near):
        left, right = right, left
    if not isinstance(left, Near):
        return failing(_LOST)
    if isinstance(right, Quotient):
        right = free(code, right)
        across = near_times(code, left, evolve(top_of(right), unit=right.unit))
        if not isinstance(across, Near):
            return across
        return near_over(code, across, bottom_of(right))
    return near_times(code, left, right)


def over(code: Code, left: Num, right: Num) -> Num:
    """``left ÷ right``, however each is held; a divisor that is only near is beyond columns."""
    found: Made
    if isinstance(right, Near):
        return failing(_LOST)
    if isinstance(left, Near):
        if isinstance(right, Whole) and right.known:
            return near_rated(code, evolve(left, bad=code.any_of(left.bad, right.bad)), 1 / right.known)
        one = Whole(1, Fraction(1), 1, 1)
        inverse = upside_down(code, right) if isinstance(right, Quotient) else divided(code, one, right)
        return _near_times(code, left, inverse) if isinstance(inverse, Quotient) else failing(_LOST)
    if isinstance(right, Quotient):
        inverse = upside_down(code, right)
        return times(code, left, inverse) if isinstance(inverse, Quotient | Whole) else failing(_LOST)
    found = pair_over(code, left, right) if isinstance(left, Quotient) else divided(code, left, right)
    return found if isinstance(found, Whole | Quotient) else failing(_LOST)


def negative(code: Code, value: Num) -> Num:
    """``−value``."""
    match value:
        case Whole():
            return negated(code, value)
        case Quotient():
            return rated_pair(code, value, Fraction(-1))
        case Near():
            return near_rated(code, value, Fraction(-1))


def size(code: Code, value: Num) -> Num:
    """The absolute value."""
    if isinstance(value, Whole):
        return size_of(code, value)
    if isinstance(value, Near):
        return evolve(value, x=code.number("absolute", value.x), low=0, high=value.size)
    value = free(code, value)
    top = size_of(code, top_of(value))
    return evolve(value, top=top.x, low=top.low, high=top.high)


# --- extremes ---


def held_at(code: Code, value: Num, bound: Num, side: str) -> Num:
    """The value held at a bound, ``low`` or ``high``."""
    if isinstance(value, Whole) and isinstance(bound, Whole):
        return held(code, value, bound, side)
    if isinstance(value, Whole):
        value, bound = bound, value
    if isinstance(value, Quotient) and isinstance(bound, Whole) and bound.known is not None:
        return clamped(evolve(value, bad=code.any_of(value.bad, bound.bad)), bound.known, side)
    pair = _held_pair(code, value, bound, side)
    return _held_near(code, value, bound, side) if pair is None else pair


def _held_pair(code: Code, value: Num, bound: Num, side: str) -> Num | None:
    """A pair against a number: the dividend is held at that number times the divisor, where there is room."""
    if not isinstance(value, Quotient) or not isinstance(bound, Whole):
        return None
    if bound.size * value.most_bottom * 2**12 >= EXACT or value.size * 2**12 >= EXACT:
        return None
    pair = free(code, value)
    across = product(code, bound, bottom_of(pair))
    top = held(code, evolve(top_of(pair), unit=pair.unit), across, side)
    return evolve(pair, top=top.x, low=top.low, high=top.high, unit=top.unit, bad=code.any_of(pair.bad, top.bad))


def _held_near(code: Code, value: Num, bound: Num, side: str) -> Near:
    a, b = alike(code, [value, bound])
    function, pick = ("maximum", max) if side == "low" else ("minimum", min)
    x = code.number(function, a.x, b.x)
    loose, bad = code.any_of(a.loose, b.loose), code.any_of(a.bad, b.bad)
    return Near(x, a.unit, pick(a.low, b.low), pick(a.high, b.high), max(a.error, b.error), loose, bad=bad)


def held_by_all(code: Code, values: Sequence[Num], side: str) -> Num:
    """The greatest (``low``) or least (``high``) of several."""
    result = values[0]
    for value in values[1:]:
        result = held_at(code, result, value, side)
    return result


def _product(code: Code, values: Sequence[Num]) -> Num:
    result = values[0]
    for value in values[1:]:
        result = times(code, result, value)
    return result


_NUMERIC: dict[str, Callable[[Code, Sequence[Num]], Num]] = {
    "*": _product,
    "/": lambda code, values: over(code, *values),
    "neg": lambda code, values: negative(code, values[0]),
    "abs": lambda code, values: size(code, values[0]),
    "max": lambda code, values: held_by_all(code, values, "low"),
    "min": lambda code, values: held_by_all(code, values, "high"),
    "floor": lambda code, values: rounded_number(code, values[0], Fraction(1), FLOOR),
    "ceil": lambda code, values: rounded_number(code, values[0], Fraction(1), CEIL),
}


# --- lists of constants, dates ---


def _among(writer: Writer, term: Apply) -> Made:
    """The value is one of a list that the policy knows."""
    code = writer.code
    value, items = (writer.present(argument) for argument in term.arguments)
    if not isinstance(items, Listed):
        return LOST
    tests = [compared(code, value, "=", writer.value(Constant(item))) for item in items.items]
    flag, bad = code.any_of(*(one.flag for one in tests)), code.any_of(*(one.bad for one in tests))
    return Truth(flag, bad=code.any_of(value.bad, items.bad, bad))


def _workdays(writer: Writer, term: Apply) -> Made:
    code = writer.code
    start, end, off, extra = (writer.present(argument) for argument in term.arguments)
    if not (isinstance(start, Day) and isinstance(end, Day) and isinstance(off, Listed) and isinstance(extra, Listed)):
        return LOST
    count = dates.workdays(off.items, extra.items)  # type: ignore[arg-type]  # dates by the compiler
    x = code.call(count, start.x, end.x)
    reach = max(start.high, end.high) - min(start.low, end.low) + 1
    return Whole(x, ONE_DAY, -reach, reach, bad=code.any_of(start.bad, end.bad))


def _days(code: Code, days: Sequence[Day]) -> Made:
    start, end = days
    bad = code.any_of(start.bad, end.bad)
    return Whole(code.number("subtract", end.x, start.x), ONE_DAY, end.low - start.high, end.high - start.low, bad=bad)


def _months(code: Code, days: Sequence[Day]) -> Made:
    start, end = days
    if not isinstance(start.x, str) and not isinstance(end.x, str):
        return LOST
    reach = (max(start.high, end.high) - min(start.low, end.low)) // 28 + 1
    x = code.call(dates.months, start.x, end.x)
    return Whole(x, ONE_DAY, -reach, reach, bad=code.any_of(start.bad, end.bad))


def _year(code: Code, days: Sequence[Day]) -> Made:
    return (
        LOST
        if not isinstance(days[0].x, str)
        else Whole(code.call(dates.year, days[0].x), ONE_DAY, 0, 9999, bad=days[0].bad)
    )


def _month(code: Code, days: Sequence[Day]) -> Made:
    return (
        LOST
        if not isinstance(days[0].x, str)
        else Whole(code.call(dates.month, days[0].x), ONE_DAY, 0, 12, bad=days[0].bad)
    )


_DATES: dict[str, Callable[[Code, Sequence[Day]], Made]] = {
    "days": _days,
    "months": _months,
    "year": _year,
    "month": _month,
}
