"""Turns a ruleset into its evaluation graph."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.diagnostics import Diagnostic
from govperf.graph.graph import Graph, Level, Node
from govperf.graph.order import Circle, topological
from govperf.semantics import Definition, InputDefinition, LedgerDefinition, Role, Ruleset, messages
from govperf.terms.terms import OfCohort, Placement, Term
from govperf.terms.walk import needs, reads, walk


def from_semantics(ruleset: Ruleset) -> tuple[Graph, tuple[Diagnostic, ...]]:
    """The graph with a finding for each circle; a graph with circles is for showing only."""
    drafts = {node.key: node for node in _drafts(ruleset)}
    order, circles = topological({key: node.reads for key, node in drafts.items()})
    findings = tuple(_finding(circle, drafts) for circle in circles)
    nodes: dict[str, Node] = {}
    for key in order:
        nodes[key] = _with_level(drafts[key], nodes)
    return Graph(tuple(nodes.values()), ruleset, nodes), findings


def _drafts(ruleset: Ruleset) -> Iterator[Node]:
    for one in ruleset.inputs:
        yield _input(one, Level.OBJECT)
    for ledger in ruleset.ledgers:
        yield _ledger(ledger)
        for column in ledger.columns:
            yield _input(column, Level.RECORD, ledger)
    for definition in ruleset.definitions:
        yield _computed(definition)


def _input(one: InputDefinition, level: Level, ledger: LedgerDefinition | None = None) -> Node:
    conditions = () if one.applies is None else reads(one.applies)
    used = conditions if ledger is None else (ledger.name, *conditions)
    name = one.name if ledger is None else f"{ledger.name}.{one.name}"
    return Node(one.key, name, Role.INPUT, level, used, input=one, ledger=ledger)


def _ledger(ledger: LedgerDefinition) -> Node:
    used = () if ledger.applies is None else reads(ledger.applies)
    return Node(ledger.name, ledger.name, Role.LEDGER, Level.OBJECT, used, ledger=ledger)


def _computed(definition: Definition) -> Node:
    level = Level.RECORD if definition.ledger else Level.OBJECT
    if _asks_cohort(definition.term):
        level = Level.COHORT
    name = f"{definition.ledger}.{definition.name}" if definition.ledger else definition.name
    own, strict = reads(definition.term), needs(definition.term)
    return Node(definition.key, name, definition.role, level, own, strict, definition=definition)


def _asks_cohort(term: Term) -> bool:
    return any(isinstance(inside, OfCohort | Placement) for inside in walk(term))


def _with_level(node: Node, before: dict[str, Node]) -> Node:
    """A node that reads one of the cohort is one of the cohort."""
    if node.level is Level.COHORT or not any(
        used in before and before[used].level is Level.COHORT for used in node.reads
    ):
        return node
    return Node(
        node.key, node.name, node.role, Level.COHORT, node.reads, node.needs, node.definition, node.input, node.ledger
    )


def _finding(circle: Circle, nodes: dict[str, Node]) -> Diagnostic:
    names = [nodes[key].name for key in circle.keys]
    shown = names if len(names) <= 12 else [*names[:6], "…", *names[-5:]]
    definition = nodes[circle.keys[0]].definition
    return messages.CIRCLE.at(definition.span if definition else None, path=" → ".join(shown))
