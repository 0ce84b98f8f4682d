"""The data of many objects from a table, for whichever policy asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.adapters.heads import Column
from govperf.columns.model import LedgerTable, Table
from govperf.columns.unread import Unread
from govperf.diagnostics import Problem
from govperf.errors import GovperfError, InputError
from govperf.evaluate import messages
from govperf.frames.heads import Matched, match_inputs
from govperf.frames.ledgers import Book, ledger_of_lists, ledger_of_table, texts_of
from govperf.frames.memory import Memory
from govperf.frames.model import Frame
from govperf.frames.unread import unread_column
from govperf.frames.values import Read, is_plain, read_column, wanted_for
from govperf.graph import Graph, Level
from govperf.limits import Limits
from govperf.semantics import Domain, InputDefinition
from govperf.terms.kinds import Base

TABLE = "表格"
"""What messages call the table of objects."""

WORTH_A_GLANCE = 65_536
"""So many rows pay for a program that reads them itself, beside the one that reads kept columns."""


@frozen(eq=False)
class Taken:
    """A table that has been read for one policy.

    ``notes`` are odd values by row; ``remarks`` are about columns that are not used; ``orphans`` are records of second
    tables that belong to no object; ``owner`` is the column that names the objects, ``names`` what stands in it.
    """

    table: Table
    notes: Mapping[int, tuple[str, ...]] = field(factory=dict)
    remarks: tuple[Problem, ...] = ()
    orphans: tuple[Problem, ...] = ()
    owner: Column | None = None
    names: Any = None


class Columns:
    """Columns of a table that were read once, kept for the policies to come.

    A column is read again only where a policy gives it another name or domain, or other limits hold.
    """

    def __init__(self, frame: Frame, ledgers: Mapping[str, Frame] | None = None) -> None:
        self.frame = frame
        self.ledgers = ledgers or {}
        self._reads: dict[tuple[int, str, str], list[tuple[Domain, Limits, Read]]] = {}
        self._taken: list[tuple[Graph, Limits, bool, Taken]] = []

    def __len__(self) -> int:
        return self.frame.length

    def __reduce__(self) -> NoReturn:
        raise GovperfError("读过的表不能序列化：请存原表，要时用 policy.read(表) 再读")

    def __repr__(self) -> str:
        return f"<Columns {self.frame.length} 行 {len(self.frame.heads)} 列>"

    def take(self, graph: Graph, limits: Limits, *, strict: bool = False) -> Taken:
        """The data that a policy asks for; raises InputError for a table that cannot be its data."""
        for known, under, how, taken in self._taken:
            if known is graph and under == limits and how == strict:
                return taken
        taken = self._take(graph, limits, strict=strict)
        self._taken.append((graph, limits, strict, taken))
        return taken

    def glance(self, graph: Graph, limits: Limits, *, strict: bool = False) -> Taken | None:
        """As :meth:`take`, with numbers left unread where that is worth while; None where it is not.

        The programs that read them, or ``table.check()``, raise OtherwiseError where one is not as expected.
        """
        looks_around = bool(graph.ruleset.ledgers) or any(node.level is Level.COHORT for node in graph.nodes)
        if self._taken or looks_around or self.frame.length < WORTH_A_GLANCE:
            return None
        return self._take(graph, limits, strict=strict, glance=True)

    def _take(self, graph: Graph, limits: Limits, *, strict: bool, glance: bool = False) -> Taken:
        ruleset = graph.ruleset
        matched = match_inputs(self.frame.heads, ruleset, table=TABLE, strict=strict)
        inputs = self._needed(matched, graph, limits)
        unread = self._unread(inputs, limits) if glance else {}
        inputs = [(column, one) for column, one in inputs if one.key not in unread]
        memory = Memory(self.frame.length, sum(one.domain.kind.base is Base.NUMBER for _, one in inputs))
        reads = [(column.position, one, self._read(column, one, limits, memory)) for column, one in inputs]
        names = self._names(matched, limits)
        books = self._books(matched, graph, limits, names, strict=strict)
        table = Table(
            self.frame.length,
            {**unread, **{one.key: read.column for _, one, read in reads}},
            with_all_ledgers({name: book.table for _, name, book in books}, graph, self.frame.length),
            None if names is None else Names(names),
            _problems(reads, books, self._twice(matched, names)),
            matched.slips,
        )
        orphans = tuple(problem for _, _, book in books for problem in book.orphans)
        return Taken(table, _notes(reads), matched.notes, orphans, matched.owner, names)

    def _needed(self, matched: Matched, graph: Graph, limits: Limits) -> Sequence[tuple[Column, InputDefinition]]:
        """All columns but that of plain names which no formula reads: millions of texts for nothing."""
        owner = matched.owner
        if owner is None or graph.ruleset.object_name is None or _is_read(graph, graph.ruleset.object_name):
            return matched.inputs
        cells = self.frame.column(owner.position)
        if isinstance(cells.values, list) or not is_plain(cells.values, limits):
            return matched.inputs
        return [(column, one) for column, one in matched.inputs if column is not owner]

    def _unread(self, inputs: Iterable[tuple[Column, InputDefinition]], limits: Limits) -> dict[str, Unread]:
        """The columns of numbers that a program can read itself."""
        asked = ((one, self.frame.column(column.position), wanted_for(column, one, limits)) for column, one in inputs)
        with np.errstate(all="ignore"):
            found = {one.key: unread_column(cells, wanted) for one, cells, wanted in asked}
        return {key: column for key, column in found.items() if column is not None}

    def _read(self, column: Column, one: InputDefinition, limits: Limits, memory: Memory) -> Read:
        known = self._reads.setdefault((column.position, column.mark, one.name), [])
        for domain, under, read in known:
            if domain == one.domain and under == limits:
                return read
        found = read_column(self.frame.column(column.position), wanted_for(column, one, limits), memory)
        known.append((one.domain, limits, found))
        return found

    def _names(self, matched: Matched, limits: Limits) -> Any:
        if matched.owner is None:
            return None
        return texts_of(self.frame.column(matched.owner.position), matched.owner.name, limits)

    def _books(
        self, matched: Matched, graph: Graph, limits: Limits, names: Any, *, strict: bool
    ) -> list[tuple[int, str, Book]]:
        """The ledgers: those that are columns, then those of second tables."""
        ruleset, found = graph.ruleset, []
        for position, ledger in matched.ledgers:
            if ledger.name in self.ledgers:
                raise InputError([messages.TWICE.problem(ledger.name, name=ledger.name)])
            cells = self.frame.column(position)
            found.append((position, ledger.name, ledger_of_lists(cells, ledger, ruleset, limits, strict=strict)))
        known = {ledger.name: ledger for ledger in ruleset.ledgers}
        for place, (name, frame) in enumerate(self.ledgers.items(), start=len(self.frame.heads)):
            if name not in known:
                raise InputError([say.UNKNOWN_LEDGER.problem(name=name, known="、".join(known) or "—")])
            bearers = pa.nulls(self.frame.length, pa.large_string()) if names is None else names
            found.append((place, name, ledger_of_table(frame, bearers, known[name], ruleset, limits, strict=strict)))
        return found

    def _twice(self, matched: Matched, names: Any) -> Mapping[int, Problem]:
        """Objects that a second table cannot tell apart, or cannot name."""
        if not self.ledgers or names is None or matched.owner is None or len(names) <= 1:
            return {}
        column = matched.owner.name
        found = {row: say.NO_OBJECT.problem(column, column=column) for row in _rows(names.is_null())}
        counts = pc.value_counts(names.drop_null())
        often = counts.field(0).filter(pc.greater(counts.field(1), 1))
        rows: dict[str, list[int]] = defaultdict(list)
        for row in _rows(pc.is_in(names, value_set=often)):
            rows[names[row].as_py()].append(row)
        for name, places in rows.items():
            numbers = "、".join(str(row + 1) for row in places[:20])
            problem = say.REPEATED_OBJECT.problem(column, name=name, rows=numbers)
            found.update(dict.fromkeys(places, problem))
        return found


def _is_read(graph: Graph, key: str) -> bool:
    ruleset = graph.ruleset
    asks = bool(ruleset.requirements) or any(ledger.requirements for ledger in ruleset.ledgers)
    return asks or ruleset.participation is not None or any(key in node.reads for node in graph.nodes)


def with_all_ledgers(given: Mapping[str, LedgerTable], graph: Graph, length: int) -> dict[str, LedgerTable]:
    """The ledgers of a policy, those that the data does not have as given to nobody."""
    nobody = LedgerTable(np.zeros(length + 1, np.int64), {}, np.zeros(length, bool))
    return {one.name: given.get(one.name, nobody) for one in graph.ruleset.ledgers}


class Names:
    """The names of objects, each made when it is asked for."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, row: int) -> str | None:
        found: str | None = self.values[row].as_py()
        return found

    def to_list(self, start: int, stop: int) -> list[str | None]:
        """Those of some rows."""
        found: list[str | None] = self.values.slice(start, stop - start).to_pylist()
        return found


def _rows(flags: Any) -> list[int]:
    return np.flatnonzero(pc.fill_null(flags, False).to_numpy(zero_copy_only=False)).tolist()


def _problems(
    reads: list[tuple[int, InputDefinition, Read]], books: list[tuple[int, str, Book]], more: Mapping[int, Problem]
) -> dict[int, tuple[Problem, ...]]:
    """What is wrong with each object, in the order of the columns."""
    parts: list[tuple[int, Mapping[int, tuple[Problem, ...]]]]
    parts = [(position, {row: (one,) for row, one in read.problems.items()}) for position, _, read in reads]
    parts += [(position, book.problems) for position, _, book in books]
    found: dict[int, tuple[Problem, ...]] = {row: (one,) for row, one in more.items()}
    for _, problems in sorted(parts, key=lambda part: part[0]):
        for row, told in problems.items():
            found[row] = (*found[row], *told) if row in found else told
    return found


def _notes(reads: list[tuple[int, InputDefinition, Read]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for _, _, read in sorted(reads, key=lambda part: part[0]):
        for row, note in read.notes.items():
            found[row] = (*found.get(row, ()), note)
    return found
