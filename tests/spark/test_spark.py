"""On Spark a policy gives what it gives on one machine."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest

import govperf

ALONE = """\
规则 单独计分
对象 单位
输入
  指标考核：0~100分
  公众评议：0~100分
  目标：>0
  扣分：≥0分 默认 0
明细 表彰 可缺
  级别：省级、市级
  分值=对照(级别，省级：4，市级：3)

得分=指标考核×90%+公众评议×10%−扣分(≤2)+合计(表彰.分值)(≤5)  保留2位小数
比=指标考核÷目标

等次 等级 按 得分
  优秀：90以上
  良好：80~90(不含90)
  其他：80以下(不含80)
""".replace("  其他：80以下", "  合格：80以下")

TOGETHER = """\
规则 分县排名
对象 单位
输入
  县：文本
  得分：0~100分
名次=名次(得分)
等次 等级 按 得分
  优秀：90以上  限额 40%
  良好：90以下(不含90)
  并列 从严
全体输出 平均分=平均(得分，全体)
"""

SHARES = """\
规则 分奖金
对象 单位
输入
  得分：≥0
奖金=按比例分配(100，得分，全体，按原顺序) 保留2位小数
"""


@pytest.fixture(scope="module")
def units() -> list[dict[str, Any]]:
    return [
        {
            "单位": f"单位{n}",
            "指标考核": Decimal(7000 + 137 * n % 3000) / 100,
            "公众评议": None if n == 13 else Decimal(6000 + 211 * n % 4000) / 100,
            "目标": Decimal(n % 7),
            "扣分": Decimal(n % 5) / 2,
            "表彰": [{"级别": "省级" if n % 2 else "市级"}] * (n % 3),
        }
        for n in range(60)
    ]


def scored(policy: govperf.Policy, records: list[dict[str, Any]]) -> dict[str, Any]:
    """By object the outputs as one machine gives them, or the codes of what is wrong."""
    board = policy.score_all(records)
    errors = {one.object_name: [problem.code for problem in one.error.problems] for one in board.errors}
    return {**errors, **{card.object_name: {name: card[name] for name in policy.outputs} for card in board.cards}}


def told(frame: Any, policy: govperf.Policy) -> dict[str, Any]:
    """The same of a Spark table."""
    found: dict[str, Any] = {}
    for row in frame.collect():
        if row["错误"]:
            found[row["单位"]] = [one.partition("：")[0] for one in row["错误"].split("；") if "：" in one][:1]
        else:
            found[row["单位"]] = {name: row[name] for name in policy.outputs}
    return found


def shown(value: Decimal | Fraction) -> Fraction:
    """A result that ends as it is; one that does not, by the documented rule, with ten decimals."""
    exact = Fraction(value)
    return exact if isinstance(value, Decimal) else Fraction(floor(exact * 10**10 + Fraction(1, 2)), 10**10)


def test_rows_alone(spark: Any, units: list[dict[str, Any]]) -> None:
    from govperf.spark import score

    policy = govperf.compile(ALONE)
    numbers = ", ".join(f"`{name}` decimal(10,2)" for name in ("指标考核", "公众评议", "目标", "扣分"))
    schema = f"`单位` string, {numbers}, `表彰` array<struct<`级别`: string>>"
    frame = spark.createDataFrame([tuple(unit.values()) for unit in units], schema).repartition(3)
    expected = scored(policy, units)
    found = told(score(frame, policy, keep="目标"), policy)
    assert found.keys() == expected.keys()
    for name, outputs in expected.items():
        if isinstance(outputs, list):
            assert found[name] == outputs[:1]
            continue
        assert found[name]["得分"] == outputs["得分"]
        assert found[name]["等级"] == outputs["等级"]
        assert Fraction(found[name]["比"]) == shown(outputs["比"])


def test_a_value_that_does_not_end_is_noted(spark: Any) -> None:
    from govperf.spark import score

    policy = govperf.compile("规则 比例\n输入\n  甲：≥0\n比=甲÷3\n")
    frame = spark.createDataFrame([(1,), (3,)], "`甲` int")
    rows = score(frame, policy, keep="甲").orderBy("甲").collect()
    assert [row["比"] for row in rows] == [Decimal("0.3333333333"), Decimal(1)]
    assert "除不尽" in rows[0]["备注"]
    assert rows[1]["备注"] is None


def test_a_value_without_room_is_noted_and_stops_no_job(spark: Any) -> None:
    from govperf.spark import score

    policy = govperf.compile("规则 例\n输入 甲：≥0\n大=甲×100000000000000000000\n小=甲÷100000000000000000000\n")
    frame = spark.createDataFrame([(Decimal("0.5"),), (Decimal(3),)], "`甲` decimal(5,1)")
    small, large = score(frame, policy).orderBy("小").collect()
    assert (small["大"], large["大"]) == (Decimal(5 * 10**19), None)
    assert "“大”超过 38 位，表里放不下" in large["备注"]
    assert "“小”在表里四舍五入到 18 位小数" in large["备注"]


def test_cohorts(spark: Any) -> None:
    from govperf.spark import score, totals

    policy = govperf.compile(TOGETHER)
    rows = [{"单位": f"单位{n}", "县": "甲乙丙"[n % 3], "得分": Decimal(80 + n * n % 17)} for n in range(30)]
    frame = spark.createDataFrame(
        [tuple(row.values()) for row in rows], "`单位` string, `县` string, `得分` decimal(5,1)"
    )
    expected: dict[str, Any] = {}
    for county in "甲乙丙":
        expected |= scored(policy, [row for row in rows if row["县"] == county])
    found = score(frame, policy, cohort="县")
    assert told(found, policy) == expected
    assert found.columns[0] == "县"
    means = {row["县"]: row["平均分"] for row in totals(frame, policy, cohort="县").collect()}
    alone = {c: policy.score_all([row for row in rows if row["县"] == c]).totals["平均分"] for c in "甲乙丙"}
    assert means == {county: str(mean) for county, mean in alone.items()}


def test_all_rows_as_one_cohort(spark: Any) -> None:
    from govperf.spark import score

    policy = govperf.compile(TOGETHER)
    rows = [{"单位": f"单位{n}", "县": "甲", "得分": Decimal(90 + n % 4)} for n in range(12)]
    frame = spark.createDataFrame(
        [tuple(row.values()) for row in rows], "`单位` string, `县` string, `得分` decimal(5,1)"
    )
    assert told(score(frame.repartition(3), policy, cohort=()), policy) == scored(policy, rows)


def test_an_order_is_asked_for_where_the_policy_goes_by_it(spark: Any) -> None:
    from govperf.spark import score

    policy = govperf.compile(SHARES)
    frame = spark.createDataFrame([("乙", 1, 2), ("甲", 1, 1), ("丙", 1, 3)], "`单位` string, `得分` int, `序号` int")
    with pytest.raises(govperf.GovperfError, match="按原顺序"):
        score(frame, policy, cohort=())
    rows = score(frame.repartition(3), policy, cohort=(), order="序号").collect()
    assert {row["单位"]: row["奖金"] for row in rows} == {
        "甲": Decimal("33.34"),
        "乙": Decimal("33.33"),
        "丙": Decimal("33.33"),
    }


def test_what_cannot_be_asked_so_is_said_before_any_row_is_scored(spark: Any) -> None:
    from govperf.spark import score, totals

    frame = spark.createDataFrame([("甲", "县", 90)], "`单位` string, `县` string, `得分` int")
    policy = govperf.compile(TOGETHER)
    with pytest.raises(govperf.GovperfError, match="cohort="):
        score(frame, policy)
    with pytest.raises(govperf.GovperfError, match="没有“市”这一列"):
        score(frame, policy, cohort="市")
    with pytest.raises(govperf.GovperfError, match="要是列名，现在是 5"):
        score(frame, policy, cohort=5)  # type: ignore[arg-type]  # a mistake
    with pytest.raises(govperf.GovperfError, match="要是 Spark 的 DataFrame，现在是 list"):
        score([], policy, cohort="县")  # type: ignore[arg-type]  # a mistake
    with pytest.raises(govperf.GovperfError, match="现在是 str"):
        score(frame, TOGETHER, cohort="县")  # type: ignore[arg-type]  # a mistake
    with pytest.raises(govperf.GovperfError, match="重名"):
        score(frame.withColumn("名次", frame["得分"]), policy, cohort="县", keep="名次")
    with pytest.raises(govperf.GovperfError, match="全体输出"):
        totals(frame, govperf.compile(SHARES), cohort="县", order="得分")
