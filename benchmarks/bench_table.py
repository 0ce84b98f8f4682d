"""Measures scoring whole tables beside numpy by hand with other engines, all in one run.

    python benchmarks/bench_table.py [--rounds N] [--rows N] [--write]

Prints tables; ``--write`` puts them into docs/results/table.md too. Peers that are not installed are left out with a
reason: they are the dependency group ``peers``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve
from table import measure, report
from table.model import Work
from table.works import FACTS, work

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "results" / "table.md"
COMMAND = "python benchmarks/bench_table.py"
ROUNDS = 25
WRONG_ROWS = {"W1": 1_000_000, "W2": 200_000, "W3": 1_000_000}


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    works = [_work(name, options.rows) for name in options.works]
    peaks = [measure.peak_memory(one) for one in works]
    text = "\n\n".join(_measured(one, options.rounds, peak) for one, peak in zip(works, peaks, strict=True))
    print(report.surroundings(), text, sep="\n\n")
    if options.write:
        command = f"{COMMAND} --write" + ("" if options.rounds == ROUNDS else f" --rounds {options.rounds}")
        RESULTS.write_text(report.page(command, text), encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each contender is asked")
    parser.add_argument("--rows", type=int, help="rows of every table (1,000,000; 200,000 of W2)")
    parser.add_argument("--works", nargs="+", default=list(FACTS), choices=list(FACTS))
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} in docs/results")
    return parser.parse_args(arguments)


def _work(name: str, rows: int | None) -> Work:
    found = work(name)
    return found if rows is None else evolve(found, count=rows)


def _measured(one: Work, rounds: int, peak: Mapping[str, float]) -> str:
    for draw in (one.random, one.edges):
        sample = measure.drawn(draw, 5000, seed=5)
        measure.must_be_exact(one, sample, one.oracle(sample))
    timed = {
        kind: measure.side_by_side(one, measure.drawn(draw, one.count), rounds)
        for kind, draw in (("random", one.random), ("edges", one.edges))
    }
    return report.section(one, timed, peak, _wrong(one))


def _wrong(one: Work) -> dict[tuple[str, str], measure.Wrong]:
    found = {}
    for kind, draw in (("random", one.random), ("edges", one.edges)):
        rows = measure.drawn(draw, min(one.count, WRONG_ROWS[one.name]), seed=11)
        exact = one.oracle(rows)
        for contender in one.contenders:
            found[kind, contender.name] = measure.count_wrong(contender, rows, exact)
    return found


if __name__ == "__main__":
    main()
