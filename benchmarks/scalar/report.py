"""Writes what was measured as Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata

from scalar.compiling import Compiling
from scalar.model import BASELINE, CHECKED, Workload
from scalar.startup import Startup
from scalar.timing import Timing
from scalar.wrong import Wrong

OURS = "govperf, dict of floats"
ROOMS = "its rooms, on first use"
PEERS = ("lark", "attrs", "zen-engine", "cel-expr-python", "cel-python")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words, whose others are numbers."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    lines.extend("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(lines)


def surroundings() -> str:
    """What the numbers depend on."""
    versions = ", ".join(f"{name} {version}" for name in PEERS if (version := _version(name)))
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; {versions}."
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


# --- the scores ---


def scores(work: Workload, timings: Mapping[str, Timing]) -> str:
    """Times with ratios, one row for each contender."""
    base, checked = timings[BASELINE], timings[CHECKED]
    rows = []
    for name, timing in timings.items():
        low, high = timing.spread(base)
        rows.append(
            (
                name,
                f"{timing.microseconds:.2f}",
                f"{timing.over(base):.2f}",
                f"{low:.2f}–{high:.2f}",
                f"{timing.over(checked):.2f}",
            )
        )
    heads = ("", "μs", "÷ float", "quartiles", "÷ float, checked")
    return "\n\n".join(
        (
            f"## {work.name}: {work.title}",
            table(heads, rows),
            *(f"Left out: {reason}." for reason in work.absent),
        )
    )


def goals(
    works: Sequence[tuple[Workload, Mapping[str, Timing]]],
    compiled: Sequence[Compiling],
    process: Mapping[str, Startup],
) -> str:
    """What was to be reached beside what was."""
    rows = []
    for work, timings in works:
        ratio = timings[OURS].over(timings[BASELINE])
        rows.append(_goal(f"{work.name}: score ÷ float", ratio, work.goal, ""))
        quickest = min((one.microseconds for name, one in timings.items() if name.startswith("ZEN")), default=None)
        if quickest is not None:
            rows.append(
                _goal(f"{work.name}: score, against ZEN at its quickest", timings[OURS].microseconds, quickest, " μs")
            )
    rows.extend((*_compile_goals(compiled), *_process_goals(process)))
    return "\n\n".join(("## Goals", table(("", "measured", "quickest", "at most", ""), rows)))


Row = tuple[str, str, str, str, str]


def _compile_goals(compiled: Sequence[Compiling]) -> list[Row]:
    by_name = {one.name: one for one in compiled}
    slowest = max((one for one in compiled if "/" in one.name), key=lambda one: one.quickest / one.lines)
    to_hundred = 100 / slowest.lines
    workload = [
        _goal(f"compile {name}", by_name[name].milliseconds, 3, " ms", by_name[name].quickest)
        for name in ("W1, formula", "W1, rule file")
    ]
    name = f"compile 100 lines ({slowest.name}, the slowest of the examples)"
    return [*workload, _goal(name, slowest.milliseconds * to_hundred, 60, " ms", slowest.quickest * to_hundred)]


def _process_goals(process: Mapping[str, Startup]) -> list[Row]:
    behind = f"import govperf (its rooms follow on first use: {process[ROOMS].median:.1f} ms)"
    goals = (
        (behind, "import govperf", 15),
        ("first score, grammar cached", "first score, grammar cached", 150),
        ("first score, grammar not cached", "first score, grammar not cached", 400),
    )
    return [_goal(name, process[key].median, most, " ms", process[key].quickest) for name, key, most in goals]


def _goal(name: str, measured: float, most: float, unit: str, quickest: float | None = None) -> Row:
    least = "" if quickest is None else f"{quickest:.2f}{unit}"
    return name, f"{measured:.2f}{unit}", least, f"{most:.4g}{unit}", "reached" if measured <= most else "**missed**"


# --- what happens once ---


def once(compiled: Sequence[Compiling], process: Mapping[str, Startup]) -> str:
    """Compiling with a loaded grammar, then what a fresh process needs."""
    files = [(one.name, str(one.lines), f"{one.milliseconds:.2f}", f"{one.quickest:.2f}") for one in compiled]
    starts = [(name, f"{one.median:.1f}", f"{one.quickest:.1f}") for name, one in process.items()]
    return "\n\n".join(
        (
            "## Compiling, once the grammar is loaded",
            table(("", "lines", "ms", "quickest"), files),
            "## Fresh processes",
            NOTE_ON_PROCESSES,
            table(("", "ms", "quickest"), starts),
        )
    )


NOTE_ON_PROCESSES = """\
A first score is: importing everything, compiling the rule file of W1, scoring, reading two results. A whole process is
seen from outside: it adds starting the interpreter with ending it."""


# --- wrong results ---


def wrong(found: Mapping[tuple[str, str, str], Wrong]) -> str:
    """Wrong results per million rows; the key is workload, rows, contender."""
    rows = []
    for (work, kind, name), one in found.items():
        counts = (one.scores, one.printed, one.grades)
        rows.append((work, kind, name, f"{one.rows:,}", *(f"{one.per_million(count):,}" for count in counts)))
    heads = ("", "rows", "", "asked", "score is another number", "wrong at 2 decimals", "wrong grade")
    return "\n\n".join(("## Wrong results per million rows", NOTE_ON_WRONG, table(heads, rows)))


NOTE_ON_WRONG = """\
Compared with `fractions.Fraction`. Rows at an edge have an exact score on the lower bound of a grade (W2: or half a
cent below it); in W2 most targets are then met, as in real data. A score is another number where its shortest decimal
is not the exact value. W2 rounds to 2 decimals by itself, W1 leaves that to the host: a float, also one that is right,
is rounded by Python's `round`."""
