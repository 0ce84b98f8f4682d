"""A policy is held to laws: those of every policy, those of its author."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import govperf
from govperf.testing import assert_policy

HEAD = "规则 试\n对象 单位\n"
SOUND = (
    HEAD
    + """输入 甲、乙：0~100
输入 扣：≥0 默认 0
总=甲×90%+乙×10%-扣(≤2)  保留2位小数
等次 评 按 总
  优：90以上
  良：90以下(不含90)
"""
)
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def test_a_sound_policy_keeps_all_laws():
    policy = govperf.compile(SOUND)
    assert_policy(
        policy,
        lambda record, card: card["总"] <= 100,
        never_lowers=[("甲", "总"), ("乙", "评")],
        never_raises=("扣", "总"),
        within={"总": (-2, 100)},
        max_examples=30,
    )


BROKEN = {
    "a step down": ("总=如果 甲≥60 则 甲-5 否则 甲\n", {"never_lowers": ("甲", "总")}, "甲 越高，总 不降"),
    "a grade that falls": (
        "等次 评 按 甲\n  优：60~90(不含90)\n  良：其他\n",
        {"never_lowers": ("甲", "评")},
        "甲 越高，评 不降",
    ),
    "a deduction that adds": ("总=甲+乙\n", {"never_raises": ("乙", "总")}, "乙 越高，总 不升"),
    "out of bounds": ("总=甲+乙\n", {"within": {"总": (0, 100)}}, "不在 0~100 之内"),
    "a gap": ("总=分档 甲\n  90以上：1\n  0~89：0\n", {}, "没有适用的档"),
    "a zero divisor": ("总=甲÷乙\n", {}, "除数为零"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_law_is_told_with_its_record(name: str):
    rules, laws, words = BROKEN[name]
    policy = govperf.compile(HEAD + "输入 甲、乙：0~100\n" + rules)
    with pytest.raises(AssertionError, match=words) as caught:
        assert_policy(policy, **laws, max_examples=50)
    assert "记录：\n  {" in str(caught.value)


def test_the_errors_that_are_meant_are_allowed():
    policy = govperf.compile(HEAD + "输入 甲、乙：0~100\n总=甲÷乙\n")
    assert_policy(policy, allow=["除数为零"], max_examples=30)


def test_a_law_of_the_host_is_told_by_its_name():
    def halves_are_rare(record: dict[str, Any], card: Any):
        assert card["总"] != 50, "正好一半"

    policy = govperf.compile(HEAD + "输入 甲：0~100\n总=甲\n级=如果 甲≥50 则 1 否则 0\n")
    with pytest.raises(AssertionError, match="halves_are_rare：正好一半"):
        assert_policy(policy, halves_are_rare, max_examples=5)


def test_cohorts_are_held_to_laws_as_well():
    text = HEAD + "输入 分：0~100\n等次 评 按 分\n  优：90以上 限额 30%\n  良：其他\n  并列 从严\n"
    assert_policy(govperf.compile(text), never_lowers=("分", "评"), max_examples=25)
    shifted = govperf.compile(HEAD + "输入 分：0~100\n位=名次(分)\n")
    with pytest.raises(AssertionError, match="分 越高，位 不降"):
        assert_policy(shifted, never_lowers=("分", "位"), max_examples=20)


@pytest.mark.parametrize("name", ["05-qitai/unit", "05-qitai/special", "06-traffic/county", "10-hospital/annual"])
def test_examples_keep_the_laws_of_every_policy(name: str):
    assert_policy(govperf.load(EXAMPLES / f"{name}.govperf", root=EXAMPLES), max_examples=10)


@pytest.mark.parametrize(
    ("laws", "words"),
    [
        ({"never_lowers": ("丁", "总")}, "没有叫“丁”的输入"),
        ({"never_lowers": ("甲", "合")}, "没有叫“合”的结果"),
        ({"never_lowers": ("甲",)}, "要写成"),
        ({"never_lowers": ("单位", "总")}, "没有高低"),
        ({"within": {"合": (0, 1)}}, "不是这个政策的结果"),
        ({"within": {"总": (0, 1, 2)}}, "要写成"),
    ],
)
def test_a_law_that_makes_no_sense_is_refused(laws: dict[str, Any], words: str):
    with pytest.raises(govperf.GovperfError, match=words):
        assert_policy(govperf.compile(SOUND), **laws)


def test_without_hypothesis_the_extra_is_named():
    script = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import govperf\n"
        "try:\n    import govperf.testing\n"
        "except govperf.MissingExtraError as error:\n    print(error)\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", script]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "govperf[testing]" in told.stdout
