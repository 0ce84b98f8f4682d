"""Reads a rule text: cuts it into statements, parses each, collects what is wrong."""

from __future__ import annotations

import re
from typing import Any

from attrs import field
from lark.exceptions import LarkError

from govperf.diagnostics import Diagnostic, Template
from govperf.frozen import frozen
from govperf.limits import DEFAULT_LIMITS, Limits, over_diagnostic
from govperf.source import Source, Span
from govperf.syntax.declarations import Assignment, Cell, Comment, Header, RuleFile, Statement
from govperf.syntax.expressions import Expression, Test
from govperf.syntax.from_tree import read_tree
from govperf.syntax.glossary import UNITS
from govperf.syntax.grammar import parser
from govperf.syntax.indenter import UnevenIndentationError
from govperf.syntax.messages import EMPTY, EMPTY_CELL, HEADER_PLACE, INDENTATION
from govperf.syntax.mistakes import from_failure, from_slip, indentation_finding
from govperf.syntax.preprocess import (
    BLANKS,
    Cuts,
    Prepared,
    cut,
    fold,
    is_own_line,
    merged,
    prepare,
    prepare_header,
    without_line,
)
from govperf.syntax.reading import Reading, RefusedError, test_of

_TITLE = re.compile(r"规则(?=[ \t\u3000\n])(?![ \t\u3000]*=)")
_UNITS = r"(?m)^[ \t\u3000]*单位[ \t\u3000]+([^=:#\n]+)"
_ASSIGNS = re.compile(r"(?:「[^」\n]+」|【[^】\n]+】|[^\W\d][\w\u0300-\u036f]*)[ \t\u3000]*=")
_TWO_WORDS = re.compile(r"[^\W\d]\w*[ \t\u3000\n\"“「【]+[^\s=+*/<>≤≥≠~-]")
_MOST_RETRIES = 20
"""Faulty lines of one statement that are looked past."""


@frozen
class Parsed:
    """What could be read of a text, and what is wrong with the rest."""

    file: RuleFile
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class _File:
    source: Source
    folded: str
    limits: Limits
    units: frozenset[str]
    formula: bool
    diagnostics: list[Diagnostic] = field(factory=list)
    comments: list[Comment] = field(factory=list)


