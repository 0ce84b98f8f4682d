"""Times contenders side by side: every round asks each of them once, in an order drawn anew."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles
from time import perf_counter_ns
from typing import Any

from attrs import frozen

SAMPLE_NS = 1_000_000
"""What one sample should take: short enough that most samples of a busy machine are left in peace."""


@frozen
class Timing:
    """One contender's samples, in nanoseconds per call."""

    samples: tuple[float, ...]

    @property
    def microseconds(self) -> float:
        """The median."""
        return median(self.samples) / 1000

    @property
    def milliseconds(self) -> float:
        """The median."""
        return median(self.samples) / 1_000_000

    @property
    def quickest(self) -> float:
        """The least of all samples in milliseconds: what a busy machine took off it is gone."""
        return min(self.samples) / 1_000_000

    def over(self, other: Timing) -> float:
        """Median of the ratios of one round: what slows the machine for a while slows both."""
        return median(self._ratios(other))

    def spread(self, other: Timing) -> tuple[float, float]:
        """The quartiles of these ratios."""
        low, _, high = quantiles(self._ratios(other), n=4)
        return low, high

    def _ratios(self, other: Timing) -> list[float]:
        return [mine / theirs for mine, theirs in zip(self.samples, other.samples, strict=True)]


@frozen
class Job:
    """A function to call on each of some records."""

    run: Callable[[Any], object]
    records: Sequence[Any]


def side_by_side(jobs: Mapping[str, Job], rounds: int) -> dict[str, Timing]:
    """The timings by name. The garbage collector stays on, as it does where policies are used."""
    chance = random.Random(1)
    batches = {name: _batch_size(job) for name, job in jobs.items()}
    samples: dict[str, list[float]] = {name: [] for name in jobs}
    order = list(jobs)
    gc.collect()
    for number in range(rounds):
        chance.shuffle(order)
        for name in order:
            samples[name].append(_sample(jobs[name], _batch(jobs[name], batches[name], number)))
    return {name: Timing(tuple(found)) for name, found in samples.items()}


def _batch_size(job: Job) -> int:
    """How many calls fill a sample, after a first look at every way through the code."""
    _sample(job, job.records[:3])
    first = _sample(job, job.records[: max(3, len(job.records) // 20)])
    return max(1, int(SAMPLE_NS / first))


def _batch(job: Job, size: int, number: int) -> list[Any]:
    """The records of one sample: all in turn, beginning where the sample before ended."""
    count = len(job.records)
    start = number * size % count
    turned = [*job.records[start:], *job.records[:start]]
    return turned[:size] if size <= count else turned * (size // count)


def _sample(job: Job, batch: Sequence[Any]) -> float:
    run = job.run
    start = perf_counter_ns()
    for record in batch:
        run(record)
    return (perf_counter_ns() - start) / len(batch)
