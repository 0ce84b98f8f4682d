"""Asks every contender for the same tables: times in rounds, memory, wrong results."""

from __future__ import annotations

import ctypes
import gc
import random
import resource
import sys
from collections.abc import Mapping
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from attrs import frozen
from scalar.wrong import as_printed

from table.exact import Results
from table.model import BASELINE, Contender, Work
from table.rows import Rows

PATIENCE = 1.5
"""Seconds that one call of a contender may take: a slower one gets fewer rows."""


@frozen
class Timing:
    """Nanoseconds for each row, one sample a round."""

    rows: int
    samples: tuple[float, ...]

    @property
    def nanoseconds(self) -> float:
        """The median."""
        return median(self.samples)

    def speed(self, baseline: Timing) -> float:
        """The median over the rounds of the baseline's time by this one's: 1 is as quick, more is quicker."""
        return median(theirs / mine for mine, theirs in zip(self.samples, baseline.samples, strict=True))


@frozen
class Wrong:
    """Results that are not the exact ones, of so many rows."""

    rows: int
    printed: int
    grades: int
    ranks: int | None

    def per_million(self, count: int) -> int:
        """As if there were a million rows."""
        return round(count * 1_000_000 / self.rows)


def drawn(draw: Any, count: int, seed: int = 7) -> Rows:
    """The same rows on every machine."""
    rows: Rows = draw(np.random.default_rng(seed), count)
    return rows


# --- time ---


def side_by_side(work: Work, rows: Rows, rounds: int) -> dict[str, Timing]:
    """Each round asks every contender once, in an order drawn anew."""
    jobs = {one.name: _prepared(one, rows) for one in work.contenders}
    samples: dict[str, list[float]] = {name: [] for name in jobs}
    chance = random.Random(1)
    order = list(jobs)
    for _ in range(rounds):
        chance.shuffle(order)
        for name in order:
            contender, data, count = jobs[name]
            gc.collect()
            start = perf_counter()
            contender.run(data)
            samples[name].append((perf_counter() - start) / count * 1e9)
    return {name: Timing(jobs[name][2], tuple(found)) for name, found in samples.items()}


def _prepared(one: Contender, rows: Rows) -> tuple[Contender, Any, int]:
    """A contender with its table, cut to what it can do within patience; it has then run once."""
    few = rows.first(min(one.most, 2000))
    data = one.prepare(few)
    one.run(data)
    start = perf_counter()
    one.run(data)
    affordable = int(few.count * PATIENCE / (perf_counter() - start))
    count = min(rows.count, one.most, max(few.count, affordable))
    data = one.prepare(rows.first(count))
    one.run(data)
    return one, data, count


# --- memory ---


def peak_memory(work: Work) -> dict[str, float]:
    """By contender the megabytes that scoring takes beyond its table, each in a process forked off beforehand."""
    forked = get_context("fork")
    found = {}
    for one in work.contenders:
        queue = forked.SimpleQueue()
        child = forked.Process(target=_tell_peak, args=(one, work, queue))
        child.start()
        child.join()
        if child.exitcode == 0:
            found[one.name] = queue.get()
    return found


def _tell_peak(one: Contender, work: Work, queue: Any) -> None:
    queue.put(peak_of(one, drawn(work.random, work.count)))


def peak_of(one: Contender, rows: Rows) -> float:
    """Megabytes by which the process grows at most while a contender scores, after a first run on few rows."""
    few = one.prepare(rows.first(1000))
    one.run(few)
    data = one.prepare(rows.first(min(rows.count, one.most)))
    gc.collect()
    _give_back()
    _forget_peak()
    before = _status("VmRSS")
    found = one.run(data)
    grown = _status("VmHWM") - before
    del found
    return grown / 1024


def _give_back() -> None:
    """Lets the allocator return what it holds in reserve, so that nobody's growth hides in it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def _forget_peak() -> None:
    """Lets the kernel measure the peak from now on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _status(field: str) -> int:
    """Kilobytes of this process as Linux tells them; elsewhere the peak since it began."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith(field))
    return int(line.split()[1])


# --- truth ---


def count_wrong(one: Contender, rows: Rows, exact: Results) -> Wrong:
    """Compares scores as printed with two decimals, grades, ranks."""
    count = min(rows.count, one.most)
    scores = one.read(one.run(one.prepare(rows.first(count))))
    printed = int(np.count_nonzero(_hundredths(scores.score) != _exact_hundredths(exact, count)))
    grades = int(np.count_nonzero(np.asarray(scores.grade) != exact.grade[:count]))
    whole = exact.rank is not None and scores.rank is not None and count == rows.count
    ranks = int(np.count_nonzero(np.asarray(scores.rank) != exact.rank)) if whole else None
    return Wrong(count, printed, grades, ranks)


def _hundredths(scores: Any) -> Any:
    """What a person reads with two decimals: ``round`` for floats, half away from zero for exact numbers."""
    if isinstance(scores, np.ndarray) and scores.dtype.kind == "f":
        return np.rint(np.round(scores.astype(np.float64), 2) * 100).astype(np.int64)
    return np.array([int(as_printed(score) * 100) for score in scores], dtype=np.int64)


def _exact_hundredths(exact: Results, count: int) -> Any:
    score, per = exact.score[:count], exact.per
    return np.sign(score) * ((np.abs(score) * 200 + per) // (2 * per))


def must_be_exact(work: Work, rows: Rows, exact: Results) -> None:
    """Who claims to be exact must give every score, grade, rank exactly before his time counts."""
    for one in work.contenders:
        if not one.exact:
            continue
        scores = one.read(one.run(one.prepare(rows)))
        wrong = count_wrong(one, rows, exact)
        given = [Fraction(score) for score in scores.score]
        expected = [Fraction(int(score), exact.per) for score in exact.score]
        if given != expected or wrong.grades or wrong.ranks:
            raise AssertionError(f"{work.name}, {one.name}: not exact")


def baseline(timings: Mapping[str, Timing]) -> Timing:
    """The hand-written numpy code."""
    return timings[BASELINE]
