"""What there is to reach in a policy: every part that decides something, each with what tells that it was reached.

What no object can bring about, as far as the bounds of the values show it, is no aim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govperf.checks.places import Use, uses_of
from govperf.checks.ranges import Ranges
from govperf.coverage.choices import of_choose, of_condition, of_conditions
from govperf.coverage.drafts import Draft, drafted
from govperf.coverage.grades import of_grading, of_placement
from govperf.coverage.model import Aim, AimKind, Side
from govperf.coverage.numbers import of_bounded, of_extreme
from govperf.coverage.watching import COMPUTED, DEFAULTED, Sighting
from govperf.graph import Graph
from govperf.semantics import Definition, Role, Ruleset
from govperf.semantics.grades import entry_key
from govperf.terms.kinds import Base
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Default,
    Every,
    Grading,
    Items,
    Let,
    OfCohort,
    Placement,
    Some,
)

Plan = dict[Aim, list[Sighting]]
"""Every aim of a graph with the sightings that show it; equal aims, those of one text used twice, are one."""


def plan_of(graph: Graph) -> Plan:
    """The aims of a graph in the order of the text."""
    found: Plan = {}
    for draft in _drafts(graph):
        found.setdefault(draft.aim, []).extend(draft.signs)
    order = sorted(found, key=lambda aim: (aim.span.source.name, aim.span.start, aim.span.end))
    return {aim: found[aim] for aim in order}


def _drafts(graph: Graph) -> Iterator[Draft]:
    ranges = Ranges(graph)
    yield from _of_data(graph.ruleset)
    for definition in graph.ruleset.definitions:
        if definition.role is Role.PARAMETER:
            continue
        yield from _of_definition(definition, graph, ranges)
        for use in uses_of(definition, ranges):
            yield from _of_use(use, ranges)
    if graph.ruleset.participation is not None:
        yield from of_condition(graph.ruleset.participation, AimKind.SCOPE, "参评")


# --- data ---


def _of_data(ruleset: Ruleset) -> Iterator[Draft]:
    ledgers = ruleset.ledgers
    for one in (*ruleset.inputs, *(column for ledger in ledgers for column in ledger.columns)):
        if one.default is not None:
            yield drafted(AimKind.DEFAULT, Side.REACHED, one.name, one.name, one.span, (one.key, DEFAULTED))
    written = [(one.applies, one.name) for one in ruleset.inputs if not one.key.endswith("#")]
    for applies, name in (*written, *((ledger.applies, ledger.name) for ledger in ledgers)):
        if applies is not None:
            yield from of_condition(applies, AimKind.SCOPE, name)
    for rule in (*ruleset.requirements, *(rule for ledger in ledgers for rule in ledger.requirements)):
        if not rule.input:
            yield from of_condition(rule.condition, AimKind.REQUIREMENT, "要求")


# --- definitions ---


def _of_definition(definition: Definition, graph: Graph, ranges: Ranges) -> Iterator[Draft]:
    name, key, span = definition.name, definition.key, definition.span
    if definition.role is Role.VETO:
        for side, holds in ((Side.HOLDS, True), (Side.FAILS, False)):
            yield drafted(AimKind.VETO, side, name, name, definition.span, (key, holds))
        yield from of_conditions(definition.term, {}, ranges, name)
    elif definition.kind.base is Base.BOOL:
        for side, holds in ((Side.HOLDS, True), (Side.FAILS, False)):
            yield drafted(AimKind.VALUE, side, name, name, span, (key, holds))
    elif not _stands_before_quotas(key, graph):
        kind = AimKind.INDICATOR if definition.role is Role.INDICATOR else AimKind.VALUE
        yield drafted(kind, Side.REACHED, name, name, span, (key, COMPUTED))


def _stands_before_quotas(key: str, graph: Graph) -> bool:
    scale = key.partition("#")[0]
    return key == entry_key(scale) and scale in graph


# --- terms ---


def _of_use(use: Use, ranges: Ranges) -> Iterator[Draft]:
    owner = use.definition.name.removesuffix("（限额前）")
    match use.term:
        case Choose() as term:
            yield from of_choose(term, use, ranges, owner)
        case Every() | Some() as term if use.definition.role is not Role.VETO or term is not use.definition.term:
            yield from of_conditions(term, use.facts, ranges, owner)
        case Bounded() as term:
            yield from of_bounded(term, use, ranges, owner)
        case Apply(function="max" | "min") as term:
            yield from of_extreme(term, use, ranges, owner)
        case Default(operand) as term if term.span is not None:
            words = operand.span.text if operand.span else term.span.text
            for side in (Side.PRESENT, Side.ABSENT):
                yield drafted(AimKind.FALLBACK, side, words, owner, term.span, (id(operand), side.value))
        case Aggregate() as term:
            yield from _of_aggregate(term, owner)
        case OfCohort(where=where) if where is not None:
            yield from of_condition(where, AimKind.RECORDS, owner)
        case Grading() as term:
            yield from of_grading(term, use, ranges, owner)
        case Placement() as term:
            yield from of_placement(term, owner)
        case Let(body=body) as term:
            yield from _of_method(term, body.span, owner, id(body))
        case _:
            pass


def _of_method(term: Let, body: object, owner: str, sign: int) -> Iterator[Draft]:
    """A 方法 of the file with its arguments put in stands elsewhere than the words that call it."""
    from govperf.source import Span

    call = term.span
    if call is None or not isinstance(body, Span) or call.start <= body.start < call.end:
        return
    signs = ((sign, "present"), (sign, "absent"))
    yield drafted(AimKind.METHOD, Side.REACHED, body.text, owner, body, *signs)


def _of_aggregate(term: Aggregate, owner: str) -> Iterator[Draft]:
    if term.where is not None:
        yield from of_condition(term.where, AimKind.RECORDS, owner)
    if term.function == "计数" and isinstance(term.source, Items):
        for item in term.source.items:
            yield from of_condition(item, AimKind.CONDITION, owner)
    options: Sequence[tuple[object, str]] = ((term.same, "同一"), (term.most, "最多"))
    for part, word in options:
        if part is not None and term.span is not None:
            for side in (Side.BITES, Side.SPARES):
                words = f"{word}：{term.span.text}"
                yield drafted(AimKind.RECORDS, side, words, owner, term.span, (id(part), side.value), extra=word)
    if term.empty is not None and term.span is not None:
        words = f"无则：{term.span.text}"
        signs = ((id(term.empty), "present"), (id(term.empty), "absent"))
        yield drafted(AimKind.RECORDS, Side.BITES, words, owner, term.span, *signs, extra="无则")
