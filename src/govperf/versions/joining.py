"""Joins clauses to the statements of a rule file."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from govperf.semantics import Settings
from govperf.syntax.declarations import (
    GradeScale,
    Header,
    HeaderLine,
    Indicator,
    IndicatorTree,
    Ledger,
    LookupTable,
    Period,
    RuleFile,
    Statement,
)
from govperf.versions.clauses import COLUMN, HEADER, LINE, NODE, ROW, WITHOUT_SCORES, Clause, Key, Order, Row

_ELSEWHERE = (Header, HeaderLine, Period, Order, Settings)
"""What is no statement, or no part of one."""


class UnfitError(Exception):
    """The clauses do not make up statements: a line is left whose statement is gone, or has become another thing."""


def rule_file(clauses: Sequence[Clause], model: RuleFile) -> RuleFile:
    """The rule file that the clauses make up; ``model`` gives its source. Raises UnfitError.

    What has no part in any score (用例 …) is left out, with the days in force.
    """
    lines = [one for one in clauses if one.key[:2] == ("", HEADER)]
    return evolve(model, header=_header(lines), statements=_statements(clauses), comments=())


def _header(clauses: Sequence[Clause]) -> Header | None:
    name = next((one.node for one in clauses if isinstance(one.node, Header)), None)
    if name is None:
        return None
    return evolve(name, lines=tuple(one.node for one in clauses if isinstance(one.node, HeaderLine)))


def _statements(clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    heads: dict[Key, Clause] = {}
    below: dict[Key, list[Clause]] = {}
    for one in clauses:
        if one.sort in WITHOUT_SCORES or isinstance(one.node, _ELSEWHERE):
            continue
        if one.is_head:
            heads[one.key] = one
        else:
            below.setdefault(one.head, []).append(one)
    if any(key not in heads for key in below):
        raise UnfitError
    return tuple(_statement(one, below.get(key, [])) for key, one in heads.items())


def _statement(head: Clause, below: Sequence[Clause]) -> Statement:
    sorts = {one.key[1] for one in below}
    match head.node:
        case Ledger() as ledger if sorts <= {COLUMN}:
            return evolve(ledger, columns=tuple(one.node for one in below))  # type: ignore[misc]  # columns by their keys
        case GradeScale() as scale if sorts <= {LINE}:
            return evolve(scale, lines=tuple(one.node for one in below))  # type: ignore[misc]  # lines by their keys
        case LookupTable() as table if sorts <= {ROW}:
            rows = tuple(one.node.cells for one in below if isinstance(one.node, Row))
            return evolve(table, table=evolve(table.table, rows=rows))
        case IndicatorTree() as tree if sorts <= {NODE}:
            return evolve(tree, root=_tree(tree.root, head.key, below))
        case Header() | HeaderLine() | Period() | Row() | Order() | Settings():
            raise UnfitError
        case statement if not sorts:
            return statement  # type: ignore[return-value]  # the key of a head is that of a statement
        case _:
            raise UnfitError


def _tree(root: Indicator, key: Key, below: Sequence[Clause]) -> Indicator:
    """The tree of nodes whose keys are the ways to them; children come after their parents."""
    children: dict[Key, list[Clause]] = {}
    known = {(*key, NODE), *(one.key for one in below)}
    for one in below:
        if one.key[:-1] not in known:
            raise UnfitError
        children.setdefault(one.key[:-1], []).append(one)
    made: dict[Key, Indicator] = {}
    for one in sorted(below, key=lambda each: -len(each.key)):
        if not isinstance(one.node, Indicator):
            raise UnfitError
        made[one.key] = evolve(one.node, children=tuple(made[child.key] for child in children.get(one.key, [])))
    return evolve(root, children=tuple(made[child.key] for child in children.get((*key, NODE), [])))


__all__ = ["UnfitError", "rule_file"]
