"""Results of a streamed file, kept a block at a time, said row by row as a board says them."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import IO, Final, Protocol

import numpy as np
from attrs import define, evolve, field, frozen

from govperf.adapters.place import Finding
from govperf.adapters.results import problems_of, shown
from govperf.columns.model import Answer, Codes, Days, Flags, Nearly, Numbers, Quotients, Truths
from govperf.columns.model import Shown as Column
from govperf.diagnostics import Severity
from govperf.frames.reading import Names
from govperf.graph import Graph
from govperf.semantics import Definition, Role
from govperf.streams.source import Portion, Source
from govperf.values import ends, plain, show_number

_BLOCK: Final = 50_000


@frozen(eq=False)
class Results:
    """The results of some rows, the first of which is row ``start`` (from 0) of the whole.

    By row of the block: ``spoils`` are what is wrong with rows as a whole, ``findings`` what else is wrong with them,
    ``notes`` what is odd; a row in ``failed`` has no results. ``remarks`` are about cells that belong to no object.
    """

    start: int
    names: Sequence[str | None] | None
    columns: Mapping[str, Column]
    failed: frozenset[int]
    length: int
    spoils: Mapping[int, tuple[Finding, ...]] = field(factory=dict)
    findings: Mapping[int, tuple[Finding, ...]] = field(factory=dict)
    notes: Mapping[int, tuple[str, ...]] = field(factory=dict)
    remarks: tuple[Finding, ...] = ()

    def about(self, row: int) -> tuple[Finding, ...]:
        """Everything that is wrong with a row."""
        return (*self.spoils.get(row, ()), *self.findings.get(row, ()))


class Store(Protocol):
    """Results in the order of the file, as often as they are asked for."""

    def __iter__(self) -> Iterator[Results]: ...

    def close(self) -> None:
        """Gives room back."""


class Spool:
    """Blocks of results in a file of their own that nobody else sees."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="govperf-")  # noqa: SIM115 - closed with the spool

    def add(self, results: Results) -> None:
        """Keeps a block; values that are computed on demand are computed now."""
        columns = {key: _settled(column) for key, column in results.columns.items()}
        pickle.dump(evolve(results, columns=columns), self._file, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[Results]:
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301 - written by this process, into a file without a name
            except EOFError:
                return

    def close(self) -> None:
        """Gives room back."""
        self._file.close()


@frozen(eq=False)
class Kept:
    """Results that are in memory as a whole; what is said of them is made a block at a time."""

    portion: Portion
    answer: Answer
    source: Source

    def __iter__(self) -> Iterator[Results]:
        length = self.portion.table.length
        spoils = _spoils(self.portion)
        for start in range(0, max(length, 1), _BLOCK):
            yield _part(self.portion, self.answer, self.source, range(start, min(start + _BLOCK, length)), spoils)

    def close(self) -> None:
        """There is nothing to do."""


def results_of(portion: Portion, answer: Answer, source: Source, start: int) -> Results:
    """What a portion has come to; its first row is row ``start`` of the whole."""
    rows = range(portion.table.length)
    found = _part(portion, answer, source, rows, _spoils(portion))
    spoils = {row: tuple(evolve(one, index=start + row) for one in told) for row, told in found.spoils.items()}
    return evolve(found, start=start, columns=answer.columns, spoils=spoils)


def _part(
    portion: Portion, answer: Answer, source: Source, rows: range, spoils: Mapping[int, tuple[Finding, ...]]
) -> Results:
    """Some rows in a piece, counted from the first of them."""
    start, stop = rows.start, rows.stop
    names = portion.table.names
    failed = frozenset(row - start for row in rows if row in answer.errors)
    return Results(
        start,
        names.to_list(start, stop) if isinstance(names, Names) else None,
        {key: _slice(column, start, stop) for key, column in answer.columns.items()},
        failed,
        len(rows),
        {row - start: spoils[row] for row in rows if row in spoils},
        {row: _located(portion, answer, source, start + row) for row in sorted(failed)},
        {row - start: portion.notes[row] for row in rows if row in portion.notes},
        tuple(one for one in portion.findings if one.index is None) if start == 0 else (),
    )


def _spoils(portion: Portion) -> dict[int, tuple[Finding, ...]]:
    found: dict[int, tuple[Finding, ...]] = {}
    for finding in portion.findings:
        if finding.index is not None:
            found[finding.index] = (*found.get(finding.index, ()), finding)
    return found


def _located(portion: Portion, answer: Answer, source: Source, row: int) -> tuple[Finding, ...]:
    """The problems of a row at their places, less the one that stands for a row that is spoiled as a whole."""
    name, number = portion.table.name(row), int(portion.numbers[row])
    found = []
    for problem in problems_of(answer.errors[row]):
        path = () if "blocking" in problem.facts else problem.path
        if row in portion.hidden and path == (portion.hidden[row],):
            continue
        head = str(path[0]) if path else None
        found.append(Finding(problem, source.place(number, head), name, row))
    return tuple(found)


def _slice(column: Column, start: int, stop: int) -> Column:
    rows = slice(start, stop)
    valid = None if column.valid is None else column.valid[rows]
    off = None if column.off is None else column.off[rows]
    match column:
        case Codes():
            return Codes(column.codes[rows], column.labels, valid, off)
        case Truths():
            return Truths(column.flags[rows], valid, off)
        case Days():
            return Days(column.ordinals[rows], valid, off)
        case _:
            odd = {row - start: value for row, value in column.odd.items() if start <= row < stop}
    if isinstance(column, Numbers):
        return Numbers(column.n[rows], column.per, valid, odd, off)
    if isinstance(column, Quotients):
        return Quotients(column.top[rows], column.bottom[rows], column.per, valid, odd, off)
    exact, finer = column.exact, column.finer
    return Nearly(
        column.x[rows],
        column.per,
        column.error,
        column.whole[rows],
        lambda row: exact(row + start),
        valid,
        odd,
        off,
        None if finer is None else lambda some: finer(some + start),
        None if column.late is None else column.late[rows],
    )


def _settled(column: Column) -> Column:
    """Columns as they can be written down."""
    if isinstance(column, Codes | Truths | Days):
        return column
    odd = dict(column.odd)
    if not isinstance(column, Nearly):
        return evolve(column, odd=odd)
    loose = ~column.whole if column.valid is None else column.valid & ~column.whole
    for row in np.flatnonzero(loose).tolist():
        if isinstance(value := column.value(row), Fraction):
            odd[row] = value
    return Numbers(np.where(column.whole, column.x, 0), column.per, column.valid, odd, column.off)


# --- what a file of results has, known once all of it has been seen ---


@define
class Seen:
    """What results have come up so far: it decides which columns a table of them has."""

    graph: Graph
    count: int = 0
    failed: int = 0
    errors: int = 0
    findings: int = 0
    named: bool = False
    vetoed: bool = False
    first: dict[str, int] = field(factory=dict)
    numeric: dict[str, bool] = field(factory=dict)
    notes: dict[str, None] = field(factory=dict)

    def add(self, results: Results) -> None:
        """Takes note of a block."""
        self.count += results.length
        self.failed += len(results.failed)
        told = [finding for part in (results.spoils, results.findings) for row in part.values() for finding in row]
        told += results.remarks
        self.findings += len(told)
        self.errors += sum(finding.severity is Severity.ERROR for finding in told)
        self.named = self.named or any(results.names or ())
        self.vetoed = self.vetoed or any(struck(results, one).any() for one in vetoes_of(self.graph))
        for key in self.graph.ruleset.outputs:
            self._add_output(results, key)
        for notes in results.notes.values() if len(self.notes) < 1_000 else ():
            self.notes.update(dict.fromkeys(notes))

    def _add_output(self, results: Results, key: str) -> None:
        column = results.columns[key]
        there = np.ones(results.length, bool) if column.off is None else ~column.off
        there[list(results.failed)] = False
        if there.any() and key not in self.first:
            self.first[key] = results.start + int(np.argmax(there))
        if column.valid is None or column.valid.any():
            is_number = isinstance(column, Numbers | Quotients | Nearly)
            self.numeric[key] = self.numeric.get(key, True) and is_number

    @property
    def outputs(self) -> tuple[str, ...]:
        """The keys that some object has, in the order in which the objects bring them."""
        order = {key: place for place, key in enumerate(self.graph.ruleset.outputs)}
        return tuple(sorted(self.first, key=lambda key: (self.first[key], order[key])))


def vetoes_of(graph: Graph) -> tuple[Definition, ...]:
    """The vetoes of a policy."""
    return tuple(one for one in graph.ruleset.definitions if one.role is Role.VETO)


def struck(results: Results, veto: Definition) -> Flags:
    """The rows in which a veto applied."""
    column = results.columns.get(veto.key)
    if not isinstance(column, Truths):
        return np.zeros(results.length, bool)
    found = column.flags.copy() if column.valid is None else column.flags & column.valid
    found[list(results.failed)] = False
    return found


# --- texts ---


def texts_of(column: Column, places: int | None) -> list[str | None]:
    """Every value as a table shows it: ``92.00``, ``33.33…（100/3）``, 是; None where there is none."""
    match column:
        case Codes():
            labels = [label if isinstance(label, str) else number_text(label, places) for label in column.labels]
            codes = column.codes if column.valid is None else np.where(column.valid, column.codes, 0)
            found = np.array([*labels, ""], object)[codes]
        case Truths():
            found = np.array(["否", "是"], object)[column.flags.astype(np.int8)]
        case Numbers():
            return _number_texts(column, places)
        case _:
            values = [column.value(row) for row in range(len(column))]
            said = [number_text(v, places) if isinstance(v, Fraction) else shown(v) for v in values]
            found = np.array([*said, ""], object)[:-1]
    if column.valid is not None:
        found[~column.valid] = None
    return list(found.tolist())


def _number_texts(column: Numbers, places: int | None) -> list[str | None]:
    """Each distinct number is put into words once."""
    n = column.n if column.valid is None else np.where(column.valid, column.n, 0)
    distinct, codes = np.unique(np.ascontiguousarray(n), return_inverse=True)
    words = np.array([number_text(Fraction(int(n), column.per), places) for n in distinct.tolist()] + [""], object)
    found = words[codes]
    for row, value in column.odd.items():
        found[row] = number_text(value, places)
    if column.valid is not None:
        found[~column.valid] = None
    return list(found.tolist())


def number_text(value: Fraction, places: int | None) -> str:
    """A number as a table shows it."""
    return plain(value, places) if ends(value) else show_number(value)
