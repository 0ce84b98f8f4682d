"""Grades under quotas by whole columns: best grade first, whoever is over a quota goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from attrs import define, evolve, field, frozen

from govperf.columns.cohort_asking import BeyondColumnsError, Judged, Problems, judge
from govperf.columns.cohort_failures import Failing
from govperf.columns.cohort_members import Cohort, StoppedError, cohort_of
from govperf.columns.cohort_order import Ordered, ordered
from govperf.columns.cohort_ranks import joined, standings
from govperf.columns.cohort_values import Measured, Rows, from_fractions, number_at, taken
from govperf.columns.groups import Groups, grouped
from govperf.columns.model import Codes, Column, Flags, Floats, Nearly, Numbers, Quotients, Shown
from govperf.columns.sheet import Settled, Sheet
from govperf.evaluate.grading import grade_names
from govperf.terms import failures
from govperf.terms.terms import GradeQuota, Placement
from govperf.values import RoundingMode, round_to


def placed(term: Placement, sheet: Sheet) -> Settled:
    """The grade of every row after the quotas of its group; raises BeyondColumnsError."""
    if sheet.ledger:
        raise BeyondColumnsError
    asked = _asked(term, sheet)
    names = grade_names(term)
    grades, there = np.zeros(sheet.length, np.int32), np.zeros(sheet.length, np.bool_)
    failing = Failing(sheet.length)
    try:
        work = _placing(term, sheet, asked)
        work.fill(names)
    except StoppedError as stopped:
        # Only who has a grade asks the others for theirs.
        there[asked.graded] = True
        failing.put(asked.graded, stopped.problems)
        failing.put_each({row: stopped.own[row] for row in asked.graded.tolist() if row in stopped.own})
    else:
        grades[work.rows], there[work.rows] = work.grades, True
        failing.put_each({int(work.rows[place]): problems for place, problems in work.failed.items()})
    failing.put_each(asked.troubles)
    return Settled(Codes(grades, names, None if there.all() else there), failing.done())


@frozen(eq=False)
class _Asked:
    """What the term says of every row: its grade before quotas (``entry``, of the rows ``graded``), what decides.

    ``score`` comes first of the ``keys``; ``troubles`` is what stands in the way.
    """

    entry: Rows
    graded: Rows
    groups: Groups
    keys: tuple[Shown, ...]
    troubles: Mapping[int, Problems]


def _asked(term: Placement, sheet: Sheet) -> _Asked:
    settled = sheet.settled(term.entry)
    column = settled.column
    has = np.ones(len(column), np.bool_) if column.valid is None else column.valid.copy()
    has[np.fromiter(settled.failures, np.intp, len(settled.failures))] = False
    graded = np.flatnonzero(has)
    troubles: dict[int, Problems] = dict(settled.failures)
    groups = [judge(sheet, one, graded) for one in term.groups]
    keys = [judge(sheet, one, graded, near=True) for one in (term.score, *term.keys)]
    for judged in (*groups, *keys):
        troubles = {**judged.troubles, **troubles}
    entry = _places(column, grade_names(term), has)
    together = grouped([one.plain() for one in groups], sheet.length)
    return _Asked(entry, graded, together, tuple(one.column for one in keys), troubles)


def _places(column: Column, names: tuple[str, ...], has: Flags) -> Rows:
    """The place of each row's grade in the scale, best first. Where nobody has one, a column may be of any sort."""
    if not has.any():
        return np.zeros(len(column), np.intp)
    if not isinstance(column, Codes):
        raise BeyondColumnsError
    places = [names.index(label) if isinstance(label, str) and label in names else -1 for label in column.labels]
    found = np.array([*places, 0], np.intp)[np.where(has, column.codes, len(places))]
    if (found < 0).any():
        raise BeyondColumnsError
    return found


def _placing(term: Placement, sheet: Sheet, asked: _Asked) -> _Placing:
    """The candidates of the cohort; raises StoppedError where one of them cannot be placed."""
    cohort = cohort_of(sheet)
    if stopped := cohort.stopped(asked.troubles):
        raise stopped
    rows = asked.graded
    if cohort.present is not None:
        rows = rows[cohort.present[rows]]
    score, *further = (Judged(key, {}) for key in asked.keys)
    order = ordered(_score(score, rows)).descending()
    for key in further:
        order = joined(order, ordered(key.standing(rows)).descending())
    return _Placing(term, cohort, rows, asked.groups.at(rows), order, asked.entry[rows])


def _score(judged: Judged, rows: Rows) -> Measured:
    """What is no number (a proposed grade) counts like 0, so that only further keys decide."""
    match judged.column:
        case Numbers() | Quotients() | Nearly():
            return judged.standing(rows)
        case Codes(codes=codes, labels=labels):
            numbers = [label if isinstance(label, Fraction) else Fraction(0) for label in labels]
            return taken(from_fractions(numbers or [Fraction(0)]), codes[rows].astype(np.intp))
        case _:
            return Numbers(np.zeros(len(rows)))


