"""Who counts in a value of the cohort, with what stands in the way of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from govperf.columns.cohort_asking import NO_TROUBLE, Gathering, Problems, judge
from govperf.columns.cohort_values import Measured, Rows
from govperf.columns.groups import Groups, grouped
from govperf.columns.model import Flags, LedgerTable, Numbers, Quotients
from govperf.columns.sheet import Sheet
from govperf.evaluate.cohort import named
from govperf.semantics import LedgerDefinition
from govperf.terms import failures
from govperf.terms.terms import OfCohort, Placement

BY_ORDER = frozenset(("名次", "名次比例", "最高", "最低", "中位数"))
"""Functions that only put their values in order, so that near numbers are good enough."""


class StoppedError(Exception):
    """Everything that the term is asked for fails for the same reasons; never leaves the room.

    ``own`` are the rows whose objects have trouble of their own, which is told to them instead.
    """

    def __init__(self, problems: Problems, own: Mapping[int, Problems] = NO_TROUBLE) -> None:
        self.problems, self.own = problems, own
        super().__init__(problems)


@frozen(eq=False)
class Cohort:
    """The rows of a sheet as a cohort: whose object each is, who takes part (None: all)."""

    sheet: Sheet
    owners: Rows | None
    present: Flags | None

    def name(self, row: int) -> str:
        """What the object of a row is called, or its number."""
        owner = self.owner(row)
        return self.sheet.table.name(owner) or f"第{owner + 1}个对象"

    def owner(self, row: int) -> int:
        """The object of a row."""
        return row if self.owners is None else int(self.owners[row])

    def told(self, problems: Problems, row: int) -> Problems:
        """The problems of a row as they are told to others."""
        name, owner = self.name(row), self.owner(row)
        return tuple(named(problem, name, owner) for problem in problems)

    def takes_part(self, row: int) -> bool:
        """The row counts among the cohort."""
        return self.present is None or bool(self.present[row])

    def stopped(self, troubles: Mapping[int, Problems]) -> StoppedError | None:
        """What stops everybody, if one who takes part has trouble: the first is told to all who have none."""
        rows = [row for row in sorted(troubles) if self.takes_part(row)]
        if not rows:
            return None
        return StoppedError(self.told(troubles[rows[0]], rows[0]), self.of_owners({row: troubles[row] for row in rows}))

    def of_owners(self, told: Mapping[int, Problems]) -> Mapping[int, Problems]:
        """What is told to every record of an object: the trouble of the first of its records that has any."""
        if self.owners is None:
            return told
        first = {self.owner(row): told[row] for row in sorted(told, reverse=True)}
        rows = np.flatnonzero(np.isin(self.owners, list(first)))
        return {row: first[self.owner(row)] for row in rows.tolist()}


@frozen(eq=False)
class Members:
    """The rows that count (``rows``; None: all of them) with what is measured of them, in their order.

    ``groups`` holds the group of every row of the sheet; ``troubles`` by row what stopped a member; ``strangers`` what
    stops the own value of a row that is no member.
    """

    cohort: Cohort
    groups: Groups
    rows: Rows | None
    value: Measured | None
    weight: Numbers | Quotients | None
    ties: tuple[Measured, ...]
    troubles: Mapping[int, Problems]
    strangers: Mapping[int, Problems]

    def trouble(self, row: int) -> Problems:
        """What stopped a member, as it is told to others."""
        return self.cohort.told(self.troubles[row], row)

    def own_troubles(self) -> Mapping[int, Problems]:
        """What those are told who have trouble of their own: that of the first record of the object in the group."""
        if self.cohort.owners is None:
            return self.troubles
        codes, owners = self.groups.all_codes(), self.cohort.owners
        first = {(int(owners[row]), int(codes[row])): row for row in sorted(self.troubles, reverse=True)}
        rows = np.flatnonzero(np.isin(owners, [owner for owner, _ in first]))
        places = ((row, first.get((int(owners[row]), int(codes[row])))) for row in rows.tolist())
        return {row: self.troubles[place] for row, place in places if place is not None}

    @property
    def own(self) -> Groups:
        """The groups of the rows that count."""
        return self.groups.at(self.rows)


def cohort_of(sheet: Sheet) -> Cohort:
    """Who takes part; raises StoppedError where that cannot be told."""
    if not sheet.ledger:
        return Cohort(sheet, None, _participants(sheet))
    ledger, _ = sheet.objects.records(sheet.ledger)
    try:
        return _with_records(sheet, ledger, _participants(sheet.objects))
    except StoppedError as stopped:
        own = {row: told for owner, told in stopped.own.items() for row in ledger.rows(owner)}
        raise StoppedError(stopped.problems, own) from None


def _participants(sheet: Sheet) -> Flags | None:
    """The objects that are not left out and meet 参评; the first that cannot be judged stops all."""
    condition = sheet.graph.ruleset.participation
    left = np.ones(sheet.length, np.bool_)
    if sheet.left_out:
        left[np.fromiter(sheet.left_out, np.intp, len(sheet.left_out))] = False
    if condition is None:
        return left if sheet.left_out else None
    judged = judge(sheet, condition, np.flatnonzero(left))
    if stopped := Cohort(sheet, None, None).stopped(judged.troubles):
        raise stopped
    return left & judged.flags


def _with_records(sheet: Sheet, ledger: LedgerTable, present: Flags | None) -> Cohort:
    """The records as a cohort; raises StoppedError, by objects, where one that takes part lacks its ledger."""
    definition = sheet.graph[sheet.ledger].ledger
    if definition is None:
        raise AssertionError(sheet.ledger)
    lacking = lacking_ledger(definition, ledger, sheet.objects)
    if stopped := Cohort(sheet.objects, None, present).stopped(lacking.troubles):
        raise stopped
    counts = np.diff(ledger.offsets)
    owners = np.repeat(np.arange(len(counts)), counts)
    there = present if lacking.applies is None else lacking.applies if present is None else lacking.applies & present
    return Cohort(sheet, owners, None if there is None else there[owners])


@frozen(eq=False)
class Lacking:
    """The objects whose ledger cannot be read, with the reasons; to whom it applies (None: to all)."""

    troubles: Mapping[int, Problems]
    applies: Flags | None


def lacking_ledger(definition: LedgerDefinition, ledger: LedgerTable, sheet: Sheet) -> Lacking:
    """Who has no such ledger although he ought to, or one that was refused."""
    missing = (failures.MISSING_INPUT.problem(definition.name, name=definition.name),)
    found: dict[int, Problems] = {}
    if ledger.given is not None and not definition.optional:
        found = dict.fromkeys(map(int, np.flatnonzero(~ledger.given)), missing)
    found |= _refused(definition.name, sheet)
    if definition.applies is None:
        return Lacking(found, None)
    judged = judge(sheet, definition.applies, None)
    applies = judged.flags
    return Lacking({**{row: one for row, one in found.items() if applies[row]}, **judged.troubles}, applies)


def _refused(ledger: str, sheet: Sheet) -> dict[int, Problems]:
    """What is wrong with the ledger of an object as a whole."""
    whole = (
        (row, tuple(one for one in problems if one.path == (ledger,))) for row, problems in sheet.table.problems.items()
    )
    return {row: problems for row, problems in whole if problems}


# --- members of a cohort term ---


def members_of(term: OfCohort, sheet: Sheet) -> Members:
    """Who counts; raises StoppedError where nobody's value can be told, BeyondColumnsError."""
    cohort = cohort_of(sheet)
    groups, strangers = groups_of(term, cohort)
    gathering = Gathering(sheet, None if cohort.present is None else np.flatnonzero(cohort.present))
    if term.where is not None:
        gathering.keep(gathering.measured(term.where).flags)
    near = term.function in BY_ORDER
    value = None if term.value is None else gathering.measured(term.value, near=near)
    if term.function == "计数" and value is not None:
        gathering.keep(value.flags)
        value = None
    weight = None if term.weight is None else gathering.measured(term.weight)
    ties = [gathering.measured(tie, near=True) for tie in term.ties]
    rows = gathering.rows
    return Members(
        cohort,
        groups,
        rows,
        None if value is None else value.standing(rows) if near else value.numbers(rows),
        None if weight is None else weight.numbers(rows),
        tuple(tie.standing(rows) for tie in ties),
        gathering.troubles,
        strangers,
    )


def groups_of(term: OfCohort | Placement, cohort: Cohort) -> tuple[Groups, Mapping[int, Problems]]:
    """The group of every row; what stands in the way of it for those who do not take part.

    A key that is missing for one who does stops everything.
    """
    found: dict[int, Problems] = {}
    keys = []
    for key in term.groups:
        judged = judge(cohort.sheet, key, None)
        keys.append(judged.plain())
        found = {**judged.troubles, **found}
    if stopped := cohort.stopped(found):
        raise stopped
    return grouped(keys, cohort.sheet.length), found
