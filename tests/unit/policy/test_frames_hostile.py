"""Tables from hosts that mean no good: objects that raise, values that only look alike, data that nobody asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import govperf

RULES = """规则 例
对象 单位
输入
  得分：0~100分
  日期：日期 默认 2011-06-30
总分=得分
次日=日期
"""


@pytest.fixture(scope="module")
def policy() -> govperf.Policy:
    return govperf.compile(RULES)


def objects(*values: object) -> Any:
    """A column of whatever was given, as it is."""
    found = np.empty(len(values), object)
    found[:] = values
    return pd.Series(found, dtype=object)


def told(found: Any) -> list[tuple[int, str, str]]:
    return [(one.index, one.error.problems[0].code, one.error.problems[0].message) for one in found.errors]


# --- hosts that raise ---


class Raising:
    def __getattr__(self, name: str) -> object:
        raise RuntimeError(name)


class Stream:
    """Something with the interface for streams, which breaks off."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise RuntimeError("broken off")


def broken_off(table: Any) -> Iterator[Any]:
    yield from table.to_batches()
    raise RuntimeError("broken off")


def test_a_reader_that_breaks_off_is_an_error_of_the_call(policy: govperf.Policy):
    table = pa.table({"得分": [1.0]})
    reader = pa.RecordBatchReader.from_batches(table.schema, broken_off(table))
    with pytest.raises(govperf.InputError, match="RecordBatchReader 读不出来：RuntimeError: broken off"):
        policy.score_all(reader)


@pytest.mark.parametrize("kind", [Raising, Stream])
def test_a_host_that_raises_is_no_table(policy: govperf.Policy, kind: type):
    with pytest.raises(govperf.InputError):
        policy.board(kind())


@pytest.mark.parametrize(
    "given",
    [
        np.array([("甲", 1.0)], dtype=[("单位", "U5"), ("得分", "f8")]),
        np.rec.array([("甲", 1.0)], dtype=[("单位", "U5"), ("得分", "f8")]),
        np.zeros((2, 2)),
        np.zeros(2),
    ],
)
def test_arrays_are_no_tables(policy: govperf.Policy, given: Any):
    with pytest.raises(govperf.InputError, match="array 不是按列的数据表"):
        policy.score_all(given)


def test_an_array_of_records_is_as_good_as_a_list(policy: govperf.Policy):
    board = policy.score_all(np.array([{"得分": 1}, {"得分": 2}], object))
    assert [card["总分"] for card in board] == [1, 2]


class Batch:
    """Something with Arrow's interface for single batches."""

    def __init__(self, batch: Any) -> None:
        self.batch = batch

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self.batch.__arrow_c_array__(requested_schema)


def test_a_batch_by_the_interface_of_arrow_is_a_table(policy: govperf.Policy):
    found = policy.score_all(Batch(pa.RecordBatch.from_pydict({"得分": [1.5]})))  # type: ignore[arg-type]  # no stream
    assert found["总分"].to_pylist() == [Decimal("1.5")]


# --- values that only look alike ---


def test_a_long_decimal_refuses_no_short_one_of_its_value(policy: govperf.Policy):
    long, short = Decimal("1." + "0" * 60), Decimal(1)
    for row, values in enumerate(((long, short, "2"), (short, long, "2"))):
        table = pl.DataFrame({"得分": pl.Series(values, dtype=pl.Object)})
        assert [(one[0], one[1]) for one in told(policy.board(table))] == [(row, "超出限制")]


def test_decimals_of_many_scales_get_no_digits_from_each_other(policy: govperf.Policy):
    values = [Decimal(10**37), Decimal("17.70000000")]
    assert [one[1] for one in told(policy.board(pd.DataFrame({"得分": objects(*values)})))] == ["输入超出范围"]


def test_a_signalling_nan_is_no_number(policy: govperf.Policy):
    found = policy.board(pd.DataFrame({"得分": objects(Decimal("sNaN"), Decimal("NaN"), 3, None)}))
    assert [(index, code) for index, code, _ in told(found)] == [(0, "类型不符"), (1, "缺少输入"), (3, "缺少输入")]
    assert [one[1] for one in told(policy.board(pd.DataFrame({"得分": objects(Decimal("NaN"))})))] == ["缺少输入"]


def test_midnight_here_is_no_midnight_elsewhere(policy: govperf.Policy):
    here = datetime.timezone(datetime.timedelta(hours=8))
    midnight = datetime.datetime(2011, 1, 2, tzinfo=here)
    evening = midnight.astimezone(datetime.UTC)
    for row, values in enumerate(((midnight, evening), (evening, midnight))):
        board = policy.board(pd.DataFrame({"得分": [1, 1], "日期": objects(*values)}))
        assert [one[0] for one in told(board)] == [1 - row]
        assert board[row]["次日"] == datetime.date(2011, 1, 2)


