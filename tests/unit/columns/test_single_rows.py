"""Single rows by generated code give the exact values that the evaluation of terms gives."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.strategies.tables import table_of

import govperf
from govperf.columns import single_rows
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Nearly
from govperf.columns.rows import ByRows
from govperf.columns.single_rows import Exactly, quick_rows
from govperf.evaluate.records import Reader

SUM = "甲÷乙+丙÷丁"


def table(text: str, records: list[Any], scale: int = 100) -> tuple[Any, Any]:
    policy = govperf.compile(text)
    reader = Reader(policy.graph.ruleset, policy.limits)
    return policy, table_of(policy.graph, [reader.read(record) for record in records], scale)


def record(n: int) -> dict[str, Any]:
    return {"甲": Fraction(n, 100), "乙": n % 7 + 1, "丙": n, "丁": Fraction(n % 9 + 1, 10)}


@pytest.mark.parametrize("fine", [Fraction(0), Fraction(1, 10**7), Fraction(1, 3)])
def test_values_of_many_rows(fine: Fraction):
    records = [{**record(n), "甲": Fraction(n, 100) + fine} for n in range(120)]
    policy, given = table(SUM, records)
    column = evaluate(policy.graph, given, policy.limits).columns["得分"]
    right = [Fraction(one["甲"]) / one["乙"] + one["丙"] / one["丁"] for one in records]
    assert isinstance(column, Nearly)
    assert [column.value(row) for row in range(120)] == right
    assert [column.value(row) for row in range(120)] == right


@pytest.mark.parametrize("scale", [1, 3, 100, 10**6])
def test_rows_are_read_as_they_are(scale: int):
    policy, given = table("规则 试\n输入\n  甲、乙：数\n  丙：数 可缺\n结=甲+乙×2+(丙 缺省 1)\n", ROWS, scale)
    by_rows = ByRows(policy.graph, given, policy.limits, whole=False)
    quick = quick_rows(by_rows, ("结",))
    assert quick is not None
    found = [(quick(row) or by_rows.scored(row, ("结",)))["结"] for row in range(len(ROWS))]
    assert found == [one["甲"] + one["乙"] * 2 + one.get("丙", 1) for one in ROWS]


ROWS: list[dict[str, Any]] = [
    {"甲": 1, "乙": 2, "丙": 3},
    {"甲": Fraction(5, 4), "乙": -7},
    {"甲": Fraction(1, 3), "乙": 0, "丙": Fraction(1, 8)},
    {"甲": 10**11 + Fraction(1, 100), "乙": Fraction(-1, 100)},
    {"甲": Fraction(123_457, 10**6), "乙": 1},
]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(single_rows, "MOST_KEPT", 10)
    policy, given = table(SUM, [record(n) for n in range(80)])
    exactly = Exactly(ByRows(policy.graph, given, policy.limits, whole=False), ("得分",))
    values = [exactly.of("得分")(row) for row in range(80)]
    assert values == [one["甲"] / one["乙"] + one["丙"] / one["丁"] for one in map(record, range(80))]
    assert len(exactly._kept) <= 10