@define(eq=False)
class _Placing:
    """The graded rows on their way down the scale; everything goes by their places among ``rows``.

    ``tied`` tells, by group, of those on a line that nothing decides; ``failed`` says who has no grade.
    """

    term: Placement
    cohort: Cohort
    rows: Rows
    groups: Groups
    order: Ordered
    grades: Rows
    failed: dict[int, Problems] = field(factory=dict)
    tied: dict[int, Problems] = field(factory=dict)
    codes: Rows = field(init=False)
    sizes: Floats = field(init=False)
    _stops: dict[tuple[int, int], Problems] = field(factory=dict)
    _limits: dict[tuple[Fraction, float, RoundingMode], float] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """The group of each, how many each group has."""
        self.codes = self.groups.all_codes()
        self.sizes = self.groups.sizes()

    def fill(self, names: tuple[str, ...]) -> None:
        """Settles one grade after the other; raises StoppedError where a quota has no amount."""
        quotas = {quota.grade: quota for quota in self.term.quotas}
        for index, name in enumerate(names):
            here = np.flatnonzero(self.grades == index)
            if name in quotas and len(here):
                self._cut(quotas[name], index, self._decided(here), names)
        if self._stops:
            raise StoppedError(self._stops[min(self._stops)])

    def _decided(self, here: Rows) -> Rows:
        """Those of groups where no tie is open: of the tied some will come down, nobody knows yet which of them."""
        if not self.tied:
            return here
        still = np.isin(self.codes[here], np.fromiter(self.tied, np.intp, len(self.tied)))
        self._leave_open(here[still])
        return here[~still]

    def _leave_open(self, places: Rows) -> None:
        self.failed |= {
            place: self.tied[group] for place, group in zip(places.tolist(), self.codes[places].tolist(), strict=True)
        }

    def _tie(self, names: list[str]) -> Problems:
        told = "、".join(names)
        return (failures.TIED.problem(span=self.term.span, node=self.cohort.sheet.node, names=told),)

    # --- one quota ---

    def _cut(self, quota: GradeQuota, index: int, here: Rows, names: tuple[str, ...]) -> None:
        """Sends those over the quota down to the next grade; a tie across the line leaves the tied open."""
        limits = self._allowed(quota, index, here)
        codes = self.codes[here]
        over = np.bincount(codes, minlength=self.groups.count) > limits
        here = here[over[codes]]
        if not len(here):
            return
        limit = limits[self.codes[here]]
        order = evolve(self.order, codes=self.order.codes[here], rows=None)
        stand = standings(order, self.groups.at(here))
        first, last = stand.first[stand.classes], stand.last[stand.classes]
        if self.term.ties == "从严":
            stays = last <= limit
        else:
            stays = first <= limit
            if self.term.ties != "从宽":
                self._open_ties(here[stays & (last > limit)])
        self._send_down(here[~stays], index, names)

    def _allowed(self, quota: GradeQuota, index: int, here: Rows) -> Floats:
        """How many of each group may stay, as its first candidate says."""
        sheet = self.cohort.sheet
        groups, firsts = np.unique(self.codes[here], return_index=True)
        rows = self.rows[here[firsts]]
        judged = judge(sheet, quota.amount, rows)
        limits = np.full(self.groups.count, np.inf)
        heads = self._heads() if judged.troubles else {}
        amounts = Numbers(np.zeros(len(rows))) if judged.nobody else judged.numbers(rows)
        for place, (group, row) in enumerate(zip(map(int, groups), map(int, rows), strict=True)):
            if row in judged.troubles:
                self._stops[heads[group], index] = judged.troubles[row]
            else:
                limits[group] = self._limit(quota, number_at(amounts, place), self.sizes[group])
        return limits

    def _heads(self) -> dict[int, int]:
        """The first candidate of each group: groups are looked at in the order of these."""
        groups, firsts = np.unique(self.codes, return_index=True)
        return {int(group): int(first) for group, first in zip(groups, firsts, strict=True)}

    def _limit(self, quota: GradeQuota, amount: Fraction, number: float) -> float:
        key = (amount, number if quota.share else 0.0, quota.rounding)
        if key not in self._limits:
            allowed = amount * int(number) if quota.share else amount
            self._limits[key] = float(max(0, int(round_to(allowed, Fraction(1), quota.rounding))))
        return self._limits[key]

    def _open_ties(self, places: Rows) -> None:
        found: dict[int, list[str]] = {}
        for place in map(int, places):
            names = found.setdefault(int(self.codes[place]), [])
            if len(names) < 6:
                names.append(self.cohort.name(int(self.rows[place])))
        self.tied |= {group: self._tie(names) for group, names in found.items()}
        self._leave_open(places)

    # --- the next grade ---

    def _send_down(self, places: Rows, index: int, names: tuple[str, ...]) -> None:
        """Down to the first grade whose further condition holds; who meets none has no grade."""
        sheet, bands = self.cohort.sheet, {band.grade: band for band in self.term.bands}
        for following in range(index + 1, len(names)):
            band = bands.get(names[following])
            if band is None or band.condition is None:
                self.grades[places] = following
                return
            judged = judge(sheet, band.condition, self.rows[places])
            flags, troubles = judged.flags[self.rows[places]], judged.troubles
            if troubles:
                lost = np.isin(self.rows[places], np.fromiter(troubles, np.intp, len(troubles)))
                self.failed |= {int(place): troubles[int(self.rows[place])] for place in places[lost]}
                places, flags = places[~lost], flags[~lost]
            self.grades[places[flags]] = following
            places = places[~flags]
        below = failures.BELOW_LAST.problem(span=self.term.span, node=sheet.node, grade=names[-1])
        self.failed |= dict.fromkeys(map(int, places), (below,))
