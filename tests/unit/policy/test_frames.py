"""Tables in, the same kind out: every type of column, every way to be absent or wrong."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import narwhals.stable.v1 as nw1
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import govperf
from govperf.limits import Limits

RULES = """规则 例
对象 单位
输入
  得分：0~100分
  完成率：0~100% 可缺
  级别：甲、乙 默认 甲
  违纪：是否 默认 否
  日期：日期 默认 2011-06-30
明细 表彰 可缺
  事项：文本
  分：≥0
总分=得分×90%+(完成率 缺省 0)×10+合计(表彰.分)  保留2位小数
三分=得分÷3
等次 等级 按 总分
  优秀：90以上
  合格：60~90(不含90)
  不合格：其他
  一票否决 违纪 → 不合格  依据 "第九条"
标签=对照(级别，甲：一类，乙：二类)
次日=日期
守纪=非 违纪
"""


@pytest.fixture(scope="module")
def policy() -> govperf.Policy:
    return govperf.compile(RULES)


PLAIN = {"单位": ["一局", "二局"], "得分": [90.0, 60.5], "违纪": [False, True]}


# --- the same kind out ---


def test_pandas_keeps_its_index(policy: govperf.Policy):
    found = policy.score_all(pd.DataFrame(PLAIN, index=["x", "y"]))
    assert list(found.index) == ["x", "y"]
    assert list(found.columns) == ["单位", "总分", "三分", "等级", "标签", "次日", "守纪", "否决", "备注", "错误"]
    assert found["总分"].tolist() == [Decimal("81.00"), Decimal("54.45")]
    assert found["总分"].dtype == pd.ArrowDtype(pa.decimal128(38, 2))
    assert list(found["等级"]) == ["合格", "不合格"]
    assert list(found["等级"].cat.categories) == ["不合格", "合格", "优秀"]
    assert list(found["等级"] >= "合格") == [True, False]
    assert found["守纪"].tolist() == [True, False]
    assert found["否决"].tolist() == [pd.NA, "违纪（第九条）"]
    assert found["错误"].isna().all()


def test_polars_gives_decimals_and_enums(policy: govperf.Policy):
    found = policy.score_all(pl.DataFrame(PLAIN))
    assert found.schema["总分"] == pl.Decimal(38, 2)
    assert found.schema["等级"] == pl.Enum(["不合格", "合格", "优秀"])
    assert found["总分"].to_list() == [Decimal("81.00"), Decimal("54.45")]
    assert found["等级"].to_list() == ["合格", "不合格"]


def test_arrow_gives_decimals_and_ordered_dictionaries(policy: govperf.Policy):
    found = policy.score_all(pa.table(PLAIN))
    assert found.schema.field("总分").type == pa.decimal128(38, 2)
    assert found.schema.field("等级").type == pa.dictionary(pa.int32(), pa.string(), ordered=True)
    assert found.schema.field("标签").type == pa.dictionary(pa.int32(), pa.string(), ordered=False)
    assert found.column("等级").to_pylist() == ["合格", "不合格"]


def test_a_batch_gives_a_batch(policy: govperf.Policy):
    batch = pa.RecordBatch.from_pydict(PLAIN)
    assert isinstance(policy.score_all(batch), pa.RecordBatch)
    assert isinstance(policy.score_all(pa.RecordBatchReader.from_batches(batch.schema, [batch])), pa.Table)


@pytest.mark.parametrize("space", [nw, nw1])
def test_a_wrapper_of_narwhals_gives_the_same_wrapper(policy: govperf.Policy, space: Any):
    found = policy.score_all(space.from_native(pl.DataFrame(PLAIN), eager_only=True))
    assert isinstance(found, space.DataFrame)
    assert isinstance(found.to_native(), pl.DataFrame)


class Stream:
    """A table of a library that nobody knows."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return pa.table(PLAIN).__arrow_c_stream__(requested_schema)


