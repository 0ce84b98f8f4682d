"""Explanations as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govperf.explain.reasons import Reason, Step

_INDENT = "  "
RECORD = "明细记录"
VETOES = ("一票否决", "否决")


def lines_of(reasons: Sequence[Reason]) -> Iterator[str]:
    """A line for each value that is listed, those under it indented. Not recursive: a chain may be long."""
    waiting = [(0, reason) for reason in reversed(reasons)]
    while waiting:
        level, reason = waiting.pop()
        if not reason.listed or reason.again:
            continue
        yield f"{_INDENT * level}{line_of(reason)}"
        waiting.extend((level + 1, child) for child in reversed(reason.children))


def line_of(reason: Reason) -> str:
    """The working of one value on a line, with its clause."""
    between = "：" if reason.role in (RECORD, *VETOES) else " = "
    said = f"{reason.name}{between}{reason.text}" if reason.text else reason.name
    clause = f"  依据 {reason.clause}" if reason.clause else ""
    note = f"  说明 {reason.note}" if reason.note else ""
    return f"{said}{clause}{note}"


def working(start: str, steps: Sequence[Step], mark: str = "") -> str:
    """``start`` with what each step made of it: ``3 → 2（上限2）``; ``mark`` stands in the last bracket."""
    said = start
    for number, step in enumerate(steps, start=1):
        words = [step.words, f"依据 {step.clause}" if step.clause else "", mark if number == len(steps) else ""]
        said = f"{arrow(said)}{step.value}{bracketed(words)}"
    return said if steps or not mark else f"{said}{bracketed([mark])}"


def arrow(before: str) -> str:
    """``before`` with an arrow behind it; a full-width bracket needs no blank."""
    return f"{before}→ " if before.endswith("）") else f"{before} → "


def bracketed(words: Sequence[str]) -> str:
    """``（上限2，依据 第八条）``; empty where nothing is said."""
    said = "，".join(word for word in words if word)
    return f"（{said}）" if said else ""
