"""Cases as canonical text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from govperf.source import Span
from govperf.syntax import keywords as kw
from govperf.syntax.declarations import (
    Case,
    CaseLine,
    CaseTable,
    CaseValue,
    Expect,
    ExpectedError,
    ExpectedWorking,
    Given,
    GivenDate,
    GivenParameter,
)
from govperf.syntax.show_expressions import words
from govperf.syntax.show_names import date_text, name_text, plain_name, text_text
from govperf.syntax.show_parts import head, value_words
from govperf.syntax.show_tables import table_lines
from govperf.syntax.show_words import BLANK, Lines, Word, Words, indented, line, sign, word


def case_lines(case: Case) -> Lines:
    """``用例 "名"`` with its lines."""
    pending = (BLANK, Word(kw.PENDING)) if case.pending else ()
    if case.file:
        yield line(head(kw.CASE, case.span), Word(kw.FROM_FILE), BLANK, Word(text_text(case.file)))
    else:
        yield line(head(kw.CASE, case.span), Word(text_text(case.name)), pending)
    for each in case.lines:
        yield from indented(_case_line(each))


def _case_line(given: CaseLine) -> Lines:
    match given:
        case Given(values=values):
            yield line(_items(values))
        case GivenParameter(values=values, span=span):
            yield line(head(kw.PARAMETER, span), _items(values))
        case GivenDate(date=date, span=span):
            yield line(head(kw.ASSESSED_ON, span), Word(date_text(date)))
        case Expect(items=items, span=span):
            yield line(head(kw.EXPECT, span), _items(items))
        case ExpectedWorking():
            yield from _working(given)
        case CaseTable(ledger=ledger, table=table):
            if ledger is not None:
                yield line(word(name_text(ledger), ledger.span))
            yield from table_lines(table)
        case _:
            assert_never(given)


def _working(given: ExpectedWorking) -> Lines:
    target = () if given.target is None else (BLANK, *words(given.target))
    yield line(head(kw.EXPECT, given.span), Word(kw.NOTE), target)
    yield from indented(line(Word(f"| {cell.text}", cell.span.start)) for cell in given.lines)


def _items(items: Iterable[CaseValue | ExpectedError]) -> Words:
    before: Span | None = None
    for item in items:
        if before is not None:
            yield sign(kw.COMMA, before)
        yield from _value(item) if isinstance(item, CaseValue) else _error(item)
        before = item.span


def _value(given: CaseValue) -> Words:
    yield from words(given.target)
    before = given.target.span
    for number, value in enumerate(given.values):
        yield sign(kw.LIST_COMMA if number else "=", before)
        yield from value_words(value)
        before = value.span


def _error(expected: ExpectedError) -> Words:
    if expected.target is not None:
        yield from words(expected.target)
        yield BLANK
    yield Word(kw.FAILS)
    yield BLANK
    yield Word(plain_name(expected.kind))
