"""The table of results: notes, vetoes, errors by row, texts that say values in full."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf
from govperf.columns.model import Codes, Numbers
from govperf.frames import table
from govperf.frames.results import exact_texts, shown_column
from govperf.frames.texts import Texts
from govperf.terms.kinds import Base, Kind
from govperf.values import to_json_text

FLAGS = st.lists(st.booleans(), min_size=6, max_size=6)


# --- texts that many rows share ---


@given(
    st.dictionaries(st.integers(0, 5), st.sampled_from("甲乙")),
    st.lists(st.tuples(FLAGS, st.sampled_from(("除不尽", "放不下", "违纪"))), max_size=5),
)
def test_texts_are_what_rows_were_told_in_turn(first: dict[int, str], later: list[tuple[list[bool], str]]):
    texts, wanted = Texts(6), [first.get(row) for row in range(6)]
    texts.put(first, {one: one for one in first.values()})
    for flags, said in later:
        texts.add(np.flatnonzero(flags), said)
        wanted = [
            (said if text is None else f"{text}；{said}") if flag else text
            for text, flag in zip(wanted, flags, strict=True)
        ]
    assert texts.column().to_pylist() == wanted
    assert texts.column().type == pa.large_string()


def test_rows_share_the_words_of_an_error(monkeypatch: pytest.MonkeyPatch):
    policy = govperf.compile("规则 例\n对象 单位\n输入 得分：0~100分\n位次=名次(得分)\n")
    board = policy.board(pa.table({"单位": list("abcd"), "得分": [60, 70, None, 80]}))
    told: list[object] = []
    in_words = table.in_words
    monkeypatch.setattr(table, "in_words", lambda error: told.append(error) or in_words(error))
    errors = board.to_frame().column("错误").to_pylist()
    assert errors[2].startswith("缺少输入：")
    assert errors[0] == errors[1] == errors[3] != errors[2]
    assert len(told) == len({id(one.error) for one in board.errors}) < 4
    assert board.to_frame().column("备注").to_pylist() == [None] * 4


# --- notes of values that no decimal is ---

RULES = """规则 例
输入
  甲、乙：≥0
  丙、丁：>0
