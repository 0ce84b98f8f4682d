"""Policies that were written blind: their faults are found where they are, and nothing else is said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import govperf
from govperf.diagnostics import Severity

HELD_OUT = Path(__file__).parent / "held_out"
FAULTS: dict[str, list[list[str]]] = tomllib.loads((HELD_OUT / "faults.toml").read_text(encoding="utf-8"))
FAULTY = sorted((HELD_OUT / "faulty").glob("*.govperf"))
CLEAN = sorted((HELD_OUT / "clean").glob("*.govperf"))


def alarms(path: Path) -> Iterator[tuple[str, str]]:
    """Code and line of every warning or error about a policy."""
    for one in govperf.check(path):
        if one.severity is not Severity.NOTE:
            yield one.code, "" if one.span is None else one.span.source.line_text(one.span.line)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_every_fault_is_found_where_it_is(path: Path):
    found = list(alarms(path))

    missed = [[code, words] for code, words in FAULTS[path.stem] if not _told(found, code, words)]
    assert missed == []


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_nothing_else_is_said_of_a_faulty_policy(path: Path):
    false = [one for one in alarms(path) if not any(_told([one], code, words) for code, words in FAULTS[path.stem])]
    assert false == []


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_policy_gives_no_alarm(path: Path):
    assert list(alarms(path)) == []


def test_each_faulty_policy_has_its_faults_written_down():
    assert set(FAULTS) == {path.stem for path in FAULTY}
    assert all(FAULTS.values())


def _told(found: list[tuple[str, str]], code: str, words: str) -> bool:
    return any(one == code and words in line for one, line in found)
