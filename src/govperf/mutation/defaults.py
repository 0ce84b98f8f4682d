"""Defaults of inputs as part of the formulas: so two readings that differ in a default can be compared as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from govperf.graph import Graph, Node
from govperf.mutation.rewriting import rewritten
from govperf.semantics import InputDefinition
from govperf.terms.terms import Constant, Default, Read, ReadColumn, Term, Value
from govperf.terms.walk import key_of


def spelled_out(old: Graph, new: Graph) -> tuple[Graph, Graph]:
    """Both graphs, the inputs whose defaults differ made 可缺, with the default wherever they are read."""
    before = {one.key: one for one in _declared(old)}
    keys = {one.key for one in _declared(new) if one.key in before and before[one.key].default != one.default}
    return (old, new) if not keys else (_spelled(old, keys), _spelled(new, keys))


def _declared(graph: Graph) -> list[InputDefinition]:
    return [node.input for node in graph.nodes if node.input is not None]


def _spelled(graph: Graph, keys: set[str]) -> Graph:
    defaults = {one.key: one.default for one in _declared(graph) if one.key in keys}
    nodes = tuple(_node(node, defaults) for node in graph.nodes)
    inputs = tuple(_input(one, defaults) for one in graph.ruleset.inputs)
    ledgers = tuple(
        evolve(one, columns=tuple(_input(column, defaults) for column in one.columns)) for one in graph.ruleset.ledgers
    )
    definitions = tuple(node.definition for node in nodes if node.definition is not None)
    requirements = tuple(evolve(one, condition=_term(one.condition, defaults)) for one in graph.ruleset.requirements)
    ruleset = evolve(graph.ruleset, inputs=inputs, ledgers=ledgers, definitions=definitions, requirements=requirements)
    return Graph(nodes, ruleset, {node.key: node for node in nodes})


def _node(node: Node, defaults: Mapping[str, Value | None]) -> Node:
    if node.input is not None:
        return evolve(node, input=_input(node.input, defaults))
    if node.definition is None:
        return node
    return evolve(node, definition=evolve(node.definition, term=_term(node.definition.term, defaults)))


def _input(one: InputDefinition, defaults: Mapping[str, Value | None]) -> InputDefinition:
    if defaults.get(one.key) is None:
        return one
    domain = evolve(one.domain, kind=one.domain.kind.maybe())
    return evolve(one, default=None, optional=True, domain=domain)


def _term(term: Term, defaults: Mapping[str, Value | None]) -> Any:
    """The term with every read of such an input followed by its default."""

    def instead(part: object) -> Term | None:
        if not isinstance(part, Read | ReadColumn):
            return None
        value = defaults.get(key_of(part))
        return None if value is None else Default(part, Constant(value), span=part.span)

    return rewritten(term, instead)
