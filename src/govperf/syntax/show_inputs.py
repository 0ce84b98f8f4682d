"""Inputs, ledgers, assignments as canonical text."""

from __future__ import annotations

from typing import assert_never

from attrs import evolve

from govperf.syntax import keywords as kw
from govperf.syntax.declarations import (
    Assignment,
    ChoiceDomain,
    Domain,
    InputBlock,
    InputLine,
    KindDomain,
    Ledger,
    Requirement,
    TestDomain,
)
from govperf.syntax.expressions import Expression, Listing
from govperf.syntax.show_expressions import words
from govperf.syntax.show_names import name_text
from govperf.syntax.show_parts import definition, head, named, option, paths, remarked
from govperf.syntax.show_words import BLANK, Line, Lines, Word, Words, indented, line, sign, word


def input_lines(block: InputBlock) -> Lines:
    """``输入`` with its lines; a single one may stand beside it."""
    first, *others = (_input_line(each) for each in block.lines)
    applies = tuple(_applies(block.applies))
    said = (*applies, *remarked(block.remarks))
    yield line(word(kw.INPUT, block.span), said)
    yield from indented((evolve(first, joins=not others and not said), *others))


def ledger_lines(ledger: Ledger) -> Lines:
    """``明细 月考勤 共12条 每 月份`` with its columns."""
    yield line(named(kw.LEDGER, ledger.span, ledger.name), _ledger_options(ledger), remarked(ledger.remarks))
    for column in ledger.columns:
        yield from indented(_column(column))


def _ledger_options(ledger: Ledger) -> Words:
    if ledger.count is not None:
        yield from (BLANK, Word(f"{kw.COUNT}{ledger.count}{kw.ROWS}"))
    if ledger.per is not None:
        yield from (BLANK, Word(kw.PER), BLANK, *words(ledger.per))
    if ledger.optional:
        yield from (BLANK, Word(kw.OPTIONAL))
    yield from _applies(ledger.applies)


def _applies(condition: Expression | None) -> Words:
    if condition is not None:
        yield from option(kw.APPLIES, condition)


def _column(column: InputLine | Assignment | Requirement) -> Lines:
    match column:
        case InputLine():
            yield _input_line(column)
        case Assignment():
            yield from assignment_lines(column)
        case Requirement():
            yield requirement_line(column)
        case _:
            assert_never(column)


def _input_line(given: InputLine) -> Line:
    colon = sign(kw.COLON, given.names[-1].span)
    return line(paths(given.names), colon, _domain(given.domain), _input_options(given), remarked(given.remarks))


def _domain(domain: Domain) -> Words:
    match domain:
        case KindDomain(kind=kind, span=span):
            yield word(kind, span)
        case TestDomain(test=test):
            yield from words(test)
        case ChoiceDomain(choices=choices, span=span):
            yield from words(Listing(choices, span=span))
        case _:
            assert_never(domain)


def _input_options(given: InputLine) -> Words:
    if given.integer:
        yield from (BLANK, Word(kw.INTEGER))
    if given.optional:
        yield from (BLANK, Word(kw.OPTIONAL))
    if given.default is not None:
        yield from option(kw.DEFAULT, given.default)
    yield from _applies(given.applies)


def requirement_line(requirement: Requirement) -> Line:
    """``要求 条件``."""
    return line(head(kw.REQUIREMENT, requirement.span), words(requirement.condition), remarked(requirement.remarks))


def assignment_lines(assignment: Assignment) -> Lines:
    """``名称=表达式 保留2位小数``, or with a block of arms."""
    hidden = head(kw.HIDDEN, assignment.span) if assignment.hidden else iter(())
    name = word(name_text(assignment.name), assignment.name.span)
    start = (*hidden, name, sign("=", assignment.name.span))
    yield from definition(start, assignment.value, assignment.rounding, assignment.remarks)
