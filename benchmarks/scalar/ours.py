"""govperf as a host calls it: a record in, the score with the grade read from the card."""

from __future__ import annotations

import govperf
from scalar.model import Record, Run, Scored


def scorer(rules: str) -> Run:
    """Scores records by a rule text, compiled once."""
    score = govperf.compile(rules).score

    def run(record: Record) -> Scored:
        card = score(record)
        return card["得分"], card["等级"]  # type: ignore[return-value]  # a grade is text

    return run
