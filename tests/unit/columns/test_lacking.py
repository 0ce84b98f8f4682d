"""Rows that lack values are told of it together, in the words and the order in which each would be told alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.properties.test_columns_gaps import as_with_many, differences
from tests.strategies.tables import table_of

import govperf
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Answer
from govperf.columns.told import NOTHING, UNSURE, Told, after, either, gathered, unsure, within
from govperf.evaluate.records import Reader
from govperf.evaluate.scoring import shown_keys

HEAD = """\
规则 试
输入
  甲、乙、丙：0~100分
  丁：数 可缺
  戊：数 默认 3
  优：是否
  类：国家级、省级
"""
FULL = {"甲": 50, "乙": 20, "丙": 60, "丁": 4, "优": True, "类": "省级"}
BARE: dict[str, Any] = {"甲": None, "乙": None, "丙": None, "优": None, "类": None}
RECORDS = [
    FULL,
    {**FULL, "优": False, "类": "国家级", "丁": None},
    *({**FULL, name: None} for name in FULL),
    *({**FULL, "优": False, "类": "国家级", name: None} for name in FULL),
    {**FULL, "乙": None, "丙": None},
    {**FULL, "甲": None, "乙": None},
    {**FULL, "甲": None, "丙": None, "优": None},
    {**FULL, "甲": "没有", "乙": None},
    {**FULL, "丁": "没有", "甲": None, "丙": 101},
    {**FULL, "戊": "没有"},
    BARE,
]
TOGETHER = {
    "sums tell all": "得分=丙+乙+甲",
    "a bound waits for what it bounds": "值=甲(≤乙)\n得分=丙+乙+值",
    "a bound before a sum": "值=甲(≤乙)\n得分=丙+乙",
    "a branch that is not taken tells nothing": "得分=如果 优 则 甲 否则 乙",
    "a condition first": "得分=如果 甲>乙 且 丙>0 则 丙 否则 甲",
    "or looks no further": "得分=如果 优 或 甲>70 则 1 否则 乙",
    "absence that is allowed": "得分=(丁 缺省 甲)+戊",
    "a branch in a branch": "得分=如果 优 则 (如果 类=省级 则 甲 否则 乙) 否则 丙",
    "an order that depends on the row": "值一=如果 优 则 甲+乙 否则 乙+甲\n得分=值一+甲",
    "named once, read often": "得分=插值(甲+乙，0：0，10：5，100：20)+丙",
    "values one by one": "得分=平均(丙，甲)+合计(乙，丁，缺的不计)",
    "a veto that strikes": "得分=甲+丙\n一票否决 优 → 得分=0",
    "a veto that lacks its data": "得分=甲\n一票否决 乙>10 → 得分=0",
    "inputs that apply to some": "输入 己：数 适用 优\n得分=如果 优 则 己 否则 甲",
    "requirements": "得分=甲+乙\n要求 乙≤100 且 甲≤100 说明 “多了”",
    "a grade": "得分=甲\n等次 级 按 得分\n  高：40以上\n  低：其他\n  降一等 乙>50\n  一票否决 丙>90 → 低\n",
    "a grade that may be open": "得分=甲\n等次 级 按 得分\n  高：40以上\n  低：其他\n  不定等次 优\n",
    "parts of a tree": "指标 得分 100分\n  一 50分=甲\n  二 50分=如果 优 则 乙 否则 丙\n",
}


def scored(text: str, records: list[Any], **options: Any) -> Answer:
    policy = govperf.compile(text)
    reader = Reader(policy.graph.ruleset, policy.limits)
    table = table_of(policy.graph, [reader.read(record) for record in records])
    return evaluate(policy.graph, table, policy.limits, **options)


@pytest.mark.parametrize("case", TOGETHER)
def test_told_together_as_alone(case: str):
    policy = govperf.compile(HEAD + TOGETHER[case])
    with as_with_many():
        assert scored(HEAD + TOGETHER[case], RECORDS).by_rows == 0
        assert not differences(policy, RECORDS, {}, shown_keys(policy.graph))


APART = {
    "a requirement that nothing else asks for": "得分=甲\n要求 乙≤100 且 丙≤100 说明 “多了”",
    "a division by zero besides": "得分=甲+乙÷(戊−3)",
    "a value of the row's own decides what is reached": "得分=如果 优 则 1÷(戊−3) 否则 甲",
    "a requirement that is broken": "得分=甲\n要求 戊>3 说明 “少了”",
    "a further condition of a grade": "得分=甲\n等次 级 按 得分\n  高：40以上 且 乙>10\n  低：其他\n",
}


@pytest.mark.parametrize("case", APART)
def test_where_it_is_not_sure_rows_tell(case: str):
    policy = govperf.compile(HEAD + APART[case])
    with as_with_many():
        assert scored(HEAD + APART[case], RECORDS).by_rows > 0
        assert not differences(policy, RECORDS, {}, shown_keys(policy.graph))


def test_a_column_that_nobody_has_is_one_error_for_all():
    answer = scored("甲+乙÷丙", [{"甲": 1, "丙": 1}] * 300)
    assert answer.by_rows == 0
    assert len(answer.errors) == 300
    assert len({id(error) for error in answer.errors.values()}) == 1


def test_a_few_rows_are_told_one_by_one():
    assert scored("甲+乙", [{"甲": 1}] * 5).by_rows == 5


LEDGER = "规则 试\n输入\n  甲：数\n明细 表彰\n  分：数\n  值=分+甲\n得分=甲+合计(表彰.{})\n"


@pytest.mark.parametrize("column", ["分", "值"])
def test_a_ledger_that_nobody_has(column: str):
    text = LEDGER.format(column)
    rows: list[Any] = [{"甲": 1}, {"甲": None}, {"甲": 2, "表彰": 7}]
    with as_with_many():
        assert scored(text, rows).by_rows == 0
        assert not differences(govperf.compile(text), rows, {})


CELLS = """\
规则 试
输入
  甲：数