def test_an_arrow_stream_gives_an_arrow_table(policy: govperf.Policy):
    found = policy.score_all(Stream())
    assert isinstance(found, pa.Table)
    assert found.column("总分").to_pylist() == [Decimal("81.00"), Decimal("54.45")]


def test_values_that_do_not_end_are_rounded_and_noted(policy: govperf.Policy):
    table = pa.table({"单位": ["一局", "二局"], "得分": [95, 60]})
    found = policy.score_all(table)
    assert found.column("三分").to_pylist() == [Decimal("31.6666666667"), Decimal("20.0000000000")]
    assert found.column("备注").to_pylist() == ["“三分”除不尽，表里四舍五入到 10 位小数", None]
    exact = policy.board(table).to_frame(exact=True)
    assert exact.column("三分（精确）").to_pylist() == ["95/3", "20"]
    assert "总分（精确）" not in exact.column_names


def test_a_row_has_a_card(policy: govperf.Policy):
    board = policy.board(pa.table(PLAIN))
    assert (len(board), board[1]["总分"], board[-1]["三分"]) == (2, Decimal("54.45"), Fraction(121, 6))
    assert "得分 60.5 × 90%" in str(board[1].explain())
    assert [card.object_name for card in board] == ["一局", "二局"]


# --- every type of column ---

NUMBERS = {
    "float64": pa.array([90.5, 60.25]),
    "float32": pa.array([90.1, 60.25], pa.float32()),
    "float16": pa.array(np.array([90.5, 60.25], np.float16)),
    "int8": pa.array([90, 60], pa.int8()),
    "uint64": pa.array([90, 60], pa.uint64()),
    "decimal": pa.array([Decimal("90.5"), Decimal("60.25")]),
    "wide decimal": pa.array([Decimal("90.5"), Decimal("60.25")], pa.decimal128(38, 18)),
    "decimal256": pa.array([Decimal("90.5"), Decimal("60.25")], pa.decimal256(60, 5)),
    "text": pa.array(["90.5", "60.25"]),
    "text with a unit": pa.array(["90.5分", "\uff16\uff10"]),
    "large text": pa.array(["90.5", "1,0"[:1]], pa.large_string()),
    "view": pa.array(["90.5", "60.25"], pa.string_view()),
    "dictionary": pa.array(["90.5", "60.25"]).dictionary_encode(),
    "dictionary of numbers": pa.array([90.5, 60.25]).dictionary_encode(),
    "many decimals": pa.array([90.123456789, 60.0]),
}
EXACT = {
    "float32": [Fraction("90.1"), Fraction("60.25")],
    "int8": [90, 60],
    "uint64": [90, 60],
    "text with a unit": [Fraction("90.5"), 60],
    "large text": [Fraction("90.5"), 1],
    "many decimals": [Fraction("90.123456789"), 60],
}


@pytest.fixture(scope="module")
def same() -> govperf.Policy:
    return govperf.compile("规则 例\n输入 得分：0~100分 可缺\n同=如果 有 得分 则 得分 否则 缺\n")


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_are_read_exactly(same: govperf.Policy, kind: str):
    wanted = EXACT.get(kind, [Fraction("90.5"), Fraction("60.25")])
    for table in (
        pa.table({"得分": NUMBERS[kind]}),
        pa.table({"得分": pa.chunked_array([NUMBERS[kind].slice(i, 1) for i in (0, 1)])}),
    ):
        board = same.board(table)
        assert [Fraction(board[row]["同"]) for row in (0, 1)] == wanted
        assert [Fraction(value) for value in board.frame.column("同").to_pylist()] == wanted


@pytest.mark.parametrize("kind", [kind for kind in NUMBERS if "256" not in kind and "float16" not in kind])
def test_numbers_of_pandas_and_polars_are_read_exactly(same: govperf.Policy, kind: str):
    wanted = EXACT.get(kind, [Fraction("90.5"), Fraction("60.25")])
    values = NUMBERS[kind]
    frames = [pd.DataFrame({"得分": pd.arrays.ArrowExtensionArray(values)}), pl.DataFrame({"得分": pl.Series(values)})]
    if "view" not in kind:
        frames.append(pa.table({"得分": values}).to_pandas())
    for frame in frames:
        board = same.board(frame)
        assert [Fraction(board[row]["同"]) for row in (0, 1)] == wanted, type(frame)


