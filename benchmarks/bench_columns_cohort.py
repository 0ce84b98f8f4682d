"""Measures cohorts by columns beside hand-written NumPy in float64, in turns within one run.

    python benchmarks/bench_columns_cohort.py [--rows N] [--rounds N]

Prints for each workload the median time of both, the median of the ratios of single rounds, how many results were wrong
on either side against whole numbers; then what a few objects without a value cost. The columns are read once and kept
with the table, as those of NumPy are.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from attrs import evolve

import govperf
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Codes, Numbers, Table
from govperf.evaluate.scoring import score_cohort

ROWS, ROUNDS = 1_000_000, 15
TOWNS = 3000
BY_ROWS = 2000
FORMULA = "重点考核×90%+公众评议×10%−查访核验(≤2)−投诉查处(≤2)"
HEAD = f"""\
规则 试算
对象 单位
输入
  重点考核、公众评议：0~100分
  查访核验、投诉查处：≥0分 默认 0
  县：文本

考核分={FORMULA}
"""
POINTS = "  25%以下：90\n  25%~55%(不含25%)：80\n  其他：70\n"
W3 = f"{HEAD}位次分=分档 名次比例(考核分)\n{POINTS}\n得分=考核分×60%+位次分×40%\n"
BY_TOWN = W3.replace("名次比例(考核分)", "名次比例(考核分，同 县)")


class Data(NamedTuple):
    """The same rows as floats, as hundredths, as a table."""

    floats: dict[str, Any]
    hundredths: dict[str, Any]
    towns: Any
    table: Table


class Work(NamedTuple):
    name: str
    rules: str
    by_numpy: Callable[[Data], Any]
    exactly: Callable[[Data], Any]


def data(rows: int) -> Data:
    chance = np.random.default_rng(7)
    most = {"重点考核": 10_000, "公众评议": 10_000, "查访核验": 400, "投诉查处": 400}
    hundredths = {name: chance.integers(0, high + 1, rows) for name, high in most.items()}
    towns = chance.integers(0, TOWNS, rows)
    columns: dict[str, Any] = {
        name: Numbers(n.astype(np.float64), 100, low=0, high=most[name]) for name, n in hundredths.items()
    }
    columns["县"] = Codes(towns.astype(np.int32), tuple(f"第{town}县" for town in range(TOWNS)))
    return Data({name: n / 100 for name, n in hundredths.items()}, hundredths, towns, Table(rows, columns))


# --- NumPy by hand ---


def score(floats: dict[str, Any]) -> Any:
    """The formula in floats."""
    a, b, c, d = floats.values()
    return a * 0.9 + b * 0.1 - np.minimum(c, 2) - np.minimum(d, 2)


def with_points(total: Any, share: Any) -> Any:
    points = np.where(share <= 0.25, 90.0, np.where(share <= 0.55, 80.0, 70.0))
    return total * 0.6 + points * 0.4


def numpy_w3(given: Data) -> Any:
    total = score(given.floats)
    order = np.argsort(-total)
    ranked = total[order]
    first = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
    rank = np.empty(len(total))
    rank[order] = np.repeat(first + 1.0, np.diff(np.append(first, len(total))))
    return with_points(total, rank / len(total))


def numpy_by_town(given: Data) -> Any:
    total = score(given.floats)
    order = np.lexsort((-total, given.towns))
    ranked, towns = total[order], given.towns[order]
    starts = np.flatnonzero(np.concatenate(([True], towns[1:] != towns[:-1])))
    sizes = np.diff(np.append(starts, len(total)))
    new = np.concatenate(([True], (ranked[1:] != ranked[:-1]) | (towns[1:] != towns[:-1])))
    first = np.maximum.accumulate(np.where(new, np.arange(len(total)), 0))
    share = np.empty(len(total))
    share[order] = (first - np.repeat(starts, sizes) + 1) / np.repeat(sizes, sizes)
    return with_points(total, share)


# --- in whole numbers ---


def thousandths(given: Data) -> Any:
    a, b, c, d = given.hundredths.values()
    return 9 * a + b - 10 * np.minimum(c, 200) - 10 * np.minimum(d, 200)


def whole_w3(given: Data) -> Any:
    total = thousandths(given)
    ranked = np.sort(total)
    rank = len(total) - np.searchsorted(ranked, total, "right") + 1
    return _whole_points(total, rank, len(total))


def whole_by_town(given: Data) -> Any:
    total, found = thousandths(given), np.empty(len(given.towns), np.int64)
    order = np.argsort(given.towns, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(given.towns[order])) + 1):
        ranked = np.sort(total[rows])
        rank = len(rows) - np.searchsorted(ranked, total[rows], "right") + 1
        found[rows] = _whole_points(total[rows], rank, len(rows))
    return found


def _whole_points(total: Any, rank: Any, number: int) -> Any:
    points = np.where(4 * rank <= number, 90, np.where(20 * rank <= 11 * number, 80, 70))
    return 6 * total + 4000 * points  # ten-thousandths


WORKS = (
    Work("W3", W3, numpy_w3, whole_w3),
    Work("W3 by town", BY_TOWN, numpy_by_town, whole_by_town),
)


# --- measuring ---


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    given = data(options.rows)
    print("| workload | NumPy float64 | govperf | speed to NumPy's | wrong, NumPy | wrong, govperf |")
    print("|---|---|---|---|---|---|")
    for work in WORKS:
        print(measured(work, given, options.rounds), flush=True)
    print(*in_the_way(given), sep="\n")


LACKING = 3


def in_the_way(given: Data) -> Iterator[str]:
    """What it costs when a few objects have no value, which stops all others or has them left out."""
    policy = govperf.compile(W3)
    there = np.ones(given.table.length, np.bool_)
    there[np.random.default_rng(5).choice(given.table.length, LACKING, replace=False)] = False
    first = given.table.columns["重点考核"]
    table = Table(given.table.length, {**given.table.columns, "重点考核": evolve(first, valid=there)})
    yield f"\nW3 with {LACKING} objects that lack an input:"
    for skip_bad, name in ((False, "all others stop there"), (True, "they are left out")):
        start = time.perf_counter()
        found = evaluate(policy.graph, table, policy.limits, skip_bad=skip_bad)
        yield f"- {name}: {time.perf_counter() - start:.2f} s, {len(found.errors)} errors, {found.by_rows} told by rows"
    few = [given.table.data(row) for row in range(BY_ROWS)]
    start = time.perf_counter()
    score_cohort(policy.graph, few, policy.limits)
    yield f"- {BY_ROWS} objects by rows: {(time.perf_counter() - start) / BY_ROWS * 1e6:.0f} microseconds each"


def measured(work: Work, given: Data, rounds: int) -> str:
    policy = govperf.compile(work.rules)

    def ours() -> Any:
        found = evaluate(policy.graph, given.table, policy.limits).columns["得分"]
        assert isinstance(found, Numbers)
        return found

    exact = work.exactly(given)
    column = ours()
    wrong = np.count_nonzero(column.n * 10_000 != exact * column.per)
    off = np.count_nonzero(np.abs(work.by_numpy(given) - exact / 10_000) > 1e-6)
    theirs, mine = turns(lambda: work.by_numpy(given), ours, rounds)
    ratio = statistics.median(a / b for a, b in zip(theirs, mine, strict=True))
    times = [f"{statistics.median(one) * 1000:.1f} ms" for one in (theirs, mine)]
    return f"| {work.name} | {times[0]} | {times[1]} | {ratio:.2f} | {off} | {wrong} |"


def turns(one: Callable[[], Any], two: Callable[[], Any], rounds: int) -> tuple[list[float], list[float]]:
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for run, times in zip((one, two), found, strict=True):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
    return found


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Chinese Windows console is cp936
    main()
