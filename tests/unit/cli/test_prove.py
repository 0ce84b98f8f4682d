"""govperf prove: the report in words, as data, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RULES = """规则 试
输入
  甲、乙：0~100分
  扣：≥0分 默认 0
得=甲×90%+乙×10%-扣(≤2)  保留2位小数
等次 等 按 得
  优：90以上
  差：其他
断言 得 在 -2~100
"""


@pytest.fixture
def rules(county: Path) -> Path:
    path = county / "stated.govperf"
    path.write_text(RULES, encoding="utf-8")
    return path


def written(path: Path, before: str, after: str) -> None:
    path.write_text(RULES.replace(before, after), encoding="utf-8")


def test_what_is_proved_is_told_in_words(run: Any, rules: Path):
    ran = run("prove", "stated.govperf")
    assert ran.code == 0
    assert "  最低 -2.00（已证明）：甲=0，乙=0，扣=2" in ran.out
    assert "  甲、乙 越高，得 不降（已证明）" in ran.out
    assert "  扣 越高，等 不升（已证明）" in ran.out
    assert "  得 在 -2~100：已证明" in ran.out


def test_a_refuted_statement_is_shown_with_its_object(run: Any, rules: Path):
    written(rules, "-2~100", "0~100")
    ran = run("prove", "stated.govperf")
    assert ran.code == 1
    assert "得 在 0~100：不成立。" in ran.out


def test_a_divisor_that_can_be_0_is_a_fault(run: Any, rules: Path):
    written(rules, "断言", "率=甲÷乙\n断言")
    ran = run("prove", "stated.govperf")
    assert ran.code == 1
    assert "率 的除数“乙”不会是 0：不成立。" in ran.out
    assert "乙=0" in ran.out


def test_what_is_not_settled_has_a_code_of_its_own(run: Any, rules: Path):
    written(rules, "断言 得 在 -2~100", "位=名次(得)\n断言 位 在 1~50")
    ran = run("prove", "stated.govperf")
    assert ran.code == 4
    assert "没有定论（要看全体对象，一个对象证明不了）" in ran.out


def test_one_output_alone(run: Any, rules: Path):
    ran = run("prove", "stated.govperf", "--output", "得")
    assert ran.code == 0
    assert "断言" not in ran.out
    assert "等" not in ran.out.splitlines()


def test_an_unknown_output_is_wrong_use(run: Any, rules: Path):
    ran = run("prove", "stated.govperf", "--output", "没有")
    assert ran.code == 2
    assert "没有“没有”这一项" in ran.err


def test_a_report_for_programs(run: Any, rules: Path):
    written(rules, "-2~100", "0~100")
    report = json.loads(run("prove", "stated.govperf", "--format", "json").out)
    score = report["outputs"][0]
    assert (score["high"]["value"], score["high"]["answer"]) == ("100", "proved")
    assert {one["input"] for one in score["directions"]} == {"甲", "乙", "扣"}
    assert [one["answer"] for one in report["assertions"]] == ["refuted"]
    assert json.loads(report["assertions"][0]["example"]["record"])["甲"] == "0"


def test_a_report_in_english(run: Any, rules: Path):
    ran = run("prove", "stated.govperf", "--lang", "en")
    assert "lowest -2.00 (proved)" in ran.out
    assert "甲、乙 rises: 得 never falls (proved)" in ran.out
