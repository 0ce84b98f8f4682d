"""Measures the columnar evaluator beside hand-written NumPy over the same columns, in one run.

    python benchmarks/bench_columns.py [--rows N] [--rounds N] [--exact N]

For W1 and W2, on random, tie-free and edge data: the ratio of NumPy's time to ours (above 1: we are quicker) with the
columns checked once and kept, and from raw float64 columns with their checks; the memory of each; wrong results of
both among rows that are scored exactly.
"""

from __future__ import annotations

import argparse
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from scalar import w1, w2

import govperf
from govperf.columns import programs
from govperf.columns.evaluate import evaluate
from govperf.columns.model import Table
from govperf.frames.reading import Columns
from govperf.frames.recognised import frame_of

Floats = Mapping[str, Any]
Result = tuple[Any, Any]
WEIGHTS = [float(one) for one in w2.WEIGHTS]


# --- what a good engineer would write ---


def w1_whole(f: Floats) -> Result:
    score = f["重点考核"] * 0.9 + f["公众评议"] * 0.1 - np.minimum(f["查访核验"], 2) - np.minimum(f["投诉查处"], 2)
    return score, 3 - ((score >= 90).view(np.int8) + (score >= 80) + (score >= 70))


def w1_blocks(f: Floats) -> Result:
    return in_blocks(w1_block, f)


def w1_block(f: Floats, score: Any, grade: Any, x: Any) -> None:
    np.multiply(f["重点考核"], 0.9, score)
    np.multiply(f["公众评议"], 0.1, x)
    np.add(score, x, score)
    for name in ("查访核验", "投诉查处"):
        np.minimum(f[name], 2, out=x)
        np.subtract(score, x, score)
    graded(score, grade)


def w2_whole(f: Floats) -> Result:
    total = np.zeros(len(f[w2.VETO]))
    for number, weight in zip(w2.NUMBERS, WEIGHTS, strict=True):
        total += weight * np.minimum(f[f"实际{number}"] / f[f"目标{number}"], 1)
    lost = sum(f[name] for name in w2.DEDUCTIONS)
    score = np.round(total * 0.9 + f["公众评议"] * 0.1 - np.minimum(lost, 5), 2)
    grade = 3 - ((score >= 90).view(np.int8) + (score >= 80) + (score >= 70))
    grade[f[w2.VETO]] = 3
    return score, grade


def w2_blocks(f: Floats) -> Result:
    return in_blocks(w2_block, f)


def w2_block(f: Floats, score: Any, grade: Any, x: Any) -> None:
    score[:] = 0
    for number, weight in zip(w2.NUMBERS, WEIGHTS, strict=True):
        np.divide(f[f"实际{number}"], f[f"目标{number}"], x)
        np.minimum(x, 1, out=x)
        np.multiply(x, weight, x)
        np.add(score, x, score)
    np.multiply(score, 0.9, score)
    np.multiply(f["公众评议"], 0.1, x)
    np.add(score, x, score)
    x[:] = f[w2.DEDUCTIONS[0]]
    for name in w2.DEDUCTIONS[1:]:
        np.add(x, f[name], x)
    np.minimum(x, 5, out=x)
    np.subtract(score, x, score)
    np.round(score, 2, out=score)
    graded(score, grade)
    grade[f[w2.VETO]] = 3


def graded(score: Any, grade: Any) -> None:
    grade[:] = 3
    for bound in (90, 80, 70):
        np.subtract(grade, (score >= bound).view(np.int8), grade)


def in_blocks(work: Callable[..., None], f: Floats, size: int = 16_384) -> Result:
    rows = len(next(iter(f.values())))
    score, grade, x = np.empty(rows), np.empty(rows, np.int8), np.empty(size)
    for low in range(0, rows, size):
        part = {name: values[low : low + size] for name, values in f.items()}
        work(part, score[low : low + size], grade[low : low + size], x[: min(size, rows - low)])
    return score, grade


# --- data: numbers in hundredths ---


def w1_data(chance: Any, rows: int, kind: str) -> dict[str, Any]:
    found = {
        "重点考核": chance.integers(6500, 10001, rows),
        "公众评议": chance.integers(6500, 10001, rows),
        "查访核验": chance.choice([0, 0, 50, 100, 250, 300], rows),
        "投诉查处": chance.choice([0, 0, 0, 20, 50, 300], rows),
    }
    if kind == "edges":
        lost = np.minimum(found["查访核验"], 200) + np.minimum(found["投诉查处"], 200)
        bound = chance.choice([7000, 8000, 9000], rows)
        review = 10 * (bound + lost) - 9 * found["重点考核"]
        fits = (review >= 0) & (review <= 10_000) & (chance.random(rows) < 0.9)
        found["公众评议"] = np.where(fits, review, found["公众评议"])
    return found


