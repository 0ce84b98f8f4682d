"""CSV files a block of rows at a time, each row as the reader of whole files has it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
import pyarrow as pa
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.decoding import encoding_of
from govperf.adapters.grid import HEAD_SEARCH, Form, Grid, grid_from_rows, is_blank
from govperf.adapters.heads import Heads, match_heads
from govperf.adapters.known import known_heads
from govperf.adapters.place import Finding, Place
from govperf.adapters.records import object_key, placed
from govperf.adapters.table_limits import TableLimits
from govperf.adapters.tables import width_problem
from govperf.diagnostics import Problem
from govperf.errors import InputError
from govperf.frames.model import Cells
from govperf.semantics import LedgerDefinition
from govperf.streams.source import CELLS, Block, texts

BLOCK: Final = 50_000
"""Rows of one block, at most."""

_LONGEST_CELL: Final = 1_000_000

Rows = Iterator[tuple[int, list[str]]]


@frozen(eq=False)
class CsvSource:
    """A CSV file whose heads were found on row ``start``."""

    path: Path
    encoding: str
    grid: Grid
    heads: Heads
    start: int
    limits: TableLimits
    ledgers: Mapping[int, LedgerDefinition] = field(factory=dict)

    def place(self, number: int | None, name: str | None = None) -> Place:
        """A row by its number, or the cell of it that ``name`` stands over."""
        column = next((column for column in self.heads.columns if column.name == name), None)
        return self.grid.place(number, column.position if column else None)

    def names(self) -> Iterator[tuple[Sequence[int], Any]]:
        """The names of all objects, read ahead."""
        for _, rows in self._blocks():
            yield [number for number, _ in rows], self._names(rows)

    def blocks(self) -> Iterator[Block]:
        """The rows from the first on."""
        for done, rows in self._blocks():
            findings: list[Finding] = []
            spoiled = self._widths(rows, findings)
            cells = {column.position: Cells(_column(rows, column.position)) for column in self.heads.columns}
            numbers = np.array([number for number, _ in rows], np.int64)
            yield Block(numbers, cells, self._names(rows), spoiled, tuple(findings), done)

    def _names(self, rows: Sequence[tuple[int, list[str]]]) -> Any:
        owner = self.heads.object_column
        return None if owner is None else _column(rows, owner.position)

    def _blocks(self) -> Iterator[tuple[float, list[tuple[int, list[str]]]]]:
        size = min(BLOCK, max(1_000, CELLS // max(len(self.grid.heads), 1)))
        total = max(self.path.stat().st_size, 1)
        with _opened(self.path, self.encoding) as stream:
            rows: list[tuple[int, list[str]]] = []
            for row in _filled(_numbered(stream, self.path, self.limits)):
                if row[0] <= self.start:
                    continue
                rows.append(row)
                if len(rows) == size:
                    yield min(_told(stream) / total, 1.0), rows
                    rows = []
            yield 1.0, rows

    def _widths(self, rows: Sequence[tuple[int, list[str]]], findings: list[Finding]) -> dict[int, Problem]:
        """Rows that are wider or narrower than the heads; cells under no head."""
        width, named = len(self.grid.heads), all(self.grid.heads)
        spoiled = {}
        for index, (number, row) in enumerate(rows):
            if len(row) != width or not named:
                problem = width_problem(self.grid, number, row, findings)
                if problem is not None:
                    spoiled[index] = problem
        return spoiled


def open_csv(inputs: InputsLike, path: Path, limits: TableLimits, *, strict: bool = False) -> CsvSource:
    """Finds the heads of a file; raises InputError where there are none, or not such as can be read."""
    encoding = encoding_of(path)
    with _opened(path, encoding) as stream:
        first = [row for _, row in zip(range(HEAD_SEARCH), _filled(_numbered(stream, path, limits)), strict=False)]
    grid = grid_from_rows(path.name, Form.CSV, first, known_heads(inputs))
    if grid is None:
        raise InputError([say.EMPTY_FILE.problem(file=path.name)])
    heads = match_heads(grid, inputs, object_key(inputs), strict=strict)
    if heads.errors:
        raise InputError([placed(finding) for finding in heads.errors])
    start = grid.rows[0][0] - 1 if grid.rows else first[-1][0]
    return CsvSource(path, encoding, Grid(grid.name, grid.form, grid.heads, ()), heads, start, limits)


def _column(rows: Sequence[tuple[int, list[str]]], position: int) -> Any:
    cells = [row[position] if position < len(row) else "" for _, row in rows]
    return texts(pa.array(cells, pa.large_string()))


def _opened(path: Path, encoding: str) -> TextIO:
    try:
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise InputError([say.CANNOT_OPEN.problem(file=path, reason=error)]) from None


def _told(stream: TextIO) -> int:
    return os.lseek(stream.fileno(), 0, os.SEEK_CUR)


def _numbered(stream: TextIO, path: Path, limits: TableLimits) -> Rows:
    """All rows with their numbers; raises InputError where a quotation mark has no other, or a row has no end."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(stream, strict=True, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    try:
        for number, row in enumerate(reader, start=1):
            if len(row) > limits.columns:
                raise limits.passed(path.name, "columns")
            yield number, row
    except csv.Error as error:
        raise InputError([say.BROKEN_CSV.problem(file=path.name, line=reader.line_num, reason=error)]) from None


def _filled(rows: Rows) -> Rows:
    return (row for row in rows if not _is_empty(row[1]))


def _is_empty(row: list[str]) -> bool:
    """Most rows begin with a letter or a digit, which settles it."""
    return not (row and row[0][:1].isalnum()) and all(map(is_blank, row))
