"""Every change of a statement, one at a time, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from govperf.mutation.operators.blocks import blocks
from govperf.mutation.operators.change import Change
from govperf.mutation.operators.lines import lines
from govperf.mutation.operators.nodes import instead
from govperf.mutation.sites import Site, replaced, sites
from govperf.source import Span
from govperf.syntax.declarations import (
    Assertion,
    Assignment,
    Case,
    Deletion,
    Inheritance,
    Known,
    Lock,
    ObjectDeclaration,
    Outputs,
    Statement,
    UnitsDeclaration,
)
from govperf.syntax.expressions import Call, Name
from govperf.syntax.walk import walk

UNTOUCHED: Final = (
    Assertion,
    Case,
    Deletion,
    Inheritance,
    Known,
    Lock,
    ObjectDeclaration,
    Outputs,
    UnitsDeclaration,
)
"""Statements that compute nothing by themselves."""

RANK_SHARE: Final = "名次比例"

_OF_STATEMENTS: Final[tuple[Callable[[Any, Site], Iterator[Change]], ...]] = (blocks, lines)


def changes_of(statement: Statement, shares: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Every change of a statement; none makes a statement that is equal to it or to another change.

    ``shares`` are the names of values that are shares of people, as 名次比例 is.
    """
    if isinstance(statement, UNTOUCHED):
        return
    seen: set[Any] = {statement}
    for change in _all(statement, shares):
        if change.after not in seen:
            seen.add(change.after)
            yield change


def _all(statement: Statement, shares: frozenset[str]) -> Iterator[Change]:
    for site in sites(statement, coarse=is_about(statement, shares)):
        for operator in _OF_STATEMENTS:
            yield from operator(statement, site)
        for kind, new in instead(site):
            yield Change(kind, replaced(statement, site.path, new), _span(site, statement.span), site.path)


def _span(site: Site, otherwise: Span) -> Span:
    span = getattr(site.node, "span", None)
    return span if isinstance(span, Span) else otherwise


def is_about(statement: Statement, shares: frozenset[str]) -> bool:
    """The statement reads a share of people."""
    return any(isinstance(node, Name) and (node.text == RANK_SHARE or node.text in shares) for node in walk(statement))


def shares_in(statements: Iterable[Statement]) -> frozenset[str]:
    """Names of the values that are such shares."""
    return frozenset(
        one.name.text
        for one in statements
        if isinstance(one, Assignment) and isinstance(one.value, Call) and one.value.function.span.text == RANK_SHARE
    )
