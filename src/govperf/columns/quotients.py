"""Writes quotients of whole numbers: exact pairs, as long as one divisor is all there is.

A pair stays exact under products, clamps, comparison and rounding. By the floor lemma the float quotient of two whole
numbers below ``EXACT`` is whole just where the divisor divides, and its floor is the true one.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from govperf.columns.arithmetic import common_unit, negated, product, rated, scaled, size_of, total
from govperf.columns.code import Code, Mask
from govperf.columns.made import LOST, Nothing, Quotient, Whole
from govperf.columns.model import EXACT


def divided(code: Code, left: Whole, right: Whole) -> Whole | Quotient | Nothing:
    """``left ÷ right``; rows with a divisor of 0 are bad, a negative one changes both signs."""
    if right.known is not None:
        return (
            LOST
            if right.known == 0
            else rated(code, evolve(left, bad=code.any_of(left.bad, right.bad)), 1 / right.known)
        )
    bad = code.any_of(left.bad, right.bad)
    if right.low <= 0 <= right.high:
        bad = code.any_of(bad, code.test("equal", right.x, 0))
    if right.low < 0 < right.high:
        sign = Whole(code.number("copysign", 1, right.x), Fraction(1), -1, 1)
        left, right = product(code, left, sign), size_of(code, right)
    elif right.high <= 0:
        left, right = negated(code, left), negated(code, right)
    # A divisor of 0 is bad already: in all other rows it is at least 1.
    return _pair(left, right, left.unit / right.unit, bad)


def _pair(top: Whole, bottom: Whole, unit: Fraction, bad: Mask) -> Quotient | Whole:
    if not isinstance(bottom.x, str):
        return Whole(top.x, unit / int(bottom.x), top.low, top.high, bad=bad)
    return Quotient(top.x, bottom.x, unit, top.low, top.high, max(bottom.low, 1), max(bottom.high, 1), bad=bad)


def top_of(pair: Quotient) -> Whole:
    """The dividend as a number of its own."""
    return Whole(pair.top, Fraction(1), pair.low, pair.high, bad=pair.bad)


def bottom_of(pair: Quotient) -> Whole:
    """The divisor as a number of its own."""
    return Whole(pair.bottom, Fraction(1), pair.least_bottom, pair.most_bottom)


def free(code: Code, pair: Quotient) -> Quotient:
    """The same values without clamps: the dividend is held between multiples of the divisor instead."""
    if pair.least is None and pair.most is None:
        return pair
    ends = [end for end in (pair.least, pair.most) if end]
    unit = common_unit((pair.unit, *(abs(end) for end in ends)))
    top = scaled(code, evolve(top_of(pair), unit=pair.unit), unit)
    x, low, high, bad = top.x, top.low, top.high, top.bad
    for end, function in ((pair.least, "maximum"), (pair.most, "minimum")):
        if end is None:
            continue
        bound = rated_bottom(code, pair, end, unit)
        x, bad = code.number(function, x, bound.x), code.any_of(bad, bound.bad)
        pick = max if function == "maximum" else min
        low, high = pick(low, bound.low), pick(high, bound.high)
    return evolve(pair, top=x, unit=unit, low=low, high=high, least=None, most=None, bad=bad)


def rated_bottom(code: Code, pair: Quotient, value: Fraction, unit: Fraction) -> Whole:
    """A constant as a dividend over the pair's divisor."""
    if value == 0:
        return Whole(0, unit, 0, 0)
    return scaled(code, rated(code, bottom_of(pair), value), unit)


def clamped(pair: Quotient, bound: Fraction, side: str) -> Quotient:
    """The pair held at a constant; only noted, it costs nothing yet, and not even that where it cannot bite."""
    low, high = ends_of(pair)
    if (side == "low" and low >= bound) or (side == "high" and high <= bound):
        return pair
    least, most = pair.least, pair.most
    if side == "low":
        least = bound if least is None else max(least, bound)
        most = None if most is None else max(most, bound)
    else:
        most = bound if most is None else min(most, bound)
        least = None if least is None else min(least, bound)
    return evolve(pair, least=least, most=most)


