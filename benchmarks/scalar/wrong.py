"""Counts results that differ from the exact ones."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from time import perf_counter
from typing import Any

from attrs import frozen

from scalar.model import EXACTLY, Contender, Record, Workload, exact_of, records, rounded

PATIENCE = 4.0
"""Seconds for one contender on one kind of rows; the slow are asked about fewer rows."""


@frozen
class Wrong:
    """Of so many rows: scores that are not the exact number, scores that print wrong, wrong grades."""

    rows: int
    scores: int
    printed: int
    grades: int

    def per_million(self, count: int) -> int:
        """The same as if there were a million rows."""
        return round(count * 1_000_000 / self.rows)


@frozen
class Exact:
    """Rows with their exact results."""

    rows: Sequence[Record]
    results: Sequence[tuple[Fraction, str]]


def exact_rows(work: Workload, kind: str, count: int) -> Exact:
    """The rows of a kind, ``random`` or ``edges``, by the oracle."""
    rows = records(work.natural if kind == "random" else work.at_edges, count, seed=11)
    return Exact(rows, [work.exact(EXACTLY(row)) for row in rows])


def count_wrong(contender: Contender, exact: Exact) -> Wrong:
    """Compares one contender with the exact results, for as long as patience lasts."""
    scores = printed = grades = asked = 0
    until = perf_counter() + PATIENCE
    for row, (score, grade) in zip(exact.rows, exact.results, strict=True):
        mine, named = contender.run(contender.prepare(row))
        asked += 1
        scores += exact_of(mine) != score
        printed += as_printed(mine) != rounded(score, 2)
        grades += named != grade
        if perf_counter() > until:
            break
    return Wrong(asked, scores, printed, grades)


def as_printed(value: Any) -> Fraction:
    """With two decimals, as a person rounds a result of its kind: ``round`` for a float."""
    return Fraction(repr(round(value, 2))) if isinstance(value, float) else rounded(Fraction(value), 2)


def must_agree(work: Workload, sample: Sequence[Record]) -> None:
    """Who claims to be exact must be so before his time counts."""
    for contender in work.contenders:
        for row in sample if contender.sound else ():
            record = contender.prepare(row)
            found, grade = contender.run(record)
            expected = work.exact(EXACTLY(record))
            if (exact_of(found), grade) != expected:
                raise AssertionError(f"{work.name}, {contender.name}: {found} {grade}, not {expected}, for {record}")
