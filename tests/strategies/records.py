"""Values as hosts give them: numbers in every spelling, at thresholds, just beside them, absent, wrong."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

SMALL = st.integers(-4, 12).map(Fraction)
HUNDREDTHS = st.integers(-500, 12_000).map(lambda n: Fraction(n, 100))
THOUSANDTHS = st.integers(-2_000, 100_000).map(lambda n: Fraction(n, 1000))
TIES = st.integers(0, 40).map(lambda n: Fraction(2 * n + 1, 200))
BESIDE = st.sampled_from([Fraction(0)] * 4 + [Fraction(n, 1000) for n in (-10, -5, -1, 1, 5, 10)])
THRESHOLDS = tuple(Fraction(n) for n in (0, 1, 2, 5, 60, 70, 75, 80, 90, 100))


def near(*points: Fraction | int) -> st.SearchStrategy[Fraction]:
    """One of the points, or a little beside it."""
    return st.builds(lambda point, beside: Fraction(point) + beside, st.sampled_from(points), BESIDE)


def ties() -> st.SearchStrategy[Fraction]:
    """Halves of a hundredth, above and below zero."""
    return st.builds(lambda value, sign: value * sign, TIES, st.sampled_from((1, -1)))


def numbers() -> st.SearchStrategy[Fraction]:
    """Numbers that tell rules apart: small whole ones, ties of hundredths, thresholds, some below zero."""
    plain = st.one_of(SMALL, near(*THRESHOLDS), HUNDREDTHS, THOUSANDTHS, TIES)
    return st.builds(lambda value, sign: value * sign, plain, st.sampled_from((1, 1, 1, -1)))


@st.composite
def spelled(draw: st.DrawFn, value: Fraction, *, marked: bool = False) -> object:
    """The number as an int, a Decimal, a float, a Fraction, a text; ``marked``: in text with %."""
    ways = ["fraction"]
    if _ends(value):
        ways += ["decimal", "float", "text"]
    if value.denominator == 1:
        ways.append("int")
    match draw(st.sampled_from(ways)):
        case "int":
            return int(value)
        case "decimal":
            return _decimal(value)
        case "float":
            return float(_decimal(value))
        case "text":
            return f"{_decimal(value * 100):f}%" if marked else f"{_decimal(value):f}"
        case _:
            return value


def _ends(value: Fraction) -> bool:
    return 10**6 % value.denominator == 0


def _decimal(value: Fraction) -> Decimal:
    return Decimal(int(value * 10**6)).scaleb(-6).normalize()


@st.composite
def record(
    draw: st.DrawFn,
    fields: Mapping[str, st.SearchStrategy[Any]],
    optional: frozenset[str] = frozenset(),
    rarely: int = 40,
) -> dict[str, Any]:
    """A mapping with a value for each field; optional ones are often absent, others ``rarely``: one in so many."""
    found: dict[str, Any] = {}
    for name, values in fields.items():
        if draw(st.integers(0, 2 if name in optional else rarely)) == 1:
            if draw(st.booleans()):
                found[name] = None
        else:
            found[name] = draw(values)
    return found


def given_numbers(*, marked: bool = False) -> st.SearchStrategy[object]:
    """Numbers in the spellings of hosts."""
    return numbers().flatmap(lambda value: spelled(value, marked=marked))


def bounded(low: int, high: int, *, marked: bool = False) -> st.SearchStrategy[object]:
    """Numbers of a domain, its ends among them; one in sixty is outside or no number at all."""
    inside = numbers().map(lambda value: max(Fraction(low), min(Fraction(high), value)))
    good = inside.flatmap(lambda value: spelled(value, marked=marked))
    wrong = st.sampled_from((Fraction(low) - Fraction(1, 100), high + 1, "九十", True, float("nan"), [1]))
    return st.integers(0, 59).flatmap(lambda n: wrong if n == 59 else good)


def answers() -> st.SearchStrategy[object]:
    """是 or 否, in both spellings of hosts."""
    return st.sampled_from((True, False, "是", "否"))
