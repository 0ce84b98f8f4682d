"""Writes rounding, with whole steps, for each way in which a number is held."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from govperf.columns.arithmetic import scaled, size_of, times
from govperf.columns.code import Code, Mask, Operand
from govperf.columns.made import Near, Num, Quotient, Whole
from govperf.columns.model import EXACT
from govperf.columns.nearly import ULP, alike
from govperf.columns.quotients import bottom_of, ends_of, top_of
from govperf.values import RoundingMode
from govperf.values.rounding import round_quotient

FLOOR, CEIL = "floor", "ceil"
How = RoundingMode | str
"""A rounding mode, or ``floor`` and ``ceil``, which do not mirror at 0."""


def rounded(code: Code, value: Num, step: Fraction, how: How) -> Whole:
    """The multiple of the step that ``how`` picks."""
    if isinstance(value, Whole):
        return _whole(code, value, step, how)
    if isinstance(value, Quotient):
        found = _pair(code, value, step, how)
        if found is not None:
            return found
        value = alike(code, [value])[0]
    return _near(code, value, step, how)


def _whole(code: Code, value: Whole, step: Fraction, how: How) -> Whole:
    ratio = value.unit / step
    top = times(code, evolve(value, unit=Fraction(1)), ratio.numerator, Fraction(1))
    if ratio.denominator == 1:
        return evolve(top, unit=step)
    low, high = (_picked(Fraction(end * ratio.numerator, ratio.denominator), how) for end in (value.low, value.high))
    if ratio.denominator * 2 >= EXACT:
        return evolve(top, x=0, unit=step, low=0, high=0, bad=True)
    divisor = Whole(ratio.denominator, Fraction(1), ratio.denominator, ratio.denominator)
    x, _, bad = _counted(code, top, divisor, how)
    return Whole(x, step, low, high, bad=bad)


def _pair(code: Code, value: Quotient, step: Fraction, how: How) -> Whole | None:
    """A pair rounded exactly, where twice its parts stay below the size."""
    ratio = value.unit / step
    if value.size * 2 * ratio.numerator + value.most_bottom * 2 * ratio.denominator >= EXACT:
        return None
    top = times(code, top_of(value), ratio.numerator, Fraction(1))
    bottom = times(code, bottom_of(value), ratio.denominator, Fraction(1))
    x, _, bad = _counted(code, top, bottom, how)
    for end, function in ((value.least, "maximum"), (value.most, "minimum")):
        if end is not None:
            x = code.number(function, x, _picked(end / step, how))
    low, high = (_picked(end / step, how) for end in ends_of(value))
    return Whole(x, step, low, high, bad=bad)


def _near(code: Code, value: Near, step: Fraction, how: How) -> Whole:
    """A near number: certain unless it lies within its error of where the result changes."""
    ratio = value.unit / step
    top = Whole(value.x, Fraction(1), value.low, value.high, bad=value.bad)
    top = times(code, top, ratio.numerator, Fraction(1))
    low, high = (Fraction(end * ratio.numerator, ratio.denominator) for end in (value.low, value.high))
    if ratio.denominator * 2 >= EXACT:
        return Whole(0, step, 0, 0, bad=True)
    divisor = Whole(ratio.denominator, Fraction(1), ratio.denominator, ratio.denominator)
    x, exact, bad = _counted(code, top, divisor, how)
    within = value.error * ratio + 4 * (max(abs(low), abs(high)) + 1) * ULP
    unsure = code.all_of(value.loose, _beside_whole(code, exact, within))
    return Whole(x, step, _picked(low, how) - 1, _picked(high, how) + 1, bad=code.any_of(bad, unsure))


def _beside_whole(code: Code, x: Operand, within: Fraction) -> Mask:
    """Rows that lie so close to a whole number that their error may carry them over it."""
    if within * 2 >= 1:
        return True
    part = code.number("subtract", x, code.number("floor", x))
    off = code.number("absolute", code.number("subtract", part, 0.5))
    return code.test("greater_equal", off, float(Fraction(1, 2) - within) * (1 - 2**-50))


def _counted(code: Code, top: Whole, bottom: Whole, how: How) -> tuple[Operand, Operand, Mask]:
    """How many steps ``top ÷ bottom`` is, with the float whose floor or ceiling decided."""
    if isinstance(how, str):
        exact = code.number("divide", top.x, bottom.x)
        return code.number(how, exact), exact, code.any_of(top.bad, bottom.bad)
    size = size_of(code, top)
    if how in (RoundingMode.UP, RoundingMode.DOWN):
        exact, bad = code.number("divide", size.x, bottom.x), code.any_of(top.bad, bottom.bad)
        x = code.number("ceil" if how is RoundingMode.UP else "floor", exact)
    else:
        exact, bad = _with_half(code, size, bottom)
        x = code.number("floor", exact)
        if how is RoundingMode.HALF_EVEN:
            x = _to_even(code, x, exact)
    return _signed(code, x, top), exact, bad


def _with_half(code: Code, size: Whole, bottom: Whole) -> tuple[Operand, Mask]:
    """``size ÷ bottom + ½`` as one quotient of whole numbers."""
    known = bottom.known
    if known is not None and known % 2 == 0:
        half = Whole(int(known) // 2, Fraction(1), int(known) // 2, int(known) // 2)
        doubled = size
    else:
        half, doubled, bottom = bottom, times(code, size, 2, Fraction(1)), times(code, bottom, 2, Fraction(1))
    moved = scaled(
        code, Whole(code.number("add", doubled.x, half.x), Fraction(1), 0, doubled.size + half.size), Fraction(1)
    )
    bad = code.any_of(doubled.bad, bottom.bad, moved.bad)
    return code.number("divide", moved.x, bottom.x), bad


def _to_even(code: Code, x: Operand, exact: Operand) -> Operand:
    """One less on ties that came out odd."""
    half = code.number("multiply", x, 0.5)
    odd = code.test("not_equal", half, code.number("floor", half))
    tie = code.all_of(odd, code.test("equal", exact, x))
    return code.number("subtract", x, code.make("number", tie))


def _signed(code: Code, x: Operand, like: Whole) -> Operand:
    if like.low >= 0:
        return x
    return code.number("negative", x) if like.high <= 0 else code.number("copysign", x, like.x)


def _picked(value: Fraction, how: How) -> int:
    """What ``how`` makes of a known number of steps."""
    if isinstance(how, RoundingMode):
        return round_quotient(value.numerator, value.denominator, how)
    return floor(value) if how == FLOOR else ceil(value)
