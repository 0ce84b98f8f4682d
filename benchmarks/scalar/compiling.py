"""Times compiling once the grammar is loaded: the workloads, then example files of about a hundred lines."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

import govperf
from scalar import w1, w2
from scalar.timing import Job, side_by_side

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ABOUT_A_HUNDRED = range(90, 131)


@frozen
class Compiling:
    """How long one text takes, in milliseconds."""

    name: str
    lines: int
    milliseconds: float
    quickest: float


def timings(rounds: int) -> list[Compiling]:
    """Everything measured side by side: the texts of the workloads, then the examples in the order of their names."""
    texts = {"W1, formula": w1.FORMULA, "W1, rule file": w1.RULES, "W2, rule file": w2.RULES, **_examples()}
    found = side_by_side({name: Job(govperf.compile, [text]) for name, text in texts.items()}, rounds)
    return [
        Compiling(name, _lines(text), found[name].milliseconds, found[name].quickest) for name, text in texts.items()
    ]


def _examples() -> dict[str, str]:
    """Files that stand alone: one that builds on another is compiled from its folder, which is more than text."""
    texts = {
        path.relative_to(EXAMPLES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(EXAMPLES.glob("*/*.govperf"))
    }
    return {name: text for name, text in texts.items() if _lines(text) in ABOUT_A_HUNDRED and "\n沿用 " not in text}


def _lines(text: str) -> int:
    return len(text.splitlines())
