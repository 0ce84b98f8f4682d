"""Reads indicator trees, grades, vetoes, tables, cases."""

# ruff: noqa: ARG001, ARG005  readers of tree nodes share one signature, whatever each of them needs

from __future__ import annotations

import re
from typing import Any

from attrs import evolve
from lark import Token

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.declarations import (
    Applies,
    Band,
    BelowLast,
    Case,
    CaseLine,
    CaseTable,
    CaseValue,
    Ceiling,
    Cell,
    Downgrade,
    Effect,
    Expect,
    ExpectedError,
    ExpectedWorking,
    Floor,
    Given,
    GivenDate,
    GivenParameter,
    GradeScale,
    GradeVeto,
    Indicator,
    IndicatorTree,
    Known,
    LookupTable,
    MayBeNegative,
    OptionalLeaf,
    OverFull,
    Prorated,
    Quota,
    Table,
    TieRule,
    Ungraded,
    Veto,
)
from govperf.syntax.expressions import Both, Expression, Listing, Name, Number
from govperf.syntax.from_tree_expressions import joined, other_or_test
from govperf.syntax.from_tree_literals import (
    date_of,
    defined_name,
    name_of,
    rounding_of,
    text_of,
    token_span,
)
from govperf.syntax.from_tree_statements import only, remarks_in
from govperf.syntax.messages import HEAD_SHAPE, TABLE_MISSING, TABLE_SHAPE, UNKNOWN_WORD
from govperf.syntax.reading import (
    Further,
    Reader,
    Reading,
    as_range,
    value_of,
    value_or_listing,
)

_STEPS = {numeral: steps for steps, numeral in enumerate("一二三四五", start=1)} | {"两": 2}
_RULER = re.compile(r":?-+:?")


# --- indicator trees ---


@frozen
class Formula:
    """What stands after ``=`` of a node."""

    value: Expression


@frozen
class Scored:
    """What stands after ``：`` of a node."""

    value: Expression


def _indicator(reading: Reading, span: Span, children: list[Any]) -> Indicator:
    name, marks, rule, *rest = children
    rounding = next(iter(only(Token, rest)), None)
    return Indicator(
        defined_name(reading, name),
        marks,
        formula=rule.value if isinstance(rule, Formula) else None,
        method=rule.value if isinstance(rule, Scored) else None,
        rounding=rounding_of(reading, rounding),
        options=_options(rest),
        children=only(Indicator, rest),
        remarks=remarks_in(rest),
        span=span,
    )


def _options(parts: list[Any]) -> tuple[Any, ...]:
    return tuple(
        part for part in parts if isinstance(part, (OverFull, MayBeNegative, Floor, Applies, OptionalLeaf, Prorated))
    )


def _indicator_choice(reading: Reading, span: Span, children: list[Any]) -> Indicator:
    name, marks, chosen = children
    return Indicator(
        defined_name(reading, name), marks, chosen.value, rounding=chosen.rounding, remarks=chosen.remarks, span=span
    )


def _overfull(reading: Reading, span: Span, children: list[Any]) -> OverFull:
    limits = [value_of(reading, child) for child in children if child is not None and not isinstance(child, Token)]
    return OverFull(limits[0] if limits else None, span=span)


# --- grades ---


def _grades(reading: Reading, span: Span, children: list[Any]) -> GradeScale:
    name, basis, groups, *rest = children
    lines: Any = tuple(
        part
        for part in rest
        if isinstance(part, (Band, TieRule, Ungraded, GradeVeto, Downgrade, Ceiling, BelowLast, Known))
    )
    return GradeScale(
        defined_name(reading, name), value_of(reading, basis), lines, groups or (), remarks_in(rest), span=span
    )


def _groups(reading: Reading, span: Span, children: list[Any]) -> tuple[Expression, ...]:
    return tuple(value_of(reading, child) for child in children)


def _band(reading: Reading, span: Span, children: list[Any]) -> Band:
    name, test, quota, *rest = children
    condition = None
    if test is not None:
        test, condition = _parted(reading, test)
    return Band(defined_name(reading, name), test, condition, quota, remarks_in(rest), span=span)


def _parted(reading: Reading, node: Any) -> tuple[Any, Expression | None]:
    """A band's test and the further condition after 且; ``80-90 且 …`` is a range and a condition too."""
    match node:
        case Further(test=test, condition=condition):
            return test, condition
        case Both(parts=(first, *others)):
            ranged = as_range(first)
            other = isinstance(first, Name) and first.text == "其他" and not first.quoted
            if ranged is not None or other:
                return ranged, joined(tuple(others))
            return node, None
        case _:
            return other_or_test(reading, node), None


