"""Lists by columns: records of many objects, quotients that share no divisor, records that look at other lists."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

import govperf
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Answer, LedgerTable, Numbers, Table

HEAD = "规则 试题\n明细 月报\n  完成：≥0\n  计划：>0\n"


def scored(text: str, objects: int, records: int) -> tuple[Answer, Table]:
    chance = np.random.default_rng(3)
    count = objects * records
    columns = {
        "月报.完成": Numbers(chance.integers(0, 1000, count).astype(np.float64), 100),
        "月报.计划": Numbers(chance.integers(1, 98, count).astype(np.float64)),
    }
    ledger = LedgerTable(np.arange(0, count + 1, records), columns)
    data = Table(objects, {}, {"月报": ledger})
    policy = govperf.compile(text)
    return evaluate(policy.graph, data, policy.limits), data


def quotients(data: Table, row: int) -> list[Fraction]:
    columns = data.ledgers["月报"].columns
    done, planned = columns["月报.完成"], columns["月报.计划"]
    return [
        done.value(place) / planned.value(place)  # type: ignore[operator]  # numbers
        for place in data.ledgers["月报"].rows(row)
    ]


def test_sums_of_quotients_without_a_small_common_divisor_are_rounded_exactly():
    answer, data = scored(HEAD + "得分=合计(月报.完成÷月报.计划)  保留2位小数\n", 300, 12)
    assert answer.by_rows == 0
    for row in range(300):
        right = sum(quotients(data, row))
        assert answer.columns["得分"].value(row) == Fraction(int(right * 100 + Fraction(1, 2)), 100)


def test_their_mean_is_exact_where_it_is_not_rounded():
    answer, data = scored(HEAD + "得分=平均(月报.完成÷月报.计划)\n", 80, 11)
    assert [answer.columns["得分"].value(row) for row in range(80)] == [
        sum(quotients(data, row)) / 11 for row in range(80)
    ]


def test_a_record_sees_the_list_of_its_object():
    text = (
        "规则 试题\n明细 事\n  数：≥0\n明细 月报\n  完成：≥0\n  计划：>0\n  占=完成÷合计(事.数)\n得分=合计(月报.占)\n"
    )
    things = LedgerTable(np.array([0, 2, 3]), {"事.数": Numbers(np.array([1.0, 2, 4]))})
    reports = LedgerTable(
        np.array([0, 1, 3]), {"月报.完成": Numbers(np.array([6.0, 4, 8])), "月报.计划": Numbers(np.ones(3))}
    )
    policy = govperf.compile(text)
    answer = evaluate(policy.graph, Table(2, {}, {"事": things, "月报": reports}), policy.limits)
    assert [answer.columns["得分"].value(row) for row in range(2)] == [2, 3]


def test_objects_without_records_have_the_value_that_the_rule_names():
    text = "规则 试题\n明细 月报 可缺\n  完成：≥0\n得分=最高(月报.完成，无则 −1)\n数=计数(月报)\n"
    ledger = LedgerTable(np.array([0, 0, 2, 2]), {"月报.完成": Numbers(np.array([5.0, 7]))})
    policy = govperf.compile(text)
    answer = evaluate(policy.graph, Table(3, {}, {"月报": ledger}), policy.limits)
    assert [answer.columns["得分"].value(row) for row in range(3)] == [-1, 7, -1]
    assert [answer.columns["数"].value(row) for row in range(3)] == [0, 2, 0]
