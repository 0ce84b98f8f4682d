"""A policy with mistakes as far as it can be judged: what could not be understood is taken as given by the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve

from govperf.diagnostics import Diagnostic, Severity
from govperf.frozen import frozen
from govperf.graph import Graph, from_semantics
from govperf.semantics import Definition, Domain, InputDefinition, Role, Ruleset
from govperf.semantics.inherit import merge
from govperf.source import Span
from govperf.syntax.declarations import (
    Assignment,
    CohortOutput,
    GradeScale,
    Indicator,
    IndicatorTree,
    Ledger,
    RuleFile,
    Statement,
)
from govperf.terms.fold import known_value
from govperf.terms.kinds import NUMBER, Base
from govperf.terms.terms import Choose, Constant, Grading, Read, Term
from govperf.terms.walk import walk as walk_term
from govperf.values import Missing

BEARABLE = frozenset(
    ("档次重叠", "限额不明", "参数超出范围", "分值不符", "权重不符", "重复列出", "其他不在末行", "不在有效期", "已锁定")
)
"""Codes of errors beside which everything still means what it says."""

MOST_CIRCLES = 50


@frozen
class Repaired:
    """The graph with the keys of what is taken as given."""

    graph: Graph
    given: frozenset[str]


@frozen
class Extent:
    """The words that decide a definition, with the key that it bears."""

    key: str
    span: Span
    what: Any


def repaired(files: Sequence[RuleFile], graph: Graph, found: Sequence[Diagnostic]) -> Repaired:
    """The graph without what the errors among ``found`` touch."""
    errors = [one.span for one in found if one.severity is Severity.ERROR and one.code not in BEARABLE and one.span]
    if not errors:
        return Repaired(graph, frozenset())
    extents = [extent for one in merge(files).file.statements for extent in _extents(one)]
    touched = {extent.key for span in errors if (extent := _innermost(extents, span)) is not None}
    ruleset = _without(graph.ruleset, touched, errors)
    given = {one.key for one in ruleset.inputs} - {one.key for one in graph.ruleset.inputs}
    again, circles = from_semantics(ruleset)
    for _ in range(MOST_CIRCLES):
        heads = {one.key for one in ruleset.definitions if any(one.span is circle.span for circle in circles)}
        if not heads:
            break
        given |= heads
        ruleset = _given(ruleset, heads)
        again, circles = from_semantics(ruleset)
    return Repaired(again, frozenset(given))


# --- where a mistake stands ---


def _extents(statement: Statement) -> Iterator[Extent]:
    match statement:
        case Assignment() | CohortOutput():
            yield Extent(statement.name.text, statement.span, statement)
        case GradeScale():
            yield Extent(statement.name.text, statement.span, statement)
        case Ledger():
            for column in statement.columns:
                if isinstance(column, Assignment):
                    yield Extent(f"{statement.name.text}.{column.name.text}", column.span, column)
        case IndicatorTree(root):
            yield from _of_tree(root)
        case _:
            return


def _of_tree(root: Indicator) -> Iterator[Extent]:
    waiting: list[tuple[str, Indicator]] = [(root.name.text, root)]
    while waiting:
        key, node = waiting.pop()
        yield Extent(key, node.span, node)
        waiting.extend((f"{key}.{child.name.text}", child) for child in node.children)


def _innermost(extents: Iterable[Extent], span: Span) -> Extent | None:
    around = [one for one in extents if _within(span, one.span)]
    return min(around, key=lambda one: one.span.end - one.span.start, default=None)


def _within(span: Span, around: Span) -> bool:
    return span.source is around.source and around.start <= span.start < around.end


# --- without it ---


def _without(ruleset: Ruleset, touched: set[str], errors: Sequence[Span]) -> Ruleset:
    """Grades keep their bands, vetoes are taken as not used; other definitions that are touched become inputs."""
    definitions = tuple(_spared(one, touched, errors) for one in ruleset.definitions)
    ruleset = evolve(ruleset, definitions=definitions, participation=None)
    requirements = tuple(one for one in ruleset.requirements if not any(_within(span, one.span) for span in errors))
    broken = {one.key for one in definitions if _is_broken(one, touched, errors)}
    return _given(evolve(ruleset, requirements=requirements), broken)


def _spared(one: Definition, touched: set[str], errors: Sequence[Span]) -> Definition:
    scale = one.key.partition("#")[0]
    if one.role is Role.VETO and one.span is not None and any(_within(span, one.span) for span in errors):
        return evolve(one, term=Constant(value=False))
    if one.role is Role.GRADE and scale in touched:
        plain = next((term for term in walk_term(one.term) if isinstance(term, Grading)), None)
        if plain is None:
            return evolve(one, term=Read(f"{scale}#初评"))
        bands = tuple(evolve(band, condition=None) for band in plain.bands)
        return evolve(one, term=evolve(plain, steps=(), bands=bands))
    return one


def _is_broken(one: Definition, touched: set[str], errors: Sequence[Span]) -> bool:
    if one.role in (Role.PARAMETER, Role.VETO):
        return False
    if one.role is Role.GRADE:
        return any(_stands_for_a_mistake(term, errors) for term in walk_term(one.term))
    return (
        one.key in touched
        or one.kind.base is Base.UNKNOWN
        or any(_stands_for_a_mistake(term, errors) for term in walk_term(_own(one)))
    )


def _own(one: Definition) -> Term:
    """The term without the vetoes that are put before it."""
    term = one.term
    while isinstance(term, Choose) and term.span is one.span and one.span is not None:
        term = term.otherwise
    return term


def _stands_for_a_mistake(term: Term, errors: Sequence[Span]) -> bool:
    if not (isinstance(term, Constant) and term.value is Missing.ABSENT and term.span is not None):
        return False
    place = term.span
    return any(span.source is place.source and span.start < place.end and place.start < span.end for span in errors)


def _given(ruleset: Ruleset, keys: set[str]) -> Ruleset:
    """The rules where data gives these nodes; columns of a ledger become columns that data gives."""
    taken = [one for one in ruleset.definitions if one.key in keys]
    constants = {one.key: one.term for one in ruleset.definitions if one.role is Role.PARAMETER}
    inputs = tuple(_as_input(one, constants) for one in taken if not one.ledger)
    ledgers = tuple(
        evolve(
            ledger,
            columns=(*ledger.columns, *(_as_input(one, constants) for one in taken if one.ledger == ledger.name)),
            computed=tuple(key for key in ledger.computed if key not in keys),
        )
        for ledger in ruleset.ledgers
    )
    return evolve(
        ruleset,
        inputs=(*ruleset.inputs, *inputs),
        ledgers=ledgers,
        definitions=tuple(one for one in ruleset.definitions if one.key not in keys),
        outputs=tuple(key for key in ruleset.outputs if key not in keys),
    )


def _as_input(one: Definition, constants: dict[str, Term]) -> InputDefinition:
    full = None if one.full is None else known_value(one.full, constants)
    kind = NUMBER if one.kind.base in (Base.UNKNOWN, Base.NOTHING) else one.kind.maybe(absent=False)
    bounded = isinstance(full, Fraction)
    domain = Domain(kind, one.name, Fraction(0) if bounded else None, full if isinstance(full, Fraction) else None)
    return InputDefinition(one.key, one.name, domain, span=one.span)
