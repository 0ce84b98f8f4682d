"""Exact numbers in generated code: integers over a scale that is known before any data, fractions below divisions.

Every number knows the interval in which it lies, so that clamps that cannot bite and signs that cannot occur cost
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

from attrs import evolve

from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.frozen import frozen
from govperf.values import RoundingMode, round_quotient

MOST_BITS = 15_000

_MULTIPLE = re.compile(r"(-?[0-9]+)\*(v[0-9]+)")


@frozen
class Num:
    """The value ``num ÷ (den × scale)``: two expressions of integers, the second above 0, with a constant scale.

    ``den`` is ``1`` for a number that stands in no division. ``low`` and ``high`` bound the value where they are known;
    ``bits`` bounds the length of numerator and denominator.
    """

    num: str
    scale: int
    den: str = "1"
    low: Fraction | None = None
    high: Fraction | None = None
    bits: int = 64

    @property
    def whole(self) -> bool:
        """Has no denominator of its own."""
        return self.den == "1"

    def __attrs_post_init__(self) -> None:
        if self.bits > MOST_BITS:
            raise UnsupportedError


Made = Num | str
"""A number, or the expression of anything else: a truth value, a word, a date, 缺."""


def constant(value: Fraction) -> Num:
    """A number of the policy."""
    bits = value.numerator.bit_length() + value.denominator.bit_length()
    return Num(str(value.numerator), value.denominator, "1", value, value, bits)


def known(number: Num) -> Fraction | None:
    """The number, where it is a constant."""
    return number.low if number.low is not None and number.low == number.high else None


def times(expression: str, factor: int) -> str:
    """The product of an expression with a constant, computed here where the expression starts with a constant."""
    if factor == 1:
        return expression
    if expression.lstrip("-").isdigit():
        return str(int(expression) * factor)
    written = _MULTIPLE.fullmatch(expression)
    if written is not None:
        return times(written[2], int(written[1]) * factor)
    return f"{factor}*{expression}" if expression.isidentifier() else f"{factor}*({expression})"


def _plus(low: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if low is None or other is None else low + other


def add(code: Code, parts: list[Num]) -> Num:
    """The sum; what stands in divisions is brought over one denominator, a part over 1 costing little."""
    low, high = parts[0].low, parts[0].high
    for part in parts[1:]:
        low, high = _plus(low, part.low), _plus(high, part.high)
    scale = lcm(*(part.scale for part in parts))
    whole = [part for part in parts if part.whole]
    broken = [part for part in parts if not part.whole]
    summed = " + ".join(times(part.num, scale // part.scale) for part in whole) or "0"
    bits = max(part.bits for part in parts) + scale.bit_length() + len(parts).bit_length()
    if not broken:
        return Num(f"({summed})" if len(whole) > 1 else summed, scale, "1", low, high, bits)
    if len(broken) == 1:
        return _beside_one(code, summed, broken[0], scale, (low, high), bits)
    num, den = code.fresh(), code.fresh()
    code.emit(f"{num} = {summed}")
    code.emit(f"{den} = 1")
    for part in broken:
        term = f"{times(part.num, scale // part.scale)}*{den}"
        with code.block(f"if {part.den} == 1:"):
            code.emit(f"{num} += {term}")
        with code.block("else:"):
            code.emit(f"{num} = {num}*{part.den} + {term}")
            code.emit(f"{den} *= {part.den}")
    return Num(num, scale, den, low, high, bits + sum(part.bits for part in broken))


def _beside_one(
    code: Code, summed: str, part: Num, scale: int, ends: tuple[Fraction | None, Fraction | None], bits: int
) -> Num:
    """A sum in which one part alone has a denominator, which the sum then has too."""
    term = times(part.num, scale // part.scale)
    den = code.keep(part.den)
    num = term if summed == "0" else f"(({summed})*{den} + {term})"
    return Num(num, scale, den, *ends, bits + 64)


def negate(value: Num) -> Num:
    """The number with the other sign."""
    low = None if value.high is None else -value.high
    high = None if value.low is None else -value.low
    return Num(times(value.num, -1), value.scale, value.den, low, high, value.bits)


def multiply(left: Num, right: Num) -> Num:
    """The product; a constant factor goes into numerator and scale."""
    for a, b in ((left, right), (right, left)):
        factor = known(a)
        if factor is not None:
            num = times(b.num, factor.numerator)
            ends = _scaled(b, factor)
            bits = b.bits + factor.numerator.bit_length() + factor.denominator.bit_length()
            return Num(num, b.scale * factor.denominator, b.den, *ends, bits)
    low, high = _product_ends(left, right)
    den = _joined(left.den, right.den)
    num = f"({left.num})*({right.num})"
    return Num(num, left.scale * right.scale, den, low, high, left.bits + right.bits)


def _joined(left: str, right: str) -> str:
    if left == "1":
        return right
    return left if right == "1" else f"{left}*{right}"


def _scaled(value: Num, factor: Fraction) -> tuple[Fraction | None, Fraction | None]:
    ends = (
        None if value.low is None else value.low * factor,
        None if value.high is None else value.high * factor,
    )
    return ends if factor >= 0 else (ends[1], ends[0])


def _product_ends(left: Num, right: Num) -> tuple[Fraction | None, Fraction | None]:
    ends = (left.low, left.high, right.low, right.high)
    if any(end is None for end in ends):
        positive = left.low is not None and left.low >= 0 and right.low is not None and right.low >= 0
        return (Fraction(0), None) if positive else (None, None)
    corners = [a * b for a in ends[:2] for b in ends[2:] if a is not None and b is not None]
    return min(corners), max(corners)


def divide(code: Code, left: Num, right: Num) -> Num:
    """The quotient; a divisor of 0 is left to the slow reading, a negative one changes both signs."""
    factor = known(right)
    if factor is not None:
        if factor == 0:
            raise UnsupportedError
        return multiply(left, constant(1 / factor))
    divisor = code.keep(right.num)
    code.give_up_if(f"not {divisor}")
    shared = gcd(left.scale, right.scale)
    num = times(_product(left.num, right.den), right.scale // shared)
    den = code.keep(_product(divisor, left.den))
    low = None
    if right.low is None or right.low < 0:
        num, den = _with_positive_divisor(code, num, den)
    elif left.low is not None and left.low >= 0:
        low = Fraction(0)
    bits = left.bits + right.bits + right.scale.bit_length()
    return Num(num, left.scale // shared, den, low, None, bits)


def _with_positive_divisor(code: Code, num: str, den: str) -> tuple[str, str]:
    top, bottom = code.fresh(), code.fresh()
    code.emit(f"{top} = {num}")
    code.emit(f"{bottom} = {den}")
    with code.block(f"if {bottom} < 0:"):
        code.emit(f"{top} = -{top}")
        code.emit(f"{bottom} = -{bottom}")
    return top, bottom


def _product(left: str, right: str) -> str:
    if right == "1":
        return left
    return f"({left})*({right})"


def compared(left: Num, operator: str, right: Num) -> str:
    """The condition as an expression; denominators are above 0, so that it holds multiplied out."""
    scale = lcm(left.scale, right.scale)
    a = _product(times(left.num, scale // left.scale), right.den)
    b = _product(times(right.num, scale // right.scale), left.den)
    return f"{a} {operator} {b}"


def held(code: Code, value: Num, bound: Num, side: Literal["low", "high"]) -> Num:
    """The value held at a bound; nothing is written where the bound cannot bite."""
    if _cannot_bite(value, bound, side):
        return value
    value = stored(code, value)
    scale = lcm(value.scale, bound.scale)
    name, den = code.fresh(), "1" if value.whole and bound.whole else code.fresh()
    own, other = times(value.num, scale // value.scale), times(bound.num, scale // bound.scale)
    beyond = compared(value, "<" if side == "low" else ">", bound)
    if den == "1":
        code.emit(f"{name} = {other} if {beyond} else {own}")
    else:
        with code.block(f"if {beyond}:"):
            code.emit(f"{name} = {other}")
            code.emit(f"{den} = {bound.den}")
        with code.block("else:"):
            code.emit(f"{name} = {own}")
            code.emit(f"{den} = {value.den}")
    low, high = _held_ends(value, bound, side)
    bits = max(value.bits, bound.bits) + scale.bit_length()
    return Num(name, scale, den, low, high, bits)


def _cannot_bite(value: Num, bound: Num, side: str) -> bool:
    if side == "low":
        return value.low is not None and bound.high is not None and value.low >= bound.high
    return value.high is not None and bound.low is not None and value.high <= bound.low


def _held_ends(value: Num, bound: Num, side: str) -> tuple[Fraction | None, Fraction | None]:
    if side == "low":
        low = _extreme(max, value.low, bound.low, either=True)
        return low, _extreme(max, value.high, bound.high, either=False)
    high = _extreme(min, value.high, bound.high, either=True)
    return _extreme(min, value.low, bound.low, either=False), high


def _extreme(pick: Callable[..., Fraction], a: Fraction | None, b: Fraction | None, *, either: bool) -> Fraction | None:
    if a is None or b is None:
        return (a if b is None else b) if either else None
    return pick(a, b)


def stored(code: Code, value: Num) -> Num:
    """The number with its expressions in variables, for values that are used more than once."""
    return evolve(value, num=code.keep(value.num), den=code.keep(value.den))


def rounded(code: Code, value: Num, step: Fraction, mode: RoundingMode) -> Num:
    """The number rounded to a multiple of the step: an integer number of steps."""
    value = stored(code, value)
    top = times(value.num, step.denominator)
    bottom = times(value.den, value.scale * step.numerator)
    name = code.fresh()
    if mode is RoundingMode.HALF_UP:
        bottom = code.keep(bottom)
        up = f"({times(top, 2)} + {bottom}) // ({times(bottom, 2)})"
        if value.low is not None and value.low >= 0:
            code.emit(f"{name} = {up}")
        else:
            down = f"-(({times(top, -2)} + {bottom}) // ({times(bottom, 2)}))"
            code.emit(f"{name} = {up} if {value.num} >= 0 else {down}")
    else:
        call = code.constant(round_quotient)
        code.emit(f"{name} = {call}({top}, {bottom}, {code.constant(mode)})")
    low, high = _loosened(value, step)
    return Num(times(name, step.numerator), step.denominator, "1", low, high, value.bits + 16)


def floored(code: Code, value: Num, *, up: bool) -> Num:
    """The whole steps in a number; with ``up`` a part counts as one."""
    bottom = times(value.den, value.scale)
    name = code.fresh()
    code.emit(f"{name} = -(-({value.num}) // ({bottom}))" if up else f"{name} = ({value.num}) // ({bottom})")
    return Num(name, 1, "1", *_loosened(value, Fraction(1)), value.bits)


def _loosened(value: Num, by: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """The interval of a value that was rounded by less than ``by``; what was not below 0 stays so."""
    high = None if value.high is None else value.high + by
    if value.low is None:
        return None, high
    return (Fraction(0) if value.low >= 0 else value.low - by), high
