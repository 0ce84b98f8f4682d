"""Why the oracle has no value: the kinds of error that may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

MISSING = "缺少输入"
DIVISION = "除数为零"
EMPTY = "空表"
TIED = "并列未定"
COHORT = "须整组计分"
NO_GRADE = "没有等次"
NOT_SINGLE = "重复"
NEGATIVE_ROOT = "负数开方"
UNFIT = "不合要求"
OUTSIDE = "输入超出范围"
WRONG_KIND = "类型不符"


class Trouble(Exception):  # noqa: N818 - it is no error of the test, it is an answer
    """There is no value; ``codes`` are the kinds of error of which any may be the one that is told first."""

    def __init__(self, *codes: str) -> None:
        self.codes = frozenset(codes)
        super().__init__(*sorted(self.codes))


def every(readings: Iterable[Callable[[], Any]]) -> list[Any]:
    """All values, where there are all; otherwise the trouble of all that have none."""
    values = []
    codes: set[str] = set()
    for reading in readings:
        try:
            values.append(reading())
        except Trouble as trouble:
            codes |= trouble.codes
    if codes:
        raise Trouble(*codes)
    return values