def w2_data(chance: Any, rows: int, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    reached = np.zeros(rows, np.int64)  # twice the points in hundredths of a hundredth
    for number, weight in zip(w2.NUMBERS, WEIGHTS, strict=True):
        target = chance.integers(2, 41, rows) * 1000
        short = chance.random(rows) < (0.1 if kind == "edges" else 0.4)
        share = chance.choice([50, 60, 75, 80, 90, 95], rows) if kind == "edges" else chance.integers(50, 100, rows)
        share = np.where(short, share, chance.integers(100, 131, rows))
        actual = target * share // 100
        found[f"实际{number}"] = actual - actual % 10 + (chance.integers(1, 10, rows) if kind == "tie-free" else 0)
        found[f"目标{number}"] = target
        reached += int(2 * weight) * np.minimum(share, 100)
    found["公众评议"] = chance.integers(7000, 10_001, rows)
    for name in w2.DEDUCTIONS:
        found[name] = chance.choice([0, 0, 0, 50, 100, 150], rows)
    if kind == "edges":
        lost = np.minimum(sum(found[name] for name in w2.DEDUCTIONS), 500)
        edge = chance.choice([700_000, 800_000, 900_000], rows) - chance.choice([0, 50], rows)
        review = 20 * (edge + 100 * lost) - 9 * 100 * reached  # of a score in 1/20000
        fits = (review % 200 == 0) & (review >= 0) & (review <= 10_000 * 200) & (chance.random(rows) < 0.5)
        found["公众评议"] = np.where(fits, review // 200, found["公众评议"])
    return {**found, w2.VETO: chance.random(rows) < 0.02}


# --- what is measured ---


@frozen
class Work:
    name: str
    rules: str
    draw: Callable[[Any, int, str], dict[str, Any]]
    whole: Callable[[Floats], Result]
    blocks: Callable[[Floats], Result]
    kinds: tuple[str, ...]


WORKS = (
    Work("W1", w1.RULES, w1_data, w1_whole, w1_blocks, ("random", "edges")),
    Work("W2", w2.RULES + "\n输出 得分、等级\n", w2_data, w2_whole, w2_blocks, ("random", "tie-free", "edges")),
)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--exact", type=int, default=5_000, help="rows that are scored exactly, one by one")
    options = parser.parse_args(arguments)
    for work in WORKS:
        policy = govperf.compile(work.rules)
        for kind in work.kinds:
            measure(work, policy, kind, options)


def measure(work: Work, policy: Any, kind: str, options: argparse.Namespace) -> None:
    drawn = work.draw(np.random.default_rng(7), options.rows, kind)
    floats = {name: one if one.dtype == bool else one / 100 for name, one in drawn.items()}
    arrow = pa.table(floats)
    table = read(policy, arrow)
    programs.forget()
    start = perf_counter()
    evaluate(policy.graph, table, policy.limits)
    first = perf_counter() - start
    jobs = {
        "numpy, whole arrays": lambda: work.whole(floats),
        "numpy, blocks": lambda: work.blocks(floats),
        "kept columns": lambda: evaluate(policy.graph, table, policy.limits),
        "raw floats": lambda: evaluate(policy.graph, read(policy, arrow), policy.limits),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(options.rounds):
        for name, job in jobs.items():
            start = process_time()
            job()
            times[name].append(process_time() - start)
    answer = evaluate(policy.graph, table, policy.limits)
    ours = median(times["kept columns"])
    print(f"\n{work.name} {kind}: {options.rows} rows, {answer.by_rows} by rows, first {first * 1e3:.0f} ms "
          f"(building {(first - ours) * 1e3:.0f} ms)")  # fmt: skip
    for name, samples in times.items():
        whole, blocks = (ratio(times[base], samples) for base in ("numpy, whole arrays", "numpy, blocks"))
        peak = memory(jobs[name]) / 1e6
        each = median(samples) / options.rows * 1e9
        print(f"  {name:20} {each:7.1f} ns/row   {whole:5.2f}x whole  {blocks:5.2f}x blocks   {peak:6.2f} MB")
    wrong(work, policy, drawn, floats, answer, options)


def value(cell: Any) -> bool | Fraction:
    return bool(cell) if cell.dtype == bool else Fraction(int(cell), 100)


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    return median(a / b for a, b in zip(theirs, ours, strict=True))


def memory(job: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        job()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read(policy: Any, arrow: Any) -> Table:
    taken = Columns(frame_of(arrow), {}).take(policy.graph, policy.limits, strict=False)
    return taken.table


def wrong(
    work: Work, policy: Any, drawn: Mapping[str, Any], floats: Floats, answer: Any, options: argparse.Namespace
) -> None:
    """Compares with the exact score of single objects, which has generated code of its own."""
    scores, grades = work.whole(floats)
    names = ("优秀", "良好", "合格", "不合格")
    count = {"numpy score": 0, "numpy grade": 0, "our score": 0, "our grade": 0}
    rows = np.random.default_rng(3).permutation(options.rows)[: options.exact].tolist()
    for row in rows:
        record = {name: value(one[row]) for name, one in drawn.items()}
        card = policy.score(record)
        exact = Fraction(card["得分"])
        digits = Fraction(repr(round(float(scores[row]), 9)))
        count["numpy score"] += digits != exact
        count["numpy grade"] += names[grades[row]] != card["等级"]
        count["our score"] += answer.columns["得分"].value(row) != exact
        count["our grade"] += answer.columns["等级"].value(row) != card["等级"]
    print("  wrong in a million:", ", ".join(f"{name} {many * 1_000_000 // len(rows)}" for name, many in count.items()))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Chinese Windows console is cp936
    main()
