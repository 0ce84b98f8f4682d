"""Every example that a finding shows, over all rule files of the project, is scored again and does what it says."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

import govperf
from govperf.diagnostics import Diagnostic

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path for folder in ("examples", "tests") for path in (ROOT / folder).rglob("*.govperf") if "table" not in path.parts
)
FAILURES = {
    "缺口": {"没有等次", "没有适用的档", "没有对应的键", "超出末档"},
    "缺少选项": {"没有对应的键", "没有适用的档"},
    "除数可能为零": {"除数为零"},
}
BAD_DATA = {"输入超出范围", "不合要求", "缺少输入", "类型不符"}
SHOWN = ("得分越界", "满分达不到", "结果除不尽", "加分变扣分")
"""Codes whose example starts with the value of a result."""

_VALUE = re.compile(r"(?P<name>[^=：]+)=(?P<value>-?[0-9.]+)(?:…（(?P<exact>-?[0-9]+/[0-9]+)）)?(?P<percent>%)?：?")


def examples(path: Path) -> list[tuple[govperf.Policy, Diagnostic]]:
    """The findings about a rule file that compiles that show an object or a cohort."""
    try:
        policy = govperf.load(path)
    except govperf.GovperfError:
        return []
    return [(policy, one) for one in policy.check() if "inputs" in one.facts]


def scored(policy: govperf.Policy, finding: Diagnostic) -> govperf.Board:
    records = json.loads(finding.facts["inputs"])
    return policy.score_all(records if isinstance(records, list) else [records])


def failures(board: govperf.Board) -> set[str]:
    return {problem.code for error in board.errors for problem in getattr(error.error, "problems", ())}


def replayed(policy: govperf.Policy, finding: Diagnostic) -> bool:
    board = scored(policy, finding)
    codes = failures(board)
    if finding.code in FAILURES:
        return bool(codes & FAILURES[finding.code]) and not codes & BAD_DATA
    shown = _VALUE.match(finding.example)
    name = shown["name"] if shown else ""
    if finding.code in SHOWN and shown is not None and name in policy.outputs and not codes:
        value = Fraction(shown["exact"] or shown["value"])
        return Fraction(str(board[0][name])) == (value / 100 if shown["percent"] else value)
    return not codes & BAD_DATA


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_do_what_they_say(path: Path):
    assert [one.example for policy, one in examples(path) if not (one.example and replayed(policy, one))] == []


@pytest.mark.parametrize("code", [*FAILURES, *SHOWN, "扣分变加分"])
def test_examples_of_every_kind_are_there(code: str):
    assert any(one.code == code for _, one in examples(ROOT / "tests" / "checks" / "codes" / code / "earns.govperf"))
