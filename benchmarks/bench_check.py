"""Measures what the checks of one policy take: every example, the forty indicators of W2, policies as printed.

    python benchmarks/bench_check.py [--rounds N] [--write]

Reading, compiling and checking are counted together, as ``govperf check`` does them, in a process that has loaded the
library. ``--write`` puts the table into docs/results/check.md too.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from scalar import w2

import govperf
from govperf.diagnostics import Severity

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "docs" / "results" / "check.md"
TABLE_ROWS = 1_900


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how often each policy is checked")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} in docs/results")
    options = parser.parse_args(arguments)
    text = report(list(measured(options.rounds)))
    print(text)
    if options.write:
        command = f"python benchmarks/bench_check.py --write --rounds {options.rounds}"
        RESULTS.write_text(page(command, text), encoding="utf-8")


def subjects() -> Iterator[tuple[str, str | Path]]:
    """Names with rule texts or files."""
    yield "W2, 40 indicators", w2.RULES
    yield f"a scale of {TABLE_ROWS} bands", long_scale(TABLE_ROWS)
    for folder in ("examples", "tests/checks/held_out/faulty", "tests/checks/held_out/clean"):
        for path in sorted((ROOT / folder).rglob("*.govperf")):
            yield str(path.relative_to(ROOT)), path


def long_scale(rows: int) -> str:
    """A printed table of single bands with a gap between each two."""
    bands = "".join(f"  {row * 10}~{row * 10 + 9}：{row % 7}分\n" for row in range(rows))
    return f"规则 长表\n输入 甲：0~{rows * 10}\n得分=分档 甲\n{bands}"


def measured(rounds: int) -> Iterator[tuple[str, int, float, int, int]]:
    """Name, lines, median seconds, warnings or errors, notes."""
    for name, subject in subjects():
        lines = (subject if isinstance(subject, str) else subject.read_text(encoding="utf-8")).count("\n")
        samples = []
        for _ in range(rounds):
            start = perf_counter()
            found = govperf.check(subject)
            samples.append(perf_counter() - start)
        alarms = sum(one.severity is not Severity.NOTE for one in found)
        yield name, lines, median(samples), alarms, len(found) - alarms


def report(rows: list[tuple[str, int, float, int, int]]) -> str:
    """The table, the slowest first, below the goals."""
    slowest = max((row for row in rows if row[0].startswith("examples")), key=lambda row: row[2])
    forty = next(row for row in rows if row[0].startswith("W2"))
    goals = [
        f"| the slowest example ({slowest[0]}, {slowest[1]} lines) | {slowest[2] * 1000:.0f} ms | 1000 ms |",
        f"| 40 indicators (W2, {forty[1]} lines) | {forty[2] * 1000:.0f} ms | 2000 ms |",
    ]
    lines = [
        f"| {name} | {count} | {seconds * 1000:.0f} | {alarms} | {notes} |"
        for name, count, seconds, alarms, notes in sorted(rows, key=lambda row: -row[2])
    ]
    goal = "|  | measured | at most |\n|---|--:|--:|\n" + "\n".join(goals)
    head = "| policy | lines | ms | warnings, errors | notes |\n|---|--:|--:|--:|--:|\n"
    return f"{goal}\n\n{head}" + "\n".join(lines)


def page(command: str, text: str) -> str:
    """The page of results."""
    machine = f"CPython {platform.python_version()}, {platform.system()} {platform.machine()}"
    return (
        "# Checking a policy: measured\n\n"
        f"Written by `{command}`; {machine}. Medians. Reading, compiling and checking together, in a process that has\n"
        "loaded the library.\n\n"
        f"{text}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
