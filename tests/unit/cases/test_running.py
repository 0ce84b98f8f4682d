"""Cases under settings of their own, one by one, within limits."""

from __future__ import annotations

import contextlib
import datetime

import pytest

import govperf
from govperf.cases import CaseFailure, CaseResult
from govperf.limits import Limits

RULES = """\
规则 单位考核
  生效 2011-01-01 至 2012-12-31

对象 单位
参数 补贴=440 自 2011-01-01，580 自 2012-01-01
参数 线=60
输入
  甲：0~100分

明细 事
  分：0~10

达标=甲≥线
发放=补贴
合计分=合计(事.分)

"""


def run(case: str, **settings: object) -> CaseResult:
    (result,) = govperf.compile(RULES + f'用例 "一"\n{case}\n', **settings).run_cases()  # type: ignore[arg-type]
    return result


def test_the_date_is_the_first_in_force_whatever_the_host_says():
    assert run("  期望 发放=440").passed
    assert run("  期望 发放=440", on=datetime.date(2012, 6, 1)).passed


def test_without_a_first_day_the_date_is_that_of_the_host():
    rules = '规则 例\n参数 补贴=440 自 2011-01-01，580 自 2012-01-01\n发放=补贴\n用例 "一"\n  期望 发放=580\n'
    assert govperf.compile(rules, on=datetime.date(2012, 6, 1)).run_cases()[0].passed
    assert not govperf.compile(rules, on=datetime.date(2011, 6, 1)).run_cases()[0].passed


def test_parameters_of_the_host_hold_where_the_case_sets_none():
    assert run("  甲=70\n  期望 达标=否", parameters={"线": 80}).passed
    assert run("  参数 线=70\n  甲=70\n  期望 达标=是", parameters={"线": 80}).passed


def test_a_failure_says_what_was_expected_where():
    result = run("  单位=财政\n  甲=70\n  期望 达标=否")
    assert not result.passed
    (failure,) = result.failures
    assert failure == CaseFailure("财政的达标：期望 否，实际 是", "达标", "否", "是", "财政")
    assert str(failure) == failure.message
    assert failure.span is not None
    assert (failure.span.text, failure.span.line) == ("达标=否", 20)


def test_failures_come_in_the_order_of_the_file():
    result = run("  期望 达标=否，合计分=1\n  甲=101\n  期望 发放=1")
    assert [one.span.line if one.span else None for one in result.failures] == [18, 19, 20]


def test_limits_of_the_host_hold_in_cases():
    rows = "、".join(["1"] * 50)
    assert run(f"  事.分={rows}\n  期望 合计分=50").passed
    assert run(f"  事.分={rows}\n  期望 合计分 错误 超出限制", limits=Limits(steps=20)).passed
    refused = run(f"  事.分={rows}\n  期望 合计分=50", limits=Limits(steps=20))
    assert "超出限制" in refused.failures[0].message


def test_cases_are_run_one_by_one():
    policy = govperf.compile(RULES + '用例 "一"\n  甲=1\n  期望 甲=1\n用例 "二"\n  甲=1\n  期望 甲=2\n')
    assert policy.case_names == ("一", "二")
    assert [policy.run_case(index).passed for index in (0, 1)] == [True, False]


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_a_case_that_there_is_not(index: int):
    policy = govperf.compile(RULES + '用例 "一"\n  甲=1\n  期望 甲=1\n')
    with pytest.raises(govperf.GovperfError, match="用例只有 1 个"):
        policy.run_case(index)


def test_a_formula_has_no_cases():
    assert govperf.compile("甲+1").run_cases() == ()


@pytest.mark.parametrize(
    "case",
    [
        "  | 单位 |\n  期望 达标=是",
        "  | 单位 | 甲 |\n  | 财政 | 1 | 2 |\n  期望 达标=否",
        "  事\n    | 分 |\n  期望 合计分=0",
        "  | 期望 |\n  | 1 |\n  期望 合计分=0",
        "  | 期望 甲 | 单位 |\n  | 1 | x |",
        "  甲=1÷0\n  期望 甲=1",
        "  甲=9×9×9×9×9×9×9×9×9×9×9×9×9\n  期望 甲=1",
        "  参数 线=缺\n  期望 达标=缺",
        "  事.分=缺、1\n  期望 合计分=缺",
        "  期望 甲=缺",
        "  达标=1\n  期望 达标=1",
        "  发放=是\n  期望 发放=是",
    ],
)
def test_odd_cases_end_in_words_of_ours(case: str):
    """They may fail, they may be refused: no other exception leaves the library."""
    with contextlib.suppress(govperf.GovperfError):
        result = run(case)
        assert result.passed or all(one.message for one in result.failures)
