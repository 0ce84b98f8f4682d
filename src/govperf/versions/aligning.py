"""Gives the nodes of the old policy the keys that the new one has for what data, or results, call by the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from govperf.graph import Graph
from govperf.graph.from_semantics import from_semantics
from govperf.semantics import Definition, InputDefinition, LedgerDefinition, RequirementDefinition, Ruleset
from govperf.terms.terms import Read
from govperf.versions.bare import rebuilt

Keys = Mapping[str, str]


def aligned(old: Graph, new: Graph) -> Graph:
    """The old graph: an indicator that was moved keeps its name, so that its data is the same, under another path."""
    keys = {key: other for key, other in _moved(old, new).items() if key != other}
    if not keys:
        return old
    known = [keys.get(node.key, node.key) for node in old.nodes]
    if len(set(known)) < len(known):
        return old  # two nodes would meet under one key
    return from_semantics(_ruleset(old.ruleset, keys))[0]


def _moved(old: Graph, new: Graph) -> dict[str, str]:
    """Keys by what is called the same in both versions: inputs of objects, results."""
    found: dict[str, str] = {}
    for mine, theirs in ((_inputs(old), _inputs(new)), (_results(old), _results(new))):
        found |= {key: theirs[name] for name, key in mine.items() if name in theirs}
    return found


def _inputs(graph: Graph) -> dict[str, str]:
    times = Counter(one.name for one in graph.ruleset.inputs)
    return {one.name: one.key for one in graph.ruleset.inputs if times[one.name] == 1}


def _results(graph: Graph) -> dict[str, str]:
    paths = graph.ruleset.paths
    return {paths.get(key, key): key for key in graph.ruleset.outputs}


def _ruleset(ruleset: Ruleset, keys: Keys) -> Ruleset:
    return evolve(
        ruleset,
        inputs=tuple(_input(one, keys) for one in ruleset.inputs),
        ledgers=tuple(_ledger(one, keys) for one in ruleset.ledgers),
        definitions=tuple(_definition(one, keys) for one in ruleset.definitions),
        requirements=tuple(_requirement(one, keys) for one in ruleset.requirements),
        participation=_term(ruleset.participation, keys),
        outputs=tuple(keys.get(key, key) for key in ruleset.outputs),
        paths={keys.get(key, key): path for key, path in ruleset.paths.items()},
    )


def _input(one: InputDefinition, keys: Keys) -> InputDefinition:
    return evolve(one, key=keys.get(one.key, one.key), applies=_term(one.applies, keys))


def _ledger(one: LedgerDefinition, keys: Keys) -> LedgerDefinition:
    columns = tuple(_input(column, keys) for column in one.columns)
    rules = tuple(_requirement(rule, keys) for rule in one.requirements)
    return evolve(one, columns=columns, requirements=rules, applies=_term(one.applies, keys))


def _requirement(one: RequirementDefinition, keys: Keys) -> RequirementDefinition:
    return evolve(one, condition=_term(one.condition, keys))


def _definition(one: Definition, keys: Keys) -> Definition:
    return evolve(
        one,
        key=keys.get(one.key, one.key),
        term=_term(one.term, keys),
        full=_term(one.full, keys),
        parent=keys.get(one.parent, one.parent),
        children=tuple(keys.get(child, child) for child in one.children),
    )


def _term(term: Any, keys: Keys) -> Any:
    """The term, reading nodes by their new keys; None stays None."""

    def changed(one: Any) -> Any:
        return evolve(one, key=keys[one.key]) if isinstance(one, Read) and one.key in keys else None

    return rebuilt(term, changed)


__all__ = ["aligned"]
