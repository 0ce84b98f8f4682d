"""The value of a term before any data, where constants settle it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from govperf.terms.terms import Apply, Choose, Compare, Constant, Every, Opposite, Read, Some, Term, Value

_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "max": max,
    "min": min,
}
_COMPARISONS: dict[str, Callable[[object, object], bool]] = {"=": operator.eq, "!=": operator.ne}
_ORDERED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


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
            return _compared(sign, known_value(left, constants), known_value(right, constants))
        case Every(parts):
            return _joined(parts, constants, decisive=False)
        case Some(parts):
            return _joined(parts, constants, decisive=True)
        case Opposite(operand):
            holds = known_value(operand, constants)
            return not holds if isinstance(holds, bool) else None
        case _:
            return None


def _compared(sign: str, left: Value | None, right: Value | None) -> bool | None:
    if left is None or right is None:
        return None
    if sign in _COMPARISONS:
        return _COMPARISONS[sign](left, right)
    if isinstance(left, Fraction) and isinstance(right, Fraction) and sign in _ORDERED:
        return _ORDERED[sign](left, right)
    return None


def _joined(parts: Sequence[Term], constants: Mapping[str, Term], *, decisive: bool) -> bool | None:
    """Of 且 one part that fails decides, of 或 one that holds."""
    known = [known_value(part, constants) for part in parts]
    if decisive in known:
        return decisive
    return None if None in known else not decisive


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