@pytest.mark.parametrize("kind", [pa.float32(), pa.float16()])
def test_a_narrow_number_without_end_is_named_as_in_a_record(policy: govperf.Policy, kind: Any):
    board = policy.board(pa.table({"得分": pa.array([np.inf, -np.inf], pa.float64()).cast(kind)}))
    expected = [
        policy.board(pa.table({"得分": [value]})).errors[0].error.problems[0].message for value in (np.inf, -np.inf)
    ]
    assert [message for _, _, message in told(board)] == expected


def test_names_with_half_a_character_are_kept_apart_from_the_rest(policy: govperf.Policy):
    found = policy.score_all(pd.DataFrame({"单位": objects("甲\ud800", "乙"), "得分": [1, 2]}))
    assert found["单位"].tolist() == ["甲?", "乙"]
    assert found["总分"].tolist() == [1, 2]


def test_texts_with_half_a_character_are_told_and_kept():
    policy = govperf.compile("规则 例\n输入\n  甲：数\n  丙：文本\n乙=丙\n")
    found = policy.score_all(pd.DataFrame({"甲": objects("\ud800", 1), "丙": objects("好", "坏\ud800")}))
    assert found["错误"].tolist()[0].startswith("类型不符：甲应当是数，现在是 “?”")
    assert found["乙"].tolist()[1] == "坏?"


# --- types that seldom come ---


@pytest.mark.parametrize("kind", [pl.Int128, pl.UInt128])
def test_whole_numbers_of_128_bits(policy: govperf.Policy, kind: Any):
    found = policy.board(pl.DataFrame({"得分": pl.Series([7, 2**100, None], dtype=kind)}))
    assert found.frame["总分"].to_list()[0] == 7
    assert [(index, code) for index, code, _ in told(found)] == [(1, "输入超出范围"), (2, "缺少输入")]


def test_runs_of_values_in_a_second_table():
    policy = govperf.compile("规则 例\n对象 单位\n输入 得分：数\n明细 表彰\n  分：≥0\n总=得分+合计(表彰.分)\n")
    rows = {"单位": ["乙", "甲", "乙", "乙"], "分": [1.0, 2.0, 2.0, None]}
    runs = pa.table({name: pc.run_end_encode(pa.array(values)) for name, values in rows.items()}).slice(0, 3)
    found = policy.score_all(pa.table({"单位": ["甲", "乙"], "得分": [0, 0]}), ledgers={"表彰": runs})
    assert found["总"].to_pylist() == [2, 3]


# --- conditions that nobody can answer ---

TREE = """规则 例
输入
  类：一类、二类、三类
  甲：数
指标 总 100分
  一 50分：直接扣分法(甲) 适用 类 属于 (一类、二类)
  二 50分：直接扣分法(甲) 适用 类=三类
  三 50分：直接扣分法(甲)
"""


def test_what_depends_on_something_missing_is_missing():
    policy = govperf.compile(TREE)
    records = [{"甲": 1}, {"类": None, "甲": 1}, {"类": "一类", "甲": 1}]
    expected = [(one.index, str(one.error)) for one in policy.score_all(records).errors]
    assert expected
    assert [(one.index, str(one.error)) for one in policy.board(pd.DataFrame(records)).errors] == expected
    alone = policy.board(pa.table({"甲": [1]}))
    assert [str(one.error) for one in alone.errors] == [expected[0][1]]


# --- floats that were computed ---

BOUNDED = {
    "0~100分": [
        0.1 + 0.2,
        100.0,
        99.99999999999999,
        1e-300,
        -1e-300,
        5e-324,
        0.0001234567890123,
        0.00001234567,
        33.33333333333333,
    ],
    ">0.1分": [0.1, 0.1 + 0.2, 0.10000000000000002, 0.30000000000000004, 1e14 + 1 / 3, 1e15 + 0.5, 1e16 / 3],
    "0~0.30000000000000005分": [0.1 + 0.2, 0.30000000000000004, 0.30000000000000010, 0.29999999999999999],
    "数": [1 / 3, -1 / 3, -1e-4, -0.00012345678901, 123456789.123456789, -1e15 / 7, 1e300, float("inf")],
    "整数": [1 / 3, 2.0, -7.000000000000001],
    "≠0": [0.0, -0.0, 1e-5, 0.123456789012345, -0.9999999999999999],
}


@pytest.mark.parametrize("domain", BOUNDED)
@pytest.mark.parametrize("made", [np.array, lambda values: objects(*values)], ids=["array", "objects"])
def test_floats_with_long_decimals_are_what_they_print(domain: str, made: Any):
    policy = govperf.compile(f"规则 例\n输入 甲：{domain}\n乙=甲\n")
    values = BOUNDED[domain]
    by_records, by_table = (
        policy.score_all([{"甲": value} for value in values]),
        policy.board(pd.DataFrame({"甲": made(values)})),
    )
    assert told(by_table) == told(by_records)
    bad = {one.index for one in by_records.errors}
    for row in set(range(len(values))) - bad:
        assert by_table[row].to_dict() == by_records[row].to_dict()
        assert by_table[row].notes == by_records[row].notes