def test_slices_start_where_they_start(same: govperf.Policy):
    for values in NUMBERS.values():
        if pa.types.is_string_view(values.type):
            continue
        whole = pa.concat_arrays([values, values, values])
        table = pa.table({"得分": whole}).slice(1, 4)
        found = [same.board(table)[row]["同"] for row in range(4)]
        assert found == [same.board(pa.table({"得分": whole}))[row]["同"] for row in range(1, 5)]


def told(board: Any) -> list[tuple[int, str]]:
    return [(one.index, one.error.problems[0].code) for one in board.errors]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([1, True], "类型不符"),
        ([1, "九十"], "类型不符"),
        ([1, ""], "类型不符"),
        ([1, "1e3"], "类型不符"),
        ([1, 100.5], "输入超出范围"),
        ([1, -1], "输入超出范围"),
        ([1, float("inf")], "类型不符"),
        ([1, [2]], "类型不符"),
        ([1, object()], "类型不符"),
        ([1, datetime.date(2011, 1, 1)], "类型不符"),
        ([1, "9" * 50], "超出限制"),
        ([1, Fraction(1, 3) * 1000], "输入超出范围"),
    ],
)
def test_a_wrong_value_is_told_by_row_and_column(same: govperf.Policy, values: list[object], code: str):
    alone = same.score_all([{"得分": value} for value in values]).errors
    for frame in (
        pd.DataFrame({"得分": pd.Series(values, dtype=object)}),
        pl.DataFrame([pl.Series("得分", values, dtype=pl.Object)]),
    ):
        board = same.board(frame)
        assert told(board) == [(1, code)]
        assert board.errors[0].error.problems == alone[0].error.problems  # type: ignore[attr-defined]
        assert board[0]["同"] == 1
        with pytest.raises(govperf.InputError):
            board[1]


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([90, None]),
        pd.Series([90, np.nan]),
        pd.Series([90, None], dtype="Int64"),
        pd.Series([90.0, None], dtype="Float64"),
        pd.Series([90, pd.NA], dtype=object),
        pd.Series(["90", None]),
        pd.Series([Decimal(90), None]),
        pd.Series([Decimal(90), Decimal("NaN")]),
        pd.Series([90.0, None], dtype=pd.ArrowDtype(pa.float64())),
        pd.Series(["90", None], dtype="category"),
        pd.Series([90.0, None], dtype="category"),
        pd.Series([90, None], dtype="Sparse[float]"),
        pd.Series([90.0, pd.NaT], dtype=object),
    ],
    ids=lambda values: str(values.dtype),
)
def test_nan_is_absent_in_pandas(same: govperf.Policy, values: Any):
    found = same.score_all(pd.DataFrame({"得分": values}))
    assert found["同"].tolist() == [Decimal(90), pd.NA]
    assert found["错误"].isna().all()


@pytest.mark.parametrize("made", [pl.DataFrame, pa.table], ids=["polars", "arrow"])
def test_nan_is_a_mistake_elsewhere(same: govperf.Policy, made: Callable[[Any], Any]):
    board = same.board(made({"得分": [90.0, float("nan"), None]}))
    assert told(board) == [(1, "类型不符")]
    assert [board[0]["同"], board[2]["同"]] == [90, None]


def test_floats_are_what_they_print(same: govperf.Policy):
    board = same.board(pa.table({"得分": [0.1, 0.1 + 0.2, 89.995, 1e-7, 2.0**-30, -0.0]}))
    values = [Fraction(card["同"]) for card in board]
    assert values == [
        Fraction(text) for text in ("0.1", "0.30000000000000004", "89.995", "0.0000001", "9.313225746154785e-10", "0")
    ]
    assert "浮点" in board.frame.column("备注").to_pylist()[1]
    assert board[1].notes == same.score({"得分": 0.1 + 0.2}).notes


