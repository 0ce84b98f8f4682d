"""The cases of the examples reach every part of their rule files; those of some small files notice every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.coverage import measure
from govperf.mutation import Verdict, mutate

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
RULE_FILES = sorted(EXAMPLES.glob("*/*.govperf"))
SMALL = ("03-beijing/person", "05-qitai/unit", "09-teacher-pay/leaver", "11-meiling/annual")


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_cases_reach_every_part(path: Path) -> None:
    found = measure(govperf.load(path))

    assert [aim.missing() for aim in found.missing] == []
    assert found.idle == ()
    assert found.reached == found.total > 0


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_case_was_compared_with_the_policy(path: Path) -> None:
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("待确认")] == []


@pytest.mark.parametrize("rules", SMALL)
def test_cases_notice_every_mistake(rules: str) -> None:
    path = EXAMPLES / f"{rules}.govperf"

    found = mutate(govperf.load(path), folder=path.parent)

    assert [mutant.name for mutant in found.alive] == []
    assert len(found.of(Verdict.KILLED)) > 10
