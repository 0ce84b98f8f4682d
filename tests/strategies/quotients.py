"""Formulas that put near numbers to the test: sums of quotients that cancel, end on ties, meet their bounds."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

NAMES = ("甲", "乙", "丙", "丁")
SIGNS = ("≥", ">", "≤", "<", "=", "≠")
WEIGHTS = ("", "", "2×", "1.5×", "0.7×", "90%×")
MODES = ("四舍五入", "修约", "进一", "去尾")
BOUNDS = ("0", "0.5", "1", "1.5", "2", "3")


@st.composite
def terms(draw: st.DrawFn) -> str:
    """A quotient of two names, perhaps held at a bound, perhaps weighted."""
    quotient = f"{draw(st.sampled_from(NAMES))}÷{draw(st.sampled_from(NAMES))}"
    if draw(st.integers(0, 3)) == 0:
        quotient = f"最小({quotient}，{draw(st.sampled_from(('1', '2', '丁')))})"
    return f"{draw(st.sampled_from(WEIGHTS))}{quotient}"


@st.composite
def sums(draw: st.DrawFn) -> str:
    """Two to four of them with their signs."""
    parts = draw(st.lists(terms(), min_size=2, max_size=4))
    signs = [draw(st.sampled_from("+−")) for _ in parts[1:]]
    return parts[0] + "".join(sign + part for sign, part in zip(signs, parts[1:], strict=True))


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    """A sum against a bound that it can just meet, or against another sum."""
    other = draw(st.one_of(st.sampled_from(BOUNDS), sums()))
    return f"如果 {draw(sums())}{draw(st.sampled_from(SIGNS))}{other} 则 1 否则 0"


@st.composite
def roundings(draw: st.DrawFn) -> str:
    """A sum rounded to few places, where ties are frequent."""
    return f"{draw(st.sampled_from(MODES))}({draw(sums())}，{draw(st.integers(0, 2))})"


@st.composite
def products(draw: st.DrawFn) -> str:
    """Large numbers multiplied, against one that is as large."""
    left, right = (draw(st.sampled_from(("甲×乙×丙", "甲×甲×丁", "甲×乙", "甲×甲×甲×丁"))) for _ in range(2))
    return f"如果 {left}{draw(st.sampled_from(SIGNS))}{right}+{draw(st.sampled_from(('0', '1', '0.01')))} 则 1 否则 0"


@st.composite
def plain_roundings(draw: st.DrawFn) -> str:
    """A number rounded as it is, or one quotient."""
    shape = draw(st.sampled_from(("甲", "甲−乙", "甲×50%", "甲÷乙", "(甲−丙)÷乙", "甲×10%−丁")))
    return f"{draw(st.sampled_from(MODES))}({shape}，{draw(st.integers(0, 2))})"


def small(chance: random.Random) -> Fraction:
    return Fraction(chance.choice((1, 2, 3, 4, 5, 6, 7, 9, 12, -1, -3, -6)))


def tied(chance: random.Random) -> Fraction:
    return Fraction(chance.randint(-400, 400) * 2 + 1, 200)


def large(chance: random.Random) -> Fraction:
    return Fraction(chance.choice((1, 3, 94_906_267, 94_906_265, 67_108_865, 2**26 - 1, 12_345)))


VALUES = (small, tied, large)


@st.composite
def rows(draw: st.DrawFn, values: tuple[Any, ...] = VALUES, count: int = 40) -> list[dict[str, Fraction]]:
    """Many records of one kind of numbers; drawing each number by itself would take too long."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - their chance need not be secret
    value = draw(st.sampled_from(values))
    return [{name: value(chance) for name in NAMES} for _ in range(count)]