明细 表彰
  级别：国家级、省级
  分：0~20
  集体：是否 默认 否
  值=如果 集体 则 分×甲 否则 甲
得分=甲+合计(表彰.分)+合计(表彰.值，其中 级别=省级)
"""


def test_records_with_gaps():
    policy = govperf.compile(CELLS)
    full = {"级别": "省级", "分": 5, "集体": True}
    ways: list[Any] = [full, {**full, "集体": None}, *({**full, name: None} for name in full), {**full, "分": 21}, {}]
    given: list[Any] = [{"甲": 1, "表彰": [full, one, other]} for one in ways for other in ways]
    given += [{"甲": None, "表彰": [one]} for one in ways] + [{"甲": 2, "表彰": []}]
    with as_with_many():
        assert scored(CELLS, given).by_rows == 0
        assert not differences(policy, given, {})


COHORT = "规则 试\n输入\n  甲、乙：数\n  类：文本\n值=甲÷2\n名=名次(值，同 类)\n得分=名+乙\n"


@pytest.mark.parametrize("skip_bad", [False, True])
def test_a_cohort_with_gaps(skip_bad: bool):
    policy = govperf.compile(COHORT)
    rows: list[Any] = [{"甲": n, "乙": n % 5 or None, "类": f"第{n % 3}类", "单位": f"第{n}科"} for n in range(30)] + [
        {"甲": None, "乙": n % 2 or None, "类": "第0类", "单位": f"第{n}室"} for n in range(30)
    ]
    with as_with_many():
        assert scored(COHORT, rows, skip_bad=skip_bad).by_rows < 15
        assert not differences(policy, rows, {}, shown_keys(policy.graph), skip_bad=skip_bad)


# --- lists of reasons ---


def rows(text: str) -> Any:
    return np.array([letter == "x" for letter in text])


def said(told: Told, length: int = 4) -> list[list[int]]:
    """What each row tells, in order."""
    return [[reason for reason, mask in told.parts if mask[row]] for row in range(length)]


def test_all_is_told_once():
    one, other = Told(((1, rows("xx..")), (2, rows(".x.x")))), Told(((2, rows("xx..")), (1, rows("..x."))))
    assert said(gathered((one, other))) == [[1, 2], [1, 2], [1], [2]]


def test_who_fails_tells_no_more():
    one, other = Told(((1, rows("xx..")),)), Told(((2, rows(".xx.")), (3, rows("xxxx"))))
    assert said(after(one, other)) == [[1], [1], [2, 3], [3]]
    assert after(NOTHING, other).parts == other.parts


def test_two_ways_keep_the_order_of_both():
    one = Told(((1, rows("xx..")), (2, rows("xx.."))))
    other = Told(((2, rows("..xx")), (1, rows("..xx")), (3, rows("...x"))))
    assert said(either(one, other)) == [[1, 2], [1, 2], [2, 1], [2, 1, 3]]


def test_what_is_not_sure_stays_so():
    told = gathered((Told(((1, rows("xx..")),)), unsure(Told(((2, rows("x.x.")),)))))
    assert said(told) == [[1, UNSURE], [1], [UNSURE], []]
    assert told.unsure is not None
    assert told.unsure.tolist() == [True, False, True, False]
    assert within(told, rows("..xx")).sure is None
