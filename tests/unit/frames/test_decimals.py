"""Decimals are the values, or the nearest ones, told apart; those of a row do not depend on the rows beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.columns.model import EXACT, Fine, Nearly, Numbers, Quotients
from govperf.frames import amounts
from govperf.frames.decimals import DIGITS, ENDLESS_PLACES, decimal_column, extent_of
from govperf.values import Missing, RoundingMode, decimals, ends, round_places

PLACES = st.sampled_from((None, None, 0, 2, 4, 12))


def wanted_scale(values: Sequence[Fraction], places: int) -> int:
    """The rule of the guide: as many decimals as values need, while there is room for them."""
    most = max(places, ENDLESS_PLACES)
    needed = max([places, *(decimals(value) if ends(value) else most for value in values)])
    parts = [floor(abs(value)) for value in values if abs(value) < 10 ** (DIGITS - 1)]
    return max(min(needed, DIGITS - len(str(max(parts, default=0) + 1))), 0)


def shown(value: Fraction, places: int, scale: int) -> Fraction | None:
    """The cell of a value: None where 38 digits do not hold it."""
    most = scale if ends(value) else min(scale, max(places, ENDLESS_PLACES))
    found = round_places(value, most, RoundingMode.HALF_UP)
    return found if abs(found) * 10**scale < 10**DIGITS else None


def check(column: Any, places: int | None) -> None:
    found = decimal_column(column, places)
    values = [column.value(row) for row in range(len(column))]
    held = [value for value in values if isinstance(value, Fraction)]
    scale = found.values.type.scale
    assert scale == wanted_scale(held, places or 0)
    cells = [None if cell is None else Fraction(cell) for cell in found.values.to_pylist()]
    assert cells == [None if isinstance(value, Missing) else shown(value, places or 0, scale) for value in values]
    assert found.places == min(scale, max(places or 0, ENDLESS_PLACES))
    rows = range(len(values))
    assert found.lost.tolist() == [row for row in rows if cells[row] is None and isinstance(values[row], Fraction)]
    wrong = [row for row in rows if cells[row] is not None and cells[row] != values[row]]
    assert found.endless.tolist() == [row for row in wrong if not ends(values[row])]
    assert found.cut.tolist() == [row for row in wrong if ends(values[row])]


# --- numbers of any kind ---

FINE = st.builds(lambda n, places: Fraction(n, 10**places), st.integers(-(10**6), 10**6), st.integers(0, 6))
FRACTIONS = st.one_of(
    st.fractions(-1_000, 1_000, max_denominator=5_000),
    FINE,
    st.integers(-(10**40), 10**40).map(Fraction),
    st.integers(0, 60).map(lambda n: Fraction(1, 2**n)),
    st.integers(0, 45).map(lambda n: Fraction(7, 3 * 5**n)),
)
PERS = st.one_of(
    st.builds(lambda two, five: 2**two * 5**five, st.integers(0, 40), st.integers(0, 20)),
    st.builds(lambda other, tens: other * 10**tens, st.sampled_from((3, 7, 9, 21, 10**9 + 7)), st.integers(0, 30)),
    st.sampled_from((1, 100, 10**400, 3 * 10**330, 2**70)),
)
WHOLES = st.one_of(
    st.integers(-(10**4), 10**4),
    st.integers(1 - EXACT, EXACT - 1),
    st.integers(-(10**3), 10**3).map(lambda n: n * 10**9),
)


@st.composite
def masks(draw: st.DrawFn, length: int) -> Any:
    return np.array(draw(st.lists(st.booleans(), min_size=length, max_size=length))) if draw(st.booleans()) else None


@st.composite
def numbers(draw: st.DrawFn) -> Numbers:
    """What stands in rows without a value is anything; odd values stand over 0."""
    n = np.array(draw(st.lists(WHOLES, min_size=1, max_size=9)), float)
    valid = draw(masks(len(n)))
    odd = draw(st.dictionaries(st.integers(0, len(n) - 1), FRACTIONS, max_size=2))
    n[list(odd)] = 0
    if valid is not None:
        n[~valid] = draw(st.sampled_from((np.nan, np.inf, -1e300, 5.0)))
    return Numbers(n, draw(PERS), valid, odd)


@pytest.mark.parametrize("block", [1, 4, 1_000])
def test_decimals_of_numbers(block: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(amounts, "BLOCK", block)

    @given(numbers(), PLACES)
    def agree(column: Numbers, places: int | None):
        check(column, places)

    agree()


@given(st.lists(st.one_of(FRACTIONS, st.none()), min_size=1, max_size=8), PLACES)
def test_decimals_of_values_beside(values: list[Any], places: int | None):
    valid = np.array([value is not None for value in values])
    odd = {row: value for row, value in enumerate(values) if value is not None}
    check(Numbers(np.zeros(len(values)), 1, valid, odd), places)


BOTTOMS = st.one_of(
    st.integers(1, 3_000),
    st.integers(1, EXACT - 1),
    st.builds(lambda two, five: 2**two * 5**five, st.integers(0, 20), st.integers(0, 11)),
    st.builds(lambda two, other: 2**two * other, st.integers(0, 30), st.integers(1, 9)),
)


@pytest.mark.parametrize("block", [1, 4, 1_000])
def test_decimals_of_quotients(block: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(amounts, "BLOCK", block)

    @given(st.data(), PERS, PLACES)
    def agree(data: st.DataObject, per: int, places: int | None):
        pairs = data.draw(st.lists(st.tuples(WHOLES, BOTTOMS), min_size=1, max_size=9))
        top, bottom = (np.array(part, float) for part in zip(*pairs, strict=True))
        odd = data.draw(st.dictionaries(st.integers(0, len(top) - 1), FRACTIONS, max_size=1))
        top[list(odd)], bottom[list(odd)] = 0, 1
        valid = data.draw(masks(len(top)))
        if valid is not None:
            top[~valid], bottom[~valid] = np.nan, 0
        check(Quotients(top, bottom, per, valid, odd), places)

    agree()


# --- sums of quotients: a value with more than ten decimals counts as one without end ---

SHORT = st.fractions(-500, 500, max_denominator=900)


@st.composite
def sums(draw: st.DrawFn) -> tuple[Nearly, list[int]]:
    """A column with the rows in which exact values were computed."""
    values = draw(st.lists(SHORT, min_size=1, max_size=8))
    per = draw(st.sampled_from((10**9, 2 * 10**12, 3 * 10**9)))
    near = np.array([float(value * per) for value in values])
    whole = np.array([(value * per).denominator == 1 for value in values])
    asked: list[int] = []

    def exact(row: int) -> Fraction:
        asked.append(row)
        return values[row]

    odd = draw(st.dictionaries(st.integers(0, len(values) - 1), FRACTIONS, max_size=2))
    near, whole = np.where(whole, np.rint(near), near), whole.copy()
    near[list(odd)], whole[list(odd)] = 0, True

    def finer(rows: Any) -> Fine:
        scaled = [values[row] * per for row in rows.tolist()]
        high = [float(one) for one in scaled]
        low = [float(one - Fraction(part)) for one, part in zip(scaled, high, strict=True)]
        return Fine(np.array(high), np.array(low), per, Fraction(1, 2**50), np.array([row % 3 != 1 for row in rows]))

    late = draw(masks(len(values)))
    valid = draw(masks(len(values)))
    chosen = draw(st.sampled_from((finer, None)))
    return Nearly(near, per, Fraction(1, 1_000), whole, exact, valid, odd, finer=chosen, late=late), asked


@given(sums(), PLACES)
def test_decimals_of_sums_of_quotients(drawn: tuple[Nearly, list[int]], places: int | None):
    check(drawn[0], places)


# --- the rule ---


def test_a_row_does_not_depend_on_those_beside_it():
    asked: list[int] = []

    def exact(row: int) -> Fraction:
        asked.append(row)
        return Fraction(100 + row, 7)

    per = 10**12
    x = np.array([float(Fraction((100 + row) * per, 7)) for row in range(50)])
    whole = np.zeros(50, bool)
    alone = decimal_column(Nearly(x, per, Fraction(1), whole, exact), None)
    assert alone.values.type.scale == 10
    odd = {0: Fraction("95.300000001") ** 2}
    x[0], whole[0] = 0, True
    beside = decimal_column(Nearly(x, per, Fraction(1), whole, exact, odd=odd), None)
    assert beside.values.type.scale == 18
    assert beside.values[0].as_py() == Decimal("9082.090000190600000001")
    assert beside.values[1].as_py() == alone.values[1].as_py() == Decimal("14.4285714286")
    assert beside.values[1:].to_pylist() == alone.values[1:].to_pylist()
    assert beside.places == 10
    assert beside.endless.tolist() == [row for row in range(1, 50) if (100 + row) % 7]
    assert not [row for row in asked if (100 + row) % 7]


def test_finer_sums_spare_exact_values():
    """At twelve decimals floats tell nothing of these, pairs everything but what is whole in that decimal."""
    values = [Fraction(100 + row, 7) for row in range(50)]
    per, asked = 10**12, []
    x = np.array([float(value * per) for value in values])
    low = np.array([float(value * per - Fraction(part)) for value, part in zip(values, x.tolist(), strict=True)])

    def exact(row: int) -> Fraction:
        asked.append(row)
        return values[row]

    def finer(rows: Any) -> Fine:
        return Fine(x[rows], low[rows], per, Fraction(1, 2**40), np.ones(len(rows), bool))

    found = decimal_column(Nearly(x, per, Fraction(1), np.zeros(50, bool), exact, finer=finer), 12)
    wanted = [round_places(value, 12, RoundingMode.HALF_UP) for value in values]
    assert [Fraction(cell) for cell in found.values.to_pylist()] == wanted
    assert {row % 7 for row in asked} == {(-100) % 7}


def test_as_many_decimals_as_the_policy_says():
    column = Numbers(np.array([1.0, 2.0, 6.0]), 3)
    found = decimal_column(column, 12)
    assert found.values.to_pylist() == [Decimal("0.333333333333"), Decimal("0.666666666667"), Decimal("2.000000000000")]
    assert (found.places, found.endless.tolist()) == (12, [0, 1])


def test_fewer_decimals_where_there_is_no_room():
    odd = {0: Fraction(10**33 + 1), 1: Fraction(1, 3), 2: Fraction(1, 2**60)}
    found = decimal_column(Numbers(np.array([0, 0, 0, 5, 2.0]), 3, odd=odd), None)
    assert found.values.type.scale == 4
    assert found.values.to_pylist()[1:] == [Decimal(text) for text in ("0.3333", "0.0000", "1.6667", "0.6667")]
    assert (found.endless.tolist(), found.cut.tolist(), found.places) == ([1, 3, 4], [2], 4)
    found = decimal_column(Numbers(np.zeros(2), 1, odd={0: Fraction(10**38), 1: Fraction(1, 3)}), None)
    assert (found.values[0].as_py(), found.lost.tolist()) == (None, [0])


def test_blocks_of_a_file_have_one_type():
    parts = [
        Numbers(np.array([1.0]), 3),
        Numbers(np.array([12_345.0]), 10**12),
        Numbers(np.zeros(1), 1, odd={0: Fraction(10**30)}),
    ]
    extent = extent_of(parts[0], None) | extent_of(parts[1], None) | extent_of(parts[2], None)
    found = [decimal_column(part, None, extent) for part in parts]
    assert {one.values.type.scale for one in found} == {7}
    assert found[0].values[0].as_py() == Decimal("0.3333333")
    assert (found[0].places, found[1].cut.tolist()) == (7, [0])


def test_no_rows():
    for column in (Numbers(np.zeros(0)), Quotients(np.zeros(0), np.zeros(0))):
        assert len(decimal_column(column, 2).values) == 0
