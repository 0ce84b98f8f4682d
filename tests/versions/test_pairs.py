"""What is said of every pair of versions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.versions.pairs import EXPECTED, name_of, pairs, said_of


@pytest.mark.parametrize("pair", pairs(), ids=name_of)
def test_a_pair_is_told_as_expected(pair: Path):
    assert said_of(pair) == (pair / EXPECTED).read_text(encoding="utf-8")


@pytest.mark.parametrize("pair", pairs(), ids=name_of)
def test_pairs_under_same_mean_the_same_all_others_differ(pair: Path):
    said = (pair / EXPECTED).read_text(encoding="utf-8")
    assert said.endswith("退出码 0\n") == name_of(pair).startswith("same/")