def rated_pair(code: Code, pair: Quotient, rate: Fraction) -> Quotient | Whole:
    """The pair times a constant."""
    if rate == 0:
        return Whole(0, Fraction(1), 0, 0, bad=pair.bad)
    least = None if pair.least is None else pair.least * rate
    most = None if pair.most is None else pair.most * rate
    if rate > 0:
        return evolve(pair, unit=pair.unit * rate, least=least, most=most)
    top = negated(code, top_of(pair))
    return evolve(
        pair, top=top.x, low=top.low, high=top.high, unit=pair.unit * -rate, least=most, most=least, bad=top.bad
    )


def pair_times(code: Code, pair: Quotient, factor: Whole) -> Quotient | Whole:
    """The pair times a number."""
    if factor.known is not None:
        return rated_pair(code, evolve(pair, bad=code.any_of(pair.bad, factor.bad)), factor.known)
    pair = free(code, pair)
    top = product(code, top_of(pair), evolve(factor, unit=Fraction(1)))
    # A constant dividend has gone into the unit of the product.
    unit = pair.unit * factor.unit * top.unit
    return evolve(pair, top=top.x, low=top.low, high=top.high, unit=unit, bad=top.bad)


def pair_over(code: Code, pair: Quotient, divisor: Whole) -> Whole | Quotient | Nothing:
    """The pair divided by a number."""
    if divisor.known is not None:
        if divisor.known == 0:
            return LOST
        return rated_pair(code, evolve(pair, bad=code.any_of(pair.bad, divisor.bad)), 1 / divisor.known)
    pair = free(code, pair)
    quotient = divided(code, top_of(pair), divisor)
    if not isinstance(quotient, Quotient):
        return LOST
    bottom = product(code, bottom_of(pair), bottom_of(quotient))
    if not isinstance(bottom.x, str):
        return LOST
    return evolve(
        quotient,
        bottom=bottom.x,
        least_bottom=max(bottom.low, 1),
        most_bottom=bottom.high,
        unit=pair.unit * quotient.unit,
        bad=code.any_of(pair.bad, quotient.bad, bottom.bad),
    )


def upside_down(code: Code, pair: Quotient) -> Whole | Quotient | Nothing:
    """1 ÷ the pair."""
    pair = free(code, pair)
    quotient = divided(code, bottom_of(pair), top_of(pair))
    if isinstance(quotient, Nothing):
        return LOST
    return evolve(quotient, unit=quotient.unit / pair.unit, bad=code.any_of(pair.bad, quotient.bad))


def with_whole(code: Code, pair: Quotient, other: Whole) -> Quotient:
    """``pair + other`` over the same divisor."""
    pair = free(code, pair)
    unit = common_unit((pair.unit, other.unit))
    top = scaled(code, evolve(top_of(pair), unit=pair.unit), unit)
    added = scaled(code, product(code, other, bottom_of(pair)), unit)
    both = total(code, [(top, 1), (added, 1)])
    return evolve(pair, top=both.x, low=both.low, high=both.high, unit=both.unit, bad=code.any_of(pair.bad, both.bad))


def fits(pair: Quotient, room: int) -> bool:
    """The pair leaves room to be multiplied by as much as ``room`` without passing the size."""
    return max(pair.size, pair.most_bottom) * room < EXACT


def ends_of(pair: Quotient) -> tuple[Fraction, Fraction]:
    """Bounds of the value."""
    corners = [
        pair.unit * top / bottom for top in (pair.low, pair.high) for bottom in (pair.least_bottom, pair.most_bottom)
    ]
    low, high = min(corners), max(corners)
    if pair.least is not None:
        low, high = max(low, pair.least), max(high, pair.least)
    if pair.most is not None:
        low, high = min(low, pair.most), min(high, pair.most)
    return low, high
