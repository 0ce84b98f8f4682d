"""Runs of characters that were meant as several words."""

from __future__ import annotations

import pytest

from govperf.syntax.mistakes import run_together


@pytest.mark.cases("cuts.csv")
def test_cut(condition: str, name: str, cut: str) -> None:
    found = run_together(name, condition=bool(condition))
    assert (str(found) if found else "") == cut
