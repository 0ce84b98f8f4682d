"""What rows that lack values fail for, told together: where nothing else is wrong, no row needs a look of its own.

Such rows are filled with some values and computed by columns like the others. If that finds no fault in a row, whatever
those values are, it fails by what it lacks alone; which of that is told, in which order, follows from the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import define, field

from govperf.columns.code import UnsupportedError
from govperf.columns.cohort_failures import NONE, Failures, Kinds, Problems
from govperf.columns.cohort_values import Rows
from govperf.columns.filling import column_of
from govperf.columns.harmless import ATTEMPTS, with_values
from govperf.columns.lacks import Lack, inputs_of, lack_of
from govperf.columns.model import Flags, Table, Truths
from govperf.columns.sheets import Desk, TableSheet, WholeByRowsError
from govperf.columns.specials import Special, reading_of
from govperf.columns.telling import Lets, Telling, closed, needed
from govperf.columns.told import NOTHING, UNSURE, Told, gathered
from govperf.diagnostics import Problem
from govperf.errors import GovperfError
from govperf.evaluate.scoring import error_of, required_keys, shown_keys
from govperf.graph import Node
from govperf.terms.terms import Read, Term
from govperf.terms.walk import key_of

WORTH_FILLING = 100
"""So many rows that lack something pay for the programs that look at them together."""

WORTH_AGAIN = 8
"""So many of them pay for another look, for which the programs are there."""

MOST_REASONS = 200
"""Lists that fail for more reasons than these are left to the evaluation by rows."""

Shared = Iterator[tuple[Problems, Rows]]
"""Problems with the rows, by their places in the table, that tell just these in this order."""


def errors_of_lacking(desk: Desk, rows: Flags, settled: Flags, wanted: Sequence[str]) -> dict[int, GovperfError]:
    """The errors of those among some rows that fail by nothing but what they lack.

    The ``rows`` have no record that breaks a requirement; ``settled`` are others in which all is well. ``wanted`` are
    the nodes that were asked for, whose program is there already.
    """
    graph, found = desk.graph, dict[int, GovperfError]()
    shown = [Read(key) for key in shown_keys(graph)]
    required = [Read(key) for key in required_keys(graph)]
    targets = tuple(wanted) if {one.key for one in shown} <= set(wanted) else tuple(one.key for one in shown)
    conditions = [one.condition for one in graph.ruleset.requirements]
    anyway = np.zeros(desk.table.length, np.bool_)
    anyway[list(desk.table.problems)] = True
    for look in _looks(desk.sheet("要求"), rows, settled, {key: Read(key) for key in targets}, conditions, found):
        table = desk.table
        for problems, places in look.problems(shown, required, conditions, anyway):
            every = places.tolist()
            plain = [row for row in every if row not in table.problems] if table.problems else every
            if plain:
                found.update(dict.fromkeys(plain, _error(problems, (), table)))
            if len(plain) < len(every):
                troubled = [row for row in every if row in table.problems]
                found |= {row: _error(problems, table.problems[row], table) for row in troubled}
    return found


def failures_of_lacking(sheet: TableSheet, term: Term, rows: Flags) -> Shared:
    """Why a term has no value in those among some rows that fail by nothing but what they lack."""
    done: dict[int, None] = {}
    for look in _looks(sheet, rows, ~rows, {"": term}, (), done):
        for problems, places in look.problems([term], [term], (), np.zeros(len(rows), np.bool_)):
            done.update(dict.fromkeys(places.tolist()))
            yield problems, places


def _looks(
    sheet: TableSheet,
    rows: Flags,
    settled: Flags,
    targets: Mapping[str, Term],
    conditions: Sequence[Term],
    done: Mapping[int, object],
) -> Iterator[_Look]:
    """The rows that are not ``done``, filled in one way after the other."""
    if np.count_nonzero(rows) < WORTH_FILLING:
        return
    try:
        used = sheet.job(targets, conditions).shapes  # all that looks beyond its own row is settled among all rows
    except (UnsupportedError, WholeByRowsError):
        return
    inputs = needed(sheet.graph, [*targets.values(), *conditions], sheet.is_foreign)
    lack = lack_of(sheet, np.flatnonzero(rows), inputs, used)
    for attempt in range(ATTEMPTS):
        if len(lack) < min(WORTH_FILLING, WORTH_AGAIN if attempt else WORTH_FILLING):
            return
        yield _Look(sheet, lack, targets, with_values(sheet, lack, used, settled, attempt))
        lack = lack.at(~np.isin(lack.rows, np.fromiter(done, np.intp, len(done))))


def _error(told: Problems, own: Problems, table: Table) -> GovperfError:
    """As the evaluation of an object tells it: with the names that look like a misspelt input."""
    problems, slips = [*own, *told], table.slips
    more = [slips[name] for problem in problems for name in problem.path[:1] if name in slips] if slips else []
    return error_of([*problems, *more])


# --- the rows with values in place of those ---


@define(eq=False)
class _Look:
    """Rows that lack something, filled in one way: what they tell is what they lack."""

    sheet: TableSheet
    lack: Lack
    targets: Mapping[str, Term]
    filled: TableSheet
    reasons: list[str | Problems] = field(factory=list)
    _numbers: dict[object, int] = field(factory=dict)
    _known: dict[int, Told] = field(factory=dict)
    _missing: dict[tuple[str, int], Problems] = field(factory=dict)

    def problems(
        self, shown: Sequence[Term], required: Sequence[Term], conditions: Sequence[Term], anyway: Flags
    ) -> Shared:
        """What rows tell in which nothing else is wrong: all of ``shown``, if one of ``required`` fails.

        Those told ``anyway`` are among them even if none does.
        """
        names = {one.key: one.name for one in inputs_of(self.sheet)}
        lacking = {key: (self._number(names[key], names[key]), mask) for key, mask in self.lack.absent.items()}
        telling = Telling(self.sheet.graph, lacking, self, [*shown, *required, *conditions])
        told = gathered(map(telling.of, shown))
        fails = gathered(map(telling.of, required)).sure
        fine = self._fine(telling, conditions) & ~self._mask(told.unsure)
        return self._kinds(told, self._mask(fails), fine, anyway[self.lack.rows])

    def _number(self, key: object, reason: str | Problems) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.reasons)
            self.reasons.append(reason)
        return self._numbers[key]

    def _mask(self, rows: Flags | bool | None) -> Flags:
        return np.zeros(len(self.lack), np.bool_) | (False if rows is None else rows)

    def _fine(self, telling: Telling, conditions: Sequence[Term]) -> Flags:
        """The rows in which nothing else is wrong, whose data breaks no requirement."""
        told = [telling.of(one) for one in conditions]
        kept = [one for one, lacks in zip(conditions, told, strict=True) if not lacks.parts]
        output = self.filled.computed(self.targets, kept)
        fine = ~self._mask(True if output is None else output.bad)
        for condition, lacks in zip(conditions, told, strict=True):
            if lacks.parts and fine.any():
                # It holds for the values put in, so that it holds or cannot be judged; or the latter is sure.
                output = self.filled.computed({}, [condition])
                fine &= ~self._mask(True if output is None else output.bad) | self._mask(lacks.sure)
        return fine

    # --- what is known of the rows ---

    def judged(self, condition: Term, lets: Lets) -> tuple[Flags, Flags]:
        """See :class:`govperf.columns.telling.World`."""
        term = reading_of(self.sheet.graph).made((condition, *lets), lambda: closed(condition, lets))
        name = key_of(term)  # a table remembers programs by the names of what was read
        output = self.filled.computed({name: term}, ())
        column = None if output is None else column_of(output, name, len(self.lack), self.filled.labels, _never)
        if output is None or not isinstance(column, Truths):
            return self._mask(None), self._mask(None)
        known = ~self._mask(output.bad)
        return column.flags, known if column.valid is None else known & column.valid

    def beyond(self, term: Special) -> Told:
        """See :class:`govperf.columns.telling.World`."""
        if id(term) not in self._known:
            self._known[id(term)] = self._beyond(term)
        return self._known[id(term)]

    def _beyond(self, term: Special) -> Told:
        known = self.sheet.desk.by_rows.known.get(id(term))
        if known is None:
            return Told(((UNSURE, ~self._mask(None)),))
        return self._failed(known.settled.failures, self.lack.rows)

    def is_foreign(self, node: Node) -> bool:
        """See :class:`govperf.columns.telling.World`."""
        return self.sheet.is_foreign(node)

    def of_object(self, node: Node) -> Told:
        """See :class:`govperf.columns.telling.World`."""
        source = self.sheet.desk.level(self.sheet.ledger).get(node.key)
        if source is None:
            return Told(((UNSURE, ~self._mask(None)),))
        if source.failures is not None:
            return self._failed(source.failures, self.lack.rows)
        return NOTHING if source.bad is None else Told(((UNSURE, source.bad[self.lack.rows]),))

    def _failed(self, failed: Mapping[int, Problems], rows: Rows) -> Told:
        """The reasons of what has failed already."""
        kinds, reasons = _kinds_of(failed, rows)
        numbers = np.full(len(reasons) + 1, UNSURE)
        for kind in np.unique(kinds[kinds != NONE]).tolist():
            reason = reasons[kind]
            key = tuple((one.code, one.path, one.span, tuple(one.facts.items())) for one in reason)
            numbers[kind] = self._number(key, reason)
        told = np.where(kinds == NONE, UNSURE, numbers[kinds])
        found = np.unique(told[kinds != NONE]).tolist()
        if len(found) > MOST_REASONS:
            return Told(((UNSURE, kinds != NONE),))
        return Told(tuple((number, told == number) for number in found))

    # --- what they tell ---

    def _kinds(self, told: Told, fails: Flags, fine: Flags, anyway: Flags) -> Shared:
        """The problems of each set of reasons; they differ from row to row where a value was refused."""
        parts = [(self.reasons[number], mask & fails) for number, mask in told.parts if number != UNSURE]
        for reason, mask in parts:
            for blocker in () if self.lack.ledger else _blockers(reason):
                fine &= ~(mask & (self.lack.rows == blocker))  # what others are told of it reads otherwise to itself
        for places, rows in _patterns([mask for _, mask in parts], np.flatnonzero(fine & (fails | anyway))):
            reasons = [parts[place][0] for place in places]
            apart = self._apart(reasons, rows)
            for number, alike in self._by_number(rows if apart is None else rows[~apart]):
                yield self._told(reasons, number, None), self.lack.rows[alike]
            for place in rows[apart].tolist() if apart is not None else ():
                row = int(self.lack.rows[place])
                number = 0 if self.lack.numbers is None else int(self.lack.numbers[place])
                yield self._told(reasons, number, row), np.array([row])

    def _by_number(self, rows: Rows) -> Iterator[tuple[int, Rows]]:
        """Records by their number in the object, which is told with what they lack."""
        if self.lack.numbers is None:
            yield from [(0, rows)] if len(rows) else []
            return
        numbers = self.lack.numbers[rows]
        order = np.argsort(numbers, kind="stable")
        starts = np.flatnonzero(np.diff(numbers[order])) + 1
        for part in np.split(order, starts) if len(rows) else ():
            yield int(numbers[part[0]]), rows[part]

    def _apart(self, reasons: Sequence[str | Problems], rows: Rows) -> Flags | None:
        """The rows that tell of a value that was refused; None where no row may do so."""
        masks = [self.lack.refused[one] for one in reasons if isinstance(one, str) and one in self.lack.refused]
        return np.logical_or.reduce([mask[rows] for mask in masks]) if masks else None

    def _told(self, reasons: Sequence[str | Problems], number: int, row: int | None) -> Problems:
        found: list[Problem] = []
        for reason in reasons:
            if not isinstance(reason, str):
                found.extend(reason)
            elif row is not None:
                found.extend(self.lack.told(reason, number, row))
            else:
                if (reason, number) not in self._missing:
                    self._missing[reason, number] = self.lack.told(reason, number, None)
                found.extend(self._missing[reason, number])
        return tuple(found)


def _kinds_of(failed: Mapping[int, Problems], rows: Rows) -> tuple[Kinds, Sequence[Problems]]:
    """The kind of failure of each row, with the problems of each kind."""
    if isinstance(failed, Failures):
        return failed.kinds[rows], failed.reasons
    reasons = [failed[row] for row in rows.tolist() if row in failed]
    kinds = np.full(len(rows), NONE, np.int32)
    kinds[[place for place, row in enumerate(rows.tolist()) if row in failed]] = np.arange(len(reasons))
    return kinds, reasons


def _blockers(reason: str | Problems) -> set[int]:
    if isinstance(reason, str):
        return set()
    return {int(one.facts["blocker"]) for one in reason if "blocker" in one.facts}


def _patterns(masks: Sequence[Flags], rows: Rows) -> Iterator[tuple[list[int], Rows]]:
    """The places of the masks that hold in the same rows, with these rows."""
    if not len(rows) or not masks:
        yield from [([], rows)] if len(rows) else []
        return
    bits = np.packbits(np.stack([mask[rows] for mask in masks], axis=1), axis=1)
    words = np.zeros((len(rows), -(-bits.shape[1] // 8) * 8), np.uint8)
    words[:, : bits.shape[1]] = bits
    numbers = words.view(np.uint64)
    order = np.lexsort(numbers.T)
    ranked = numbers[order]
    starts = np.flatnonzero(np.any(ranked[1:] != ranked[:-1], axis=1)) + 1
    flags = np.unpackbits(bits[order[np.concatenate([[0], starts])]], axis=1)
    for own, part in zip(flags, np.split(order, starts), strict=True):
        yield np.flatnonzero(own).tolist(), rows[part]


def _never(row: int) -> Any:
    raise AssertionError(row)
