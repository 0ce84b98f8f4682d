"""A data file a block of rows at a time: what every kind of file gives, what a block becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.heads import Column, Heads
from govperf.adapters.place import Finding, Place, Unreadable
from govperf.columns.model import Table
from govperf.diagnostics import Problem
from govperf.frames.ledgers import ledger_of_lists
from govperf.frames.model import Cells
from govperf.frames.reading import Names, with_all_ledgers
from govperf.frames.values import Read, Wanted, read_column, wanted_for
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import InputDefinition, LedgerDefinition, Ruleset

_BLANKS: Final = " \t\r\n\v\f\u00a0\u3000\ufeff"

Numbers = Sequence[int] | npt.NDArray[np.int64]

CELLS: Final = 500_000
"""Cells of one block, about: what is in memory of a file at any time."""


@frozen(eq=False)
class Block:
    """Some rows of a file.

    ``numbers`` are their numbers in it, ``cells`` the columns that ``Source.heads`` matched, by position; ``names`` of
    the objects are Arrow texts. ``spoiled`` says of rows of the block why nothing in them can be trusted, ``findings``
    what is odd about single cells; ``done`` is how much of the file has been read, from 0 to 1.
    """

    numbers: Numbers
    cells: Mapping[int, Cells]
    names: Any = None
    spoiled: Mapping[int, Problem] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    done: float = 1.0


class Source(Protocol):
    """A file whose heads have been read."""

    @property
    def heads(self) -> Heads:
        """The columns that are read."""

    @property
    def ledgers(self) -> Mapping[int, LedgerDefinition]:
        """The columns that hold lists, by position."""

    def place(self, number: int | None, name: str | None = None) -> Place:
        """A row by its number, or the cell of it that ``name`` stands over."""

    def names(self) -> Iterator[tuple[Numbers, Any]]:
        """The names of all objects with the numbers of their rows, read ahead."""

    def blocks(self) -> Iterator[Block]:
        """The rows from the first on, each time."""


@frozen(eq=False)
class Portion:
    """A block that has been read for a policy, with where its rows stand in the file.

    ``hidden`` is, by row, the input whose value stands for a row that is spoiled as a whole.
    """

    table: Table
    numbers: Numbers
    findings: tuple[Finding, ...] = ()
    notes: Mapping[int, tuple[str, ...]] = field(factory=dict)
    hidden: Mapping[int, str] = field(factory=dict)
    done: float = 1.0


@frozen(eq=False)
class Doubles:
    """Objects that stand in several rows, by name, with the numbers of these."""

    rows: Mapping[str, tuple[int, ...]] = field(factory=dict)


def doubles_in(source: Source) -> Doubles:
    """Reads ahead who stands in the file more than once: whose row is meant, nobody could say."""
    parts = list(source.names()) if source.heads.object_column is not None else []
    if not parts:
        return Doubles()
    names = pa.chunked_array([part for _, part in parts], pa.large_string())
    counts = pc.value_counts(names.drop_null())
    often = counts.field(0).filter(pc.greater(counts.field(1), 1))
    found: dict[str, list[int]] = {name: [] for name in often.to_pylist()}
    for numbers, part in parts if found else ():
        for row in np.flatnonzero(pc.is_in(part, value_set=often).to_numpy(zero_copy_only=False)).tolist():
            found[part[row].as_py()].append(int(numbers[row]))
    return Doubles({name: tuple(rows) for name, rows in found.items()})


class BlockReader:
    """Makes tables of blocks for one policy."""

    def __init__(self, source: Source, graph: Graph, inputs: InputsLike, limits: Limits, doubles: Doubles) -> None:
        self._source, self._graph, self._limits, self._doubles = source, graph, limits, doubles
        known = {one.name: one for one in graph.ruleset.inputs}
        owner = graph.ruleset.object_name
        self._columns = [
            (column, known[column.name if column.spec is not None else owner or ""])
            for column in source.heads.columns
            if column.spec is not None or owner in known
        ]
        self._names = [spec.name for spec in inputs if spec.name != inputs.object_name]
        self._names = self._names or [ledger.name for ledger in inputs.ledgers]

    def portion(self, block: Block) -> Portion:
        """The data of a block; what is wrong with a row as a whole is kept as the library's own problem with it."""
        spoiled = {**self._of_names(block), **block.spoiled}
        hidden = {row: self._hiding(block, row) for row in sorted(spoiled)}
        reads = {one.key: self._read(column, one, block, hidden, spoiled) for column, one in self._columns}
        books = {
            one.name: ledger_of_lists(block.cells[position], one, self._ruleset, self._limits, strict=False)
            for position, one in self._source.ledgers.items()
        }
        parts: list[Mapping[int, tuple[Problem, ...]]] = [
            {row: (problem,) for row, problem in read.problems.items()} for read in reads.values()
        ]
        parts += [book.problems for book in books.values()]
        parts.append(self._beside(hidden, spoiled))
        columns = {key: read.column for key, read in reads.items()}
        names = None if block.names is None else Names(block.names)
        length = len(block.numbers)
        ledgers = with_all_ledgers({name: book.table for name, book in books.items()}, self._graph, length)
        table = Table(length, columns, ledgers, names, _merged(parts))
        notes = _merged([{row: (note,) for row, note in read.notes.items()} for read in reads.values()])
        findings = (*block.findings, *self._of_rows(block, spoiled))
        return Portion(table, block.numbers, findings, notes, hidden, block.done)

    @property
    def _ruleset(self) -> Ruleset:
        return self._graph.ruleset

    def _of_names(self, block: Block) -> dict[int, Problem]:
        """Rows without a name, or with one that stands elsewhere too."""
        owner = self._source.heads.object_column
        if owner is None or block.names is None:
            return {}
        found: dict[int, Problem] = {}
        refusable = any(column is owner for column, _ in self._columns)
        for row in np.flatnonzero(block.names.is_null().to_numpy(zero_copy_only=False)).tolist():
            if not (
                refusable and _is_given(block.cells[owner.position], row)
            ):  # else its own value tells what is wrong
                found[row] = say.NO_OBJECT.problem(column=owner.name)
        if self._doubles.rows:
            often = pa.array(list(self._doubles.rows), pa.large_string())
            for row in np.flatnonzero(pc.is_in(block.names, value_set=often).to_numpy(zero_copy_only=False)).tolist():
                name = block.names[row].as_py()
                numbers = "、".join(str(number) for number in self._doubles.rows[name])
                found[row] = say.REPEATED_OBJECT.problem(name=name, rows=numbers)
        return found

    def _hiding(self, block: Block, row: int) -> str:
        """The first input that the row gives, as the reader of records spoils it."""
        given = {column.name: block.cells[column.position] for column, _ in self._columns if column.spec is not None}
        there = (name for name in self._names if name in given and _is_given(given[name], row))
        return next(there, self._names[0] if self._names else "")

    def _read(
        self,
        column: Column,
        one: InputDefinition,
        block: Block,
        hidden: Mapping[int, str],
        spoiled: Mapping[int, Problem],
    ) -> Read:
        wanted = wanted_for(column, one, self._limits)
        rows = [row for row, name in hidden.items() if name == one.name]
        cells = block.cells[column.position]
        read = read_column(_without(cells, rows) if rows else cells, wanted)
        problems = dict(read.problems)
        for row in rows:
            found = wanted.read(Unreadable(spoiled[row]))
            if isinstance(found, Problem):
                problems[row] = found
        return Read(read.column, problems, read.wrong, read.notes)

    def _beside(self, hidden: Mapping[int, str], spoiled: Mapping[int, Problem]) -> dict[int, tuple[Problem, ...]]:
        """Spoiled rows whose input has no column in the file."""
        given = {one.name for _, one in self._columns}
        known = {one.name: one for one in self._ruleset.inputs}
        found: dict[int, tuple[Problem, ...]] = {}
        for row, name in hidden.items():
            if name in known and name not in given:
                problem = Wanted(name, known[name].domain, self._limits).read(Unreadable(spoiled[row]))
                found[row] = (problem,) if isinstance(problem, Problem) else ()
        return found

    def _of_rows(self, block: Block, spoiled: Mapping[int, Problem]) -> Iterator[Finding]:
        for row in sorted(spoiled):
            name = "" if block.names is None else block.names[row].as_py() or ""
            yield Finding(spoiled[row], self._source.place(int(block.numbers[row])), name, row)


def texts(values: Any) -> Any:
    """Texts without the blanks around them; empty ones are absent."""
    trimmed = pc.utf8_trim(values, _BLANKS)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, trimmed.type), trimmed)


def _is_given(cells: Cells, row: int) -> bool:
    values = cells.values
    return values[row] is not None if isinstance(values, list) else bool(values[row].is_valid)


def _without(cells: Cells, rows: Sequence[int]) -> Cells:
    if isinstance(cells.values, list):
        return Cells([None if i in set(rows) else value for i, value in enumerate(cells.values)])
    flags = np.zeros(len(cells.values), bool)
    flags[list(rows)] = True
    return Cells(pc.if_else(pa.array(flags), pa.scalar(None, cells.values.type), cells.values))


def _merged(parts: Sequence[Mapping[int, tuple[Any, ...]]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = {}
    for part in parts:
        for row, told in part.items():
            found[row] = (*found[row], *told) if row in found else told
    return found