def test_whole_numbers_beyond_floats_stay_whole():
    policy = govperf.compile("规则 例\n输入 甲：数\n同=甲\n")
    wanted = [2**53 + 1, -(2**63), 2**62, 5]
    assert [policy.board(pa.table({"甲": pa.array(wanted)}))[row]["同"] for row in range(4)] == wanted
    found = policy.score_all(pa.table({"甲": pa.array([2**64 - 1, 0], pa.uint64())}))
    assert found.column("同").to_pylist() == [2**64 - 1, 0]


def test_a_limit_on_digits_holds_in_columns_too():
    policy = govperf.compile("规则 例\n输入 甲：数\n同=甲\n", limits=Limits(number_digits=3))
    assert told(policy.board(pa.table({"甲": [123, 1234]}))) == [(1, "超出限制")]


def test_truths_days_words(policy: govperf.Policy):
    day = datetime.date(2011, 6, 30)
    frame = pd.DataFrame(
        {
            "得分": [90] * 4,
            "违纪": pd.Series([True, None, "是", "否"], dtype=object),
            "日期": pd.Series([day, "2011年6月30日", pd.Timestamp(day), None], dtype=object),
            "级别": pd.Categorical(["甲", "乙", None, "丙"]),
        }
    )
    board = policy.board(frame)
    assert told(board) == [(3, "输入超出范围")]
    assert [(board[row]["守纪"], board[row]["次日"], board[row]["标签"]) for row in range(3)] == [
        (False, day, "一类"),
        (True, day, "二类"),
        (False, day, "一类"),
    ]
    assert board.frame["次日"].tolist()[:3] == [day] * 3


def test_times_of_day_and_zones(policy: govperf.Policy):
    times = pd.to_datetime(["2011-06-30 00:00", "2011-06-30 08:00"])
    shanghai = times.tz_localize("Asia/Shanghai")
    for column in (times, shanghai, shanghai.tz_convert("UTC")[::-1]):
        frame = pa.Table.from_pandas(pd.DataFrame({"得分": 1, "日期": column}))
        board = policy.board(frame)
        alone = policy.score_all(frame.to_pylist())
        assert told(board) == told(alone)
        assert [board[row]["次日"] for row in range(2) if (row, "类型不符") not in told(board)] == [
            alone[row]["次日"] for row in range(2) if (row, "类型不符") not in told(alone)
        ]
    assert told(policy.board(pd.DataFrame({"得分": 1, "日期": times}))) == [(1, "类型不符")]


def test_truths_are_no_numbers_and_numbers_no_truths(policy: govperf.Policy):
    assert told(policy.board(pl.DataFrame({"得分": [True]}))) == [(0, "类型不符")]
    assert told(policy.board(pl.DataFrame({"得分": [1], "违纪": [1]}))) == [(0, "类型不符")]


# --- heads ---


def test_units_in_heads(policy: govperf.Policy):
    found = policy.score_all(pl.DataFrame({"得分(分)": [0, 0, 0], "完成率(%)": [92.5, 100, 0.1 + 0.2]}))
    assert found["总分"].to_list() == [Decimal("9.25"), Decimal("10.00"), Decimal("0.03")]
    texts = policy.board(pl.DataFrame({"得分": [0, 0, 0, 0], "完成率(%)": ["92.5", "92.5%", "", "\uff11"]}))
    assert [texts[row]["总分"] for row in (0, 1, 3)] == [Decimal("9.25"), Decimal("9.25"), Decimal("0.10")]
    assert told(texts) == [(2, "类型不符")]
    assert told(policy.board(pl.DataFrame({"得分": [0], "完成率": ["92.5"]}))) == [(0, "类型不符")]
    with pytest.raises(govperf.InputError, match="列名单位不符"):
        policy.score_all(pl.DataFrame({"得分(千分)": [1]}))


