"""The whole of a rule file as canonical text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from govperf.syntax import keywords as kw
from govperf.syntax.declarations import Assignment, Header, HeaderLine, Period, RuleFile, Statement, UnitsDeclaration
from govperf.syntax.show_expressions import words
from govperf.syntax.show_layout import layout, plain
from govperf.syntax.show_names import date_text, text_text
from govperf.syntax.show_parts import remarked, rounded
from govperf.syntax.show_statements import statement_lines
from govperf.syntax.show_words import BLANK, Line, Lines, Word, Words, indented, line, word


def format_file(file: RuleFile) -> str:
    """The canonical text of a rule file with its comments, blank lines, line breaks where the author had them."""
    return layout(tuple(file_lines(file)), file.comments, file.source)


def show_file(file: RuleFile) -> str:
    """The canonical text of what a rule file says: equal files have the same, wherever their lines were broken.

    Comments and blank lines are left out.
    """
    return plain(file_lines(file))


def file_lines(file: RuleFile) -> Lines:
    """The header, then the statements."""
    header = file.header
    if header is not None:
        yield from _header(header, [each for each in file.statements if _is_within(each, header)])
    for statement in file.statements:
        if _is_within(statement, header):
            continue
        if file.lone and isinstance(statement, Assignment):
            yield line(words(statement.value), rounded(statement.rounding), remarked(statement.remarks))
        else:
            yield from statement_lines(statement)


def _header(header: Header, units: Iterable[UnitsDeclaration]) -> Lines:
    yield line(word(kw.TITLE, header.span), BLANK, Word(header.name))
    lines = [(given.span.start, _header_line(given)) for given in header.lines]
    lines += [(given.span.start, _header_units(given)) for given in units]
    if header.effective is not None:
        lines.append((header.effective.span.start, _effective(header.effective)))
    yield from indented(shown for _, shown in sorted(lines, key=lambda each: each[0]))


def _header_line(given: HeaderLine) -> Line:
    return line(word(given.word, given.span), BLANK, Word(_header_text(given.text)))


def _header_text(text: str) -> str:
    """The text, in quotes where a bare one would lose its ends."""
    loses = text != text.strip().lstrip("：:") or text[:1] + text[-1:] in ("", '""', "“”")
    return text_text(text) if loses else text


def _header_units(given: UnitsDeclaration) -> Line:
    return line(word(kw.UNITS, given.span), BLANK, Word(kw.LIST_COMMA.join(given.units)))


def _effective(period: Period) -> Line:
    return line(word(kw.EFFECTIVE, period.span), BLANK, _period(period))


def _period(period: Period) -> Words:
    yield Word(date_text(period.start))
    yield BLANK
    if period.end is None:
        yield Word(kw.SINCE)
    else:
        yield from (Word(kw.UNTIL), BLANK, Word(date_text(period.end)))


def _is_within(statement: Statement, header: Header | None) -> TypeGuard[UnitsDeclaration]:
    """Whether it is a line 单位 of the header."""
    if header is None or not isinstance(statement, UnitsDeclaration):
        return False
    return header.span.start < statement.span.start < header.span.end
