"""Measures scoring one object at a time beside plain Python with other engines, all in one run.

    python benchmarks/bench_scalar.py [--rounds N] [--write]

Prints tables; ``--write`` puts them into docs/results/scalar.md too. Peers that are not installed are left out with a
reason: they are the dependency group ``peers``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scalar import compiling, report, startup, w1, w2
from scalar.model import Workload, records
from scalar.timing import Job, Timing, side_by_side
from scalar.wrong import Wrong, count_wrong, exact_rows, must_agree

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "results" / "scalar.md"
COMMAND = "python benchmarks/bench_scalar.py"

ROUNDS = 401
PROCESSES = 15
RECORDS = {"W1": 100, "W2": 20}
"""Few enough to stay in a processor's cache: with more, reading the data would hide what the code costs."""
ASKED = {"W1": 100_000, "W2": 10_000}


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    works = [w1.workload(), w2.workload()]
    timed = [(work, time_scores(work, options.rounds)) for work in works]
    compiled = compiling.timings(max(5, options.rounds // 20))
    process = startup.timings(w1.RULES, max(3, min(PROCESSES, options.rounds)))
    found = {} if options.no_wrong else dict(one for work in works for one in wrong_results(work).items())
    text = "\n\n".join(
        (
            report.goals(timed, compiled, process),
            *(report.scores(work, timings) for work, timings in timed),
            report.once(compiled, process),
            *((report.wrong(found),) if found else ()),
        )
    )
    print(report.surroundings(), text, sep="\n\n")
    if options.write:
        write(text, options.rounds)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each contender is asked")
    parser.add_argument("--no-wrong", action="store_true", help="count no wrong results")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} in docs/results")
    return parser.parse_args(arguments)


def time_scores(work: Workload, rounds: int) -> Mapping[str, Timing]:
    drawn = records(work.natural, RECORDS[work.name], seed=7)
    must_agree(work, drawn[:20])
    return side_by_side(
        {one.name: Job(one.run, [one.prepare(record) for record in drawn]) for one in work.contenders}, rounds
    )


def wrong_results(work: Workload) -> dict[tuple[str, str, str], Wrong]:
    found = {}
    for kind in ("random", "edges"):
        exact = exact_rows(work, kind, ASKED[work.name])
        for contender in work.contenders:
            if contender.counted:
                found[work.name, kind, contender.name] = count_wrong(contender, exact)
    return found


HEAD = """\
# Scoring one object: measured

Written by `{command} --write{rounds}`; {around}
Medians of samples that were taken in turns, ratios of samples of the same round. `float` is plain Python on a dict
without validation; `checked` adds the validation that the rule file asks for. govperf validates, computes exactly,
returns a card from which score with grade are read.
"""


def write(text: str, rounds: int) -> None:
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    asked = "" if rounds == ROUNDS else f" --rounds {rounds}"
    head = HEAD.format(command=COMMAND, rounds=asked, around=report.surroundings())
    RESULTS.write_text(f"{head}\n{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Chinese Windows console is cp936
    main()