def _quota(reading: Reading, span: Span, children: list[Any]) -> Quota:
    kind, amount, people, rounding = children
    value = value_of(reading, amount)
    if people is not None:
        kind = "名额"
    heads = kind == "名额" or (isinstance(value, Number) and value.unit in ("名", "人", "个"))
    return Quota(value, heads, str(kind or ""), str(rounding or ""), span=span)  # type: ignore[arg-type]


def _ties_word(reading: Reading, span: Span, children: list[Any]) -> TieRule:
    name = name_of(reading, children[0])
    if name.text not in ("从严", "从宽"):
        raise reading.refusal(UNKNOWN_WORD, name.span, found=name.text, options="从严、从宽，或 次 名称")
    return TieRule(name.text, remarks=remarks_in(children), span=span)  # type: ignore[arg-type]


def _ties_keys(reading: Reading, span: Span, children: list[Any]) -> TieRule:
    for word in only(Token, children):
        if word != "次":
            raise reading.refusal(UNKNOWN_WORD, token_span(reading, word), found=str(word), options="次 名称")
    remarks = remarks_in(children)
    keys = tuple(value_of(reading, key) for key in children if not isinstance(key, Token) and key is not remarks)
    return TieRule("次", keys, remarks, span=span)


def _ungraded(reading: Reading, span: Span, children: list[Any]) -> Ungraded:
    return Ungraded(value_of(reading, children[0]), remarks_in(children), span=span)


def _grade_veto(reading: Reading, span: Span, children: list[Any]) -> GradeVeto:
    _, condition, grade, *rest = children
    return GradeVeto(value_of(reading, condition), name_of(reading, grade), remarks_in(rest), span=span)


def _downgrade(reading: Reading, span: Span, children: list[Any]) -> Downgrade:
    word, condition, *rest = children
    return Downgrade(_STEPS[word[1]], value_of(reading, condition), remarks_in(rest), span=span)


def _ceiling(reading: Reading, span: Span, children: list[Any]) -> Ceiling:
    grade, condition, *rest = children
    return Ceiling(name_of(reading, grade), value_of(reading, condition), remarks_in(rest), span=span)


def _below(reading: Reading, span: Span, children: list[Any]) -> BelowLast:
    return BelowLast(defined_name(reading, children[0]), remarks_in(children), span=span)


def _veto(reading: Reading, span: Span, children: list[Any]) -> Veto:
    word, condition, effects, *rest = children
    return Veto(str(word), value_of(reading, condition), effects or (), remarks_in(rest), span=span)  # type: ignore[arg-type]


def _effect(reading: Reading, span: Span, children: list[Any]) -> Effect:
    target, value = children
    return Effect(target, value_of(reading, value), span=span)


# --- tables ---


@frozen
class Row:
    """One row of a table with its place."""

    cells: tuple[Cell, ...]
    span: Span


def _row(reading: Reading, span: Span, children: list[Any]) -> Row:
    return Row(tuple(_cells(span)), span)


def _cells(span: Span) -> list[Cell]:
    """The stretches between the bars; a bar at the end of the row is not the start of another cell."""
    cells: list[Cell] = []
    start = span.start + 1
    pieces = re.split(r"[|｜]", span.text[1:])
    if len(pieces) > 1 and not pieces[-1].strip():
        pieces.pop()
    for piece in pieces:
        text = piece.strip()
        left = start + (len(piece) - len(piece.lstrip()) if text else 0)
        cells.append(Cell(text, span=Span(span.source, left, left + len(text))))
        start += len(piece) + 1
    return cells


def table_of(reading: Reading, rows: list[Row]) -> Table:
    """Rows under their head, all of one width; a ruler line ``|---|---|`` says nothing."""
    head, *others = rows
    kept = [row for row in others if not all(_RULER.fullmatch(cell.text) for cell in row.cells)]
    widths = {len(row.cells) for row in kept}
    if len(kept) > 1 and len(widths) == 1 and len(head.cells) not in widths:
        raise reading.refusal(HEAD_SHAPE, head.span, found=len(head.cells), expected=widths.pop())
    for row in kept:
        if len(row.cells) != len(head.cells):
            raise reading.refusal(TABLE_SHAPE, row.span, found=len(row.cells), expected=len(head.cells))
    return Table(head.cells, tuple(row.cells for row in kept), span=head.span.to(rows[-1].span))


def _lookup(reading: Reading, span: Span, children: list[Any]) -> LookupTable:
    name, keys, *rest = children
    table = table_of(reading, list(only(Row, rest)))
    return LookupTable(defined_name(reading, name), keys, table, remarks_in(rest), span=span)


# --- cases ---


@frozen
class LedgerHead:
    """A ledger's name above its table."""

    name: Name


