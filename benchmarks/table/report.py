"""Writes what was measured as tables."""

from __future__ import annotations

from collections.abc import Mapping

from scalar.report import surroundings

from table.measure import Timing, Wrong, baseline
from table.model import Work

HEAD = """\
# Scoring whole tables: measured

Written by `{command}`; {around}

Every round asks each contender once, in an order drawn anew; times are medians of all rounds, speeds are medians of the
ratios within one round: 1 is as quick as numpy by hand, 2 twice as quick. Slow contenders get fewer rows, as the column
says. Memory is what the process grows by at most while it scores, its table not counted, each in a fresh process.
Wrong results are counted against an oracle on integers: scores as printed with two decimals, grades, ranks, per
million rows; *random* rows, then rows at *edges* (W1, W3: half of them exactly on the bound of a grade; W2: a quarter
on a bound, a quarter half a hundredth below one).
"""


def page(command: str, text: str) -> str:
    """The whole page."""
    return f"{HEAD.format(command=command, around=surroundings())}\n{text}\n"


def section(
    work: Work,
    timed: Mapping[str, Mapping[str, Timing]],
    memory: Mapping[str, float],
    wrong: Mapping[tuple[str, str], Wrong],
) -> str:
    """One workload."""
    head = (
        "| | rows | ns/row, random | speed | speed, edges | peak MB | wrong per million, random: scores, grades, ranks "
        "| the same, edges |\n|---|--:|--:|--:|--:|--:|---|---|"
    )
    lines = [_line(one.name, timed, memory, wrong) for one in work.contenders]
    absent = [f"\nNot there: {'; '.join(work.absent)}."] if work.absent else []
    return "\n".join((f"## {work.name}: {work.title}\n", head, *lines, *absent))


def _line(
    name: str,
    timed: Mapping[str, Mapping[str, Timing]],
    memory: Mapping[str, float],
    wrong: Mapping[tuple[str, str], Wrong],
) -> str:
    usual, edges = timed["random"][name], timed["edges"][name]
    speeds = [_speed(one[name].speed(baseline(one))) for one in (timed["random"], timed["edges"])]
    peak = f"{memory[name]:.1f}" if name in memory else "–"
    counted = [_wrong(wrong[kind, name]) for kind in ("random", "edges")]
    rows = f"{min(usual.rows, edges.rows):,}"
    return f"| {name} | {rows} | {usual.nanoseconds:,.1f} | {' | '.join(speeds)} | {peak} | {' | '.join(counted)} |"


def _speed(ratio: float) -> str:
    return f"{ratio:.2f}×" if ratio >= 0.1 else f"1/{1 / ratio:,.0f}"


def _wrong(one: Wrong) -> str:
    counts = (one.printed, one.grades, *(() if one.ranks is None else (one.ranks,)))
    return ", ".join(f"{one.per_million(count):,}" for count in counts)