和=甲÷丙+乙÷丁
商=甲÷丙
三分=甲÷3
原数=乙
"""


def test_what_a_row_shows_is_its_own():
    policy = govperf.compile(RULES)
    rows = [{"甲": 1 + n, "乙": 2 + n, "丙": 7, "丁": 11 + 2 * n} for n in range(9)]
    fine = {"甲": "95.300000000000001", "乙": "0.000000000001", "丙": 1, "丁": 1}
    alone = policy.board(pl.DataFrame(rows)).to_frame()
    beside = policy.board(pl.DataFrame([*({key: f"{n}" for key, n in row.items()} for row in rows), fine])).to_frame()
    for name in ("和", "商", "三分"):
        assert alone.schema[name] == pl.Decimal(38, 10)
        assert beside.schema[name].scale > 10
        assert alone[name].to_list() == beside[name].to_list()[:-1]
    assert alone["备注"].to_list() == beside["备注"].to_list()[:-1]
    assert alone["三分"].to_list()[:3] == [Decimal(text) for text in ("0.3333333333", "0.6666666667", "1.0000000000")]
    assert alone["备注"][0] == "；".join(f"“{name}”除不尽，表里四舍五入到 10 位小数" for name in ("和", "商", "三分"))
    assert beside["商"][-1] == Decimal("95.300000000000001")
    assert beside["原数"][-1] == Decimal("0.000000000001")


def test_rows_are_the_same_in_any_company():
    policy = govperf.compile(RULES)
    rows = [
        {"甲": 3**n % 1_000, "乙": n * n / 100, "丙": 1 + n % 13, "丁": 2 ** (n % 12) * 5 ** (n % 3)} for n in range(60)
    ]
    whole = policy.score_all(pl.DataFrame(rows)).to_dicts()
    for start in range(0, 60, 7):
        part = policy.score_all(pl.DataFrame(rows[start : start + 7])).to_dicts()
        assert part == whole[start : start + 7]


def test_values_that_end_are_shown_in_full_however_many_there_are():
    policy = govperf.compile("规则 例\n输入 甲、乙：0~100分\n得分=甲×90%+乙×10%\n比=甲÷100+乙÷(乙+1)\n")
    chance = np.random.default_rng(3)
    data = {"甲": chance.random(150) * 100, "乙": chance.integers(0, 100, 150).astype(float)}
    whole = policy.score_all(pa.table(data))
    for start in range(0, 150, 30):
        part = policy.score_all(pa.table({name: column[start : start + 30] for name, column in data.items()}))
        for name in ("得分", "比", "备注"):
            assert part.column(name).to_pylist() == whole.column(name).to_pylist()[start : start + 30]
    notes = "".join(note or "" for note in whole.column("备注").to_pylist())
    assert "“得分”" not in notes
    assert "“比”除不尽，表里四舍五入到 10 位小数" in notes
    pairs = zip(data["甲"].tolist(), data["乙"].tolist(), strict=True)
    wanted = [Fraction(repr(a)) * Fraction(9, 10) + Fraction(b) / 10 for a, b in pairs]
    assert [Fraction(one) for one in whole.column("得分").to_pylist()] == wanted


def test_a_value_without_room_is_told_apart():
    policy = govperf.compile("规则 例\n输入 甲：数\n三分=甲÷3\n同=甲\n")
    table = pa.table({"甲": ["1" + "0" * 35, "0.0000000000000000001", "2", "9" * 39]})
    found = policy.score_all(table)
    assert found.column("三分").to_pylist()[1:3] == [Decimal("0.000"), Decimal("0.667")]
    assert found.column("备注").to_pylist() == [
        "“三分”除不尽，表里四舍五入到 3 位小数",
        "“三分”除不尽，表里四舍五入到 3 位小数；“同”小数太长，表里四舍五入到 2 位小数",
        "“三分”除不尽，表里四舍五入到 3 位小数",
        "“三分”超过 38 位，表里放不下；“同”超过 38 位，表里放不下",
    ]


# --- columns ---


@given(st.lists(st.integers(-9_999, 9_999), min_size=1), st.sampled_from((1, 3, 100, 700)), st.data())
def test_texts_in_full(n: list[int], per: int, data: st.DataObject):
    flags = data.draw(st.lists(st.booleans(), min_size=len(n), max_size=len(n)))
    odd = {0: Fraction(1, 7)} if data.draw(st.booleans()) else {}
    column = Numbers(
        np.array([0 if row in odd else one for row, one in enumerate(n)], float), per, np.array(flags), odd
    )
    values = [column.value(row) for row in range(len(n))]
    assert exact_texts(column).to_pylist() == [
        to_json_text(one) if isinstance(one, Fraction) else None for one in values
    ]


def test_a_column_without_values_has_its_type_all_the_same():
    nobody = Codes(np.zeros(2, np.int32), (), np.zeros(2, bool))
    for base, wanted in (
        (Base.NUMBER, pa.decimal128(38, 2)),
        (Base.BOOL, pa.bool_()),
        (Base.DATE, pa.date32()),
        (Base.TEXT, pa.large_string()),
    ):
        found = shown_column(nobody, Kind(base), 2).values
        assert (found.type, found.null_count) == (wanted, 2)


def words(codes: Any, labels: tuple[str, ...], kind: Kind, valid: Any = None) -> tuple[list[Any], list[str]]:
    found = shown_column(Codes(np.array(codes, np.int8), labels, valid), kind, None).values
    found.validate(full=True)
    return found.to_pylist(), found.dictionary.to_pylist()


def test_words_keep_their_order():
    grade = Kind(Base.GRADE, options=("优", "良", "差"))
    assert words([0, 2, 1], ("优", "良", "差"), grade) == (["优", "差", "良"], ["差", "良", "优"])
    assert words([0, 1], ("差", "别的"), grade) == (["差", "别的"], ["别的", "差", "良", "优"])
    assert words([0, 0], ("差", "别的"), grade) == (["差", "差"], ["差", "良", "优"])
    assert words([1, 0], ("差", "别的"), grade, np.array([False, True])) == ([None, "差"], ["差", "良", "优"])
    assert words([0, 0], (), grade, np.array([False, False])) == ([None, None], ["差", "良", "优"])