def test_a_column_that_stands_twice_is_refused(policy: govperf.Policy):
    for frame in (pd.DataFrame([[1, 2]], columns=["得分", "得分"]), pl.DataFrame({"得分": [1], "得分(分)": [2]})):
        with pytest.raises(govperf.InputError, match="列名重复"):
            policy.score_all(frame)


def test_unused_columns_are_noted(policy: govperf.Policy):
    board = policy.board(pd.DataFrame({"得分": [1], "得份": [2], 5: [1]}))
    assert any("得份" in note for note in board.notes)
    assert told(board) == []
    with pytest.raises(govperf.InputError, match="列名不认识"):
        policy.board(pd.DataFrame({"得分": [1], "得份": [2]}), strict=True)


def test_a_missing_column_is_told_of_each_row(policy: govperf.Policy):
    board = policy.board(pd.DataFrame({"单位": ["一局", "二局"], "得份": [1, 2]}))
    assert [(one.index, one.object_name, [p.code for p in one.error.problems]) for one in board.errors] == [  # type: ignore[attr-defined]
        (0, "一局", ["缺少输入", "未知输入"]),
        (1, "二局", ["缺少输入", "未知输入"]),
    ]
    assert board.frame["错误"].tolist()[0].startswith("缺少输入：缺少“得分”；未知输入：规则里没有“得份”")


def test_a_table_of_something_else_is_refused(policy: govperf.Policy):
    with pytest.raises(govperf.InputError, match="没有输入列"):
        policy.score_all(pd.DataFrame({"姓名": ["甲"], "年龄": [3]}))


def test_names_of_inputs_and_outputs_may_be_the_same():
    policy = govperf.compile("规则 例\n对象 单位\n输入 甲：数\n错误=甲\n备注=甲×2\n单位数=1\n")
    found = policy.score_all(pl.DataFrame({"单位": ["a"], "甲": [1], "备注": ["旧"]}))
    assert found.columns == ["单位", "错误", "备注", "单位数", "备注#", "错误#"]
    assert found["备注"].to_list() == [2]


@pytest.mark.parametrize(
    "given",
    [
        pd.Series([1]),
        pl.Series([1]),
        pa.array([1]),
        pl.DataFrame({"得分": [1]}).lazy(),
        pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
    ],
    ids=["pandas", "polars", "arrow", "lazy", "levels"],
)
def test_what_is_no_table_is_refused(policy: govperf.Policy, given: Any):
    with pytest.raises(govperf.InputError) as caught:
        policy.score_all(given)
    assert caught.value.problems[0].code in ("不是数据表", "列名有层次")
    assert caught.value.problems[0].hint


# --- sizes ---


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "arrow"])
def test_no_rows(policy: govperf.Policy, made: Callable[[Any], Any]):
    found = policy.score_all(made({"单位": [], "得分": []}))
    assert len(found) == 0
    assert "总分" in (found.column_names if made is pa.table else found.columns)


def test_no_columns(policy: govperf.Policy):
    assert len(policy.score_all(pd.DataFrame())) == 0
    assert len(policy.score_all(pl.DataFrame())) == 0


def test_many_rows_with_few_bad_ones(policy: govperf.Policy):
    scores = np.tile(np.arange(0, 100, 0.25), 250)
    scores[[7, 99_999]] = [101, -5]
    board = policy.board(pa.table({"得分": scores}))
    assert [one.index for one in board.errors] == [7, 99_999]
    total = board.frame.column("总分")
    assert total.null_count == 2
    assert total[8].as_py() == Decimal("1.80")


# --- ledgers ---

AWARDS = {"单位": ["二局", "一局", "二局"], "事项": ["a", "b", "c"], "分": [1, 2.5, "3"]}


