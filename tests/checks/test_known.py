"""已知 keeps a finding as a note: of its block inside 等次, of the file at the margin."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.checks import CHECKS
from govperf.checks.explained import catalogue, explain
from govperf.diagnostics import Severity

CODES = Path(__file__).parent / "codes"
DOUBTS = [one.code for one in catalogue() if one.part == "规则的含义" and one.severities == (Severity.WARNING,)]
"""Codes of what can be computed but hardly says what was meant."""

TWO_SCALES = """规则 例

输入 甲、乙：0~100分

等次 甲等 按 甲
  优：90以上
  良：80以下
{inside}
等次 乙等 按 乙
  优：90以上
  良：80以下
{margin}"""


def severities(inside: str = "", margin: str = "") -> list[tuple[str, str]]:
    found = govperf.check(TWO_SCALES.format(inside=inside, margin=margin))
    return [(one.code, one.severity.value) for one in found]


def test_without_it_both_are_warnings():
    assert severities() == [("缺口", "warning"), ("缺口", "warning")]


def test_inside_a_block_it_speaks_of_that_block():
    assert severities(inside='  已知 缺口 说明 "原文如此"') == [("缺口", "note"), ("缺口", "warning")]


def test_at_the_margin_it_speaks_of_the_file():
    assert severities(margin='\n已知 缺口 说明 "原文如此"\n') == [("缺口", "note"), ("缺口", "note")]


def test_a_word_besides_the_code_will_do():
    text = '规则 例\n\n输入 甲、乙：0~100分\n\n得分=甲×30%+乙×60%\n\n已知 权重 说明 "原文如此"\n'

    assert [(one.code, one.severity.value) for one in govperf.check(text)] == [("权重合计不符", "note")]


def test_it_never_softens_an_error():
    text = '规则 例\n\n输入 甲：0~100分\n\n等次 等 按 甲\n  优：80以上\n  良：80以下\n  已知 档次重叠 说明 "原文如此"\n'
    found = govperf.check(text)

    assert ("档次重叠", "error") in [(one.code, one.severity.value) for one in found]


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_every_code_can_be_known(code: str):
    text = (CODES / code / "earns.govperf").read_text(encoding="utf-8")
    found = govperf.check(f'{text}\n已知 {code} 说明 "原文如此"\n')

    assert {(one.code, one.severity, one.facts["known"]) for one in found} == {(code, Severity.NOTE, "原文如此")}


@pytest.mark.parametrize("code", DOUBTS)
def test_every_doubt_can_be_known(code: str):
    one = explain(code)
    assert one is not None
    found = govperf.check(f'{one.wrong}\n已知 「{code}」 说明 "原文如此"\n')

    assert [each.severity for each in found if each.code == code] == [Severity.NOTE]


def test_one_that_says_nothing_is_told():
    found = govperf.check('规则 例\n\n输入 甲：0~100分\n\n得分=甲\n\n已知 缺口 说明 "原文如此"\n')

    assert [(one.code, one.severity) for one in found] == [("已知不符", Severity.NOTE)]
