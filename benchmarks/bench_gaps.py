"""Measures tables with gaps: values that are missing here and there, values that are refused, a column that nobody has.

    python benchmarks/bench_gaps.py [--rows N]

Prints for each workload and kind of damage the time of ``score_all`` with ``skip_bad``, the rows in error, what one of
them costs beyond the table without gaps.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
from table import works
from table.ours import RULES, arrow

import govperf

ROWS, SHARE = 50_000, 0.05


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    for name, rules in RULES.items():
        policy = govperf.compile(rules)
        table = arrow(works.work(name).random(np.random.default_rng(7), rows))
        whole = min(_timed(policy, table)[0] for _ in range(3))
        print(f"{name}, {rows} rows without gaps: {whole * 1e3:.0f} ms")
        for words, damage in DAMAGES.items():
            seconds, errors = _timed(policy, damage(table, np.random.default_rng(1)))
            each = max(seconds - whole, 0) * 1e6 / max(errors, 1)
            print(f"  {words:34} {seconds * 1e3:7.0f} ms {errors:7} rows in error {each:8.1f} us each")


def _timed(policy: Any, table: Any) -> tuple[float, int]:
    start = time.perf_counter()
    scored = policy.score_all(table, skip_bad=True)
    seconds = time.perf_counter() - start
    return seconds, len(scored) - scored["错误"].null_count


def _with(table: Any, names: list[str], change: Callable[[Any, Any], Any], random: Any) -> Any:
    """The table with some cells of some columns changed."""
    for name in names:
        values = table[name].to_numpy()
        changed = change(values, random.random(len(values)) < SHARE)
        table = table.set_column(table.column_names.index(name), name, changed)
    return table


def _gone(values: Any, cells: Any) -> Any:
    return pa.array(values, mask=cells)


def _refused(values: Any, cells: Any) -> Any:
    return pa.array(np.where(cells, -1.0, values))


DAMAGES: dict[str, Callable[[Any, Any], Any]] = {
    "5% of one column missing": lambda table, random: _with(table, table.column_names[:1], _gone, random),
    "5% of three columns missing": lambda table, random: _with(table, table.column_names[:3], _gone, random),
    "5% of every column missing": lambda table, random: _with(table, table.column_names, _gone, random),
    "5% of one column refused": lambda table, random: _with(table, table.column_names[:1], _refused, random),
    "one column missing": lambda table, _: table.drop_columns(table.column_names[:1]),
}


if __name__ == "__main__":
    main()
