"""Statements as canonical text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from attrs import evolve

from govperf.syntax import keywords as kw
from govperf.syntax.declarations import (
    Assertion,
    Assignment,
    Case,
    Change,
    CohortOutput,
    DatedValue,
    Deletion,
    GradeScale,
    IndicatorTree,
    Inheritance,
    InputBlock,
    Known,
    Ledger,
    Lock,
    LookupTable,
    MethodDefinition,
    ObjectDeclaration,
    Outputs,
    ParameterDeclaration,
    Participation,
    Requirement,
    Statement,
    UnitsDeclaration,
    Veto,
)
from govperf.syntax.show_cases import case_lines
from govperf.syntax.show_expressions import words
from govperf.syntax.show_grades import scale_lines
from govperf.syntax.show_indicators import tree_lines
from govperf.syntax.show_inputs import assignment_lines, input_lines, ledger_lines, requirement_line
from govperf.syntax.show_names import date_text, plain_name, text_text
from govperf.syntax.show_parts import (
    definition,
    effects,
    head,
    kept,
    known_words,
    named,
    paths,
    remarked,
    rounded,
    value_words,
)
from govperf.syntax.show_tables import table_lines
from govperf.syntax.show_words import BLANK, GAP, Line, Lines, Word, Words, indented, line, sign, spaced


def statement_lines(statement: Statement) -> Lines:
    """The lines of a statement; what belongs to it is one level further in."""
    match statement:
        case Assignment():
            yield from assignment_lines(statement)
        case InputBlock():
            yield from input_lines(statement)
        case Ledger():
            yield from ledger_lines(statement)
        case IndicatorTree():
            yield from tree_lines(statement)
        case GradeScale():
            yield from scale_lines(statement)
        case Case():
            yield from case_lines(statement)
        case LookupTable():
            yield from lookup_lines(statement)
        case MethodDefinition():
            yield from _method(statement)
        case Change(definition=changed, span=span):
            first, *others = statement_lines(changed)
            yield evolve(first, words=(*head(kw.CHANGE, span), *first.words))
            yield from others
        case _:
            yield _one_line(statement)


_OneLine = (
    UnitsDeclaration
    | ObjectDeclaration
    | Requirement
    | Veto
    | Participation
    | ParameterDeclaration
    | Inheritance
    | Deletion
    | Lock
    | Outputs
    | CohortOutput
    | Assertion
    | Known
)


def _one_line(statement: _OneLine) -> Line:
    said: Iterable[Word]
    match statement:
        case UnitsDeclaration(units=units, span=span):
            return line(head(kw.UNITS, span), Word(kw.LIST_COMMA.join(map(plain_name, units))))
        case ObjectDeclaration(name=name, span=span):
            said = named(kw.OBJECT, span, name)
        case Requirement():
            return requirement_line(statement)
        case Veto():
            said = _veto(statement)
        case Participation(condition=condition, span=span):
            said = (*head(kw.PARTICIPATION, span), *words(condition))
        case ParameterDeclaration():
            said = _parameter(statement)
        case Inheritance(path=path, span=span):
            said = (*head(kw.INHERIT, span), Word(text_text(path)))
        case Deletion(target=target, span=span):
            said = (*head(kw.DELETE, span), *kept(span, target.span), *words(target))
        case Lock(targets=targets, span=span):
            said = (*head(kw.LOCK, span), *kept(span, targets[0].span), *paths(targets))
        case Outputs(names=names, span=span):
            said = (*head(kw.OUTPUTS, span), *paths(names))
        case CohortOutput(name=name, value=value, rounding=rounding, span=span):
            start = named(kw.COHORT_OUTPUT, span, name)
            said = (*start, sign("=", name.span), *words(value), *rounded(rounding))
        case Assertion():
            said = _assertion(statement)
        case Known():
            said = known_words(statement)
        case _:
            assert_never(statement)
    return line(said, remarked(statement.remarks))


def _veto(veto: Veto) -> Words:
    yield from head(veto.word, veto.span)
    yield from words(veto.condition)
    if veto.effects:
        yield from spaced(kw.ARROW, veto.condition.span)
        yield from effects(veto.effects)


def _parameter(parameter: ParameterDeclaration) -> Words:
    yield from named(kw.PARAMETER, parameter.span, parameter.name)
    before = parameter.name.span
    for number, value in enumerate(parameter.values):
        yield sign(kw.COMMA if number else "=", before)
        yield from _dated(value)
        before = value.span
    if parameter.range is not None:
        yield from (GAP, Word(kw.RANGE_OF), BLANK, *words(parameter.range))


def _dated(value: DatedValue) -> Words:
    yield from value_words(value.value)
    if value.since is not None:
        yield from (BLANK, Word(kw.FROM_DATE), BLANK, Word(date_text(value.since)))


def _assertion(assertion: Assertion) -> Words:
    yield from head(kw.ASSERTION, assertion.span)
    if assertion.condition is not None:
        yield from words(assertion.condition)
    elif assertion.subject is not None and assertion.target is not None:
        yield from (*words(assertion.subject), *spaced(assertion.direction, assertion.subject.span))
        yield from (*words(assertion.target), BLANK, Word(assertion.trend))


def lookup_lines(lookup: LookupTable) -> Lines:
    """``对照表 名 按 键、键`` with its printed table."""
    is_parameter = lookup.span.text.startswith(kw.PARAMETER)
    before = head(kw.PARAMETER, lookup.span) if is_parameter else iter(())
    start = named(kw.TABLE, lookup.span, lookup.name)
    yield line(before, start, spaced(kw.BY, lookup.name.span), paths(lookup.keys), remarked(lookup.remarks))
    yield from indented(table_lines(lookup.table))


def _method(method: MethodDefinition) -> Lines:
    start = (
        *named(kw.METHOD, method.span, method.name),
        *(sign("(", method.name.span), *paths(method.parameters, kw.COMMA), Word(")"), Word("=")),
    )
    yield from definition(start, method.value, method.rounding, method.remarks)
