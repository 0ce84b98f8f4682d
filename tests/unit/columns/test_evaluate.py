"""Tables scored by columns, beside the same objects scored one by one."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.properties.test_columns import differences
from tests.strategies.tables import table_of

import govperf
from govperf.columns import blocks, running
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Codes, Nearly, Numbers, Quotients, Table
from govperf.evaluate.records import Reader
from govperf.limits import Limits

HEAD = """\
规则 试
输入
  甲：数
  乙：数 可缺
  类：国家级、省级、市级 可缺
  名：文本 可缺
  起、止：日期
  优：是否 默认 否
"""
DATES = {"起": datetime.date(2011, 1, 31), "止": datetime.date(2012, 2, 29)}
RECORDS = [
    {"甲": 90, "乙": 3, "类": "省级", "名": "一科", **DATES},
    {"甲": "-0.125", "类": "国家级", "名": "二科", "优": True, **DATES},
    {"甲": 0, "乙": 0, "名": "一科", "起": datetime.date(2012, 1, 1), "止": datetime.date(2011, 12, 31)},
    {"甲": Fraction(1, 3), "乙": -7, "类": "市级", "优": "是", **DATES},
    {"甲": 12.345, "乙": 10**14, "类": "省级", "名": "", "起": DATES["止"], "止": DATES["起"]},
    {"乙": 1, **DATES},
    {"甲": 5, "类": "县级", **DATES},
]
TEXTS = (
    "结=甲÷(乙 缺省 1)",
    "结=四舍五入(甲，2)+修约(甲，1)+进一(甲，0)+去尾(甲，1)+取整(甲)",
    "结=如果 甲>1 则 “好” 否则 “差”",
    "结=如果 有 类 且 甲>1 则 类 否则 “无”",
    "结=如果 有 名 且 名=“一科” 则 1 否则 0",
    "结=如果 有 类 且 类=省级 则 甲 否则 缺",
    "结=如果 有 类 则 对照(类，国家级：5，省级：4，其他：1) 否则 −3",
    "结=如果 优 则 甲 否则 如果 有 乙 则 乙 否则 −1",
    "结=天数(起，止)+月数(起，止)×1000+年份(起)+月份(止)",
    "结=工作日数(起，止)",
    "结=如果 起<止 则 1 否则 0",
    "参数 几类=(国家级、省级)\n结=如果 有 类 且 类 属于 几类 则 1 否则 0",
    "参数 几数=(0、5)\n结=如果 甲 属于 几数 则 1 否则 0",
    "结=开方(绝对值(甲)，保留 2)",
    "结=平均(甲，乙，缺的不计)+最高(甲，乙，缺的不计)+计数(甲>0，优)",
    "结=中位数(甲，甲×2，1)",
    "结=累进(甲，0~10：0.05，10~20：0.1，20以上：0.2)",
    "结=插值(甲，0：0，10：5，100：20)",
    "结=依次(甲，4、3、2、1)",
    "结=甲×甲×甲×甲×(乙 缺省 1)×(乙 缺省 1)",
    "结=1÷(1÷(乙 缺省 3)+甲÷7)",
    "结=如果 甲÷3+(乙 缺省 1)÷7=30+3÷7 则 1 否则 0",
    "结=最大(甲÷3，(乙 缺省 1)÷7)",
    "中间 半=甲÷2\n结=半+半",
    "结=甲\n一票否决 优 → 结=0\n",
    "结=甲\n要求 甲≥0 说明 “不低于0”\n",
    "输入 丙：数 适用 优\n结=如果 优 则 丙 否则 甲\n",
    "等次 结 按 甲\n  高：90以上\n  中：10~90(不含90)\n  低：其他\n  降一等 优\n  不定等次 乙 缺省 0<0\n",
    "等次 结 按 甲\n  高：90以上 且 非 优\n  中：10~90(不含90)\n  以下：无\n",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("scale", [1, 100, 10_000])
def test_columns_equal_rows(text: str, scale: int):
    assert not differences(govperf.compile(HEAD + text), RECORDS, scale)


@pytest.mark.parametrize("text", ["结=甲+1", "结=四舍五入(甲÷3+甲÷7，2)", "等次 结 按 甲\n  高：90以上\n  低：其他\n"])
@pytest.mark.parametrize("count", [0, 1])
def test_few_rows(text: str, count: int):
    assert not differences(govperf.compile("规则 试\n输入 甲：数\n" + text), [{"甲": 3}] * count, 100)


def scored(text: str, records: list[Any], **options: Any) -> Any:
    policy = govperf.compile(text)
    reader = Reader(policy.graph.ruleset, policy.limits)
    table = table_of(policy.graph, [reader.read(record) for record in records])
    return evaluate(policy.graph, table, options.get("limits", policy.limits))


def test_results_stay_in_columns():
    answer = scored("甲÷3+甲÷7", [{"甲": 1}, {"甲": 21}, {"甲": -4}])
    column = answer.columns["得分"]
    assert answer.by_rows == 0
    assert [column.value(row) for row in range(3)] == [Fraction(10, 21), 10, Fraction(-40, 21)]


def test_one_quotient_stays_a_pair():
    answer = scored("甲÷乙", [{"甲": 1, "乙": 3}, {"甲": 1, "乙": -7}, {"甲": 1, "乙": 0}])
    column = answer.columns["得分"]
    assert isinstance(column, Quotients)
    assert [column.value(0), column.value(1)] == [Fraction(1, 3), Fraction(-1, 7)]
    assert isinstance(answer.errors[2], govperf.ScoringError)


def test_sums_of_quotients_say_which_rows_are_exact():
    answer = scored("甲÷乙+丙÷丁", [{"甲": 1, "乙": 3, "丙": 1, "丁": 7}, {"甲": 1, "乙": 4, "丙": 1, "丁": 8}])
    column = answer.columns["得分"]
    assert isinstance(column, Nearly)
    assert column.whole.tolist() == [False, True]
    assert [column.value(0), column.value(1)] == [Fraction(10, 21), Fraction(3, 8)]
    assert abs(Fraction(float(column.x[0])) / column.per - Fraction(10, 21)) <= column.error / column.per


def test_a_tie_of_ending_decimals_needs_no_rows():
    answer = scored("四舍五入(甲÷乙+丙÷丁，2)", [{"甲": 1, "乙": 8, "丙": 0, "丁": 3}] * 40)
    assert answer.by_rows == 0
    assert answer.columns["得分"].value(0) == Fraction(13, 100)


def test_a_tie_of_endless_quotients_is_left_to_rows():
    answer = scored("四舍五入(甲÷乙+丙÷丁，0)", [{"甲": 1, "乙": 3, "丙": 1, "丁": 6}])
    assert answer.by_rows == 1
    assert answer.columns["得分"].value(0) == 1


def test_many_values_that_do_not_fit_stay_near(monkeypatch: pytest.MonkeyPatch):
    records = [{"甲": Fraction(row, 3)} for row in range(200)]
    answer = scored("四舍五入(甲×90%+1，2)", records)
    assert answer.by_rows < 10
    assert answer.columns["得分"].value(1) == Fraction(13, 10)


def test_blocks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(blocks, "BLOCK", 4)
    monkeypatch.setattr(running, "BLOCK", 4)
    policy = govperf.compile("四舍五入(甲÷3+乙÷7，2)")
    assert not differences(policy, [{"甲": n, "乙": n % 5 + Fraction(1, 2)} for n in range(1, 23)], 100)


def test_open_rows_are_read_again_one_way_or_the_other():
    mostly_sure = [{"甲": n + 1, "乙": 3, "丙": n, "丁": 7} for n in range(300)]
    ties = [{"甲": 1, "乙": 8, "丙": n, "丁": 1} for n in range(300)]
    policy = govperf.compile("四舍五入(甲÷乙+丙÷丁，2)")
    assert not differences(policy, mostly_sure, 100)
    assert not differences(policy, ties, 100)
    assert not differences(policy, mostly_sure + ties[:4], 100)


def test_a_program_is_built_once_for_many_tables():
    first, second = (scored("甲+1", [{"甲": n}]) for n in (1, 2))
    assert [one.columns["得分"].value(0) for one in (first, second)] == [2, 3]


def test_a_host_that_allows_little_is_told_as_by_rows():
    answer = scored("甲+1", [{"甲": 10**9}], limits=Limits(result_bits=8))
    assert isinstance(answer.errors[0], govperf.LimitError)


def test_an_input_that_the_table_lacks_is_missing():
    policy = govperf.compile("甲+乙")
    table = Table(2, {"甲": Numbers(np.array([1.0, 2.0]))})
    answer = evaluate(policy.graph, table, policy.limits)
    assert [error.problems[0].code for error in answer.errors.values()] == ["缺少输入", "缺少输入"]


def test_words_of_a_text_column_need_not_be_known():
    policy = govperf.compile("规则 试\n输入 名：文本\n结=如果 名=“五百” 则 1 否则 0\n样=名\n")
    labels = (*(f"第{n}" for n in range(500)), "五百")
    table = Table(501, {"名": Codes(np.arange(501, dtype=np.int32), labels)})
    answer = evaluate(policy.graph, table, policy.limits)
    assert answer.by_rows == 0
    assert [answer.columns["结"].value(row) for row in (0, 500)] == [0, 1]
    assert answer.columns["样"].value(7) == "第7"
