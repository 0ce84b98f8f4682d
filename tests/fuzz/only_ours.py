"""Runs the whole front door on hostile things: nothing but a GovperfError may come out, and a bounded message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import govperf

LONGEST_MESSAGE = 200_000
RECORDS: tuple[object, ...] = ({}, {"得分": 1, "甲": "九十", "乙": 0}, None, [], "甲")


def only_ours(call: Callable[[], Any]) -> Any:
    """What the call returns, or None where it ends in an error of the library; any other exception is let out."""
    try:
        return call()
    except govperf.GovperfError as error:
        said = str(error)
    assert len(said) < LONGEST_MESSAGE
    return None


def compiled(text: str) -> Any:
    """The policy of a text, or None; ``check`` is asked about it too."""
    findings = only_ours(lambda: govperf.check(text))
    assert findings is None or all(len(str(finding)) < LONGEST_MESSAGE for finding in findings)
    return only_ours(lambda: govperf.compile(text))


def scored(policy: Any, *records: object) -> None:
    """Scores each record alone, all of them together, explains what came out."""
    for record in records:
        card = only_ours(lambda record=record: policy.score(record))
        if card is not None:
            only_ours(lambda card=card: (str(card), card.to_dict(), str(card.explain())))
    board = only_ours(lambda: policy.score_all(records))
    if board is not None:
        only_ours(lambda: [str(error) for error in board.errors])
        only_ours(board.to_dicts)


def survives(text: str) -> None:
    """Compiles, checks, scores, explains, runs the cases."""
    policy = compiled(text)
    if policy is not None:
        only_ours(policy.check)
        only_ours(policy.run_cases)
        scored(policy, *RECORDS)
