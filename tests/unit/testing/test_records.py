"""Records, cohorts from the declarations of a policy."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import find as search
from hypothesis import strategies as st
from tests.properties.often import often

import govperf
from govperf.testing import boundary_cohorts, boundary_records, cohorts, records

POLICY = govperf.compile(
    """规则 试
  生效 2011-01-01 至 2011-12-31
对象 单位
输入
  甲：0~100分
  开：>0
  率：(0~100%]
  非零：≠0
  次：1~12 整数
  分：100、95、90
  类：国家级、省级
  违：是否 默认 否
  日：日期
  附：0~10 可缺
明细 月 共3条 每 月份
  月份：1~3 整数
  得：0~10
明细 事 可缺
  项：文本
  值：0~5
  要求 值≤4 说明 "不超过4"
要求 次≥2 说明 "不少于2"
总=甲+合计(月.得)+合计(事.值)
""".replace("(0~100%]", "0~100%")
)


@often(60)
@given(records(POLICY))
def test_every_record_is_taken(record: dict[str, Any]):
    POLICY.score(record, strict=True)


@often(60)
@given(records(POLICY))
def test_every_record_is_within_its_declarations(record: dict[str, Any]):
    assert {row["月份"] for row in record["月"]} == {1, 2, 3}
    assert all(Decimal(row["值"]) <= 4 for row in record.get("事", []))
    day = record["日"] if isinstance(record["日"], datetime.date) else datetime.date.fromisoformat(record["日"])
    assert day.year == 2011
    assert record["类"] in ("国家级", "省级")


def find(strategy: Any, wanted: Any, most: int = 300):
    """The simplest that is wanted; Hypothesis need not say why."""
    quick = settings(max_examples=most, database=None, phases=[Phase.generate, Phase.shrink])
    return search(strategy, wanted, settings=quick)


def test_numbers_come_in_all_forms():
    for kind in (int, Decimal, str):
        assert type(find(records(POLICY), lambda one, kind=kind: type(one["甲"]) is kind)["甲"]) is kind


def test_what_is_optional_is_left_out_at_times():
    assert "附" not in find(records(POLICY), lambda one: "附" not in one)
    assert "附" in find(records(POLICY), lambda one: "附" in one)
    assert "事" not in find(records(POLICY), lambda one: "事" not in one)


def test_a_counterexample_is_friendly():
    worst = find(records(POLICY), lambda one: Decimal(str(one["甲"])) > Decimal("89.5"), 500)
    assert worst["甲"] in (100, 90)


def test_a_rate_comes_as_people_write_it():
    texts = find(records(POLICY), lambda one: isinstance(one["率"], str))
    assert texts["率"].endswith("%")


def test_an_override_takes_the_place_of_a_declaration():
    fixed = records(POLICY, 甲=95, 类=st.just("省级"))
    assert find(fixed, lambda _: True)["甲"] == 95


@often(30)
@given(cohorts(POLICY, 2, 5))
def test_a_cohort_is_scored_together(cohort: list[dict[str, Any]]):
    assert 2 <= len(cohort) <= 5
    assert len({one["单位"] for one in cohort}) == len(cohort)
    assert not POLICY.score_all(cohort).errors


def test_a_cohort_has_ties():
    level = find(cohorts(POLICY, 3, 6), lambda some: len({repr(one["甲"]) for one in some}) < len(some), 60)
    assert len(level) >= 3


TIGHT = govperf.compile("""规则 试
对象 单位
输入 甲、乙、丙：0~100%
要求 甲+乙+丙=100% 说明 "合计要是100%"
得=甲
""")


@often(30)
@given(records(TIGHT))
def test_a_narrow_requirement_is_met_by_construction(record: dict[str, Any]):
    TIGHT.score(record)


# --- what is refused ---


@pytest.mark.parametrize("function", [records, cohorts, boundary_records, boundary_cohorts])
def test_anything_but_a_policy_is_refused(function: Any):
    with pytest.raises(govperf.GovperfError, match="编译好的政策"):
        function("规则 试\n得=1\n")


def test_a_name_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(govperf.GovperfError, match="是不是“公众评议得分”"):
        records(govperf.compile("规则 试\n输入 公众评议得分：0~100\n得=公众评议得分\n"), 公众评议分=3)


def test_sizes_that_make_no_sense_are_refused():
    with pytest.raises(govperf.GovperfError, match="min_size"):
        cohorts(POLICY, 5, 2)
    with pytest.raises(govperf.GovperfError, match="ties"):
        cohorts(POLICY, ties=2)


def test_a_domain_without_a_usual_number_is_refused():
    policy = govperf.compile("规则 试\n输入 甲：0.00001~0.00002\n得=甲\n")
    assert find(records(policy), lambda _: True)["甲"] == Decimal("0.00002")
    narrow = govperf.compile("规则 试\n输入 甲：0.2~0.3 整数\n得=甲\n")
    with pytest.raises(govperf.GovperfError, match="造不出记录"):
        find(records(narrow), lambda _: True)


# --- boundary records ---

BANDS = govperf.compile("""规则 试
对象 单位
输入 甲：0~100
等次 评 按 甲
  优：90以上
  良：60~90(不含90)
  差：其他
位=名次(甲)
""")


def test_boundary_records_are_a_list():
    found = boundary_records(BANDS)
    assert {90, 60, Decimal("89.99")} <= {one["甲"] for one in found}
    assert len(found) == len(found.names) == len(found.aims)
    assert found[0] == {"单位": "甲", "甲": 100}
    assert repr(found) == f"<BoundaryRecords：{len(found)} 条>"


@settings(max_examples=20)
@given(boundary_records(BANDS))
def test_boundary_records_are_a_strategy(record: dict[str, Any]):
    assert record in list(boundary_records(BANDS))


@pytest.mark.parametrize("record", boundary_records(BANDS), ids=boundary_records(BANDS).names)
def test_boundary_records_are_parameters(record: dict[str, Any]):
    assert 0 <= record["甲"] <= 100


def test_boundary_cohorts_are_scored_together():
    for cohort in boundary_cohorts(BANDS):
        assert not BANDS.score_all(cohort).errors
