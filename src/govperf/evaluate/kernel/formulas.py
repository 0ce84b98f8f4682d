"""Writes what computes numbers as generated code."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from govperf.evaluate.kernel import numbers
from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.evaluate.kernel.numbers import Num
from govperf.evaluate.kernel.writer import Writer
from govperf.terms.terms import Aggregate, Apply, Bounded, Items, Rounded, Term


def bounded(writer: Writer, term: Bounded) -> Num:
    """A number held between two others."""
    value = writer.number(term.operand)
    if term.low is not None:
        value = numbers.held(writer.code, value, writer.number(term.low), "low")
    if term.high is not None:
        value = numbers.held(writer.code, value, writer.number(term.high), "high")
    return value


def rounded(writer: Writer, term: Rounded) -> Num:
    """A number rounded to a multiple of a step."""
    return numbers.rounded(writer.code, writer.number(term.operand), term.step, term.mode)


def apply(writer: Writer, term: Apply) -> Num:
    """A function of numbers."""
    if term.function in ("+", "-"):
        return numbers.add(writer.code, [_signed(writer, part, sign) for part, sign in _summands(term)])
    if term.function not in _FUNCTIONS:
        raise UnsupportedError
    return _FUNCTIONS[term.function](writer.code, [writer.number(argument) for argument in term.arguments])


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


def _signed(writer: Writer, part: Term, sign: int) -> Num:
    value = writer.number(part)
    return value if sign > 0 else numbers.negate(value)


def _product(_: Code, values: list[Num]) -> Num:
    result = values[0]
    for value in values[1:]:
        result = numbers.multiply(result, value)
    return result


def _largest(code: Code, values: list[Num]) -> Num:
    return _held_by_all(code, values, "low")


def _smallest(code: Code, values: list[Num]) -> Num:
    return _held_by_all(code, values, "high")


def _held_by_all(code: Code, values: list[Num], side: Literal["low", "high"]) -> Num:
    """The first value, held at each of the others."""
    result = values[0]
    for value in values[1:]:
        result = numbers.held(code, result, numbers.stored(code, value), side)
    return result


def _size(code: Code, values: list[Num]) -> Num:
    value = values[0]
    ends = [abs(end) for end in (value.low, value.high) if end is not None]
    high = max(ends) if len(ends) == 2 else None
    name = code.keep(f"abs({value.num})")
    return Num(name, value.scale, value.den, Fraction(0), high, value.bits)


_FUNCTIONS: dict[str, Callable[[Code, list[Num]], Num]] = {
    "*": _product,
    "/": lambda code, values: numbers.divide(code, *values),
    "neg": lambda _, values: numbers.negate(values[0]),
    "abs": _size,
    "max": _largest,
    "min": _smallest,
    "floor": lambda code, values: numbers.floored(code, values[0], up=False),
    "ceil": lambda code, values: numbers.floored(code, values[0], up=True),
}


def aggregate(writer: Writer, term: Aggregate) -> Num:
    """Sums, means, extremes of several values; everything else goes to the slow reading."""
    source = term.source
    plain = term.where is None and term.same is None and term.most is None and term.weight is None
    if not isinstance(source, Items) or source.skip_absent or not plain:
        raise UnsupportedError
    values = [writer.number(item) for item in source.items]
    match term.function:
        case "合计":
            return numbers.add(writer.code, values)
        case "平均":
            return numbers.multiply(numbers.add(writer.code, values), numbers.constant(Fraction(1, len(values))))
        case "最高":
            return _largest(writer.code, values)
        case "最低":
            return _smallest(writer.code, values)
        case _:
            raise UnsupportedError
