"""Ledgers from lists inside a table, or from a table of their own that names the object of each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.adapters.heads import heads_in_words
from govperf.columns.ledger_counts import count_problems
from govperf.columns.model import Codes, Column, Flags, LedgerTable, Offsets
from govperf.diagnostics import Problem
from govperf.diagnostics.suggest import nearest
from govperf.errors import InputError
from govperf.evaluate import messages
from govperf.evaluate.records import Reader, convert
from govperf.export.workbook import OBJECT_HEAD
from govperf.frames.heads import Matched, match_ledger
from govperf.frames.model import Cells, Frame
from govperf.frames.texts import texts_of as array_of_texts
from govperf.frames.values import Read, Wanted, from_outcomes, is_plain, read_column, wanted_for
from govperf.limits import Limits
from govperf.semantics import Domain, LedgerDefinition, Ruleset
from govperf.terms.kinds import TEXT

_MOST_ORPHANS = 20


@frozen(eq=False)
class Book:
    """A ledger that has been read, what is wrong by object, rows that belong to nobody."""

    table: LedgerTable
    problems: Mapping[int, tuple[Problem, ...]] = field(factory=dict)
    orphans: tuple[Problem, ...] = ()


# --- lists inside a table ---


def ledger_of_lists(cells: Cells, ledger: LedgerDefinition, ruleset: Ruleset, limits: Limits, *, strict: bool) -> Book:
    """The records of lists; those that Arrow has no type for are read one by one, as records are."""
    values = _as_structs(cells.values)
    if values is None:
        return _one_by_one(_as_objects(cells.values), ledger, ruleset, limits, strict=strict)
    lengths = pc.fill_null(pc.list_value_length(values), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    records = values.flatten()
    given = values.is_valid().to_numpy(zero_copy_only=False) if values.null_count else None
    heads = tuple(one.name for one in records.type)
    matched = match_ledger(heads, ledger, ruleset, table=ledger.name, strict=strict)
    columns = records.flatten()
    reads = [
        (one.key, column.position, read_column(Cells(columns[column.position]), Wanted(one.name, one.domain, limits)))
        for column, one in matched.inputs
    ]
    found = _Found(ledger, limits, offsets, reads)
    if records.null_count:
        found.lost = np.flatnonzero(records.is_null().to_numpy(zero_copy_only=False))
    return found.book(given)


def _as_structs(values: Any) -> Any:
    """Lists of records as Arrow has them; None where they are anything else."""
    if isinstance(values, list):
        try:
            values = pa.array(values)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            return None
    kind = values.type
    lists = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
    if not any(is_kind(kind) for is_kind in lists) or not pa.types.is_struct(kind.value_type):
        return None
    return values.cast(pa.large_list(kind.value_type)) if pa.types.is_fixed_size_list(kind) else values


def _as_objects(values: Any) -> Sequence[object]:
    return values if isinstance(values, list) else list(values.to_pylist())


def _one_by_one(
    values: Sequence[object], ledger: LedgerDefinition, ruleset: Ruleset, limits: Limits, *, strict: bool
) -> Book:
    """As the reader of records does it: whatever a host's lists may hold."""
    reader = Reader(attrs.evolve(ruleset, inputs=(), ledgers=(ledger,)), limits)
    data = [reader.read({ledger.name: value}, strict=strict) for value in values]
    rows = [row for one in data for row in one.ledgers.get(ledger.name, ())]
    lengths = [len(one.ledgers.get(ledger.name, ())) for one in data]
    given = np.array([ledger.name in one.ledgers for one in data], bool)
    columns = {one.key: from_outcomes([row.get(one.key) for row in rows], one.domain) for one in ledger.columns}
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(lengths, np.int64))])
    problems = {index: one.problems for index, one in enumerate(data) if one.problems}
    return Book(LedgerTable(offsets, columns, None if given.all() else given), problems)


# --- a table of its own ---


def ledger_of_table(
    frame: Frame, names: Any, ledger: LedgerDefinition, ruleset: Ruleset, limits: Limits, *, strict: bool
) -> Book:
    """The records of a second table, joined to the objects by name; ``names`` are those of the objects, null for none.

    With one object and no column that names it, all records are its own.
    """
    matched = match_ledger(frame.heads, ledger, ruleset, table=ledger.name, strict=strict)
    owners, orphans = _owners(frame, matched, names, ledger, ruleset, limits)
    kept = np.flatnonzero(owners >= 0)
    order = kept[np.argsort(owners[kept], kind="stable")]
    offsets = np.searchsorted(owners[order], np.arange(len(names) + 1)).astype(np.int64)
    sorted_already = len(order) == frame.length and bool((order == np.arange(len(order))).all())
    reads = []
    for column, one in matched.inputs:
        wanted = wanted_for(column, one, limits)
        cells = frame.column(column.position)
        reads.append((one.key, column.position, read_column(cells if sorted_already else _taken(cells, order), wanted)))
    return attrs.evolve(_Found(ledger, limits, offsets, reads).book(None), orphans=orphans)


def _taken(cells: Cells, rows: npt.NDArray[np.int64]) -> Cells:
    values = cells.values
    if isinstance(values, list):
        return Cells([values[row] for row in rows.tolist()], cells.nan_is_absent)
    if pa.types.is_string_view(values.type):
        values = values.cast(pa.large_string())
    return Cells(values.take(pa.array(rows)), cells.nan_is_absent)


