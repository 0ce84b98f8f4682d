"""Numbers that programs read themselves give what reading them first gives, or are read first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often

import govperf
from govperf.frames import reading
from govperf.policy import frames

POLICIES = tuple(
    govperf.compile(f"规则 例\n输入\n{text}")
    for text in (
        "  甲：0~100分\n  乙：≥0分 默认 0\n得分=甲×90%+100×10%−乙(≤2)",
        "  甲：>0分\n  乙：-5~500分\n得分=乙÷甲×100  保留2位小数",
        (
            "  甲：数\n  乙：1~200 整数\n中间 比=甲÷乙\n得分=比+乙÷7  保留1位小数\n"
            "等次 等级 按 得分\n  优秀：90以上\n  合格：其他"
        ),
        "  甲：0~100分\n  乙：≥0分\n得分=如果 甲>60 则 甲 否则 乙",
        "  甲：0~100分\n  乙：数 可缺\n得分=甲",
    )
)
STRANGE = (
    *(-0.0, 0.5, 99.995, 100.0, 100.01, -5.0, -5.01, 0.1 + 0.2, 1 / 3, 5e-324, 1e-7, 1e6, 999_999_999_999_999.0, 1e15),
    *(2.0**53, 1e22, 1.7976931348623157e308, float("nan"), float("inf"), float("-inf")),
)
LENGTH = 20_000
ROWS = st.integers(0, LENGTH - 1)
COLUMNS = st.tuples(
    st.sampled_from((1, 4, 10, 100)), st.integers(1, 900), st.dictionaries(ROWS, st.sampled_from(STRANGE), max_size=2)
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tables are worth a glance as well."""
    monkeypatch.setattr(reading, "WORTH_A_GLANCE", 1)


def column(per: int, most: int, strange: Mapping[int, float]) -> Any:
    values = np.arange(LENGTH) * 7 % most / per
    values[list(strange)] = list(strange.values())
    return values


def told(board: Any) -> list[tuple[int, str]]:
    return [(one.index, str(one.error)) for one in board.errors]


@often(60)
@given(st.sampled_from(POLICIES), COLUMNS, COLUMNS)
def test_one_glance_does_as_well(policy: govperf.Policy, first: Any, second: Any):
    table = pa.table({"甲": column(*first), "乙": column(*second)})
    glanced, read = policy.board(table), policy.board(policy.read(table))
    assert glanced.frame.equals(read.frame)
    assert told(glanced) == told(read)
    for row in {*first[2], *second[2], 0, LENGTH - 1} - {one.index for one in read.errors}:
        assert glanced[row].to_dict() == read[row].to_dict()


WHOLE = st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-6, 120), min_size=2, max_size=6)


@given(st.sampled_from(POLICIES), WHOLE, WHOLE)
def test_whole_numbers_at_a_glance(policy: govperf.Policy, first: list[int], second: list[int]):
    size = min(len(first), len(second))
    table = pa.table({"甲": pa.array(first[:size], pa.int64()), "乙": pa.array(second[:size], pa.int64())})
    glanced, read = policy.board(table), policy.board(policy.read(table))
    assert glanced.frame.equals(read.frame)
    assert told(glanced) == told(read)


@pytest.mark.parametrize("policy", POLICIES)
def test_plain_numbers_are_left_unread(policy: govperf.Policy):
    """Else the comparisons above would compare reading first with itself."""
    table = pa.table({"甲": column(10, 900, {0: 50.0}) + 0.5, "乙": np.arange(LENGTH) % 199 + 1.0})
    taken = frames.columns_of(table, None).glance(policy.graph, policy.limits)
    assert taken is not None
    assert [type(one).__name__ for one in taken.table.columns.values()] == ["Unread", "Unread"]
    assert frames._at_a_glance(policy, frames.columns_of(table, None), strict=False, skip_bad=False) is not None


@pytest.mark.parametrize("strange", [-0.01, 100.01, 0.001, float("nan"), float("inf")])
@pytest.mark.parametrize("key", ["甲", "乙"])
def test_one_that_is_otherwise_is_found_wherever_it_stands(strange: float, key: str):
    """乙 is an input which no formula reads."""
    policy = govperf.compile("规则 例\n输入\n  甲：0~100分\n  乙：0~100分\n得分=甲")
    values = {one: column(1, 90, {}) for one in ("甲", "乙")}
    values[key][LENGTH - 3] = strange
    columns = frames.columns_of(pa.table(values), None)
    assert columns.glance(policy.graph, policy.limits) is not None
    assert frames._at_a_glance(policy, columns, strict=False, skip_bad=False) is None


def test_a_table_of_pandas_may_change_after_it_was_scored():
    import pandas as pd

    policy = POLICIES[0]
    frame = pd.DataFrame({"甲": column(10, 900, {}), "乙": column(1, 3, {})})
    board = policy.board(frame)
    before = board[5].to_dict()
    frame.loc[5, "甲"] = 3.25
    assert board[5].to_dict() == before
