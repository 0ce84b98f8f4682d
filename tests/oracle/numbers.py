"""Roundings, roots, statistics over fractions, each spelled out as on paper."""

from __future__ import annotations

import math
from fractions import Fraction

from tests.oracle.trouble import DIVISION, EMPTY, Trouble

HALF = Fraction(1, 2)


def rounded(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """The multiple of ``step`` that ``mode`` (四舍五入, 修约, 进一, 去尾) picks; below zero everything is mirrored."""
    if value < 0:
        return -rounded(-value, step, mode)
    below = math.floor(value / step)
    rest = value / step - below
    if rest == 0 or mode == "去尾":
        count = below
    elif mode == "进一":
        count = below + 1
    elif rest == HALF:
        count = tie(below, mode)
    else:
        count = below + 1 if rest > HALF else below
    return count * step


def tie(below: int, mode: str) -> int:
    """A half above ``below``: up for 四舍五入, to the even neighbour for 修约."""
    if mode == "四舍五入":
        return below + 1
    return below if below % 2 == 0 else below + 1


def square_root(value: Fraction, places: int) -> Fraction:
    """The root to so many places, a tie away from zero: the greatest m with (m − ½ step)² ≤ value."""
    step = Fraction(1, 10**places)
    low, high = 0, math.floor((value + 1) / step) + 1
    while low < high:
        middle = (low + high + 1) // 2
        reached = middle * step - step / 2
        if reached <= 0 or reached * reached <= value:
            low = middle
        else:
            high = middle - 1
    return low * step


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def weighted(values: list[Fraction], weights: list[Fraction]) -> Fraction:
    if sum(weights) == 0:
        raise Trouble(DIVISION)
    return sum((v * w for v, w in zip(values, weights, strict=True)), Fraction(0)) / sum(weights)


def median(values: list[Fraction]) -> Fraction:
    inorder = sorted(values)
    middle = len(inorder) // 2
    return inorder[middle] if len(inorder) % 2 else (inorder[middle - 1] + inorder[middle]) / 2


def variance(values: list[Fraction], *, sample: bool) -> Fraction:
    """The mean square distance from the mean; that of a sample is divided by one less, so it needs two values."""
    among = len(values) - 1 if sample else len(values)
    if among == 0:
        raise Trouble(DIVISION, EMPTY)
    centre = mean(values)
    return sum(((value - centre) ** 2 for value in values), Fraction(0)) / among


def trimmed(values: list[Fraction], trim: Fraction, *, share: bool) -> Fraction:
    """The mean without ``trim`` values at each end; a share is rounded down to whole values."""
    cut = math.floor(len(values) * trim) if share else int(trim)
    left = sorted(values)[cut : len(values) - cut] if cut * 2 < len(values) else []
    if not left:
        raise Trouble(EMPTY)
    return mean(left)


def summary(function: str, values: list, weights: list[Fraction], options: dict) -> Fraction:  # type: ignore[type-arg]
    """One value from a list that is not empty."""
    match function:
        case "合计":
            return sum(values, Fraction(0))
        case "平均":
            return mean(values)
        case "最高":
            return max(values)
        case "最低":
            return min(values)
        case "计数":
            return Fraction(sum(value is not False for value in values))
        case "中位数":
            return median(values)
        case "去极值平均":
            return trimmed(values, options["trim"], share=options["share"])
        case "加权平均":
            return weighted(values, weights)
        case "方差":
            return variance(values, sample=options["sample"])
        case "标准差":
            return square_root(variance(values, sample=options["sample"]), options["places"])
        case "首个":
            return values[0]
        case "末个":
            return values[-1]
        case _:
            raise AssertionError(function)
