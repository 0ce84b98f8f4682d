"""Policies in which a missing value may be told early, late, or not at all; records that lack many of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from tests.strategies import records
from tests.strategies.policies import HEAD, Paper

from govperf.diagnostics import Problem
from govperf.evaluate import messages

INPUTS = """输入
  甲：0~100分
  乙：-10~20
  丙：数
  丁：≥0 默认 2
  戊：数 可缺
  己：数 适用 类=省级
  庚：日期
  类：国家级、省级、市级
  优：是否
  违：是否 默认 否
"""
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "甲": st.sampled_from((0, 1, 50, 99, 100)),
    "乙": st.sampled_from((-10, -1, 0, 1, 20)),
    "丙": st.sampled_from((-3, 0, 2, "0.125")),
    "丁": st.sampled_from((0, 1, 3)),
    "戊": st.sampled_from((0, 5)),
    "己": st.sampled_from((0, 7)),
    "庚": st.sampled_from((datetime.date(2011, 1, 31), datetime.date(2012, 2, 29))),
    "类": st.sampled_from(("国家级", "省级", "市级")),
    "优": records.answers(),
    "违": records.answers(),
}
OPTIONAL = frozenset(("丁", "戊", "己", "违"))
NUMBERS = ("甲", "乙", "丙", "丁", "(戊 缺省 1)", "年份(庚)", "(如果 类=省级 则 己 否则 丙)", "2")
CONDITIONS = ("优", "违", "甲>50", "乙>0", "类=省级", "类=国家级", "有 戊", "丙>0", "庚>2012年1月1日")
LEDGER = """明细 表彰
  级别：国家级、省级
  分：-5~20
  数：0~9 可缺
  集体：是否 默认 否
  值=分+乙
  附=如果 集体 则 分×(数 缺省 1) 否则 甲
"""
ROW: dict[str, st.SearchStrategy[Any]] = {
    "级别": st.sampled_from(("国家级", "省级", "省级", "乱写")),
    "分": st.sampled_from((-5, 0, 3, 20, 99)),
    "数": st.sampled_from((0, 3, "乱写")),
    "集体": st.sampled_from((True, False, False, [1])),
}
ROWS = st.lists(records.record(ROW, frozenset(ROW)), max_size=3)
LISTS = (
    "合计(表彰.分)",
    "合计(表彰.值)",
    "合计(表彰.附)",
    "合计(表彰.附+表彰.值)",
    "最高(表彰.附，其中 表彰.值>0，无则 0)",
    "平均(表彰.分，无则 甲)",
    "合计(表彰.分，其中 分>乙)",
    "计数(表彰.分≥0，其中 优)",
    "最高(表彰.分，其中 级别=省级，无则 0)",
)


def conditions(known: Sequence[str], depth: int) -> st.SearchStrategy[str]:
    """Conditions of all forms; what is read second often is not read at all."""
    plain = st.sampled_from(CONDITIONS)
    if depth <= 0:
        return plain
    inside = conditions(known, depth - 1)
    number = numbers(known, depth - 1)
    return st.one_of(
        plain,
        st.builds("({} 且 {})".format, inside, inside),
        st.builds("({} 或 {})".format, inside, inside),
        st.builds("(非 {})".format, inside),
        st.builds("{}≤{}".format, number, number),
    )


def numbers(known: Sequence[str], depth: int) -> st.SearchStrategy[str]:
    """Formulas of numbers that read the inputs, with other values of the policy, in every order."""
    plain = st.sampled_from((*NUMBERS, *known))
    if depth <= 0:
        return plain
    inside = numbers(known, depth - 1)
    condition = conditions(known, depth - 1)
    return st.one_of(
        plain,
        st.builds("({}+{})".format, inside, inside),
        st.builds("({}×{})".format, inside, inside),
        st.builds("({}÷{})".format, inside, inside),
        st.builds("最大({}，{})".format, inside, inside),
        st.builds("四舍五入({}，1)".format, inside),
        st.builds("({})(≤{})".format, inside, inside),
        st.builds("(如果 {} 则 {} 否则 {})".format, condition, inside, inside),
        st.builds("平均({}，{})".format, inside, inside),
        st.builds("合计({}，戊，缺的不计)".format, inside),
        st.builds("对照(类，国家级：{}，省级：{}，其他：{})".format, inside, inside, inside),
        st.builds("插值({}，0：0，10：5，100：20)".format, inside),
        st.builds("累进({}，0~10：0.05，10~20：0.1，20以上：0.2)".format, inside),
    )


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Values that read each other, some of them shown; vetoes, a grade, requirements, a ledger."""
    held = draw(st.booleans())
    known: list[str] = list(LISTS) if held else []
    found = [HEAD, INPUTS, *([LEDGER] if held else [])]
    for place in range(draw(st.integers(1, 4))):
        name = f"值{place}"
        marks = "中间 " if draw(st.booleans()) else ""
        found.append(f"{marks}{name}={draw(numbers(known, draw(st.integers(0, 3))))}\n")
        known.append(name)
    if draw(st.integers(0, 2)) == 0:
        found.append(_tree(draw, known))
        known.append("总评")
    found.append(f"得分={draw(numbers(known, 2))}\n")
    if draw(st.booleans()):
        found.append(_grade(draw, known))
    for _ in range(draw(st.integers(0, 2))):
        target = draw(st.sampled_from(("得分=0", "得分=0", "得分=乙")))
        found.append(f"一票否决 {draw(conditions(known, 1))} → {target}\n")
    found += [f"要求 {draw(conditions(known, 1))} 说明 “不合”\n" for _ in range(draw(st.integers(0, 2)))]
    fields = {**FIELDS, "表彰": ROWS} if held else FIELDS
    return Paper("".join(found), fields, OPTIONAL)


