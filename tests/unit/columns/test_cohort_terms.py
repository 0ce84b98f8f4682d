"""Cohorts by columns: many rows at once, one object in the way of others, the places of ties."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import govperf
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Answer, Codes, Numbers, Table
from govperf.values import Missing

RANKED = """规则 试题
对象 单位
输入
  甲、乙：0~100分
  县：文本

得分=甲×90%+乙×10%
位=名次(得分)
县内=名次比例(得分，同 县)
加分=依次(位，3、2、1)
总分=得分+加分−平均(加分，同 县)
"""


def table(rows: int, *, lacking: tuple[int, ...] = (), seed: int = 5) -> Table:
    chance = np.random.default_rng(seed)
    there = np.ones(rows, np.bool_)
    there[list(lacking)] = False
    return Table(
        rows,
        {
            "甲": Numbers(chance.integers(0, 101, rows).astype(np.float64), 1, None if there.all() else there),
            "乙": Numbers(chance.integers(0, 1001, rows).astype(np.float64), 10),
            "县": Codes(chance.integers(0, 7, rows).astype(np.int32), tuple("甲乙丙丁戊己庚")),
        },
        names=np.array([f"第{row}号" for row in range(rows)], object),
    )


def scored(text: str, data: Table, *, skip_bad: bool = False) -> Answer:
    policy = govperf.compile(text)
    return evaluate(policy.graph, data, policy.limits, skip_bad=skip_bad)


def values(answer: Answer, key: str) -> list[Any]:
    return [answer.columns[key].value(row) for row in range(answer.length)]


def test_a_chain_of_ranks_is_that_of_plain_python():
    data = table(4000)
    answer = scored(RANKED, data)
    scores = [
        Fraction(int(a), 1) * Fraction(9, 10) + Fraction(int(b), 10) * Fraction(1, 10)
        for a, b in zip(data.columns["甲"].n, data.columns["乙"].n, strict=True)  # type: ignore[union-attr]
    ]
    best = sorted(scores, reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(best, start=1)))}
    assert answer.by_rows == 0
    assert values(answer, "位") == [first[score] for score in scores]
    extra = [{1: 3, 2: 2, 3: 1}.get(first[score], 0) for score in scores]
    towns = data.columns["县"].codes.tolist()  # type: ignore[union-attr]
    members = {town: [row for row, other in enumerate(towns) if other == town] for town in set(towns)}
    mean = {town: Fraction(sum(extra[row] for row in rows), len(rows)) for town, rows in members.items()}
    assert values(answer, "总分") == [
        score + add - mean[town] for score, add, town in zip(scores, extra, towns, strict=True)
    ]


def test_one_that_cannot_be_scored_stops_the_others_without_being_looked_at_by_each():
    answer = scored(RANKED, table(3000, lacking=(17, 40)))
    assert len(answer.errors) == 3000
    assert answer.by_rows < 20
    assert str(answer.errors[17]).startswith("缺少输入：缺少“甲”")
    assert "整组计算停在“第17号”：缺少“甲”" in str(answer.errors[0])


def test_those_left_out_leave_the_others_to_columns():
    data = table(3000, lacking=(17, 40))
    answer = scored(RANKED, data, skip_bad=True)
    assert answer.left_out == {17, 40}
    assert sorted(answer.errors) == [17, 40]
    assert answer.by_rows == 2
    ranks = [rank for rank in values(answer, "位") if rank is not Missing.ABSENT]
    assert (len(ranks), max(ranks) <= 2998) == (2998, True)


QUOTA = """规则 试题
对象 单位
输入
  甲：0~100分
  乙：0~9

