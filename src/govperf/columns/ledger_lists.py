"""The value of a list for every object: which records count, then one value from those of each object."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import evolve, frozen

from govperf.columns.cohort_asking import BeyondColumnsError, Gathering, Judged, Problems, judge
from govperf.columns.cohort_failures import Failing, Failures
from govperf.columns.cohort_members import Lacking, lacking_ledger
from govperf.columns.cohort_near import near_sums
from govperf.columns.cohort_order import arranged, ordered
from govperf.columns.cohort_statistics import Entries, Found, Options, statistic
from govperf.columns.cohort_values import Rows, chosen, floored, numbers_of, picked, taken
from govperf.columns.groups import Groups, grouped
from govperf.columns.ledger_same import once_per_key
from govperf.columns.model import Codes, Column, Days, Flags, Floats, Nearly, Numbers, Quotients, Truths
from govperf.columns.sheet import Nearby, Settled, Sheet
from govperf.diagnostics import Problem
from govperf.terms import failures, terms
from govperf.terms.terms import Aggregate, ReadColumn, Term
from govperf.terms.walk import walk

_OF_NUMBERS = frozenset(("合计", "平均", "中位数", "去极值平均", "加权平均", "方差", "标准差"))


def settle_list(term: Aggregate, sheet: Sheet) -> Settled | Nearby | None:
    """The value of the list for every row of the sheet; None where it has to be done by rows."""
    if not isinstance(term.source, terms.Rows):
        return None
    if sheet.ledger and _looks_at_record(term, term.source.ledger):
        return None
    try:
        found = _settled(term, term.source.ledger, sheet.objects)
    except BeyondColumnsError:
        return None
    return _at_records(found, sheet) if sheet.ledger else found


def _looks_at_record(term: Aggregate, ledger: str) -> bool:
    """The list depends on the record that looks at it, not on its object alone."""
    outside = [part for part in (term.most, term.empty, term.trim) if part is not None]
    reads = [one.ledger for one in walk(term) if isinstance(one, ReadColumn)]
    own = any(isinstance(one, ReadColumn) for part in outside for one in walk(part))
    return own or any(one != ledger for one in reads)


def _at_records(found: Nearby, sheet: Sheet) -> Nearby:
    """For each record the value that its object has."""
    table, _ = sheet.objects.records(sheet.ledger)
    owners = _owners(table.offsets)
    failures = found.failures
    column = picked(found.column, owners) if isinstance(found.column, Nearly) else taken(found.column, owners)
    return Nearby(column, failures.at(owners) if isinstance(failures, Failures) else {})


def _owners(offsets: Rows) -> Rows:
    """The object of each record."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))


def _marked(rows: Mapping[int, object], length: int) -> Flags:
    found = np.zeros(length, np.bool_)
    found[np.fromiter(rows, np.intp, len(rows))] = True
    return found


def _settled(term: Aggregate, ledger: str, sheet: Sheet) -> Nearby:
    definition = sheet.graph[ledger].ledger
    if definition is None:
        raise AssertionError(ledger)
    table, records = sheet.records(ledger)
    lacking = lacking_ledger(definition, table, sheet)
    owners = _owners(table.offsets)
    listing = _gathered(term, records, owners, sheet.length, lacking)
    found = _valued(term, sheet, listing, {**_by_object(listing.troubles, owners), **lacking.troubles})
    failing = Failing(sheet.length)
    failing.put_each(found.failures)
    return Nearby(found.column, failing.done())


# --- which records count ---


@frozen(eq=False)
class _Listing:
    """The entries of all objects: whose each is (ascending), its value, its weight."""

    owners: Rows
    values: Column
    weights: Numbers | Quotients | None
    keys: Groups | None
    troubles: Mapping[int, Problems]

    def at(self, places: Rows, values: Column | None = None) -> _Listing:
        """Some entries, with other values if so said."""
        weights = None if self.weights is None else taken(self.weights, places)
        return evolve(
            self,
            owners=self.owners[places],
            values=taken(self.values, places) if values is None else values,
            weights=weights,
            keys=None if self.keys is None else self.keys.at(places),
        )


