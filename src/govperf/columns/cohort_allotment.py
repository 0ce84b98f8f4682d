"""Allots a total by weights so that the parts add up to it, by whole columns (largest remainder)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

import numpy as np
from attrs import define, field

from govperf.columns.cohort_asking import BeyondColumnsError, Problems, judge
from govperf.columns.cohort_failures import Failing
from govperf.columns.cohort_members import Members
from govperf.columns.cohort_order import Ordered, ordered, steps
from govperf.columns.cohort_ranks import joined, standings
from govperf.columns.cohort_sums import whole_sums
from govperf.columns.cohort_values import Measured, Rows, fractions, from_fractions, largest, taken
from govperf.columns.groups import Groups
from govperf.columns.model import EXACT, Column, Flags, Floats, Numbers, Quotients
from govperf.columns.sheet import Sheet
from govperf.diagnostics import Template
from govperf.terms import failures
from govperf.terms.terms import OfCohort
from govperf.values import floor, show_number


def allotted(term: OfCohort, members: Members, sheet: Sheet, failing: Failing) -> Column:
    """The part of every row, 0 for one that is no claimant; groups that nothing can be allotted to fail."""
    work = _Allotment(term, members, sheet)
    work.find_totals()
    work.look_at_weights()
    parts = work.shares() if term.step is None else work.in_steps(term.step)
    failing.put_groups(members.groups.all_codes(), work.failed, members.groups.count)
    return _at_rows(parts, members.rows, sheet.length)


def _at_rows(parts: Numbers | Quotients, rows: Rows | None, length: int) -> Numbers | Quotients:
    if rows is None:
        return parts
    odd = {int(rows[row]): value for row, value in parts.odd.items()}
    if isinstance(parts, Numbers):
        n = np.zeros(length)
        n[rows] = parts.n
        return Numbers(n, parts.per, odd=odd)
    top, bottom = np.zeros(length), np.ones(length)
    top[rows], bottom[rows] = parts.top, parts.bottom
    return Quotients(top, bottom, parts.per, odd=odd)


@define(eq=False)
class _Allotment:
    """The work on one term; ``failed`` says by group why nothing can be allotted."""

    term: OfCohort
    members: Members
    sheet: Sheet
    own: Groups = field(init=False)
    weights: Numbers = field(init=False)
    totals: dict[int, Fraction] = field(factory=dict)
    failed: dict[int, Problems] = field(factory=dict)
    whole: Floats = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Weights over one scale, which then cancels out of every share."""
        self.own = self.members.own
        if self.members.value is None:
            raise BeyondColumnsError
        self.weights = _over_one_scale(self.members.value)

    def _fail(self, group: int, template: Template, **facts: object) -> None:
        problem = template.problem(span=self.term.span, node=self.sheet.node, **facts)
        self.failed.setdefault(group, (problem,))

    def _fail_all(self, groups: Flags, template: Template, **facts: object) -> None:
        for group in np.flatnonzero(groups):
            self._fail(int(group), template, **facts)

    # --- what is allotted, by what ---

    def find_totals(self) -> None:
        """What each group has to allot: the same for all its claimants."""
        term, rows = self.term.total, self.members.rows
        if term is None:
            raise AssertionError("按比例分配 always has a total")
        judged = judge(self.sheet, term, rows)
        troubles = judged.troubles
        codes = self.members.groups.all_codes()
        for row in sorted(troubles):
            self.failed.setdefault(int(codes[row]), troubles[row])
        if judged.nobody:
            return
        column = judged.numbers(rows)
        owners = self.own.all_codes()
        firsts = np.unique(owners, return_index=True)
        for group, place in zip(*firsts, strict=True):
            value = column.value(int(place))
            if int(group) not in self.failed and isinstance(value, Fraction):
                self.totals[int(group)] = value
        if troubles:
            fine = ~np.isin(owners, list(self.failed))
            owners, column = owners[fine], taken(column, np.flatnonzero(fine))
        self._fail_all(
            _uneven(ordered(column).codes, owners, self.own.count), failures.ALLOTMENT, reason="各对象的总额不一样"
        )

    def look_at_weights(self) -> None:
        """Negative weights allot nothing, nor do those that add up to 0."""
        negative = np.zeros(self.own.count, np.bool_)
        negative[self.own.all_codes()[self.weights.n < 0]] = True
        self._fail_all(negative, failures.ALLOTMENT, reason="权数有负的")
        sums = whole_sums(self.weights.n, self.own)
        if sums.big:
            raise BeyondColumnsError
        self.whole = np.where(sums.n > 0, sums.n, 1)
        self._fail_all(sums.n == 0, failures.NO_WEIGHT)

    # --- the parts ---

    def _per_group(self, number: Callable[[Fraction], int]) -> Floats:
        """A whole number from the total of each group; 0 where nothing is allotted."""
        found = np.zeros(self.own.count)
        most = max(1.0, largest(self.weights.n))
        for group, total in self.totals.items():
            if group not in self.failed:
                n = number(total)
                if abs(n) * most >= EXACT:
                    raise BeyondColumnsError
                found[group] = n
        return found

    def shares(self) -> Numbers | Quotients:
        """Exact shares, rounded to no step."""
        per = lcm(*(total.denominator for total in self.totals.values()), 1)
        totals = self._per_group(lambda total: total.numerator * (per // total.denominator))
        codes = self.own.all_codes()
        return Quotients(totals[codes] * self.weights.n, self.whole[codes], per)

    def in_steps(self, step: Fraction) -> Numbers | Quotients:
        """Whole steps first, those that are left to the largest remainders."""
        for group, total in self.totals.items():
            if (total / step).denominator != 1:
                reason = f"总额 {show_number(total)} 不是 {show_number(step)} 的整数倍，分不尽"
                self._fail(group, failures.ALLOTMENT, reason=reason)
        amounts = self._per_group(lambda total: floor(total / step))
        codes = self.own.all_codes()
        claims, whole = amounts[codes] * self.weights.n, self.whole[codes]
        counts = np.floor(claims / whole)
        rest = Numbers(claims - counts * whole)
        spare = amounts - whole_sums(counts, self.own).n
        order = ordered(rest).descending()
        for tie in self.members.ties:
            order = joined(order, ordered(tie).descending())
        counts += self._winners(order, spare[codes])
        n = counts * step.numerator
        if largest(n) >= EXACT:
            raise BeyondColumnsError
        return Numbers(n, step.denominator)

    def _winners(self, order: Ordered, spare: Floats) -> Flags:
        """Who gets one step more; claimants that are level across the line are undecided, or come in their order."""
        stand = standings(order, self.own)
        first, last = stand.first[stand.classes], stand.last[stand.classes]
        across = np.flatnonzero((first <= spare) & (spare < last))
        wins: Flags = last <= spare
        if not self.term.in_order:
            self._leave_open(across)
            return wins
        level = across[np.argsort(stand.classes[across], kind="stable")]
        heads = np.flatnonzero(steps(stand.classes[level]))
        place = np.arange(len(level)) - np.repeat(heads, np.diff(np.append(heads, len(level))))
        wins[level[place <= spare[level] - first[level]]] = True
        return wins

    def _leave_open(self, across: Rows) -> None:
        codes = self.own.all_codes()
        tied: dict[int, list[str]] = {}
        for row in across:
            names = tied.setdefault(int(codes[row]), [])
            if len(names) < 6:
                place = int(row) if self.members.rows is None else int(self.members.rows[row])
                names.append(self.members.cohort.name(place))
        for group, names in tied.items():
            self._fail(group, failures.TIED_SHARE, names="、".join(names))


def _uneven(order: Rows, owners: Rows, count: int) -> Flags:
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, owners, order)
    np.maximum.at(high, owners, order)
    found: Flags = low < high
    return found


def _over_one_scale(values: Measured) -> Numbers:
    """Whole weights in the same proportion."""
    if isinstance(values, Numbers) and not values.odd:
        return values
    weights = from_fractions(fractions(values))
    if isinstance(weights, Quotients) or weights.odd:
        raise BeyondColumnsError
    return weights
