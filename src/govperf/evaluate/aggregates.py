"""One value from a list of exact values: sums, means, medians, spreads."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from govperf.values import sqrt_rounded


def total(values: Sequence[Fraction]) -> Fraction:
    """The sum, added in pairs so that denominators grow slowly."""
    layer = list(values)
    while len(layer) > 1:
        layer = [sum(layer[i : i + 2], Fraction(0)) for i in range(0, len(layer), 2)]
    return layer[0] if layer else Fraction(0)


def mean(values: Sequence[Fraction]) -> Fraction:
    """The sum divided by the number; the list is not empty."""
    return total(values) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    """The value in the middle, or the mean of the two there."""
    ranked = sorted(values)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def trimmed_mean(values: Sequence[Fraction], cut: Fraction, *, share: bool) -> Fraction | None:
    """The mean without the ``cut`` lowest and highest (a share is rounded down); None where nothing is left."""
    count = int(cut * len(values)) if share else int(cut)
    kept = sorted(values)[count : len(values) - count] if count else list(values)
    return mean(kept) if kept and 2 * count < len(values) else None


def weighted_mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction | None:
    """Σ value × weight ÷ Σ weight; None where the weights add up to 0."""
    whole = total(weights)
    if whole == 0:
        return None
    return total([value * weight for value, weight in zip(values, weights, strict=True)]) / whole


def variance(values: Sequence[Fraction], *, sample: bool) -> Fraction | None:
    """The mean squared distance from the mean; of a sample divided by n−1, None for one value alone."""
    divisor = len(values) - 1 if sample else len(values)
    if divisor == 0:
        return None
    centre = mean(values)
    return total([(value - centre) ** 2 for value in values]) / divisor


def deviation(values: Sequence[Fraction], places: int, *, sample: bool) -> Fraction | None:
    """The square root of the variance, decided exactly to ``places`` decimals."""
    spread = variance(values, sample=sample)
    return None if spread is None else sqrt_rounded(spread, places)
