"""Cases that hold the working of a value."""

from __future__ import annotations

import pytest

import govperf
from govperf.cases import CaseFailure

RULES = """规则 例

对象 单位

输入
  甲、乙：0~100分
  丙：≥0分 默认 0

扣=丙(≤2)  依据 "第三条"
得分=甲×90%+乙×10%-扣 保留2位小数
名=名次(得分)

"""


def failures(case: str, *, workings: bool = False) -> tuple[CaseFailure, ...]:
    return govperf.compile(RULES + case).run_case(0, workings=workings).failures


RIGHT = """用例 "一"
  甲=95，乙=90，丙=3
  期望 说明 得分
    | 得分 = 甲 95 × 90% + 乙 90 × 10% - 扣 2 = 92.5 → 92.50（保留2位小数）
    |   扣 = 丙 3 → 2（上限2）  依据 第三条
"""


def test_the_expected_working_is_compared_line_by_line():
    assert failures(RIGHT) == ()


@pytest.mark.parametrize(("old", "new"), [("上限2", "上限3"), ("    |   扣", "    | 扣"), ("92.50", "92.5")])
def test_another_working_is_told_as_a_difference(old: str, new: str):
    (failure,) = failures(RIGHT.replace(old, new))
    assert failure.message.startswith("得分的说明不同：\n")
    assert {line[:2] for line in failure.message.splitlines()[1:]} >= {"- ", "+ "}
    assert failure.snapshot is not None
    assert failure.snapshot.lines[1] == "  扣 = 丙 3 → 2（上限2）  依据 第三条"


def test_a_working_that_is_not_written_yet():
    (failure,) = failures('用例 "一"\n  丙=3\n  期望 说明 扣\n')
    assert "还没有写下来" in failure.message
    assert failure.snapshot is not None
    assert failure.snapshot.lines == ("扣 = 丙 3 → 2（上限2）  依据 第三条",)


def test_the_working_of_everything_that_was_computed():
    (failure,) = failures('用例 "一"\n  丙=3\n  期望 说明\n')
    assert failure.snapshot is not None
    assert failure.snapshot.lines == ("扣 = 丙 3 → 2（上限2）  依据 第三条",)


def test_a_value_that_is_not_there_has_no_working():
    (failure,) = failures('用例 "一"\n  丙=3\n  期望 说明 得分\n    | 得分 = 1\n')
    assert failure.message == "得分没有算出来，没有说明"


def test_of_a_cohort_everybody_is_told():
    case = """用例 "一"
  | 单位 | 得分 |
  | 一   | 90   |
  | 二   | 80   |
  期望 说明 名
    | 一
    |   名 = 名次(得分 90.00) = 1（共2个对象）
    |     得分 = 90.00（直接给定）
    | 二
    |   名 = 名次(得分 80.00) = 2（共2个对象）
    |     得分 = 80.00（直接给定）
"""
    found = failures(case)
    assert found == (), found[0].message if found else ""


@pytest.mark.parametrize("name", ["未知", "得分.子"])
def test_the_name_must_be_known(name: str):
    with pytest.raises(govperf.RuleError):
        govperf.compile(f'{RULES}用例 "一"\n  期望 说明 {name}\n')


def test_a_value_may_be_called_so():
    rules = '规则 例\n说明=1+1\n用例 "一"\n  期望 说明=2\n  期望 说明 说明\n    | 说明 = 1 + 1 = 2\n'
    (result,) = govperf.compile(rules).run_cases()
    assert result.passed, result.failures


# --- where a difference begins ---


def test_the_difference_is_traced_to_the_first_value_that_differs():
    case = '用例 "一"\n  甲=95，乙=90，丙=3\n  期望 得分=91.50，扣=3\n'
    score, deduction = failures(case, workings=True)
    assert (score.target, score.cause, score.working) == ("得分", "扣", ())
    assert (deduction.target, deduction.cause) == ("扣", "")
    assert deduction.working == ("扣 = 丙 3 → 2（上限2）  依据 第三条",)


def test_what_is_as_expected_on_the_way_is_named():
    (failure,) = failures('用例 "一"\n  甲=95，乙=90，丙=3\n  期望 得分=92，扣=2\n', workings=True)
    assert failure.sound == ("扣",)
    assert failure.working[0].startswith("得分 = 甲 95 × 90%")


def test_workings_cost_nothing_unless_asked_for():
    (failure,) = failures('用例 "一"\n  丙=3\n  期望 扣=3\n')
    assert failure.working == ()