@frozen
class Rows:
    """Rows further in than the ledger's name."""

    rows: tuple[Row, ...]


def _case(reading: Reading, span: Span, children: list[Any]) -> Case:
    name, pending, *parts = children
    lines = _case_lines(reading, parts)
    return Case(text_of(reading, name).value, lines, pending is not None, span=span)


def _case_file(reading: Reading, span: Span, children: list[Any]) -> Case:
    file, *parts = children
    lines = _case_lines(reading, [part for part in parts if part is not None])
    return Case("", lines, file=text_of(reading, file).value, span=span)


def _case_lines(reading: Reading, parts: list[Any]) -> tuple[CaseLine, ...]:
    lines: list[CaseLine] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        index += 1
        if isinstance(part, ExpectedWorking) and index < len(parts) and isinstance(parts[index], Rows):
            lines.append(_with_lines(part, parts[index].rows))
            index += 1
        elif isinstance(part, (LedgerHead, Row, Rows)):
            ledger = part.name if isinstance(part, LedgerHead) else None
            rows = [] if isinstance(part, LedgerHead) else _rows_of(part)
            while index < len(parts) and isinstance(parts[index], (Row, Rows)):
                rows += _rows_of(parts[index])
                index += 1
            lines.append(_case_table(reading, ledger, rows))
        else:
            lines.append(part)
    return tuple(lines)


def _with_lines(expected: ExpectedWorking, rows: tuple[Row, ...]) -> ExpectedWorking:
    """The working with its lines: what stands behind the bar, as typed."""
    cells = []
    for row in rows:
        said = row.span.text[1:].rstrip()
        cells.append(Cell(said.removeprefix(" "), span=row.span))
    return evolve(expected, lines=tuple(cells), span=expected.span.to(rows[-1].span))


def _rows_of(part: Any) -> list[Row]:
    return [part] if isinstance(part, Row) else list(part.rows)


def _case_table(reading: Reading, ledger: Name | None, rows: list[Row]) -> CaseTable:
    if ledger is not None and not rows:
        raise reading.refusal(TABLE_MISSING, ledger.span, found=ledger.text)
    table = table_of(reading, rows)
    return CaseTable(ledger, table, span=table.span if ledger is None else ledger.span.to(table.span))


def _case_value(reading: Reading, span: Span, children: list[Any]) -> CaseValue:
    target, value = children
    found = value_or_listing(reading, value)
    values: Any = found.items if isinstance(found, Listing) else (found,)
    return CaseValue(target, tuple(value_of(reading, item) for item in values), span=span)


def _expected_error(reading: Reading, span: Span, children: list[Any]) -> ExpectedError:
    target, kind = children
    return ExpectedError(target, name_of(reading, kind).text, span=span)


READERS: dict[str, Reader] = {
    "indicators": lambda reading, span, children: IndicatorTree(evolve(children[0], span=span), span=span),
    "indicator": _indicator,
    "indicator_choice": _indicator_choice,
    "marks": lambda reading, span, children: value_of(reading, children[0]),
    "formula": lambda reading, span, children: Formula(value_of(reading, children[0])),
    "scored_by": lambda reading, span, children: Scored(value_of(reading, children[0])),
    "overfull": _overfull,
    "negative": lambda reading, span, children: MayBeNegative(span=span),
    "floor": lambda reading, span, children: Floor(value_of(reading, children[0]), span=span),
    "prorated": lambda reading, span, children: Prorated(span=span),
    "grades": _grades,
    "groups": _groups,
    "band": _band,
    "quota": _quota,
    "ties_word": _ties_word,
    "ties_keys": _ties_keys,
    "ungraded": _ungraded,
    "grade_veto": _grade_veto,
    "downgrade": _downgrade,
    "ceiling": _ceiling,
    "below": _below,
    "veto": _veto,
    "effects": lambda reading, span, children: tuple(children),
    "effect": _effect,
    "row": _row,
    "lookup": _lookup,
    "case": _case,
    "case_file": _case_file,
    "expect_working": lambda reading, span, children: ExpectedWorking(children[0], span=span),
    "given": lambda reading, span, children: Given(tuple(children), span=span),
    "given_parameter": lambda reading, span, children: GivenParameter(tuple(children), span=span),
    "given_date": lambda reading, span, children: GivenDate(date_of(reading, children[0]), span=span),
    "expect": lambda reading, span, children: Expect(tuple(children), span=span),
    "case_value": _case_value,
    "expected_error": _expected_error,
    "case_ledger": lambda reading, span, children: LedgerHead(name_of(reading, children[0])),
    "nested_rows": lambda reading, span, children: Rows(tuple(children)),
}
