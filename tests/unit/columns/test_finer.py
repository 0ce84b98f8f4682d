"""Pairs of floats are as near as they say; programs run with them come nearer to the values that they had."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf
from govperf.columns.model import Nearly
from govperf.columns.pairs import FINE_ULP, FUNCTIONS, TESTS, NoPairError, Pair, single
from govperf.values import RoundingMode, ends, round_places

# --- pairs ---

FLOATS = st.one_of(st.integers(-(2**52), 2**52).map(float), st.floats(-1e15, 1e15).filter(lambda x: abs(x) > 1e-30))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[float, float]:
    high = draw(FLOATS)
    low = draw(st.one_of(st.just(0.0), st.floats(-0.49, 0.49).map(lambda part: part * math.ulp(high))))
    return (high, low) if high + low == high else (high, 0.0)


def value(parts: Any) -> Fraction:
    return sum((Fraction(float(part)) for part in parts), Fraction(0))


ARITHMETIC: dict[str, Callable[..., Fraction | int]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
}
EXACTLY: dict[str, Callable[..., Fraction | int]] = {
    "minimum": min,
    "maximum": max,
    "copysign": lambda a, b: abs(a) if b >= 0 else -abs(a),
    "floor": lambda a, _: math.floor(a),
    "ceil": lambda a, _: math.ceil(a),
    "trunc": lambda a, _: math.trunc(a),
    "absolute": lambda a, _: abs(a),
    "negative": lambda a, _: -a,
}


@pytest.mark.parametrize("name", ARITHMETIC)
def test_arithmetic_is_as_near_as_it_says(name: str):
    @given(pairs(), pairs())
    def near(a: tuple[float, float], b: tuple[float, float]):
        if name == "divide" and not b[0]:
            return
        wanted = ARITHMETIC[name](value(a), value(b))
        found = FUNCTIONS[name](tuple(map(np.float64, a)), tuple(map(np.float64, b)))
        assert abs(value(found) - wanted) <= abs(wanted) * FINE_ULP
        assert found[0] + found[1] == found[0]

    near()


@pytest.mark.parametrize("name", EXACTLY)
def test_parts_are_exact(name: str):
    @given(pairs(), pairs())
    def same(a: tuple[float, float], b: tuple[float, float]):
        given_ = [tuple(map(np.float64, one)) for one in (a, b)]
        one_alone = name in ("floor", "ceil", "trunc", "absolute", "negative")
        found = FUNCTIONS[name](*given_[: 1 if one_alone else 2])
        assert value(found) == EXACTLY[name](value(a), value(b))

    same()


@given(pairs(), pairs())
def test_order_is_exact(a: tuple[float, float], b: tuple[float, float]):
    for left, right in ((a, b), (a, a), (a, (a[0], 0.0))):
        x, y = value(left), value(right)
        wanted = {"less": x < y, "less_equal": x <= y, "greater": x > y, "greater_equal": x >= y, "equal": x == y}
        wanted["not_equal"] = x != y
        given_ = [tuple(map(np.float64, one)) for one in (left, right)]
        assert {name: bool(test(given_[0], given_[1])) for name, test in TESTS.items()} == wanted


def test_a_pair_is_no_single_float():
    whole = Pair(np.array([1.0, 2.0]), np.zeros(2))
    assert single(whole).tolist() == whole.astype(np.int32).tolist() == [1, 2]
    with pytest.raises(NoPairError):
        single(Pair(np.array([1.0]), np.array([1e-20])))


# --- programs ---

HEAD = "规则 例\n输入\n  甲、乙：−1000~1000\n  丙、丁：0.01~1000\n  戊：0~5 整数 可缺\n  己：是否 默认 否\n"
FORMULAS = {
    "sums": "值=甲÷丙+乙÷丁",
    "rates": "值=(甲÷丙)×37%+(乙÷丁)×2.5−甲×0.001",
    "bounds": "值=(甲÷丙)(≤3)+(乙÷丁)(0~2.5)−(丙÷丁)(≥0.1)",
    "held sums": "值=(甲÷丙+乙÷丁)(−5~5)+丙÷丁",
    "products": "值=(甲÷丙+乙÷丁)×(丙+1)",
    "quotients": "值=(甲÷丙+乙÷丁)÷(丙+丁)",
    "choices": "值=如果 己 则 甲÷丙+1÷丁 否则 乙÷丁−1÷丙",
    "decisions": "值=如果 甲÷丙+乙÷丁>1 则 甲÷丙+丙÷丁 否则 1÷丙+乙÷丁",
    "absence": "值=(戊 缺省 2.5)÷丙+乙÷丁",
    "sizes": "值=绝对值(甲÷丙−乙÷丁)+丁÷丙",
    "lists": "值=最大(甲÷丙+1÷丁，乙÷丁+1÷丙)",
}
NUMBERS = st.integers(-100_000, 100_000).map(lambda n: n / 100)
POSITIVE = st.integers(1, 100_000).map(lambda n: n / 100)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "甲": NUMBERS,
            "乙": NUMBERS,
            "丙": POSITIVE,
            "丁": POSITIVE,
            "戊": st.one_of(st.none(), st.integers(0, 5)),
            "己": st.booleans(),
        }
    ),
    min_size=2,
    max_size=12,
)
SCHEMA = pa.schema([*((name, pa.float64()) for name in "甲乙丙丁"), ("戊", pa.int64()), ("己", pa.bool_())])


@pytest.mark.parametrize("name", FORMULAS)
def test_programs_come_nearer(name: str):
    policy = govperf.compile(f"{HEAD}{FORMULAS[name]}\n")
    finer = []

    @given(ROWS)
    def nearer(records: list[dict[str, Any]]):
        board = policy.board(pa.Table.from_pylist(records, SCHEMA))
        column = board._answer.columns["值"]
        rows = np.flatnonzero(~column.whole) if isinstance(column, Nearly) else []
        fine = column.finer(rows) if len(rows) else None
        if fine is None:
            return
        assert fine.error * 10**9 < column.error * fine.per / column.per
        for place in np.flatnonzero(fine.sure).tolist():
            exact = column.exact(int(rows[place])) * fine.per
            assert abs(value((fine.high[place], fine.low[place])) - exact) <= fine.error
            finer.append(place)
        cells = board.to_frame().column("值").to_pylist()
        values = [column.value(row) for row in range(len(records))]
        for cell, one in zip(cells, values, strict=True):
            assert Fraction(cell) == round_places(one, 10, RoundingMode.HALF_UP) or (
                ends(one) and Fraction(cell) == one
            )

    nearer()
    assert finer


def test_no_row_is_computed_alone_for_its_last_decimal(monkeypatch: pytest.MonkeyPatch):
    chance = np.random.default_rng(5)
    table = pa.table({name: chance.integers(1, 100_000, 20_000) / 100 for name in "甲乙丙丁"})
    board = govperf.compile(f"{HEAD}{FORMULAS['rates']}\n").board(table)
    column = board._answer.columns["值"]
    assert isinstance(column, Nearly)
    asked = []
    object.__setattr__(column, "exact", lambda row, exact=column.exact: asked.append(row) or exact(row))
    cells = board.to_frame().column("值").to_pylist()
    loose = np.flatnonzero(~column.whole).tolist()
    assert len(loose) > 15_000
    assert len(asked) < 20
    for row in loose[::500]:
        assert Fraction(cells[row]) == round_places(column.value(row), 10, RoundingMode.HALF_UP)
