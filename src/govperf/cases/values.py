"""Reads the values that a case gives or expects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from types import UnionType

from govperf.diagnostics import Diagnostic, Problem
from govperf.evaluate.records import check_domain, convert
from govperf.graph import Node
from govperf.limits import Limits
from govperf.semantics import constant_of
from govperf.syntax import parse_cell
from govperf.syntax.declarations import Cell
from govperf.syntax.expressions import Bound, Expression, Listing, Range, Tolerance
from govperf.terms.kinds import Base, Kind
from govperf.terms.terms import Value
from govperf.values import Missing

ABSENT_WORDS = {"缺": Missing.ABSENT, "不定等次": Missing.ABSENT, "不适用": Missing.NOT_APPLICABLE}


def written_value(expression: Expression, kind: Kind | None) -> Value | None:
    """The value of an expression without names; a bare word is a label. None where it is not one."""
    text = expression.span.text.strip()
    if text in ABSENT_WORDS:
        return ABSENT_WORDS[text]
    return constant_of(expression, kind)


def cell_value(cell: Cell, kind: Kind | None) -> Value | None:
    """The value of a cell of a computed node; what is no expression is a label. None for an empty cell."""
    if not cell.text:
        return None
    if cell.text in ABSENT_WORDS:
        return ABSENT_WORDS[cell.text]
    parsed = parse_cell(cell)
    if isinstance(parsed, Diagnostic | Bound | Range | Tolerance | Listing):
        return cell.text
    value = constant_of(parsed, kind)
    return cell.text if value is None else value


def input_value(node: Node, given: Value | str, path: tuple[str | int, ...], limits: Limits) -> Value | Problem:
    """A given value as the input takes it, or what is wrong with it; text is read by the input's domain."""
    if node.input is None:
        raise AssertionError(node.key)
    domain = node.input.domain
    if isinstance(given, Fraction) and domain.kind.base is Base.NUMBER and not domain.kind.options:
        return check_domain(domain, given, path)
    if isinstance(given, Missing):
        return given
    return convert(domain, given, path, limits)


def kind_of(node: Node) -> Kind | None:
    """The kind of a node's value, for reading bare words."""
    if node.definition is not None:
        return node.definition.kind
    return node.input.domain.kind if node.input is not None else None


_TYPES: Mapping[Base, type | UnionType] = {
    Base.NUMBER: Fraction,
    Base.BOOL: bool,
    Base.DATE: datetime.date,
    Base.TEXT: str,
    Base.CHOICE: str | Fraction,
    Base.GRADE: str,
}


def fits(value: Value | str, kind: Kind | None) -> bool:
    """The value is of the kind of a node; absence fits all."""
    if isinstance(value, Missing) or kind is None or kind.base not in _TYPES:
        return True
    return isinstance(value, _TYPES[kind.base])


def ledger_of(node: Node) -> str:
    """The ledger that a column belongs to; empty for what is no column."""
    if node.definition is not None:
        return node.definition.ledger or ""
    return node.ledger.name if node.ledger is not None else ""