def _tree(draw: st.DrawFn, known: Sequence[str]) -> str:
    parts = [draw(numbers(known, 1)) for _ in range(3)]
    applies = draw(st.sampled_from(("", " 适用 优", " 适用 甲>50")))
    return (
        f"指标 总评 100分 缺项按比例折算\n  一 50分={parts[0]}{applies}\n  二 50分\n"
        f"    二一 60%={parts[1]}\n    二二 40%={parts[2]}\n"
    )


def _grade(draw: st.DrawFn, known: Sequence[str]) -> str:
    def condition() -> str:
        return draw(conditions(known, 1))

    lines = ["等次 评级 按 得分\n", f"  高：90以上{f' 且 {condition()}' if draw(st.booleans()) else ''}\n"]
    lines += ["  中：10~90(不含90)\n", "  低：其他\n"]
    lines += [f"  降一等 {condition()}\n"] if draw(st.booleans()) else []
    lines += [f"  一票否决 {condition()} → 低\n"] if draw(st.booleans()) else []
    lines += [f"  不定等次 {condition()}\n"] if draw(st.integers(0, 3)) == 0 else []
    return "".join(lines)


@st.composite
def damaged(draw: st.DrawFn, fields: Mapping[str, st.SearchStrategy[Any]], most: int = 8) -> list[dict[str, Any]]:
    """Records of which many lack several values, or have what is refused; some columns nobody has."""
    nobody = draw(st.sets(st.sampled_from(tuple(fields)), max_size=2))
    found: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(2, most))):
        record = {name: draw(values) for name, values in fields.items() if name not in nobody}
        for name in draw(st.sets(st.sampled_from(tuple(fields)), max_size=5)):
            record.pop(name, None)
        if draw(st.integers(0, 2)) == 0:
            wrong = draw(st.sampled_from(("乱写", float("nan"), -10_000, [1])))
            record[draw(st.sampled_from(tuple(fields)))] = wrong
        found.append(record)
    return found


@st.composite
def slips(draw: st.DrawFn, fields: Mapping[str, Any]) -> dict[str | int, Problem]:
    """Columns that look like a misspelt input."""
    names = draw(st.sets(st.sampled_from(tuple(fields)), max_size=2))
    return {
        name: messages.UNKNOWN_KEY.problem(f"{name}项", name=f"{name}项", advice=f"是不是“{name}”？") for name in names
    }


__all__ = ["damaged", "evolve", "papers", "slips"]
