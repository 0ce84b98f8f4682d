"""What the rows of a sheet lack: values that are missing, values that were refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from attrs import evolve, field, frozen

from govperf.columns.cohort_failures import NONE, Problems
from govperf.columns.cohort_values import Rows
from govperf.columns.model import Flags, Supplied
from govperf.columns.sheets import TableSheet
from govperf.diagnostics import Problem
from govperf.semantics import InputDefinition
from govperf.terms import failures


@frozen(eq=False)
class Lack:
    """What rows lack: by key of the input those without it; ``refused`` by name where it is wrong.

    ``rows`` are the places of these rows in the sheet; the masks have a flag for each of them. Of records, ``numbers``
    say which each is among those of its object, from 1. ``problems`` are those of the data, by place in the sheet.
    """

    rows: Rows
    absent: Mapping[str, Flags]
    refused: Mapping[str, Flags] = field(factory=dict)
    problems: Mapping[int, Problems] = field(factory=dict)
    ledger: str = ""
    numbers: Rows | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, chosen: Flags) -> Lack:
        """The same for some of the rows."""
        absent = {key: mask[chosen] for key, mask in self.absent.items()}
        return evolve(
            self,
            rows=self.rows[chosen],
            absent={key: mask for key, mask in absent.items() if mask.any()},
            refused={name: mask[chosen] for name, mask in self.refused.items()},
            numbers=None if self.numbers is None else self.numbers[chosen],
        )

    def told(self, name: str, number: int, row: int | None) -> Problems:
        """What a row (None: one of which nothing was refused) tells of an input; ``number`` is that of the record."""
        path = (self.ledger, number, name) if self.ledger else (name,)
        if row is not None and (own := tuple(one for one in self.problems.get(row, ()) if one.path == path)):
            return own
        words = f"{self.ledger}第{number}行的{name}" if self.ledger else name
        return (failures.MISSING_INPUT.problem(*path, name=words),)


def inputs_of(sheet: TableSheet) -> Sequence[InputDefinition]:
    """The inputs that the rows of a sheet have."""
    if not sheet.ledger:
        return sheet.graph.ruleset.inputs
    ledger = sheet.graph[sheet.ledger].ledger
    return () if ledger is None else ledger.columns


def lack_of(sheet: TableSheet, rows: Rows, inputs: Collection[str], used: Collection[str]) -> Lack:
    """The rows that lack some of these inputs, or for which what looks beyond its own row fails."""
    columns: Mapping[str, Supplied] = sheet.table.columns
    numbers: Rows | None = None
    if sheet.ledger:
        ledger = sheet.table.ledgers[sheet.ledger]
        columns, offsets = ledger.columns, ledger.offsets
        numbers = rows - offsets[np.searchsorted(offsets, rows, "right") - 1] + 1
    problems = _problems(sheet)
    refused, unfit = _refused(problems, rows, sheet.ledger)
    absent: dict[str, Flags] = {}
    for one in inputs_of(sheet):
        mask = _absent_in(columns.get(one.key), rows) if one.key in inputs else None
        if mask is not None and (one.optional or one.default is not None):
            mask = mask & refused[one.name] if one.name in refused else None
        if mask is not None and mask.any():
            absent[one.key] = mask
    told = np.zeros(len(rows), np.bool_)
    for mask in absent.values():
        told |= mask
    told[[place for place, _ in _with_problems(problems, rows)]] = True
    for key in used:
        if (failed := sheet.desk.level(sheet.ledger)[key].failures) is not None:
            told |= failed.kinds[rows] != NONE
    return Lack(rows, absent, refused, problems, sheet.ledger, numbers).at(told & ~unfit)


def _absent_in(column: Supplied | None, rows: Rows) -> Flags | None:
    if column is None:
        return np.ones(len(rows), np.bool_)
    return None if column.valid is None else ~column.valid[rows]


def _problems(sheet: TableSheet) -> Mapping[int, Problems]:
    """What is wrong with the data, by the row of the sheet."""
    if not sheet.ledger:
        return sheet.table.problems
    offsets = sheet.table.ledgers[sheet.ledger].offsets
    found: dict[int, list[Problem]] = {}
    for index, problems in sheet.table.problems.items():
        for problem in problems:
            match problem.path:
                case (str(ledger), int(number), str()) if ledger == sheet.ledger:
                    found.setdefault(int(offsets[index]) + number - 1, []).append(problem)
                case _:
                    pass
    return {row: tuple(problems) for row, problems in found.items()}


def _refused(problems: Mapping[int, Problems], rows: Rows, ledger: str) -> tuple[dict[str, Flags], Flags]:
    """The rows with a problem of an input, by name; those that cannot be read at all."""
    refused: dict[str, Flags] = {}
    unfit = np.zeros(len(rows), np.bool_)
    for place, row in _with_problems(problems, rows):
        for problem in problems[row]:
            match problem.path:
                case ():
                    unfit[place] = True
                case (str(name),) | (str(), int(), str(name)) if (len(problem.path) == 3) == bool(ledger):
                    refused.setdefault(name, np.zeros(len(rows), np.bool_))[place] = True
                case _:
                    pass
    return refused, unfit


def _with_problems(problems: Mapping[int, Problems], rows: Rows) -> Iterable[tuple[int, int]]:
    """Which of the rows, that ascend, have problems: their places among them, with themselves."""
    having = np.fromiter(problems, np.intp, len(problems))
    having = having[np.isin(having, rows)]
    return zip(np.searchsorted(rows, having).tolist(), having.tolist(), strict=True)
