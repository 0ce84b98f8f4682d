"""Rules, a record, the words of the working: ``cases/<name>.govperf``, ``.json``, ``.txt``.

A ``.json`` that holds a list is a cohort; the first of it is explained.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govperf
from govperf.explain import Explanation

CASES = sorted(Path(__file__).with_name("cases").glob("*.govperf"))


def explained(rules: Path) -> Explanation:
    policy = govperf.load(rules)
    data = json.loads(rules.with_suffix(".json").read_text(encoding="utf-8"))
    card = policy.score_all(data)[0] if isinstance(data, list) else policy.score(data)
    return card.explain()


@pytest.mark.parametrize("rules", CASES, ids=lambda path: path.stem)
def test_working_reads_as_written_down(rules: Path) -> None:
    expected = rules.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")

    assert str(explained(rules)) == expected
