"""Engines that score one record after the other, wrapped as contenders over a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scalar import w1, w2
from scalar.model import Contender as One
from scalar.model import Workload
from scalar.w1 import hundredths

from table.exact import GRADES
from table.model import Contender, Scores, codes
from table.rows import Rows

WANTED = {
    "float": "float Python, row by row",
    "ZEN, one expression": "GoRules ZEN, row by row",
    "CEL in C++": "CEL in C++, row by row",
}
MOST = 50_000


def rowwise_engines(name: str) -> tuple[tuple[Contender, ...], tuple[str, ...]]:
    """Those that score the rows of a workload alone, then why others are not there."""
    if name == "W3":
        return (), ("ZEN, CEL: no ranks",)
    work: Workload = {"W1": w1.workload, "W2": w2.workload}[name]()
    return tuple(_wrapped(one, WANTED[one.name]) for one in work.contenders if one.name in WANTED), work.absent


def _wrapped(one: One, name: str) -> Contender:
    def prepare(rows: Rows) -> list[Any]:
        return [one.prepare(record) for record in records(rows)]

    def run(prepared: Sequence[Any]) -> list[Any]:
        score = one.run
        return [score(record) for record in prepared]

    def read(found: Sequence[Any]) -> Scores:
        return Scores([score for score, _ in found], codes([GRADES.index(grade) for _, grade in found]))

    return Contender(name, prepare, run, read, most=MOST)


def records(rows: Rows) -> list[dict[str, Any]]:
    """Each row by the names of its columns, its numbers as texts."""
    texts = {name: [hundredths(int(number)) for number in column] for name, column in rows.hundredths.items()}
    columns = {**texts, **{name: column.tolist() for name, column in rows.flags.items()}}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
