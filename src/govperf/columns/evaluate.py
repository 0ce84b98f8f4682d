"""Scores a table: columns for what columns can do, the evaluation by rows for what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import evolve

from govperf.columns.cohort_failures import NONE, Failures, rows_of
from govperf.columns.cohort_values import Rows, without
from govperf.columns.filling import column_of, filled
from govperf.columns.groups import Groups
from govperf.columns.lacking import errors_of_lacking, failures_of_lacking
from govperf.columns.model import Answer, Flags, Nearly, Shown, Table, Truths
from govperf.columns.rows import ByRows, Objects
from govperf.columns.running import Output
from govperf.columns.sheet import Settled
from govperf.columns.sheets import Desk, WholeByRowsError
from govperf.columns.single_rows import Exactly, scored_rows
from govperf.columns.totals import totals_of
from govperf.errors import GovperfError
from govperf.evaluate.outcome import Outcome
from govperf.evaluate.scoring import is_bad, required_keys, score_cohort, shown_keys
from govperf.graph import Graph, Level
from govperf.limits import Limits
from govperf.terms.terms import Read, Value
from govperf.values import Missing

Row = Mapping[str, Value] | GovperfError
"""What became of an object."""

FEW_REASONS = 100
"""So many rows that fail for several reasons are told one by one sooner than it is found out which are alike."""

FEWEST_BITS = 256
"""A host that allows fewer bits for a result wants to be told of each that has more: rows tell."""


def evaluate(graph: Graph, table: Table, limits: Limits, *, skip_bad: bool = False, keys: Sequence[str] = ()) -> Answer:
    """The values of all objects: outputs and vetoes, with other nodes (``keys``) where they are asked for.

    They equal those of :func:`govperf.evaluate.scoring.score_one`, or of ``score_cohort`` where the policy looks at all
    objects, and so do the errors. ``skip_bad`` leaves objects with bad data out of the cohort.
    """
    whole = any(node.level is Level.COHORT for node in graph.nodes)
    wanted = tuple(dict.fromkeys((*required_keys(graph), *keys)))
    if limits.result_bits < FEWEST_BITS or limits.steps < len(graph.nodes):
        return _by_rows(graph, table, limits, wanted, whole=whole, skip_bad=skip_bad)
    try:
        return _Scoring(graph, table, limits, wanted, whole=whole).answer(skip_bad=skip_bad)
    except WholeByRowsError:
        return _by_rows(graph, table, limits, wanted, whole=whole, skip_bad=skip_bad)


class _Scoring:
    """One table under one policy."""

    def __init__(self, graph: Graph, table: Table, limits: Limits, wanted: Sequence[str], *, whole: bool) -> None:
        self.graph, self.table, self.limits, self.wanted, self.whole = graph, table, limits, wanted, whole

    def answer(self, *, skip_bad: bool = False) -> Answer:
        """The values of all objects; those with bad data are looked for until no more are found."""
        bad: dict[int, GovperfError] = {}
        one_by_one: set[int] = set()
        while True:
            look = _Look(self, frozenset(bad))
            if not (skip_bad and self.whole):
                break
            found = look.of_suspects(bad)
            one_by_one |= look.scored.keys()
            new = {row: one for row, one in found.items() if isinstance(one, GovperfError) and is_bad(one)}
            if not new:
                break
            bad |= new
        return self._answer(look, bad, one_by_one)

    def _answer(self, look: _Look, bad: Mapping[int, GovperfError], one_by_one: set[int]) -> Answer:
        """What was found, with the errors of those that are left out."""
        errors: dict[int, GovperfError] = {**look.shared_errors(), **bad}
        errors |= look.errors_of_lacking(look.open, errors)
        rows = [row for row in np.flatnonzero(look.open).tolist() if row not in errors]
        found = look.by_rows(rows)
        values = {row: one for row, one in found.items() if not isinstance(one, GovperfError)}
        errors |= {row: one for row, one in found.items() if isinstance(one, GovperfError)}
        complete = {
            key: without(
                filled(column, self.table.length, {row: one[key] for row, one in values.items()}), rows_of(errors)
            )
            for key, column in look.columns().items()
        }
        by_rows = len(one_by_one | look.scored.keys())
        return Answer(self.table.length, complete, errors, totals_of(look.desk), by_rows, frozenset(bad))


class _Look:
    """One look at all objects, with some of them left out of the cohort.

    ``open`` are the rows that columns have not settled; of these ``told`` fail for a reason that they share with
    others, ``alike`` for several of these. ``suspects`` may have trouble of their own.
    """

    def __init__(self, scoring: _Scoring, left_out: frozenset[int]) -> None:
        self.wanted, self.length, self.scored = scoring.wanted, scoring.table.length, dict[int, Row]()
        self.lacking = dict[int, GovperfError]()
        self._by_rows = ByRows(scoring.graph, scoring.table, scoring.limits, scoring.whole, left_out)
        self.desk = Desk(
            scoring.graph, scoring.table, scoring.limits, self._by_rows, left_out, tell=failures_of_lacking
        )
        self.sheet = self.desk.sheet("要求")
        self.conditions = [one.condition for one in scoring.graph.ruleset.requirements]
        self.output = self._computed(self.wanted)
        self.broken = self._broken()
        self.refused = self._refused()
        unsettled = True if self.output is None else self.output.bad
        self.open = False if self.refused is False and unsettled is False else self._mask(unsettled)
        self.told: Failures | None = None
        self.alike: Failures | None = None
        self.suspects = self.open
        if self.output is not None and self.sheet.stopped():
            self._part_by_reasons()

    def _computed(self, keys: Sequence[str], *, lenient: bool = False) -> Output | None:
        return self.sheet.computed({key: Read(key) for key in keys}, self.conditions, lenient=lenient)

    def _mask(self, rows: Flags | bool) -> Flags:
        """These rows, with those that are refused."""
        return np.zeros(self.length, np.bool_) | self.refused | rows

    def _refused(self) -> Flags | bool:
        """The rows with bad data, with records that break a requirement."""
        if not self.desk.table.problems:
            return self.broken
        found = np.zeros(self.length, np.bool_) | self.broken
        found[list(self.desk.table.problems)] = True
        return found

    def _broken(self) -> Flags | bool:
        """The rows with records that break a requirement."""
        if not any(one.requirements for one in self.desk.graph.ruleset.ledgers):
            return False
        found = np.zeros(self.length, np.bool_)
        for ledger in self.desk.graph.ruleset.ledgers:
            if ledger.name not in self.desk.table.ledgers:
                continue
            records, sheet = self.desk.sheet(ledger.name).records(ledger.name)
            for requirement in ledger.requirements:
                broken = broken_records(sheet.settled(requirement.condition))
                found[np.searchsorted(records.offsets, broken, "right") - 1] = True
        return found

    # --- what rows fail for together ---

    def _part_by_reasons(self) -> None:
        """Finds the rows that would be settled if the cohort were, which have no trouble of their own."""
        shown = tuple(dict.fromkeys((*self.wanted, *shown_keys(self.desk.graph))))
        lenient = self._computed(shown, lenient=True)
        if lenient is None or lenient.bad is True:
            return
        self.suspects = self._mask(lenient.bad)
        self.suspects[sorted(self.desk.blockers())] = True
        required = {key: Read(key) for key in required_keys(self.desk.graph)}
        output = self.sheet.computed(required, ())
        told = self.sheet.agreed({key: Read(key) for key in shown}, self.conditions)
        if output is not None:
            ours = output.bad & ~self.suspects
            told.kinds[~ours] = NONE
            self.told = told
            self._part_by_nodes(shown_keys(self.desk.graph), np.flatnonzero(ours & (told.kinds == NONE)))

    def _part_by_nodes(self, shown: Sequence[str], rows: Rows) -> None:
        """Rows that fail for several reasons: those of which each node fails for the same one are told the same."""
        if len(rows) <= FEW_REASONS:
            return
        alike, settled = [], np.ones(len(rows), np.bool_)
        for key in shown:
            output = self.sheet.computed({key: Read(key)}, ())
            if output is None or output.bad is False:
                settled &= output is not None
                continue
            bad = np.broadcast_to(output.bad, self.length)[rows]
            told = self.sheet.told_by_others({key: Read(key)}, (), output.bad)
            kinds = np.full(len(rows), NONE, np.int32) if told is None else told.kinds[rows]
            settled &= ~bad | (kinds != NONE)
            alike.append(kinds)
        if alike:
            _, found = np.unique(np.stack(alike, axis=1)[settled], axis=0, return_inverse=True)
            self.alike = Failures(np.full(self.length, NONE, np.int32), ())
            self.alike.kinds[rows[settled]] = found.ravel()

    def shared_errors(self) -> dict[int, GovperfError]:
        """The errors of rows that fail for the same reasons: what the first of them is told holds for all."""
        found: dict[int, GovperfError] = {}
        for part in (self.told, self.alike):
            for rows in _rows_of_a_kind(part):
                error = self.by_rows(rows[:1])[rows[0]]
                if isinstance(error, GovperfError):
                    found.update(dict.fromkeys(rows, error))
        return found

    def of_suspects(self, known: Mapping[int, GovperfError]) -> dict[int, Row]:
        """What became of the suspects that are not known yet."""
        found: dict[int, Row] = dict(self.errors_of_lacking(self.suspects, known))
        rows = [row for row in np.flatnonzero(self.suspects).tolist() if row not in known and row not in found]
        return found | self.by_rows(rows)

    def errors_of_lacking(self, among: Flags | bool, known: Mapping[int, GovperfError]) -> dict[int, GovperfError]:
        """The errors of rows that fail by what they lack alone, but for those that are known."""
        if self.output is None or not np.any(self.open) or not np.any(among):
            return {}
        rows = self._mask(among) & np.logical_not(self.broken)
        rows[rows_of({**known, **self.lacking})] = False
        self.lacking |= errors_of_lacking(self.desk, rows, ~self._mask(self.open), self.wanted)
        return self.lacking

    # --- results ---

    def by_rows(self, rows: Sequence[int]) -> dict[int, Row]:
        """The values of some rows, or their errors, by the evaluation that is the meaning of the policy."""
        errors, values = scored_rows(self._by_rows, [row for row in rows if row not in self.scored], self.wanted)
        self.scored |= errors
        self.scored |= values
        return {row: self.scored[row] for row in rows}

    def columns(self) -> dict[str, Shown | None]:
        """What columns say, as far as they do."""
        if self.output is None:
            return dict.fromkeys(self.wanted)
        exactly = Exactly(self._by_rows, required_keys(self.desk.graph))
        return {key: self._column(key, exactly.of(key)) for key in self.wanted}

    def _column(self, key: str, exact: Callable[[int], Fraction]) -> Shown | None:
        if self.output is None:
            return None
        found = column_of(self.output, key, self.length, self.sheet.labels, exact)
        if not isinstance(found, Nearly):
            return found
        targets = {one: Read(one) for one in self.wanted}
        return evolve(
            found,
            finer=lambda rows: self.sheet.finer(targets, self.conditions, key, rows),
            late=self.sheet.late(Read(key)),
        )


def _rows_of_a_kind(failures: Failures | None) -> Iterator[list[int]]:
    """The rows of each kind of failure."""
    if failures is None:
        return
    groups = Groups(failures.kinds.astype(np.intp) + 1, int(failures.kinds.max(initial=NONE)) + 2, len(failures.kinds))
    rows = groups.by_group()
    for part in np.split(rows, np.cumsum(groups.sizes()).astype(np.intp)[:-1])[1:]:
        if len(part):
            yield part.tolist()


def broken_records(judged: Settled) -> Any:
    """The records for which a condition does not hold; one that cannot be judged is not broken."""
    if not isinstance(judged.column, Truths):
        return np.zeros(0, np.intp)
    holds = judged.column.flags.copy()
    if judged.column.valid is not None:
        holds |= ~judged.column.valid
    holds[list(judged.failures)] = True
    return np.flatnonzero(~holds)


def _lost(rows: Any) -> dict[int, Value]:
    """What stands in the columns where an object has an error."""
    return dict.fromkeys(rows, Missing.ABSENT)


def _by_rows(
    graph: Graph, table: Table, limits: Limits, wanted: Sequence[str], *, whole: bool, skip_bad: bool
) -> Answer:
    """Everything by the evaluation that is the meaning of the policy."""
    errors: dict[int, GovperfError] = {}
    values: dict[int, Mapping[str, Value]] = {}
    totals: Mapping[str, Outcome] = {}
    left_out: frozenset[int] = frozenset()
    if whole:
        result = score_cohort(graph, Objects(table), limits, skip_bad=skip_bad)
        totals, left_out = result.totals, result.left_out
        for row, found in enumerate(result.objects):
            if isinstance(found, GovperfError):
                errors[row] = found
            else:
                values[row] = found.values
    else:
        errors, values = scored_rows(ByRows(graph, table, limits, whole=False), range(table.length), wanted)
    columns = {
        key: filled(None, table.length, {row: found[key] for row, found in values.items()} | _lost(errors))
        for key in wanted
    }
    return Answer(table.length, columns, errors, totals, table.length, left_out)
