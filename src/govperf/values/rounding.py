"""The four ways to round that a policy can name, decided on integers."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from math import isqrt
from typing import assert_never


class RoundingMode(Enum):
    """How a value between two steps is settled; all four treat −x as the mirror image of x."""

    HALF_UP = "四舍五入"
    """To the nearest step, a tie away from zero."""

    HALF_EVEN = "修约"
    """To the nearest step, a tie to the even one (GB/T 8170)."""

    UP = "进一"
    """Away from zero."""

    DOWN = "去尾"
    """Toward zero."""


def round_to(value: Fraction, step: Fraction, mode: RoundingMode = RoundingMode.HALF_UP) -> Fraction:
    """The multiple of ``step`` that ``mode`` picks for ``value``; ``step`` is above zero."""
    if step <= 0:
        raise ValueError("step must be above zero")
    count = round_quotient(value.numerator * step.denominator, value.denominator * step.numerator, mode)
    return count * step


def round_places(value: Fraction, places: int, mode: RoundingMode = RoundingMode.HALF_UP) -> Fraction:
    """``value`` with ``places`` decimals; below zero, places to the left of the point."""
    return round_to(value, step_of(places), mode)


def step_of(places: int) -> Fraction:
    """The distance between neighbours with ``places`` decimals: 2 gives 1/100, −1 gives 10."""
    return Fraction(10) ** -places


def round_quotient(numerator: int, denominator: int, mode: RoundingMode) -> int:
    """The whole number that ``mode`` picks for ``numerator / denominator``; the denominator is above zero."""
    whole, rest = divmod(abs(numerator), denominator)
    magnitude = whole + _carries(whole, 2 * rest, denominator, mode)
    return magnitude if numerator >= 0 else -magnitude


def floor(value: Fraction) -> int:
    """The greatest whole number that is not above ``value``."""
    return value.numerator // value.denominator


def ceil(value: Fraction) -> int:
    """The least whole number that is not below ``value``."""
    return -(-value.numerator // value.denominator)


def sqrt_rounded(value: Fraction, places: int, mode: RoundingMode = RoundingMode.HALF_UP) -> Fraction:
    """The square root of ``value`` (not below zero) with ``places`` decimals, decided exactly."""
    if value < 0:
        raise ValueError("value must not be below zero")
    step = step_of(places)
    # Twice the root in steps, squared. Between two neighbouring half steps every mode gives one answer, so when the
    # root is not itself a half step the middle of its interval stands for it.
    square = 4 * value / (step * step)
    half_steps = isqrt(floor(square))
    if half_steps * half_steps == square:
        return round_quotient(half_steps, 2, mode) * step
    return round_quotient(2 * half_steps + 1, 4, mode) * step


def _carries(whole: int, twice_rest: int, denominator: int, mode: RoundingMode) -> bool:
    match mode:
        case RoundingMode.HALF_UP:
            return twice_rest >= denominator
        case RoundingMode.HALF_EVEN:
            return twice_rest > denominator or (twice_rest == denominator and whole % 2 == 1)
        case RoundingMode.UP:
            return twice_rest > 0
        case RoundingMode.DOWN:
            return False
        case _:
            assert_never(mode)
