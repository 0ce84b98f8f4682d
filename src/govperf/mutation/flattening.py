"""Computed columns of a ledger as if each record were an object: so they can be compared like everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from govperf.graph import Graph, Node
from govperf.graph.graph import Level
from govperf.mutation.rewriting import rewritten
from govperf.semantics import InputDefinition, LedgerDefinition, Role
from govperf.terms.terms import Read, ReadColumn, Term


def flattened(graph: Graph, ledger: str, keys: Iterable[str]) -> Graph:
    """The graph with the columns of one ledger as inputs, as values of the object; only what ``keys`` need is kept."""
    every = {node.key: _node(node, ledger) for node in graph.nodes if node.key != ledger}
    kept = _needed(every, keys)
    nodes = tuple(node for key, node in every.items() if key in kept)
    inputs = (*graph.ruleset.inputs, *(column for one in graph.ruleset.ledgers for column in _columns(one, ledger)))
    ruleset = evolve(
        graph.ruleset,
        inputs=tuple(one for one in inputs if one.key in kept),
        definitions=tuple(node.definition for node in nodes if node.definition is not None),
        ledgers=tuple(one for one in graph.ruleset.ledgers if one.name in kept),
        requirements=(),
        outputs=tuple(keys),
        cohort_outputs=(),
        participation=None,
    )
    return Graph(nodes, ruleset, {node.key: node for node in nodes})


def _needed(nodes: Mapping[str, Node], keys: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [*keys]
    while waiting:
        key = waiting.pop()
        if key in nodes and key not in found:
            found.add(key)
            waiting.extend(nodes[key].reads)
    return frozenset(found)


def _columns(one: LedgerDefinition, ledger: str) -> tuple[InputDefinition, ...]:
    return one.columns if one.name == ledger else ()


def _node(node: Node, ledger: str) -> Node:
    if node.ledger is not None and node.ledger.name == ledger:
        reads = tuple(key for key in node.reads if key != ledger)
        return evolve(node, ledger=None, level=Level.OBJECT, reads=reads)
    if node.definition is None:
        return node
    definition = evolve(node.definition, term=_inside(node.definition.term, ledger))
    if definition.ledger == ledger:
        definition = evolve(definition, ledger="", role=Role.VALUE)
        return evolve(node, definition=definition, role=Role.VALUE, level=Level.OBJECT)
    return evolve(node, definition=definition)


def _inside(term: Term, ledger: str) -> Any:
    def instead(part: object) -> Term | None:
        mine = isinstance(part, ReadColumn) and part.ledger == ledger
        return Read(f"{ledger}.{part.column}", span=part.span) if mine and isinstance(part, ReadColumn) else None

    return rewritten(term, instead)
