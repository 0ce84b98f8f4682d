"""Turns 对照表 into lookups by one key or two."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from attrs import evolve

from govperf.diagnostics import Diagnostic
from govperf.frozen import frozen
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.arms import check_arms
from govperf.semantics.bounds import meets
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.references import report_unknown_part
from govperf.source import Span
from govperf.syntax import parse_cell
from govperf.syntax.declarations import Cell, LookupTable
from govperf.syntax.expressions import (
    Argument,
    Bound,
    Call,
    Expression,
    Listing,
    Member,
    Name,
    Number,
    Positional,
    Range,
    Tolerance,
)
from govperf.terms import terms
from govperf.terms.failures import NO_KEY
from govperf.terms.kinds import NUMBER, Kind
from govperf.terms.terms import Value
from govperf.values import BadValue, parse_date

OTHER = "其他"


@frozen
class Lookup:
    """One use of a table: where it is written, the keys that were given (empty: those of the table), the column."""

    written: Expression
    keys: tuple[Expression, ...]
    column: str | None
    scope: Scope


def reader(table: LookupTable) -> Callable[..., Typed]:
    """The function that turns a use of the table into a term."""

    def read(
        e: Elaborator,
        written: Call | Member | Name,
        arguments: tuple[Argument, ...] | None,
        column: str | None,
        scope: Scope,
    ) -> Typed:
        keys = () if arguments is None else _given_keys(e, arguments)
        wanted = len(table.keys)
        if arguments is not None and len(keys) != wanted:
            reason = f"要 {wanted} 个键，这里有 {len(keys)} 个"
            signature = f"{table.name.text}({'，'.join(key.text for key in table.keys)})"
            e.report(messages.BAD_ARGUMENTS, written.span, name=table.name.text, reason=reason, signature=signature)
            return e.broken(written.span)
        use = Lookup(written, keys or table.keys, column, scope)
        return _by_two(e, table, use) if wanted == 2 else _by_one(e, table, use)

    return read


def _given_keys(e: Elaborator, arguments: tuple[Argument, ...]) -> tuple[Expression, ...]:
    found: list[Expression] = []
    for argument in arguments:
        value = argument.value if isinstance(argument, Positional) else None
        if value is None or isinstance(value, Bound | Range | Tolerance | Listing):
            e.test_alone(argument.span)
            continue
        found.append(value)
    return tuple(found)


def _by_one(e: Elaborator, table: LookupTable, use: Lookup) -> Typed:
    heads = [cell.text for cell in table.table.head[1:]]
    if use.column is None and len(heads) == 1:
        index = 0
    elif use.column in heads:
        index = heads.index(use.column or "")
    elif use.column is None:
        reason = f"对照表“{table.name.text}”有 {len(heads)} 列，没有说取哪一列"
        advice = f"请写出列名，例如 {use.written.span.text}.{heads[0] if heads else '列'}"
        e.report(messages.MISPLACED, use.written.span, words=use.written.span.text, reason=reason, advice=advice)
        return e.broken(use.written.span)
    else:
        report_unknown_part(e, use.written.span, table.name.text, use.column, tuple(heads))
        return e.broken(use.written.span)
    key = _key(e, table, use, 0)
    rows = [(row[0], row[index + 1]) for row in table.table.rows if len(row) > index + 1]
    return _chosen(e, key, rows, use)


def _by_two(e: Elaborator, table: LookupTable, use: Lookup) -> Typed:
    first, second = _key(e, table, use, 0), _key(e, table, use, 1)
    heads = table.table.head[1:]
    branches = []
    otherwise: terms.Term = _no_key(first, use)
    kind = NUMBER
    conditions: list[tuple[terms.Term | None, Span]] = []
    for row in table.table.rows:
        inner = _chosen(e, second, list(zip(heads, row[1:], strict=False)), use)
        kind = inner.kind
        condition = _condition(e, first, row[0], use.scope)
        conditions.append((condition, row[0].span))
        if condition is None:
            otherwise = inner.term
        else:
            branches.append(terms.Branch(condition, inner.term, row[0].text, span=row[0].span))
    check_arms(e, conditions)
    return Typed(terms.Choose(tuple(branches), otherwise, span=use.written.span), kind)


def _key(e: Elaborator, table: LookupTable, use: Lookup, index: int) -> Typed:
    key = use.keys[index]
    if use.keys is not table.keys:
        own = _options(e, table, index)
        given = e.value(key, use.scope, own)
        # A literal word is one of the table's keys, not the only one there is.
        literal = isinstance(given.term, terms.Constant) and given.kind.is_word
        return evolve(given, kind=own) if literal and own is not None else given
    return e.value(key, use.scope)


def _options(e: Elaborator, table: LookupTable, index: int) -> Kind | None:
    """The kind of the table's own key, so that a bare word given instead is read as one of its choices."""
    symbols = e.names.find(table.keys[index].text)
    for columns in e.names.columns.values():
        if table.keys[index].text in columns:
            return e.kinds.get(columns[table.keys[index].text].key)
    return e.kinds.get(symbols[0].key) if symbols else None