def test_a_ledger_in_lists(policy: govperf.Policy):
    lists = [[{"事项": "b", "分": 2.5}], [{"事项": "a", "分": 1}, {"事项": "c", "分": 3, "别的": 1}], [], None]
    records = [{"得分": 10, "表彰": rows} for rows in lists]
    for frame in (
        pd.DataFrame(records),
        pl.DataFrame(records),
        pa.Table.from_pylist(records),
        pa.Table.from_pylist([records[0], *records]).slice(1),
    ):
        board = policy.board(frame)
        assert [card["总分"] for card in board] == [
            Decimal("11.50"),
            Decimal("13.00"),
            Decimal("9.00"),
            Decimal("9.00"),
        ]


@pytest.mark.parametrize(
    "rows",
    [[1], "x", {"分": 1}, [{"分": -1, "事项": "a"}], [{"分": 1, "事项": 2.5}], [None], [{"分": "x", "事项": True}]],
)
def test_a_wrong_list_is_told_as_in_a_record(policy: govperf.Policy, rows: object):
    records = [{"得分": 10, "表彰": rows}, {"得分": 10, "表彰": [{"分": 1, "事项": "b"}]}]
    alone = policy.score_all(records)
    board = policy.board(
        pd.DataFrame({"得分": [10, 10], "表彰": pd.Series([one["表彰"] for one in records], dtype=object)})
    )
    assert [one.error.problems for one in board.errors] == [one.error.problems for one in alone.errors]  # type: ignore[attr-defined]
    assert board[1]["总分"] == Decimal("10.00")


@pytest.mark.parametrize(
    "made",
    [
        lambda data: pd.DataFrame(data, dtype=object),
        lambda data: pl.DataFrame([pl.Series(k, v, dtype=pl.Object) for k, v in data.items()]),
    ],
    ids=["pandas", "polars"],
)
def test_a_ledger_in_a_second_table(policy: govperf.Policy, made: Callable[[Any], Any]):
    frame = made({"单位": ["一局", "二局", "三局"], "得分": [10, 10, 10]})
    board = policy.board(frame, ledgers={"表彰": made(AWARDS)})
    assert [card["总分"] for card in board] == [Decimal("11.50"), Decimal("13.00"), Decimal("9.00")]
    wrong = policy.board(frame, ledgers={"表彰": made({**AWARDS, "分": [1, 2, -3]})})
    assert [(one.index, one.error.problems[0].path) for one in wrong.errors] == [(1, ("表彰", 2, "分"))]  # type: ignore[attr-defined]


def test_records_of_nobody_are_not_lost(policy: govperf.Policy):
    frame, awards = pd.DataFrame({"单位": ["一局"] * 1 + ["二局"], "得分": 10}), pd.DataFrame(AWARDS)
    awards.loc[0, "单位"] = "二居"
    with pytest.raises(govperf.InputError, match="对象不在名单") as caught:
        policy.score_all(frame, ledgers={"表彰": awards})
    assert caught.value.problems[0].path == ("表彰", 1, "单位")
    board = policy.board(frame, ledgers={"表彰": awards}, skip_bad=True)
    assert any("二居" in note for note in board.notes)
    with pytest.raises(govperf.InputError, match="明细名不认识"):
        policy.score_all(frame, ledgers={"处分": awards})
    with pytest.raises(govperf.InputError, match="没有对象列"):
        policy.score_all(frame, ledgers={"表彰": awards.drop(columns="单位")})


def test_objects_that_a_ledger_cannot_tell_apart(policy: govperf.Policy):
    frame = pd.DataFrame({"单位": ["一局", "一局", None, "二局"], "得分": 10})
    board = policy.board(frame, ledgers={"表彰": pd.DataFrame({"单位": ["二局"], "事项": ["a"], "分": [1]})})
    assert told(board) == [(0, "对象重复"), (1, "对象重复"), (2, "对象未填")]
    assert board[3]["总分"] == Decimal("10.00")


# --- columns kept ---


