"""Float columns read in bulk hold what each of their values says when it is read by itself."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from govperf.columns.model import EXACT, Numbers
from govperf.evaluate.records import convert
from govperf.frames.floats import reader_of_floats
from govperf.frames.memory import BLOCK, Memory
from govperf.frames.model import Cells
from govperf.frames.values import Read, Wanted, read_column
from govperf.limits import DEFAULT_LIMITS
from govperf.semantics import Domain
from govperf.terms.kinds import NUMBER

DOMAINS = (
    Domain(NUMBER, "数"),
    Domain(NUMBER, "0~100分", Fraction(0), Fraction(100)),
    Domain(NUMBER, ">0", Fraction(0), low_open=True),
    Domain(NUMBER, "-5~5(不含5)", Fraction(-5), Fraction(5), high_open=True),
    Domain(NUMBER, "≥0.5 整数", Fraction(1, 2), integer=True),
    Domain(NUMBER, "≠0", excluded=Fraction(0)),
)
STRANGE = (
    *(0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 0.1 + 0.2, 1.005, 2.675, 89.995, -0.125, 1 / 3, 1e-7),
    *(999_999_999_999_999.0, 1e15, -1e15, float(EXACT), 2.0**53, 1e22, 1.7976931348623157e308, 9_007_199_254_740.993),
    *(math.nan, math.inf, -math.inf),
)
VALUES = st.one_of(
    st.sampled_from(STRANGE),
    st.integers(-(10**4), 10**4).map(lambda n: n / 100),
    st.integers(-20, 120).map(float),
    st.floats(),
    st.none(),
)


def wanted(domain: Domain) -> Wanted:
    return Wanted("甲", domain, DEFAULT_LIMITS)


def is_same(read: Read, careful: Read, rows: range) -> bool:
    """The same values with the same things said about them; what is held in bulk keeps to its bounds."""
    quick, other = read.column, careful.column
    assert isinstance(quick, Numbers)
    assert quick.low is not None
    assert quick.high is not None
    assert ((quick.low <= quick.n) & (quick.n <= quick.high)).all()
    assert not np.signbit(quick.n[quick.n == 0]).any()
    told = (read.problems, read.notes) == (careful.problems, careful.notes)
    return told and all(quick.value(row) == other.value(row) for row in rows)


def careful_cells(values: Any, *, nan_is_absent: bool) -> Cells:
    return Cells([None if nan_is_absent and value is not None and math.isnan(value) else value for value in values])


@given(st.lists(VALUES, max_size=12), st.sampled_from(DOMAINS), st.booleans())
def test_quick_reading_is_careful_reading(values: list[Any], domain: Domain, nan_is_absent: bool):
    quick = read_column(Cells(pa.array(values, pa.float64()), nan_is_absent), wanted(domain))
    careful = read_column(careful_cells(values, nan_is_absent=nan_is_absent), wanted(domain))
    assert is_same(quick, careful, range(len(values)))


PLACES = st.dictionaries(st.integers(0, BLOCK + 999), st.sampled_from(STRANGE), max_size=6)


@given(PLACES, st.sampled_from((1, 4, 100, 10_000)), st.sampled_from(DOMAINS[:4]), st.booleans())
def test_strange_values_among_many(
    strange: dict[int, float],
    per: int,
    domain: Domain,
    nan_is_absent: bool,
):
    values = np.arange(BLOCK + 1_000) % 300 / per
    values[list(strange)] = list(strange.values())
    quick = read_column(Cells(pa.array(values), nan_is_absent), wanted(domain), Memory(len(values), 2))
    careful = read_column(careful_cells(values.tolist(), nan_is_absent=nan_is_absent), wanted(domain))
    assert is_same(quick, careful, range(0, len(values), 101))
    assert is_same(quick, careful, range(0))
    assert all(quick.column.value(row) == careful.column.value(row) for row in strange)


@given(st.integers(1, 3), st.integers(0, 5))
def test_columns_of_one_table_do_not_share_their_room(room: int, more: int):
    length = 600_000
    memory, columns = Memory(length, room), [np.arange(length) + number for number in range(room + more)]
    assert memory.column(1).shape == (1,)
    reads = [read_column(Cells(pa.array(column / 4)), wanted(DOMAINS[0]), memory) for column in columns]
    for read, column in zip(reads, columns, strict=True):
        assert isinstance(read.column, Numbers)
        assert (read.column.n * 4 == column * read.column.per).all()


@given(st.sampled_from(DOMAINS), st.one_of(VALUES, st.floats(-101, 101)))
def test_long_floats_are_read_as_in_a_record(domain: Domain, value: float | None):
    found = reader_of_floats(domain, DEFAULT_LIMITS)(value)
    assert found is None or found == convert(domain, value, ("甲",), DEFAULT_LIMITS)


def test_a_float_within_the_domain_is_read_without_detours():
    assert reader_of_floats(DOMAINS[1], DEFAULT_LIMITS)(99.99999999999999) == Fraction(9_999_999_999_999_999, 10**14)
