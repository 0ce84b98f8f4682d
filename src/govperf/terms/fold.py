"""The value of a term before any data, where constants settle it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from govperf.terms.terms import Apply, Choose, Compare, Constant, Read, Term, Value

_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "max": max,
    "min": min,
}
_COMPARISONS: dict[str, Callable[[object, object], bool]] = {"=": operator.eq, "!=": operator.ne}


def known_value(term: Term, constants: Mapping[str, Term]) -> Value | None:
    """The value that constants give; ``constants`` holds the nodes (parameters) that are known."""
    match term:
        case Constant(value):
            return value
        case Read(key) if key in constants:
            return known_value(constants[key], constants)
        case Apply(function, arguments):
            return _applied(function, [known_value(argument, constants) for argument in arguments])
        case Choose(branches, otherwise):
            for branch in branches:
                holds = known_value(branch.condition, constants)
                if holds is None:
                    return None
                if holds is True:
                    return known_value(branch.value, constants)
            return known_value(otherwise, constants)
        case Compare(sign, left, right):
            a, b = known_value(left, constants), known_value(right, constants)
            compare = _COMPARISONS.get(sign)
            return None if a is None or b is None or compare is None else compare(a, b)
        case _:
            return None


def _applied(function: str, values: list[Value | None]) -> Value | None:
    numbers = [value for value in values if isinstance(value, Fraction)]
    if len(numbers) != len(values) or not numbers:
        return None
    if function == "neg":
        return -numbers[0]
    if function == "/":
        return numbers[0] / numbers[1] if numbers[1] else None
    compute = _ARITHMETIC.get(function)
    if compute is None:
        return None
    result = numbers[0]
    for number in numbers[1:]:
        result = compute(result, number)
    return result
