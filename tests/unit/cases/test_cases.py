"""The 用例 of ``tests/cases/*.govperf``: those called 错：… fail, in the words of the ``.txt`` beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.cases import CaseResult

FILES = sorted((Path(__file__).parents[2] / "cases").glob("*.govperf"))
WRONG = "错："


def results_of(path: Path) -> tuple[CaseResult, ...]:
    return govperf.load(path).run_cases()


def told(results: tuple[CaseResult, ...]) -> str:
    """Each case that failed: its name, then each failure with its line of the rule file."""
    lines = []
    for result in results:
        if result.failures:
            lines.append(result.name)
        lines.extend(f"  {one.span.line if one.span else '-'}: {one.message}" for one in result.failures)
    return "\n".join(lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases_fail_in_the_words_written_down(path: Path):
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
    assert told(results_of(path)) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_just_the_cases_that_are_meant_to_fail(path: Path):
    results = results_of(path)
    assert [one.name for one in results if not one.passed] == [
        one.name for one in results if one.name.startswith(WRONG)
    ]
    assert len({one.name for one in results}) == len(results)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_case_alone_says_the_same(path: Path):
    policy = govperf.load(path)
    assert [policy.run_case(index) for index in range(len(policy.case_names))] == list(policy.run_cases())
