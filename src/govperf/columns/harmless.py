"""Rows with values put where they lack them, to find out whether anything else is wrong with these rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np
from attrs import evolve

from govperf.columns.cohort_failures import NONE, Failures, rows_of
from govperf.columns.cohort_values import Rows, with_absence
from govperf.columns.lacks import Lack, inputs_of
from govperf.columns.model import Codes, Column, Days, Flags, LedgerTable, Numbers, Quotients, Supplied, Table, Truths
from govperf.columns.program import RAW
from govperf.columns.sheets import Desk, TableSheet
from govperf.columns.sources import Source
from govperf.columns.unread import Unread
from govperf.semantics import Domain
from govperf.terms.kinds import Base
from govperf.terms.terms import Aggregate, OfCohort, Term

ATTEMPTS = 2
"""So many values are tried: the first may be one by which a formula fails."""

_OF_WORDS = frozenset(("最高", "最低", "首个", "末个", "唯一"))
"""Functions whose value may be something else than a number."""

_DAYS = (datetime.date(2001, 6, 15).toordinal(), datetime.date(2024, 2, 29).toordinal())


def with_values(sheet: TableSheet, lack: Lack, used: Iterable[str], settled: Flags, attempt: int) -> TableSheet:
    """The rows as a sheet of their own, in which they lack nothing; values come from ``settled`` rows first.

    It has the columns that are ``used``. What looks beyond its own row is worth there what it is worth among all rows,
    or something else where it has no value.
    """
    desk = sheet.desk
    before = desk.level(sheet.ledger)
    whole = len(lack) == sheet.length
    sources = {key: before[key] if whole else _at(before[key], lack.rows) for key in used}
    for one in inputs_of(sheet):
        if (absent := lack.absent.get(one.key)) is not None:
            key = RAW + one.key
            example = _example(before.get(key), settled, attempt) if key in sources else None
            if example is None:
                sources[key] = Source(with_absence(_from(one.domain, len(lack), attempt), absent))
            else:
                sources[key] = _filled(sources[key], absent, before[key], example)
    terms = {desk.keys[id(term)]: term for term in desk.kept}
    for key, source in sources.items():
        known = desk.by_rows.known[id(terms[key])].settled.failures if key in terms else source.failures
        failed = None if known is None else _failed(known, lack.rows, among=None if key in terms else source)
        if failed is not None and failed.any():
            sources[key] = _going_on(terms.get(key), source, failed, before[key], settled, attempt)
    return _desk(sheet, len(lack), sources).sheet(sheet.node, sheet.ledger)


def _desk(sheet: TableSheet, length: int, sources: dict[str, Source]) -> Desk:
    """A desk for these columns alone: nothing is read from its table any more."""
    desk = sheet.desk
    table = Table(length, {})
    if sheet.ledger:
        table = Table(1, {}, {sheet.ledger: LedgerTable(np.array([0, length], np.int64), {})})
    by_rows = evolve(desk.by_rows, table=table, known={}, totals={})
    level = {sheet.ledger: sources}
    return Desk(desk.graph, table, desk.limits, by_rows, desk.left_out, level, list(desk.kept), dict(desk.keys))


def _at(source: Source, rows: Rows) -> Source:
    """The source at some rows, in the shape that it has: there are programs for that one."""
    if isinstance(source.column, Unread):
        return evolve(source, column=source.column[rows], shape=source.shape)
    return evolve(source.at(rows), shape=source.shape)


def _failed(failures: Mapping[int, object], rows: Rows, *, among: Source | None) -> Flags:
    """The rows that failed; the failures are those of all rows, or of a source at these rows."""
    found: Flags = np.zeros(0, np.bool_)
    if isinstance(failures, Failures):
        found = (failures.kinds if among is not None else failures.kinds[rows]) != NONE
    else:
        found = np.isin(rows, rows_of(failures))
    return found


def _going_on(term: Term | None, source: Source, failed: Flags, whole: Source, settled: Flags, attempt: int) -> Source:
    """The values of a list, of the cohort, of the object of a record, with some value where there is none."""
    example = _example(whole, settled, attempt)
    if example is not None:
        return evolve(_filled(source, failed, whole, example), failures=None)
    if isinstance(term, Aggregate | OfCohort) and term.function not in _OF_WORDS:
        return Source(with_absence(Numbers(np.ones(len(failed))), failed))
    return source


# --- values ---


def _example(source: Source | None, settled: Flags, attempt: int) -> int | None:
    """A row whose value is likely to do no harm: plain, not 0, in a row where all is well, as far as may be."""
    if source is None or isinstance(source.column, Unread):
        return None
    column = source.column
    there = np.ones(len(column), np.bool_) if column.valid is None else column.valid.copy()
    for mask in (source.bad, source.odd):
        if mask is not None:
            there &= ~mask
    wishes = [settled]
    if isinstance(column, Numbers):
        wishes.insert(0, column.n != 0)
    for wish in wishes:
        there = there & wish if (there & wish).any() else there
    rows = np.flatnonzero(there)
    return int(rows[-1 if attempt else 0]) if len(rows) else None


def _filled(source: Source, absent: Flags, whole: Source, example: int) -> Source:
    bad = None if source.bad is None else source.bad & ~absent
    return evolve(source, column=_put(source.column, absent, whole.column, example), bad=bad, shape=whole.shape)


def _put(column: Supplied, absent: Flags, whole: Supplied, example: int) -> Column:
    """The column with the value that another has in one row wherever it is absent itself."""
    valid = None if column.valid is None else column.valid | absent
    match column, whole:
        case Numbers(), Numbers():
            return evolve(column, n=np.where(absent, whole.n[example], column.n), valid=valid)
        case Quotients(), Quotients():
            top = np.where(absent, whole.top[example], column.top)
            bottom = np.where(absent, whole.bottom[example], column.bottom)
            return evolve(column, top=top, bottom=bottom, valid=valid)
        case Codes(), Codes():
            return evolve(column, codes=np.where(absent, whole.codes[example], column.codes), valid=valid)
        case Truths(), Truths():
            return evolve(column, flags=np.where(absent, whole.flags[example], column.flags), valid=valid)
        case Days(), Days():
            return evolve(column, ordinals=np.where(absent, whole.ordinals[example], column.ordinals), valid=valid)
        case _:
            raise AssertionError(type(column))


def _from(domain: Domain, length: int, attempt: int) -> Column:
    """A column of one value from a domain."""
    match domain.kind.base:
        case Base.BOOL:
            return Truths(np.full(length, bool(attempt)))
        case Base.DATE:
            return Days(np.full(length, float(_DAYS[attempt])))
        case Base.NUMBER:
            value = _number(domain, attempt)
            return Numbers(np.full(length, float(value.numerator)), value.denominator)
        case _:
            options = domain.kind.options or ("文",)
            return Codes(np.full(length, (len(options) - 1) * attempt, np.int32), options)


def _number(domain: Domain, attempt: int) -> Fraction:
    """A number of the domain that is not 0, if there is one that is plain."""
    ends = [one for one in (domain.low, domain.high) if one is not None]
    middle = [sum(ends, Fraction(0)) / len(ends)] if ends else []
    options = [one for one in domain.kind.options if isinstance(one, Fraction)]
    found = [*options, Fraction(1), *middle, *(one + step for one in ends for step in (0, 1, -1)), Fraction(100)]
    fitting = [one for one in found if one and domain.spans(one) and not (domain.integer and one.denominator > 1)]
    small = [one for one in fitting if max(abs(one.numerator), one.denominator) < 2**32]
    return small[-attempt] if small else Fraction(0)