def _gathered(term: Aggregate, records: Sheet, owners: Rows, length: int, lacking: Lacking) -> _Listing:
    gathering = Gathering(records, None)
    if lacking.troubles:
        gathering.keep(~_marked(lacking.troubles, length)[owners])
    if lacking.applies is not None:
        gathering.keep(lacking.applies[owners])
    if term.where is not None:
        gathering.keep(gathering.measured(term.where).flags)
    values = gathering.measured(term.value)
    if term.function == "计数" and isinstance(values.column, Truths):
        gathering.keep(values.flags)
    weights = None if term.weight is None else gathering.measured(term.weight)
    key = None if term.same is None else gathering.measured(term.same.key)
    rows = np.arange(records.length) if gathering.rows is None else gathering.rows
    return _Listing(
        owners[rows],
        _sort_of_value(taken(values.plain(), rows), numbers=term.function in _OF_NUMBERS),
        None if weights is None else weights.numbers(rows),
        None if key is None else grouped([taken(key.plain(), rows)], len(rows)),
        gathering.troubles,
    )


def _sort_of_value(column: Column, *, numbers: bool) -> Column:
    """Choices that are numbers count as numbers; numbers among words are beyond columns.

    Where nobody has a value, a column may be of any sort: ``numbers`` are what is asked for.
    """
    if numbers and isinstance(column, Codes) and not column.labels:
        return Numbers(np.zeros(len(column)), valid=column.valid)
    if not isinstance(column, Codes) or all(isinstance(label, str) for label in column.labels):
        return column
    found = numbers_of(column)
    if found is None:
        raise BeyondColumnsError
    return found


def _by_object(troubles: Mapping[int, Problems], owners: Rows) -> dict[int, Problems]:
    """What stops each object: the trouble of its first record that has one."""
    return {int(owners[row]): troubles[row] for row in sorted(troubles, reverse=True)}


# --- 同一, 最多, 无则 ---


def _valued(term: Aggregate, sheet: Sheet, listing: _Listing, failed: Mapping[int, Problems]) -> Nearby:
    length = sheet.length
    if term.same is not None and listing.keys is not None:
        once = once_per_key(listing.values, listing.owners, listing.keys, term.same.take)
        if once is None:
            raise BeyondColumnsError
        listing = listing.at(once.places, once.values)
    if term.most is not None:
        asked = judge(sheet, term.most, None)
        failed = {**asked.troubles, **failed}
        listing = _highest(listing, _number(asked, sheet), length)
    groups = Groups(listing.owners, length, len(listing.owners))
    sizes = groups.sizes()
    empty = np.flatnonzero(sizes == 0) if term.empty is not None else np.zeros(0, np.intp)
    filled = np.flatnonzero(sizes > 0) if term.empty is not None else None
    trim = None
    if term.trim is not None:
        asked = judge(sheet, term.trim, filled)
        trim, failed = _number(asked, sheet), {**asked.troubles, **failed}
    if term.function in ("合计", "平均") and isinstance(listing.values, Quotients) and not len(empty):
        near = near_sums(listing.values, groups, sizes, mean=term.function == "平均")
        if near is not None:
            none = sizes == 0 if term.function == "平均" else np.zeros(length, np.bool_)
            return Nearby(near, {**_nothing(term, sheet, none, sizes, empty), **failed})
    entries = Entries(groups, listing.values, listing.weights, trim)
    found = _statistic(term, listing.values, entries, sizes)
    failed = {**_nothing(term, sheet, found.none, sizes, empty), **failed}
    if not len(empty) or term.empty is None:
        return Nearby(found.column, failed)
    return _with_default(term.empty, sheet, Settled(found.column, failed), sizes > 0, empty)