等次 评级 按 甲
  优：60以上  限额 {amount}
  良：其他
{ties}"""


@pytest.mark.parametrize(
    ("amount", "ties", "grades"),
    [
        ("2名", "", "优优良良良"),
        ("3名", "  并列 从严\n", "优优良良良"),
        ("3名", "  并列 从宽\n", "优优优优良"),
        ("3名", "  并列 次 乙\n", "优优良优良"),
        ("40%", "", "优优良良良"),
        ("50%", "  并列 从宽\n", "优优良良良"),
        ("50% 进一", "  并列 从宽\n", "优优优优良"),
        ("0名", "", "良良良良良"),
        ("9名", "", "优优优优优"),
    ],
)
def test_quotas_cut_at_the_line(amount: str, ties: str, grades: str):
    data = Table(5, {"甲": Numbers(np.array([95.0, 90, 80, 80, 70])), "乙": Numbers(np.array([1.0, 2, 3, 4, 5]))})
    answer = scored(QUOTA.format(amount=amount, ties=ties), data)
    assert "".join(values(answer, "评级")) == grades


def test_a_tie_across_the_line_is_told_to_those_in_it():
    data = Table(5, {"甲": Numbers(np.array([95.0, 90, 80, 80, 70])), "乙": Numbers(np.zeros(5))})
    answer = scored(QUOTA.format(amount="3名", ties=""), data)
    assert sorted(answer.errors) == [2, 3]
    assert "第3个对象、第4个对象 在限额线上并列" in str(answer.errors[2])
    assert [values(answer, "评级")[row] for row in (0, 1, 4)] == ["优", "优", "良"]


def test_ranks_of_sums_of_open_quotients_are_exact():
    text = "规则 试题\n输入\n  甲、乙、丙、丁：≥0\n位=名次(甲÷乙+丙÷丁)\n"
    # 1/3+1/7 twice over different divisors, 10/21 a hair above it.
    given = {"甲": [1, 2, 10], "乙": [3, 6, 21], "丙": [1, 3, 1], "丁": [7, 21, 10**12]}
    data = Table(3, {key: Numbers(np.array(column, np.float64)) for key, column in given.items()})
    assert values(scored(text, data), "位") == [2, 2, 1]


def test_totals_that_outgrow_whole_floats_stay_exact():
    text = "规则 试题\n输入 甲：数\n结=合计(甲，全体)−甲\n"
    n = np.array([2.0**52 - 1, 2.0**52 - 3, 5.0] * 3)
    answer = scored(text, Table(9, {"甲": Numbers(n)}))
    whole = sum(map(int, n))
    assert values(answer, "结") == [whole - int(one) for one in n]


def test_an_empty_table_has_no_ranks():
    answer = scored(RANKED, table(0))
    assert (answer.length, answer.errors) == (0, {})
    assert len(answer.columns["位"]) == 0


JOINING = """规则 试题
对象 单位
输入
  甲：0~100分
  假：次数
参评 假≤9
位=名次(甲)
"""


@pytest.mark.parametrize("skip_bad", [False, True])
def test_one_for_whom_taking_part_cannot_be_decided_is_named(skip_bad: bool):
    policy = govperf.compile(JOINING)
    records = [{"单位": "东", "甲": 1, "假": 0}, {"单位": "西", "甲": 2}, {"单位": "南", "甲": 3, "假": 1}]
    board = policy.score_all(records, skip_bad=skip_bad)
    told = {error.index: str(error.error) for error in board.errors}
    assert told[1] == "缺少输入：缺少“假”"
    if skip_bad:
        assert (list(told), board[0]["位"], board[2]["位"]) == ([1], 2, 1)
    else:
        assert told[0] == told[2] == "缺少输入：整组计算停在“西”：缺少“假”"


GRADED = """规则 试题
对象 单位
输入
  甲：0~100分
  类：文本
等次 评级 按 甲 同 类
  优：90~95  限额 1名
  良：80以下
"""


def test_of_several_in_the_way_the_first_in_the_data_is_named():
    policy = govperf.compile(GRADED)
    records = [{"单位": "东", "甲": 70, "类": "一"}, {"单位": "西", "甲": 70}, {"单位": "南", "甲": 85, "类": "一"}]
    told = {error.index: str(error.error) for error in policy.score_all(records).errors}
    assert "整组计算停在“西”" in told[0]