def _owners(
    frame: Frame, matched: Matched, names: Any, ledger: LedgerDefinition, ruleset: Ruleset, limits: Limits
) -> tuple[npt.NDArray[np.int64], tuple[Problem, ...]]:
    """The object of each record, −1 for one of nobody, with what is to be said of those."""
    if matched.owner is None:
        if len(names) == 1 or not frame.length:
            return np.zeros(frame.length, np.int64), ()
        key = ruleset.object_name or OBJECT_HEAD
        problem = say.NO_OBJECT_COLUMN.problem(table=ledger.name, name=key, heads=heads_in_words(frame.heads))
        raise InputError([problem])
    said = texts_of(frame.column(matched.owner.position), matched.owner.name, limits)
    owners = pc.fill_null(pc.index_in(said, value_set=names, skip_nulls=True), -1).to_numpy(zero_copy_only=False)
    lost = np.flatnonzero(owners < 0)
    return owners.astype(np.int64), tuple(_orphans(said, lost, names, matched.owner.name, ledger))


def _orphans(
    said: Any, lost: npt.NDArray[np.int64], names: Any, column: str, ledger: LedgerDefinition
) -> Iterator[Problem]:
    """Names that no object bears, each once, with a record of each."""
    told: set[str | None] = set()
    known = names.drop_null().to_pylist() if len(lost) and len(names) <= 10_000 else ()
    for row in lost.tolist():
        name = said[row].as_py()
        if name in told or len(told) >= _MOST_ORPHANS:
            continue
        told.add(name)
        path = (ledger.name, row + 1, column)
        if name is None:
            yield say.NO_OBJECT.problem(*path, column=column)
        else:
            near = nearest(name, known, 1)
            yield say.UNKNOWN_OBJECT.problem(*path, name=name, nearest=near[0] if near else "—")


def texts_of(cells: Cells, name: str, limits: Limits) -> Any:
    """Names as an Arrow array, read as texts are; null where there is none, or none that can be read."""
    values = cells.values
    if not isinstance(values, list) and is_plain(values, limits):
        return values.cast(pa.large_string())
    column = read_column(cells, Wanted(name, Domain(TEXT, "文本"), limits)).column
    assert isinstance(column, Codes), "texts become codes"  # noqa: S101 - for the type checker
    codes = pa.array(column.codes, mask=None if column.valid is None else ~column.valid)
    return array_of_texts([str(label) for label in column.labels]).take(codes)


# --- what both have in common ---


@attrs.define
class _Found:
    """The columns of a ledger's records, one object's after the other's."""

    ledger: LedgerDefinition
    limits: Limits
    offsets: Offsets
    reads: Sequence[tuple[str, int, Read]]
    lost: npt.NDArray[np.int64] = field(factory=lambda: np.zeros(0, np.int64))

    def book(self, given: Flags | None) -> Book:
        columns: dict[str, Column] = {key: read.column for key, _, read in self.reads}
        if self.ledger.count is not None:  # of a ledger with a fixed number of records, none at all is a missing ledger
            some = np.diff(self.offsets) > 0
            given = some if given is None else given & some
        table = LedgerTable(self.offsets, columns, None if given is None or given.all() else given)
        return Book(table, self._problems(table))

    def _problems(self, table: LedgerTable) -> dict[int, tuple[Problem, ...]]:
        """What is wrong by object, in the order of its records."""
        told: dict[int, list[tuple[int, int, Problem]]] = defaultdict(list)
        for index, number in self._places(self.lost):
            path = (self.ledger.name, number)
            told[index].append((number, -1, messages.NOT_A_RECORD.problem(*path, value="NoneType")))
        for key, position, read in self.reads:
            rows = np.fromiter(read.problems, np.int64, len(read.problems))
            for (index, number), row in zip(self._places(rows), rows.tolist(), strict=True):
                told[index].append((number, position, self._problem(key, number, read, row)))
        found = {
            index: tuple(one for *_, one in sorted(lines, key=lambda line: line[:2])) for index, lines in told.items()
        }
        for index, more in self._count_problems(table):
            found[index] = (*found.get(index, ()), *more)
        return found

    def _places(self, rows: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """The object of each record, with the record's number in its list, from 1."""
        indexes = np.searchsorted(self.offsets, rows, side="right") - 1
        return zip(indexes.tolist(), (rows - self.offsets[indexes] + 1).tolist(), strict=True)

    def _problem(self, key: str, number: int, read: Read, row: int) -> Problem:
        """The problem again, this time with the place of its record."""
        column = next(one for one in self.ledger.columns if one.key == key)
        found: object = convert(column.domain, read.wrong[row], (self.ledger.name, number, column.name), self.limits)
        return found if isinstance(found, Problem) else read.problems[row]

    def _count_problems(self, table: LedgerTable) -> Iterator[tuple[int, tuple[Problem, ...]]]:
        lengths = np.diff(self.offsets)
        most = self.limits.list_rows
        for index in np.flatnonzero(lengths > most).tolist():
            yield index, (messages.TOO_MANY_ROWS.problem(self.ledger.name, name=self.ledger.name, most=most),)
        yield from count_problems(self.ledger, table).items()