def _number(judged: Judged, sheet: Sheet) -> Numbers | Quotients:
    """A number that belongs to the list as a whole, for every object."""
    return Numbers(np.zeros(sheet.length)) if judged.nobody else judged.numbers(None)


def _with_default(default: Term, sheet: Sheet, found: Settled, filled: Flags, empty: Rows) -> Nearby:
    """无则: what the list is worth where it is empty."""
    settled = sheet.settled(default)
    failed = {row: problems for row, problems in settled.failures.items() if not filled[row]}
    column, other = found.column, settled.column
    if not filled.any():
        merged: Column | None = other
    elif other.valid is not None and not other.valid[empty].any():
        there = filled if column.valid is None else filled & column.valid
        off = None if other.off is None else other.off & ~filled
        merged = evolve(column, valid=there, off=off)
    else:
        merged = chosen(filled, column, other)
    if merged is None:
        raise BeyondColumnsError
    return Nearby(merged, {**failed, **found.failures})


def _highest(listing: _Listing, most: Numbers | Quotients, length: int) -> _Listing:
    """最多: the highest few of each object, the highest first; those that are level in their order."""
    order = ordered(_comparable(listing.values)).descending()
    places, _ = arranged(listing.owners * order.span + order.codes, length * order.span)
    sizes = np.bincount(listing.owners, minlength=length)
    starts = np.cumsum(sizes) - sizes
    standing = np.arange(len(places)) - starts[listing.owners]
    return listing.at(places[standing < floored(most, np.ones(length))[listing.owners]])


def _comparable(values: Column) -> Numbers | Quotients:
    """Numbers in the order of the values."""
    match values:
        case Numbers() | Quotients():
            return values
        case Days():
            return Numbers(values.ordinals)
        case Truths():
            return Numbers(values.flags.astype(np.float64))
        case Codes():
            inorder = sorted(map(str, values.labels))
            places = np.array([*(inorder.index(str(label)) for label in values.labels), 0], np.float64)
            return Numbers(places[values.codes])


# --- one value ---


def _statistic(term: Aggregate, values: Column, entries: Entries, sizes: Floats) -> Found:
    function = term.function
    if function in ("首个", "末个", "唯一"):
        return _picked(function, values, sizes)
    options = Options(term.sample, term.places or 0, term.trim_share)
    found = statistic(function, entries, options)
    if found is None:
        raise BeyondColumnsError
    if function in ("合计", "计数"):
        return found
    return Found(found.column, found.none | (sizes == 0))


def _picked(function: str, values: Column, sizes: Floats) -> Found:
    """The first or last entry of each object; of 唯一 there must be no other."""
    if not len(values):
        return Found(Numbers(np.zeros(len(sizes))), np.ones(len(sizes), np.bool_))
    ends = np.cumsum(sizes).astype(np.intp)
    places = ends - 1 if function == "末个" else ends - sizes.astype(np.intp)
    none = sizes != 1 if function == "唯一" else sizes == 0
    return Found(taken(values, np.clip(places, 0, len(values) - 1)), none)


def _nothing(term: Aggregate, sheet: Sheet, none: Flags, sizes: Floats, empty: Rows) -> dict[int, Problems]:
    """What is told where a list has no value, unless 无则 gives one."""
    told = none.copy()
    told[empty] = False
    found: dict[int, Problems] = {}
    kept: dict[float, Problems] = {}
    for row in np.flatnonzero(told):
        size = float(sizes[row])
        if size not in kept:
            kept[size] = (_lack(term, sheet, size),)
        found[int(row)] = kept[size]
    return found


def _lack(term: Aggregate, sheet: Sheet, size: float) -> Problem:
    if size and term.function == "唯一":
        return failures.NOT_SINGLE.problem(span=term.span, node=sheet.node, count=int(size))
    template = failures.NO_WEIGHT if size and term.function == "加权平均" else failures.EMPTY_LIST
    return template.problem(span=term.span, node=sheet.node, function=term.function)