def _chosen(e: Elaborator, key: Typed, rows: list[tuple[Cell, Cell]], use: Lookup) -> Typed:
    conditions = [_condition(e, key, cell, use.scope) for cell, _ in rows]
    check_arms(e, [(condition, cell.span) for condition, (cell, _) in zip(conditions, rows, strict=True)])
    values, kind = e.branches([(_expression(e, cell), use.scope) for _, cell in rows], None)
    branches = tuple(
        terms.Branch(condition, value.term, cell.text, span=cell.span)
        for condition, value, (cell, _) in zip(conditions, values, rows, strict=True)
        if condition is not None
    )
    others = [value.term for condition, value in zip(conditions, values, strict=True) if condition is None]
    otherwise = others[0] if others else _no_key(key, use)
    return Typed(terms.Choose(branches, otherwise, span=use.written.span), kind)


def _no_key(key: Typed, use: Lookup) -> terms.Failure:
    return terms.Failure(NO_KEY, (), key.term, span=use.written.span)


def _condition(e: Elaborator, key: Typed, cell: Cell, scope: Scope) -> terms.Term | None:
    if cell.text == OTHER:
        return None
    parsed = parse_cell(cell)
    if isinstance(parsed, Diagnostic):
        return terms.Compare("=", key.term, terms.Constant(cell.text), span=cell.span)
    return meets(e, key, parsed, scope)


def _expression(e: Elaborator, cell: Cell) -> Expression:
    parsed = parse_cell(cell)
    if isinstance(parsed, Diagnostic):
        e.diagnostics.append(parsed)
        return Name(cell.text, span=cell.span)
    if isinstance(parsed, Bound | Range | Tolerance | Listing):
        e.test_alone(cell.span)
        return Number("0", span=cell.span)  # what stands for it says nothing more
    return parsed


# --- tables of holidays ---


def holidays(table: LookupTable) -> tuple[tuple[Value, ...], tuple[Value, ...]] | None:
    """Days off with days worked instead, from a table whose first column holds days; None for any other table.

    A second column that says 上班, 调休 or 工作 makes a day one that is worked; a cell may hold ``起~止``.
    """
    off: list[Value] = []
    extra: list[Value] = []
    for row in table.table.rows:
        days = _days(row[0].text)
        if days is None:
            return None
        said = row[1].text if len(row) > 1 else ""
        target = extra if any(word in said for word in ("班", "调休", "工作")) else off
        target.extend(days)
    return (tuple(off), tuple(extra)) if off or extra else None


def _days(text: str) -> list[datetime.date] | None:
    ends = [parse_date(part.strip()) for part in text.replace("～", "~").replace("至", "~").split("~")]
    found = [end for end in ends if not isinstance(end, BadValue)]
    if len(found) != len(ends) or len(ends) > 2 or found[-1] < found[0] or (found[-1] - found[0]).days > 366:
        return None
    return [found[0] + datetime.timedelta(days=i) for i in range((found[-1] - found[0]).days + 1)]
