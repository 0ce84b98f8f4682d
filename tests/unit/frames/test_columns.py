"""Bulk reading says what reading one by one says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.columns.model import Column, Numbers
from govperf.diagnostics import Problem
from govperf.evaluate.records import convert
from govperf.frames.model import Cells
from govperf.frames.values import Wanted, read_column
from govperf.limits import DEFAULT_LIMITS
from govperf.semantics import Domain
from govperf.streams.whole import joined
from govperf.terms.kinds import NUMBER
from govperf.values import Missing

FREE = Domain(NUMBER, "数")
CLOSED = Domain(NUMBER, "0~100分", Fraction(0), Fraction(100), unit="分")
WHOLE = Domain(NUMBER, ">0 整数", Fraction(0), low_open=True, integer=True)
DOMAINS = (FREE, CLOSED, WHOLE, Domain(NUMBER, "≠0", excluded=Fraction(0)))

DECIMALS = st.decimals(-1_000, 1_000, places=6).map(Decimal.normalize)
WRITTEN = st.one_of(
    st.integers(-(10**7), 10**7).map(lambda n: n / 100),
    st.integers(-50, 50).map(float),
    st.integers(0, 10**6).map(lambda n: n / 10**6),
    st.floats(1e-9, 1e12),
)
FLOATS = st.one_of(st.floats(allow_nan=True, allow_infinity=True), WRITTEN)
INTEGERS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-20, 120))
TEXTS = st.one_of(
    DECIMALS.map(lambda d: f"{d:f}"), st.sampled_from(["", "九十", "95分", "1,000", "-", "1e3", "\uff10.\uff15", " 7 "])
)
KINDS = {
    "float64": (FLOATS, pa.float64()),
    "int64": (INTEGERS, pa.int64()),
    "decimal": (DECIMALS, pa.decimal128(20, 6)),
    "text": (TEXTS, pa.string()),
}


def one_by_one(values: Sequence[Any], domain: Domain) -> list[Any]:
    return [None if value is None else convert(domain, value, ("甲",), DEFAULT_LIMITS) for value in values]


def agrees(column: Column, problems: Any, wanted: Sequence[Any]) -> bool:
    for row, value in enumerate(wanted):
        if isinstance(value, Problem):
            if problems.get(row) != value or not isinstance(column.value(row), Missing):
                return False
        elif (Missing.ABSENT if value is None else value) != column.value(row) or row in problems:
            return False
    return len(column) == len(wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_read_as_values_are(kind: str):
    values, arrow = KINDS[kind]

    @given(st.lists(st.one_of(values, st.none()), max_size=30), st.sampled_from(DOMAINS))
    def agree(some: list[Any], domain: Domain):
        read = read_column(Cells(pa.array(some, arrow)), Wanted("甲", domain, DEFAULT_LIMITS))
        assert agrees(read.column, read.problems, one_by_one(some, domain))

    agree()


@given(st.lists(st.one_of(FLOATS, INTEGERS, DECIMALS, TEXTS, st.booleans(), st.none()), max_size=30))
def test_mixed_objects_are_read_as_values_are(some: list[Any]):
    read = read_column(Cells(list(some)), Wanted("甲", CLOSED, DEFAULT_LIMITS))
    assert agrees(read.column, read.problems, one_by_one(some, CLOSED))


def test_a_scale_that_grows_late_changes_no_value():
    values = np.arange(100_000) / 4
    values[-40_000:] += 0.001
    values[5] = 1e-9
    read = read_column(Cells(pa.array(values)), Wanted("甲", FREE, DEFAULT_LIMITS))
    assert isinstance(read.column, Numbers)
    assert read.column.odd == {5: Fraction(1, 10**9)}
    for row in (0, 1, 2, 5, 32_768, 59_999, 60_000, 99_999):
        assert read.column.value(row) == Fraction(repr(float(values[row])))


@given(st.lists(st.lists(st.one_of(WRITTEN, st.none()), max_size=6), min_size=1, max_size=4))
def test_columns_join_without_loss(parts: list[list[Any]]):
    wanted = Wanted("甲", FREE, DEFAULT_LIMITS)
    reads = [read_column(Cells(pa.array(part, pa.float64())), wanted) for part in parts]
    whole = joined([read.column for read in reads])
    assert agrees(whole, {}, one_by_one([value for part in parts for value in part], FREE))
