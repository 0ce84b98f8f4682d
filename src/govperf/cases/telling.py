"""A case that failed, in lines: what was expected, what came out, how it came about, where the difference begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from govperf.cases.model import CaseFailure, CaseResult

Paint = Callable[[str, str], str]
"""Puts a text into a colour: 31 is red, 32 green."""


def _plain(text: str, _: str) -> str:
    return text


def told(result: CaseResult, paint: Paint = _plain) -> Iterator[str]:
    """The lines for every failure of a case."""
    for failure in result.failures:
        yield from (f"  {line}" for line in _message(failure, paint))
        yield from (f"    {line}" for line in _place(failure))
        if failure.cause:
            yield f"    差别从“{failure.cause}”开始，见那一处"
        if failure.sound:
            names = "、".join(f"“{name}”" for name in failure.sound)
            yield f"    {names}与期望一致，差别在这以后"
        yield from (f"      {line}" for line in failure.working)


def _message(failure: CaseFailure, paint: Paint) -> Iterator[str]:
    """The words of a failure, what is expected in green, what came out in red."""
    if failure.snapshot is not None:
        for line in failure.message.splitlines():
            yield paint(line, "32" if line.startswith("- ") else "31") if line.startswith(("- ", "+ ")) else line
        return
    message = failure.message
    if failure.expected and failure.actual:
        start, mark, rest = message.rpartition(failure.actual)
        message = f"{start}{paint(mark, '31')}{rest}"
        start, mark, rest = message.partition(f"期望 {failure.expected}")
        message = f"{start}{paint(mark, '32')}{rest}"
    yield from message.splitlines()


def _place(failure: CaseFailure) -> Iterator[str]:
    if failure.span is not None:
        words = failure.span.text.splitlines()[0].strip() if failure.span.text else ""
        file = Path(failure.span.source.name).name
        yield f"{file}:{failure.span.line}:{failure.span.column}  {words}"
