"""What the Python door gives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import govperf
from govperf.versions import Comparison, compare

OLD = """规则 考核
对象 单位
输入
  考核、评议：0~100分
  扣：≥0 默认 0
得分=考核×90%+评议×10%−扣(≤2) 保留2位小数  依据 "三"
等次 等 按 得分
  优秀：90以上
  合格：其他
"""
NEW = OLD.replace("×90%", "×80%").replace("×10%", "×20%").replace("(≤2)", "(≤3)")
UNITS = [
    {"单位": "甲", "考核": 95, "评议": 80, "扣": 3},
    {"单位": "乙", "考核": 90, "评议": 90},
    {"单位": "丙", "考核": 101, "评议": 0},
]


def compared(old: str, new: str, records: list[dict[str, object]] | None = None) -> Comparison:
    return compare(govperf.compile(old), govperf.compile(new), records)


def test_a_comparison_is_true_where_both_mean_the_same():
    assert compared(OLD, OLD.replace("考核×90%+评议×10%", "评议÷10+考核×0.9"))
    assert not compared(OLD, NEW)


def test_changes_carry_words_places_clauses():
    (change,) = compared(OLD, NEW).changes
    assert (change.action, change.sort, change.title) == ("改", "计算", "得分")
    assert [(one.before, one.after) for one in change.hunks] == [
        ("考核×90%", "考核×80%"),
        ("评议×10%", "评议×20%"),
        ("扣(≤2)", "扣(≤3)"),
    ]
    assert (change.clause_before, change.was.line if change.was else 0) == ("三", 6)


def test_causes_add_up_clause_by_clause():
    objects = compared(OLD, NEW.replace("90以上", "高于90"), UNITS).objects
    assert objects is not None
    assert (objects.count, objects.names, [one.name for one in objects.failing]) == (3, ("甲", "乙", "丙"), ["丙"])
    first, second = objects.changed
    score, grade = first.moved
    assert (score.before, score.after, score.difference) == (Decimal("91.50"), Decimal("89.00"), Fraction(-5, 2))
    assert [(cause.changes, cause.part) for cause in score.causes] == [((0,), Fraction(-5, 2))]
    assert [(cause.changes, cause.before, cause.after) for cause in grade.causes] == [((0,), "优秀", "合格")]
    assert [(moved.name, moved.causes[0].changes) for moved in second.moved] == [("等", (1,))]


def test_what_needs_each_other_is_applied_together():
    old = "规则 甲\n指标 总 100分\n  一 60分\n  二 40分\n"
    new = "规则 甲\n指标 总 100分\n  一 50分\n  二 50分\n"
    found = compared(old, new, [{"一": 50, "二": 40}, {"一": 60, "二": 40}])
    assert found.objects is not None
    assert [stage.made for stage in found.objects.stages] == [(0, 1)]
    assert [one.fails_after for one in found.objects.changed] == [True]


def test_a_change_waits_for_what_it_needs():
    old = "规则 甲\n输入 分、加：0~10\n得分=分+加\n"
    new = "规则 甲\n输入 分、减：0~10\n得分=分−减×2\n"
    found = compared(old, new, [{"分": 5, "加": 1, "减": 1}])
    assert found.objects is not None
    assert [(one.action, one.title) for one in found.changes] == [("删", "加"), ("增", "减"), ("改", "得分")]
    assert [stage.made for stage in found.objects.stages] == [(1,), (2,), (0,)]
    assert [cause.changes for cause in found.objects.changed[0].moved[0].causes] == [(2,)]
    assert (found.asked.required, found.asked.dropped) == (("减",), ("加",))


def test_renamed_inputs_are_found_under_either_name():
    found = compared(OLD, OLD.replace("评议", "群众评议"), [{"单位": "甲", "考核": 95, "评议": 80}])
    assert (dict(found.renamed), found.same) == ({"评议": "群众评议"}, True)
    assert found.objects is not None
    assert found.objects.same


def test_settings_of_the_host_count_as_a_change():
    text = "规则 甲\n参数 线=90\n输入 分：0~100\n过=(分≥线)\n"
    old, new = (govperf.compile(text, parameters={"线": line}) for line in (80, 85))
    found = compare(old, new, [{"分": 82}])
    assert [(one.sort, one.title) for one in found.changes] == [("设定", "调用时的设定")]
    assert found.objects is not None
    assert found.objects.changed[0].moved[0].causes[0].changes == (0,)


def test_objects_that_begin_to_fail_name_their_errors():
    old = "规则 甲\n输入 分：0~100\n档=分档(分，60以上：1，其他：0)\n"
    new = "规则 甲\n输入 分：0~100\n档=分档(分，60以上：1，50以下：0)\n"
    found = compared(old, new, [{"分": 55}])
    assert found.objects is not None
    (one,) = found.objects.changed
    assert (one.fails_before, one.fails_after, [problem.code for problem in one.after]) == (
        False,
        True,
        ["没有适用的档"],
    )


def test_formulas_can_be_compared():
    assert compared("甲×2+乙", "乙+甲+甲")
    assert not compared("甲×2+乙", "乙+甲")


def test_vetoes_that_are_only_recorded_make_a_difference():
    old = "规则 甲\n输入 分、次：0~100\n得分=分\n一票否决 次>5\n"
    found = compared(old, old.replace(">5", ">6"))
    assert (found.same, found.differs, found.recorded) == (False, True, True)


def test_what_is_no_list_of_records_is_refused():
    with pytest.raises(govperf.InputError):
        compared(OLD, NEW, {"考核": 1})  # type: ignore[arg-type]


def test_the_report_says_the_same_as_str():
    found = compared(OLD, NEW, UNITS)
    assert str(found) == found.report()
    assert found.to_dict()["same"] is False
    assert "总" not in found.report("en").splitlines()[0]


def test_progress_is_told():
    told: list[tuple[str, int, int]] = []
    compare(govperf.compile(OLD), govperf.compile(NEW), UNITS, progress=lambda *step: told.append(step))
    assert told == [("改动", 1, 1), ("结果", 1, 2), ("结果", 2, 2), ("对象", 1, 1)]