def parse(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Parsed:
    """The rule file behind a text, of a formula or of a whole file; never raises for what the text says."""
    if len(source.text) > limits.source_length:
        found = over_diagnostic("source_length", limits, len(source.text), Span(source, 0, 0))
        return Parsed(RuleFile(source, None, ()), (found,))
    folded = fold(source.text)
    cuts = cut(folded)
    pieces = cuts.pieces()
    with_header = bool(pieces) and _TITLE.match(folded, pieces[0][0]) is not None
    if not with_header:
        cuts = merged(cuts, folded)
    file = _File(source, folded, limits, _units(folded, pieces), formula=not with_header)
    if not pieces:
        file.diagnostics.append(EMPTY.at(Span(source, 0, 0)))
    _count_lines(file)
    return _read_file(file, cuts)


def parse_expression(
    text: str | Source, *, limits: Limits = DEFAULT_LIMITS, units: frozenset[str] = frozenset()
) -> Expression | Test | Diagnostic:
    """One expression or test, such as the cell of a table holds; a finding where it cannot be read."""
    source = Source(text) if isinstance(text, str) else text
    return _read_cell(source, 0, len(source.text), limits, units)


def parse_cell(
    cell: Cell, *, limits: Limits = DEFAULT_LIMITS, units: frozenset[str] = frozenset()
) -> Expression | Test | Diagnostic:
    """A cell of a table as an expression or a test, with its place in the file; 其他 is a plain name."""
    return _read_cell(cell.span.source, cell.span.start, cell.span.end, limits, units)


def _read_cell(
    source: Source, start: int, end: int, limits: Limits, units: frozenset[str]
) -> Expression | Test | Diagnostic:
    text = source.text[start:end]
    if len(text) > limits.source_length:
        return over_diagnostic("source_length", limits, len(text), Span(source, start, start))
    if not text.strip():
        return EMPTY_CELL.at(Span(source, start, end))
    lead = len(text) - len(text.lstrip(BLANKS))
    prepared = prepare(fold(text[lead:]).rstrip() + "\n", nesting=limits.nesting)
    reading = Reading(source, prepared.text, start + lead, UNITS | units, limits)
    found = _attempt(reading, prepared, "cell")
    if isinstance(found, Diagnostic):
        return found
    try:
        return test_of(reading, found)
    except RefusedError as refusal:
        return refusal.diagnostic


def _units(folded: str, pieces: list[tuple[int, int]]) -> frozenset[str]:
    """The published units and those that the file declares, in its header or at its margin."""
    declared: set[str] = set()
    if "单位" in folded:
        starts = {start for start, _ in pieces}
        header_end = pieces[0][1] if pieces else 0
        for found in re.finditer(_UNITS, folded):
            if found.start() < header_end or (found.end(0) and _first(folded, found.start()) in starts):
                declared.update(word.strip("「」【】 \t\u3000。;") for word in re.split("[、,]", found.group(1)))
    return UNITS | declared - {""}


def _first(folded: str, start: int) -> int:
    while folded[start] in BLANKS:
        start += 1
    return start


def _count_lines(file: _File) -> None:
    lines = file.folded.count("\n") + 1
    if lines > file.limits.statements:
        lines = sum(1 for line in file.folded.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    if lines > file.limits.statements:
        file.diagnostics.append(over_diagnostic("statements", file.limits, lines, Span(file.source, 0, 0)))


def _read_file(file: _File, cuts: Cuts) -> Parsed:
    header: Header | None = None
    statements: list[Statement] = []
    lone = False
    pieces = cuts.pieces()
    _read_head(file, pieces)
    if any(found.code == "超出限制" for found in file.diagnostics):
        pieces = []
    for index, (start, end) in enumerate(pieces):
        if index == 0 and not file.formula:
            found = _read_piece(file, start, end, ("header",))
            if found is not None:
                header, units = found
                statements += units
            continue
        found = _read_piece(file, start, end, _starts(file, start, alone=len(pieces) == 1))
        if found is not None:
            lone = isinstance(found, Assignment) and found.name.span.text == ""
            statements.append(found)
    rule_file = RuleFile(file.source, header, tuple(statements), tuple(file.comments), lone=lone)
    ordered = sorted(file.diagnostics, key=lambda found: found.span.start if found.span else 0)
    return Parsed(rule_file, tuple(ordered[: file.limits.findings]))


def _starts(file: _File, start: int, *, alone: bool) -> tuple[str, ...]:
    """The symbols to read a statement from: a single piece that gives nothing a name is a lone expression."""
    if not (file.formula and alone) or _ASSIGNS.match(file.folded, start):
        return ("statement",)
    return ("statement", "lone") if _TWO_WORDS.match(file.folded, start) else ("lone",)


def _read_head(file: _File, pieces: list[tuple[int, int]]) -> None:
    """What stands before the first statement is comments, since the margin is the smallest indentation."""
    end = pieces[0][0] if pieces else len(file.folded)
    prepared = prepare_header(file.folded[:end])
    _collect_comments(file, prepared, 0)


def _collect_comments(file: _File, prepared: Prepared, base: int) -> None:
    for start, end in prepared.comments:
        span = Span(file.source, base + start, base + end)
        text = span.text.rstrip()
        span = Span(file.source, span.start, span.start + len(text))
        file.comments.append(Comment(text, is_own_line(file.folded, span.start), span=span))


def _read_piece(file: _File, start: int, end: int, starts: tuple[str, ...]) -> Any:
    """The statement of a piece, or None; a faulty line inside a block is noted, blanked and passed over."""
    piece = file.folded[start:end].rstrip() + "\n"
    prepared = _prepared(file, piece, starts)
    _collect_comments(file, prepared, start)
    noted = 0
    told: set[Template] = set()
    while True:
        reading = Reading(file.source, prepared.text, start, file.units, file.limits)
        found = _best(reading, prepared, starts)
        if not isinstance(found, Diagnostic):
            return found
        offset = (found.span.start if found.span else start) - start
        shorter = without_line(piece, min(offset, len(piece) - 1)) if noted < _MOST_RETRIES else None
        again = found.template is INDENTATION and found.template in told  # the lines of a block whose head was blanked
        if (noted == 0 or shorter is not None) and not again:
            file.diagnostics.append(found)
        told.add(found.template)
        if shorter is None or found.code == "超出限制" or shorter == piece:
            return None
        noted += 1
        piece = shorter
        prepared = _prepared(file, piece, starts)


def _prepared(file: _File, piece: str, starts: tuple[str, ...]) -> Prepared:
    return (
        prepare_header(piece)
        if starts == ("header",)
        else prepare(piece, nesting=file.limits.nesting, loose=file.formula)
    )


def _best(reading: Reading, prepared: Prepared, starts: tuple[str, ...]) -> Any:
    """The first reading that succeeds, else the failure that came furthest."""
    failures: list[Diagnostic] = []
    if starts[0] == "statement" and _TITLE.match(reading.text):
        return HEADER_PLACE.at(reading.span(0, 2))
    for start in starts:
        found = _attempt(reading, prepared, start)
        if not isinstance(found, Diagnostic):
            return found
        failures.append(found)
    return max(failures, key=lambda failure: failure.span.start if failure.span else 0)


def _attempt(reading: Reading, prepared: Prepared, start: str) -> Any:
    """What a piece says when read from one symbol, or why it cannot be read."""
    if prepared.slip is not None:
        return from_slip(reading, prepared.slip)
    try:
        return read_tree(reading, parser().parse(reading.text, start=start))
    except RefusedError as refusal:
        return refusal.diagnostic
    except UnevenIndentationError as uneven:
        return indentation_finding(reading, uneven.offset)
    except LarkError as failure:
        return from_failure(reading, failure)
