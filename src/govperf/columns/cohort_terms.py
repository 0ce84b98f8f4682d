"""The value of a cohort term for every row: ranks, counts, statistics, shares."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govperf.columns.cohort_allotment import allotted
from govperf.columns.cohort_asking import BeyondColumnsError, Problems
from govperf.columns.cohort_failures import Failing
from govperf.columns.cohort_members import Members, StoppedError, members_of
from govperf.columns.cohort_order import Ordered, ordered
from govperf.columns.cohort_placement import placed
from govperf.columns.cohort_ranks import joined, standings
from govperf.columns.cohort_statistics import Entries, Found, Options, statistic
from govperf.columns.cohort_values import Measured, Rows, simplest, spread, with_absence
from govperf.columns.groups import Groups, everybody
from govperf.columns.model import Column, Flags, Floats, Numbers, Quotients
from govperf.columns.sheet import Settled, Sheet
from govperf.evaluate.outcome import Failed, Outcome
from govperf.terms import failures
from govperf.terms.terms import OfCohort, Placement


def settle_cohort(term: OfCohort | Placement, sheet: Sheet) -> Settled | None:
    """The value of the term for every row of the sheet; None where the whole cohort has to be scored by rows."""
    try:
        return placed(term, sheet) if isinstance(term, Placement) else _settled(term, sheet)
    except StoppedError as stopped:
        failing = Failing(sheet.length)
        failing.put(None, stopped.problems)
        failing.put_each(stopped.own)
        return Settled(Numbers(np.zeros(sheet.length)), failing.done())
    except BeyondColumnsError:
        return None


def cohort_total(term: OfCohort, sheet: Sheet) -> Outcome | None:
    """The value of the term seen from nobody: all that count are one group; None where columns cannot tell."""
    try:
        members = members_of(term, sheet)
    except StoppedError as stopped:
        return Failed(stopped.problems)
    except BeyondColumnsError:
        return None
    if members.troubles:
        return Failed(members.trouble(min(members.troubles)))
    own = everybody(members.own.length)
    found = _statistic(term, members, own)
    if found is None:
        return None
    if found.none[0]:
        return Failed(_nothing(term, sheet, float(own.length)))
    return found.column.value(0)


def _settled(term: OfCohort, sheet: Sheet) -> Settled:
    if term.ledger != sheet.ledger:
        raise BeyondColumnsError
    members = members_of(term, sheet)
    match term.function:
        case "名次" | "名次比例":
            return Settled(_ranked(term, members, sheet.length), _stopped(members, Failing(sheet.length)))
        case "按比例分配":
            failing = Failing(sheet.length)
            parts = allotted(term, members, sheet, failing)
            return Settled(parts, _stopped(members, failing))
        case _:
            return _of_groups(term, members, sheet)


# --- failures ---


def _stopped(members: Members, failing: Failing) -> Mapping[int, Problems]:
    """The rows whose value fails: their group is stopped by a member, or they have no group."""
    if members.troubles:
        codes = members.groups.all_codes()
        first = {int(codes[row]): row for row in sorted(members.troubles, reverse=True)}
        failing.put_groups(codes, {group: members.trouble(row) for group, row in first.items()}, members.groups.count)
        failing.put_each(members.own_troubles())
    failing.put_each(members.strangers)
    return failing.done()


def _nothing(term: OfCohort, sheet: Sheet, size: float) -> Problems:
    template = failures.NO_WEIGHT if term.function == "加权平均" and size else failures.TOO_FEW_OBJECTS
    return (template.problem(span=term.span, node=sheet.node, function=term.function),)


# --- ranks ---


def _ranked(term: OfCohort, members: Members, length: int) -> Column:
    if members.value is None:
        raise BeyondColumnsError
    own = members.own
    found = standings(order_of(members.value, members.ties, ascending=term.ascending), own)
    ranks = found.ranks(dense=term.dense)
    low, high = (1, own.length) if own.length else (0, 0)
    if term.function == "名次":
        return _at_rows(Numbers(ranks, low=low, high=high), members.rows, length)
    if own.codes is None:
        return _at_rows(Numbers(ranks, max(1, own.length), low=low, high=high), members.rows, length)
    return _at_rows(Quotients(ranks, own.sizes()[own.codes]), members.rows, length)


def order_of(value: Measured, ties: tuple[Measured, ...], *, ascending: bool) -> Ordered:
    """Who comes first has the lowest code: by the value, then by each further key, of which more comes first."""
    order = ordered(value)
    if not ascending:
        order = order.descending()
    for tie in ties:
        order = joined(order, ordered(tie).descending())
    return order


def _at_rows(column: Numbers | Quotients, rows: Rows | None, length: int) -> Column:
    """The values of the rows that count; the others have none."""
    if rows is None:
        return column
    there = np.zeros(length, np.bool_)
    there[rows] = True
    if isinstance(column, Numbers):
        return with_absence(Numbers(_put(column.n, rows, length, 0), column.per, low=0, high=column.high), there)
    return with_absence(
        Quotients(_put(column.top, rows, length, 0), _put(column.bottom, rows, length, 1), column.per), there
    )


def _put(values: Floats, rows: Rows, length: int, otherwise: float) -> Floats:
    found = np.full(length, otherwise)
    found[rows] = values
    return found


# --- one value for each group ---


def _of_groups(term: OfCohort, members: Members, sheet: Sheet) -> Settled:
    found = _statistic(term, members, members.own)
    if found is None:
        raise BeyondColumnsError
    column = found.column
    if members.groups.codes is None and isinstance(column, Numbers | Quotients):
        column = simplest(column)
    failing = Failing(sheet.length)
    _put_valueless(term, members, sheet, found.none, failing)
    return Settled(spread(column, members.groups.codes, sheet.length), _stopped(members, failing))


def _statistic(term: OfCohort, members: Members, own: Groups) -> Found | None:
    entries = Entries(own, members.value, members.weight)
    return statistic(term.function, entries, Options(sample=term.sample, places=term.places or 0))


def _put_valueless(term: OfCohort, members: Members, sheet: Sheet, none: Flags, failing: Failing) -> None:
    """Rows of groups that are too small for the function, or whose weights add up to 0."""
    if none.any():
        sizes, codes = members.own.sizes(), members.groups.all_codes()
        for small in (True, False):
            failing.put((none & ((sizes == 0) == small))[codes], _nothing(term, sheet, 0.0 if small else 1.0))
