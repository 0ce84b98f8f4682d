"""Writes sums, products, extremes of whole numbers, kept below the size up to which they are exact.

Where the bounds of the columns cannot promise that, each row is looked at: those that pass the size are left to the
evaluation by rows. A float product or sum of whole numbers is not below the size unless the true one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from attrs import evolve

from govperf.columns.code import Code, Mask, Operand
from govperf.columns.made import Whole
from govperf.columns.model import EXACT


def common_unit(units: Sequence[Fraction]) -> Fraction:
    """The largest unit of which all these are whole multiples."""
    top = reduce(gcd, (unit.numerator for unit in units))
    return Fraction(top, reduce(lcm, (unit.denominator for unit in units)))


def scaled(code: Code, value: Whole, unit: Fraction, most: int = EXACT) -> Whole:
    """The number counted in a unit of which its own is a whole multiple; below ``most`` in size."""
    factor = value.unit / unit
    if factor == 1 and value.size < most:
        return value
    return times(code, value, int(factor), unit, most)


def times(code: Code, value: Whole, factor: int, unit: Fraction, most: int = EXACT) -> Whole:
    """``x × factor`` counted in ``unit``."""
    low, high = sorted((value.low * factor, value.high * factor))
    if factor and abs(factor) >= EXACT:
        # Not even the factor is exact: only 0 is certain.
        return Whole(0, unit, 0, 0, bad=code.any_of(value.bad, code.test("not_equal", value.x, 0)))
    x = code.number("multiply", value.x, factor) if factor != -1 else code.number("negative", value.x)
    return _guarded(code, Whole(x, unit, low, high, bad=value.bad), most)


def _guarded(code: Code, value: Whole, most: int = EXACT) -> Whole:
    """The number below ``most``: rows where it is not are bad."""
    if value.size < most:
        return value
    beyond = code.test("greater_equal", code.number("absolute", value.x), most)
    return evolve(
        value,
        low=max(value.low, 1 - most),
        high=min(value.high, most - 1),
        bad=code.any_of(value.bad, beyond),
    )


def negated(code: Code, value: Whole) -> Whole:
    """``−value``."""
    return times(code, value, -1, value.unit)


def rated(code: Code, value: Whole, rate: Fraction) -> Whole:
    """The number times a constant, which costs nothing: the unit changes."""
    if rate == 0:
        return Whole(0, Fraction(1), 0, 0, bad=value.bad)
    if rate < 0:
        return evolve(negated(code, value), unit=value.unit * -rate)
    return evolve(value, unit=value.unit * rate)


def total(code: Code, parts: Sequence[tuple[Whole, int]]) -> Whole:
    """The sum of parts with their signs."""
    bad = code.any_of(*(part.bad for part, _ in parts))
    unit = common_unit([part.unit for part, _ in parts])
    factors = [sign * int(part.unit / unit) for part, sign in parts]
    bound = sum(abs(factor) * part.size for factor, (part, _) in zip(factors, parts, strict=True))
    if bound >= EXACT:
        most = EXACT // len(parts)
        grown = [times(code, part, factor, unit, most) for factor, (part, _) in zip(factors, parts, strict=True)]
        return _summed(code, [(part, 1) for part in grown], unit, code.any_of(bad, *(part.bad for part in grown)))
    return _summed(code, [(part, factor) for factor, (part, _) in zip(factors, parts, strict=True)], unit, bad)


def _summed(code: Code, parts: Sequence[tuple[Whole, int]], unit: Fraction, bad: Mask) -> Whole:
    """The sum of parts times their factors; those with the same factor are added before they are multiplied."""
    low = sum(min(part.low * factor, part.high * factor) for part, factor in parts)
    high = sum(max(part.low * factor, part.high * factor) for part, factor in parts)
    groups: dict[int, list[tuple[Operand, bool]]] = {}
    for part, factor in parts:
        if factor and part.x != 0:
            groups.setdefault(abs(factor), []).append((part.x, factor > 0))
    sums = []
    for factor, members in groups.items():
        x, positive = _added(code, members)
        sums.append((code.number("multiply", x, factor), positive))
    if not sums:
        return Whole(0, unit, 0, 0, bad=bad)
    x, positive = _added(code, sums)
    return Whole(x if positive else code.number("negative", x), unit, low, high, bad=bad)


def _added(code: Code, members: Sequence[tuple[Operand, bool]]) -> tuple[Operand, bool]:
    """The sum of signed members; a group of negatives alone keeps its sign for later."""
    ordered = sorted(members, key=lambda one: not one[1])
    x, positive = ordered[0]
    for other, plus in ordered[1:]:
        x = code.number("add" if plus == positive else "subtract", x, other)
    return x, positive


def product(code: Code, left: Whole, right: Whole) -> Whole:
    """``left × right``."""
    for one, other in ((left, right), (right, left)):
        if other.known is not None:
            return evolve(rated(code, one, other.known), bad=code.any_of(left.bad, right.bad))
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    x = code.number("multiply", left.x, right.x)
    bad = code.any_of(left.bad, right.bad)
    return _guarded(code, Whole(x, left.unit * right.unit, min(corners), max(corners), bad=bad))


def held(code: Code, value: Whole, bound: Whole, side: str) -> Whole:
    """The number held at a bound (``low``: not below it); nothing is written where the bound cannot bite."""
    bad = code.any_of(value.bad, bound.bad)
    if side == "low" and value.low * value.unit >= bound.high * bound.unit:
        return evolve(value, bad=bad)
    if side == "high" and value.high * value.unit <= bound.low * bound.unit:
        return evolve(value, bad=bad)
    unit = common_unit((value.unit, bound.unit))
    value, bound = scaled(code, value, unit), scaled(code, bound, unit)
    bad = code.any_of(value.bad, bound.bad)
    pick = max if side == "low" else min
    x = code.number("maximum" if side == "low" else "minimum", value.x, bound.x)
    return Whole(x, unit, pick(value.low, bound.low), pick(value.high, bound.high), bad=bad)


def size_of(code: Code, value: Whole) -> Whole:
    """The absolute value."""
    if value.low >= 0:
        return value
    low = 0 if value.high >= 0 else -value.high
    return evolve(value, x=code.number("absolute", value.x), low=low, high=value.size)
