"""The sheets of a table: terms in, columns out, with whatever columns cannot do done by rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import define, field, frozen

from govperf.columns.code import UnsupportedError
from govperf.columns.cohort_failures import NONE, Failing, Failures, Problems, agreed
from govperf.columns.cohort_values import Rows
from govperf.columns.filling import column_of, filled, plain
from govperf.columns.finer import finer
from govperf.columns.model import Codes, Fine, Flags, LedgerTable, Mask, Nearly, Numbers, Shown, Supplied, Table
from govperf.columns.program import RAW, Job, Programs
from govperf.columns.programs import programs_for
from govperf.columns.rows import ByRows, Known
from govperf.columns.running import Output, run
from govperf.columns.sheet import Nearby, Settled, Sheet
from govperf.columns.sources import Source, given, source_of
from govperf.columns.specials import Found, reading_of
from govperf.evaluate.outcome import Failed, Outcome
from govperf.graph import Graph, Node
from govperf.limits import Limits
from govperf.terms.terms import Aggregate, OfCohort, Placement, Read, Term
from govperf.values import Missing

Settle = Callable[[Any, Sheet], Settled | None]
Tell = Callable[["TableSheet", Term, Flags], Iterable[tuple[Problems, Rows]]]
"""Tells many rows together why they have no value, as far as they fail by nothing but what they lack."""


class WholeByRowsError(Exception):
    """The whole cohort has to be scored by rows; never leaves the room."""


_MOST_REMEMBERED = 8


@define(eq=False)
class Desk:
    """What all sheets of one evaluation share: the data, what is settled already."""

    graph: Graph
    table: Table
    limits: Limits
    by_rows: ByRows
    left_out: frozenset[int] = frozenset()
    sources: dict[str, dict[str, Source]] = field(factory=dict)
    kept: list[Term] = field(factory=list)
    keys: dict[int, str] = field(factory=dict)
    counted: set[int] = field(factory=set)
    tell: Tell | None = None

    @property
    def alone(self) -> bool:
        """Every object is scored for itself, without records."""
        return not self.by_rows.whole and not self.graph.ruleset.ledgers

    def sheet(self, node: str, ledger: str = "") -> TableSheet:
        """The objects, or the records of a ledger, seen from a node."""
        return TableSheet(self, node, ledger)

    def blockers(self) -> set[int]:
        """The objects at which others stop."""
        sources = (source for level in self.sources.values() for source in level.values())
        return {row for source in sources if source.failures is not None for row in source.failures.blockers()}

    def level(self, ledger: str) -> dict[str, Source]:
        """The columns of one level by key, its data to begin with."""
        if ledger not in self.sources:
            self.sources[ledger] = dict(self.table.once(("data", ledger), lambda: self._data(ledger)))
        return self.sources[ledger]

    def _data(self, ledger: str) -> dict[str, Source]:
        columns = self.table.ledgers[ledger].columns if ledger else self.table.columns
        refused = self._refused(ledger) if self.table.problems else {}
        return {
            RAW + key: source_of(given(column, refused[key]), refused[key]) if key in refused else source_of(column, {})
            for key, column in columns.items()
        }

    def _refused(self, ledger: str) -> dict[str, dict[int, Problems]]:
        """By input the rows whose value was refused: neither a default nor absence may stand for it."""
        owner = self.graph[ledger].ledger if ledger else None
        inputs = self.graph.ruleset.inputs if owner is None else owner.columns
        keys = {one.name: one.key for one in inputs}
        offsets = self.table.ledgers[ledger].offsets if ledger else None
        found: dict[str, dict[int, Problems]] = {}
        for row, problems in self.table.problems.items():
            for problem in problems:
                match problem.path:
                    case (str(name),) if offsets is None and name in keys:
                        found.setdefault(keys[name], {})[row] = (problem,)
                    case (str(name), int(number), str(column)) if (
                        offsets is not None and name == ledger and column in keys
                    ):
                        found.setdefault(keys[column], {})[int(offsets[row]) + number - 1] = (problem,)
                    case _:
                        pass
        return found


@frozen(eq=False)
class TableSheet:
    """See :class:`govperf.columns.sheet.Sheet`."""

    desk: Desk
    node: str
    ledger: str = ""

    @property
    def length(self) -> int:
        """How many rows there are."""
        return int(self.table.ledgers[self.ledger].offsets[-1]) if self.ledger else self.table.length

    @property
    def graph(self) -> Graph:
        """The policy."""
        return self.desk.graph

    @property
    def limits(self) -> Limits:
        """What an evaluation may cost."""
        return self.desk.limits

    @property
    def table(self) -> Table:
        """The data of the objects."""
        return self.desk.table

    @property
    def left_out(self) -> frozenset[int]:
        """Objects whose bad data keeps them out of the cohort."""
        return self.desk.left_out

    @property
    def objects(self) -> TableSheet:
        """The sheet of the objects."""
        return self if not self.ledger else self.desk.sheet(self.node)

    def records(self, ledger: str) -> tuple[LedgerTable, TableSheet]:
        """The records of a ledger, with the sheet in which each is a row."""
        return self.table.ledgers[ledger], self.desk.sheet(self.node, ledger)

    # --- terms ---

    def settled(self, term: Term) -> Settled:
        """The value of a term for every row."""
        output = self.computed({"": term}, ())
        column: Shown | None = None
        bad: Flags | bool = True
        if output is not None:
            column, bad = column_of(output, "", self.length, self.labels, _never), output.bad
            if isinstance(column, Nearly):
                column, bad = _of_whole(column, bad)
        whole, failures = self._completed(term, column, bad, output)
        return Settled(plain(whole), failures)

    def nearly(self, term: Term) -> Nearby:
        """As :meth:`settled`, for numbers that are only put in order."""
        output = self.computed({"": term}, ())
        if output is None:
            return Nearby(*self._completed(term, None, True, None))
        column = column_of(output, "", self.length, self.labels, self._exact(term))
        return Nearby(*self._completed(term, column, output.bad, output))

    def _exact(self, term: Term) -> Callable[[int], Fraction]:
        def exact(row: int) -> Fraction:
            match self.exactly(term, (row,))[row]:
                case Fraction() as value:
                    return value
                case other:
                    raise AssertionError(other)

        return exact

    def _completed(
        self, term: Term, column: Shown | None, bad: Flags | bool, output: Output | None
    ) -> tuple[Shown, Mapping[int, Problems]]:
        """The column with what rows find where columns could not tell, and all failures."""
        failing = Failing(self.length)
        found: dict[int, Outcome] = {}
        if bad is not False:
            open_rows = np.ones(self.length, np.bool_) if bad is True else bad.copy()
            if output is not None and (told := self.told_by_others({"": term}, (), output.bad)) is not None:
                failing.put_each(told)
                open_rows = open_rows & (told.kinds == NONE)
            if output is not None and self.desk.tell is not None:
                for problems, rows in self.desk.tell(self, term, open_rows.copy()):
                    failing.put(rows, problems)
                    open_rows[rows] = False
            found = dict(self.exactly(term, np.flatnonzero(open_rows).tolist()))
        failing.put_each({row: one.problems for row, one in found.items() if isinstance(one, Failed)})
        values = {row: Missing.ABSENT if isinstance(one, Failed) else one for row, one in found.items()}
        return filled(column, self.length, values), failing.done()

    def told_by_others(
        self, targets: Mapping[str, Term], conditions: Sequence[Term], bad: Flags | bool
    ) -> Failures | None:
        """The ``bad`` rows that fail by nothing but what they read of the cohort, with its reasons.

        They would have a value if that had one, and all that failed of it has the same reasons.
        """
        if bad is False or not self.stopped():
            return None
        lenient = self.computed(targets, conditions, lenient=True)
        if lenient is None or lenient.bad is True:
            return None
        told = self.agreed(targets, conditions)
        told.kinds[np.logical_not(bad) | lenient.bad] = NONE
        return told

    def agreed(self, targets: Mapping[str, Term], conditions: Sequence[Term]) -> Failures:
        """Why rows fail for which all that failed of the cohort has the same reasons."""
        used = self.job(targets, conditions).shapes
        sources = self.desk.level(self.ledger)
        return agreed([one for key in used if (one := sources[key].failures) is not None], self.length)

    def stopped(self) -> bool:
        """Something of the cohort failed."""
        return any(source.failures is not None for source in self.desk.level(self.ledger).values())

    def exactly(self, term: Term, rows: Sequence[int]) -> Mapping[int, Outcome]:
        """The value of a term for some rows by the evaluation that is its meaning."""
        if rows and any(isinstance(one.term, OfCohort | Placement) for one in self._unsettled(term)):
            raise WholeByRowsError
        return {row: self.desk.by_rows.outcome(term, self.node, row, self.ledger) for row in rows}

    def _unsettled(self, term: Term) -> list[Found]:
        terms = [term, *(node.definition.term for node in self._nodes([term]) if node.definition is not None)]
        return [
            one
            for part in terms
            for one in reading_of(self.graph).specials_of(part)
            if id(one.term) not in self.desk.keys
        ]

    def computed(
        self, targets: Mapping[str, Term], conditions: Sequence[Term], *, lenient: bool = False
    ) -> Output | None:
        """The columns of terms by one program; None where programs cannot do them.

        A ``lenient`` one goes on with some value where one of the cohort failed for reasons that rows share.
        """
        try:
            programs = self._programs(targets, conditions)
        except UnsupportedError:
            return None
        sources = self.desk.level(self.ledger)
        return run(
            programs,
            self.length,
            lambda key, part: sources[key].array(part, lenient=lenient),
            lambda key, value: _code_of(sources[key].column, value),
        )

    def finer(self, targets: Mapping[str, Term], conditions: Sequence[Term], name: str, rows: Rows) -> Fine | None:
        """A near number of some rows with twice the digits; their data must not be finer than floats."""
        sources = self.desk.level(self.ledger)
        if any(
            sources[key].odd is not None and not key.startswith(RAW) for key in self.job(targets, conditions).shapes
        ):
            return None
        return finer(
            self._programs(targets, conditions).quick,
            name,
            rows,
            lambda key, part: sources[key].array(part),
            lambda key, value: _code_of(sources[key].column, value),
        )

    def late(self, term: Term) -> Mask:
        """The rows in which a term reads data that is finer than floats."""
        sources = self.desk.level(self.ledger)
        found: Mask = None
        if all(source.odd is None for source in sources.values()):
            return found
        for key in self.job({"": term}, ()).shapes:
            if key.startswith(RAW) and (odd := sources[key].odd) is not None:
                found = odd if found is None else found | odd
        return found

    def _programs(self, targets: Mapping[str, Term], conditions: Sequence[Term]) -> Programs:
        """The programs; where every row stands for itself, the table remembers those that it was scored by last."""
        if not self.desk.alone or not all(isinstance(term, Read) for term in targets.values()):
            return programs_for(self.job(targets, conditions))
        kept: OrderedDict[Any, tuple[Job, Programs]] = self.table.once("programs", OrderedDict)
        asked = (id(self.graph), *targets, *(id(condition) for condition in conditions))
        if asked not in kept:
            job = self.job(targets, conditions)
            kept[asked] = job, programs_for(job)  # with the job the policy is kept, so that its identity stays its own
            if len(kept) > _MOST_REMEMBERED:
                kept.popitem(last=False)
        return kept[asked][1]

    def labels(self, key: str) -> Any:
        """The words of a column whose words are not known to programs."""
        column = self.desk.level(self.ledger)[key].column
        return column.labels if isinstance(column, Codes) else ()

    def job(self, targets: Mapping[str, Term], conditions: Sequence[Term]) -> Job:
        """What is to be computed, once all that looks beyond its own row is settled."""
        terms = [*targets.values(), *conditions]
        nodes = self._nodes(terms)
        sources = self.desk.level(self.ledger)
        specials: dict[int, str] = {}
        for node in nodes:
            if self.is_foreign(node):
                self._spread(node)
            elif node.definition is not None and node.key not in sources:
                specials |= self._settle_specials(node.definition.term, node.key)
        for term in terms:
            specials |= self._settle_specials(term, self.node)
        used = {key for node in nodes for key in (node.key, RAW + node.key) if key in sources} | set(specials.values())
        shapes = {key: sources[key].shape for key in sorted(used)}
        return Job(self.graph, shapes, targets, specials, conditions)

    def _nodes(self, terms: Sequence[Term]) -> list[Node]:
        """The nodes that terms read in their own row, in topological order; those of other levels are where it ends."""
        reading = reading_of(self.graph)
        wanted = {key for term in terms for key in reading.reads_of(term)}
        found = []
        for node in reversed(self.graph.nodes):
            if node.key not in wanted:
                continue
            found.append(node)
            if self.is_foreign(node) or node.key in self.desk.level(self.ledger):
                continue
            own = node.definition.term if node.definition is not None else node.input and node.input.applies
            if own:
                wanted |= reading.reads_of(own)
        return found[::-1]

    def is_foreign(self, node: Node) -> bool:
        """A value of the object, for a record."""
        own = node.definition.ledger if node.definition is not None else node.ledger.name if node.ledger else ""
        return own != self.ledger

    def _spread(self, node: Node) -> None:
        """The value of the object, repeated for each of its records."""
        sources = self.desk.level(self.ledger)
        if node.key in sources or not self.ledger:
            return
        found = self.desk.sheet(node.key).settled(Read(node.key))
        offsets = self.table.ledgers[self.ledger].offsets
        owners = np.repeat(np.arange(self.table.length), np.diff(offsets))
        sources[node.key] = source_of(found.column, found.failures).at(owners)

    # --- what looks beyond its own row ---

    def _settle_specials(self, term: Term, node: str) -> dict[int, str]:
        """The special terms of a term as columns; what is settled already is not looked into again."""
        found = {}
        for one in reading_of(self.graph).specials_of(term):
            if id(one.term) not in self.desk.keys:
                self._settle(one, node)
            found[id(one.term)] = self.desk.keys[id(one.term)]
        return found

    def _settle(self, found: Found, node: str) -> None:
        desk = self.desk
        sheet = desk.sheet(node, self.ledger)
        settled = _settled_by_columns(found.closed, sheet)
        if settled is None:
            if not isinstance(found.closed, Aggregate):
                raise WholeByRowsError
            settled = _settled_by_rows(found.closed, sheet)
        key = f"special {len(desk.keys)}"
        # The terms are kept, so that nothing else can come to have their identity.
        desk.kept.extend((found.term, found.closed))
        desk.level(self.ledger)[key] = source_of(settled.column, settled.failures)
        for one in (found.term, found.closed):
            desk.keys[id(one)] = key
            desk.by_rows.known[id(one)] = Known(settled, self.ledger)


def _settled_by_columns(term: Aggregate | OfCohort | Placement, sheet: Sheet) -> Settled | Nearby | None:
    if isinstance(term, Aggregate):
        from govperf.columns.ledger_lists import settle_list

        return settle_list(term, sheet)
    from govperf.columns.cohort_terms import settle_cohort

    return settle_cohort(term, sheet)


def _settled_by_rows(term: Aggregate, sheet: TableSheet) -> Settled:
    found = sheet.exactly(term, range(sheet.length))
    failures = {row: one.problems for row, one in found.items() if isinstance(one, Failed)}
    values = {row: Missing.ABSENT if isinstance(one, Failed) else one for row, one in found.items()}
    return Settled(plain(filled(None, sheet.length, values)), failures)


def _of_whole(column: Nearly, bad: Any) -> tuple[Numbers, Any]:
    """The numbers that are exact; the others are open."""
    if bad is True:
        return Numbers(np.zeros(len(column)), column.per, column.valid, off=column.off), True
    there = column.whole if column.valid is None else column.whole | ~column.valid
    x = np.where(column.whole, column.x, 0.0)
    return Numbers(x, column.per, column.valid, off=column.off), ~there if bad is False else ~there | bad


def _never(row: int) -> Any:
    raise AssertionError(row)


def _code_of(column: Supplied, value: object) -> int:
    """The code of a word in a column; −1 where it is none of its words."""
    if isinstance(column, Codes) and value in column.labels:
        return column.labels.index(value)
    return -1