def test_columns_are_read_once_for_several_policies(policy: govperf.Policy):
    reads = policy.read(pd.DataFrame(PLAIN, index=["x", "y"]))
    first = policy.score_all(reads)
    assert list(first.index) == ["x", "y"]
    assert first.equals(policy.score_all(pd.DataFrame(PLAIN, index=["x", "y"])))
    stricter = govperf.compile(RULES.replace("得分：0~100分", "得分：0~70分"))
    assert told(stricter.board(reads)) == [(0, "输入超出范围")]
    assert (len(reads), repr(reads)) == (2, "<Columns 2 行 3 列>")


def test_a_what_if_shares_its_columns():
    policy = govperf.compile("规则 例\n参数 权重=90%\n输入 得分：0~100分\n总分=得分×权重\n")
    reads = policy.read(pa.table({"得分": [80.0, 90.0]}))
    totals = [
        policy.with_settings({"权重": share}).score_all(reads).column("总分").to_pylist() for share in ("90%", "50%")
    ]
    assert totals == [[72, 81], [40, 45]]


# --- cohorts ---


def test_ranks_and_totals():
    policy = govperf.compile(
        "规则 例\n对象 单位\n输入 得分：0~100分\n位次=名次(得分)\n全体输出 均分=平均(得分，全体)\n"
    )
    board = policy.board(pl.DataFrame({"单位": ["甲", "乙", "丙"], "得分": [80, 90, 101]}), skip_bad=True)
    assert board.frame["位次"].to_list() == [2, 1, None]
    assert board.totals["均分"] == 85
    assert "名次(得分 80) = 2" in str(board[0].explain())
    assert [one.object_name for one in board.errors] == ["丙"]


BY_KIND = """规则 例
对象 单位
输入
  类别：机关、企业
  得分：0~100分
指标 总评 100分
  得分考核 60分：得分×60%
  仅企业 40分：得分×40% 适用 类别=企业
位次=名次(总评)
"""


def test_a_card_of_a_cohort_has_no_key_for_what_applies_to_nobody():
    policy = govperf.compile(BY_KIND)
    records = [{"单位": "甲", "类别": "机关", "得分": 80}, {"单位": "乙", "类别": "机关", "得分": 90}]
    board, cards = policy.board(pl.DataFrame(records)), policy.score_all(records)
    assert [board[row].to_dict() for row in range(2)] == [card.to_dict() for card in cards]
    assert "仅企业" not in board[0].to_dict()["indicators"]["总评"]["children"]
    assert "仅企业" not in board[0]


@pytest.mark.parametrize("absent", ["默认 0", "可缺"])
def test_nothing_stands_for_a_refused_value_in_a_cohort(absent: str):
    policy = govperf.compile(
        f"规则 例\n输入\n  乙：数\n  甲：≥0 {absent}\n中间 计=甲 缺省 0\n全体输出 应分=合计(计，全体)\n分=乙\n"
    )
    records = [{"甲": True, "乙": 1}, {"甲": 2, "乙": 1}]
    table = pl.DataFrame(records, strict=False, schema={"甲": pl.Object, "乙": pl.Int64})
    for board in (policy.score_all(records), policy.board(table)):
        with pytest.raises(govperf.ScoringError, match="整组计算停在“第1个对象”"):
            board.totals["应分"]


@pytest.mark.parametrize("copied", [pickle.dumps, copy.deepcopy])
def test_what_hangs_on_a_table_is_not_copied(policy: govperf.Policy, copied: Callable[[object], object]):
    table = pa.table(PLAIN)
    for one, advice in ((policy.board(table), "policy.board"), (policy.read(table), "policy.read")):
        with pytest.raises(govperf.GovperfError, match=advice):
            copied(one)


def test_ledgers_beside_records_are_not_ignored(policy: govperf.Policy):
    with pytest.raises(govperf.GovperfError, match="ledgers 只和表一起给"):
        policy.score_all([{"单位": "一局", "得分": 90}], ledgers={"表彰": pa.table({"单位": ["一局"], "分": [1]})})
