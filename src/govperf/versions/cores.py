"""Compares what two policies compute, term by term, whatever words they use for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import attrs
from attrs import define, field

from govperf.diagnostics import Template
from govperf.graph import Graph, Level
from govperf.semantics import Definition, Domain, InputDefinition, LedgerDefinition, RequirementDefinition
from govperf.source import Span
from govperf.terms.walk import reads

_SAID = frozenset(("span", "words", "condition_words", "label", "clause", "low_label", "high_label", "facts", "text"))
"""Fields that say something to people and rule nothing."""

_KEYS = frozenset(("key", "ledger", "column", "input"))
"""Fields that name a node."""

Renamed = Callable[[str], str]


@define
class Cores:
    """Numbers for terms: equal terms of any of the policies compared have the same. Not recursive."""

    _numbers: dict[Hashable, int] = field(factory=dict)

    def term(self, term: object, renamed: Renamed) -> int:
        """The number of a term, of a model with terms in it, of a plain value."""
        done: dict[int, int] = {}
        waiting: list[tuple[object, bool]] = [(term, False)]
        keep: list[object] = [term]  # what is looked at by its identity must stay alive
        while waiting:
            current, opened = waiting.pop()
            if id(current) in done:
                continue
            parts = _parts(current)
            if parts is None:
                done[id(current)] = self._number((type(current), current))
            elif opened:
                inside = tuple((name, self._part(name, part, done, renamed)) for name, part in parts)
                done[id(current)] = self._number((type(current), inside))
            else:
                keep.append(parts)
                waiting.append((current, True))
                waiting.extend((part, False) for name, part in parts if not _is_key(name, part))
        return done[id(term)]

    def _part(self, name: str, part: object, done: Mapping[int, int], renamed: Renamed) -> Hashable:
        return renamed(str(part)) if _is_key(name, part) else done[id(part)]

    def _number(self, what: Hashable) -> int:
        return self._numbers.setdefault(what, len(self._numbers))


def _is_key(name: str, part: object) -> bool:
    return name in _KEYS and isinstance(part, str)


def _parts(node: object) -> list[tuple[str, Any]] | None:
    """The parts of a model, of a tuple; None for a plain value."""
    if isinstance(node, tuple):
        return [("", part) for part in node]
    if isinstance(node, Template):
        return [("", node.code)]
    if isinstance(node, Span) or not attrs.has(type(node)):
        return None
    return [(one.name, getattr(node, one.name)) for one in attrs.fields(type(node)) if one.name not in _SAID]  # type: ignore[arg-type]  # just asked


def same_policy(old: Graph, new: Graph, renamed: Renamed = str) -> bool:
    """Both policies compute the same by the same steps; ``renamed`` gives what the new one calls a key of the old.

    False does not say that they differ.
    """
    cores = Cores()
    return _ruled(cores, old, renamed) == _ruled(cores, new, str)


def same_nodes(old: Graph, new: Graph, key: str) -> bool:
    """A node is made in both policies by the same steps of the same inputs."""
    mine, theirs = (frozenset(_below(graph, key)) for graph in (old, new))
    if mine != theirs:
        return False
    cores = Cores()
    if any(graph[key].level is Level.COHORT for graph in (old, new)):
        first, second = (cores.term(graph.ruleset.participation, str) for graph in (old, new))
        if first != second:
            return False
    return all(_node(cores, old, one) == _node(cores, new, one) for one in mine)


def same_asked(
    old: Graph, new: Graph, one: InputDefinition | LedgerDefinition, other: InputDefinition | LedgerDefinition
) -> bool:
    """The same data is taken for an input, for a ledger; conditions under which it exists mean the same."""
    cores = Cores()
    mine, theirs = (cores.term(_taken(each), str) for each in (one, other))
    conditions = (key for each in (one, other) if each.applies is not None for key in reads(each.applies))
    return mine == theirs and all(key in old and key in new and same_nodes(old, new, key) for key in conditions)


def _taken(one: InputDefinition | LedgerDefinition) -> tuple[object, ...]:
    if isinstance(one, InputDefinition):
        return _input(one)
    return (one.count, one.per, one.optional, one.applies, tuple(rule.condition for rule in one.requirements))


def _below(graph: Graph, key: str) -> Iterator[str]:
    """The keys of all that a node depends on, itself included; those of 参评 with a node of the cohort."""
    seen = {key}
    waiting = [key]
    if graph[key].level is Level.COHORT and graph.ruleset.participation is not None:
        waiting.extend(reads(graph.ruleset.participation))
    while waiting:
        current = waiting.pop()
        if current in graph:
            seen.add(current)
            waiting.extend(one for one in graph[current].reads if one not in seen)
    yield from seen


def _node(cores: Cores, graph: Graph, key: str) -> int:
    node = graph[key]
    if node.definition is not None:
        return cores.term((node.definition.term, node.definition.kind.base), str)
    if node.input is not None:
        one = node.input
        return cores.term((one.domain.kind.base, one.optional, one.default, one.applies), str)
    ledger = node.ledger
    return cores.term(None if ledger is None else (ledger.name, ledger.optional, ledger.applies), str)


def _ruled(cores: Cores, graph: Graph, renamed: Renamed) -> dict[Hashable, int]:
    """A number for everything that a policy rules."""
    ruleset = graph.ruleset
    found: dict[Hashable, int] = {}
    for name, what in _said(ruleset.inputs, ruleset.ledgers, ruleset.definitions, ruleset.requirements):
        found[name[0], renamed(name[1])] = cores.term(what, renamed)
    found["outputs"] = cores.term(tuple(renamed(key) for key in ruleset.outputs), str)
    found["cohort"] = cores.term(frozenset(renamed(key) for key in ruleset.cohort_outputs), str)
    found["participation"] = cores.term(ruleset.participation, renamed)
    return found


def _said(
    inputs: tuple[InputDefinition, ...],
    ledgers: tuple[LedgerDefinition, ...],
    definitions: tuple[Definition, ...],
    requirements: tuple[RequirementDefinition, ...],
) -> Iterator[tuple[tuple[str, str], object]]:
    for one in inputs:
        yield ("input", one.key), _input(one)
    for ledger in ledgers:
        rules = tuple(rule.condition for rule in ledger.requirements)
        columns = frozenset(ledger.computed)
        own = (ledger.count, ledger.per, ledger.optional, ledger.applies, rules, columns)
        yield ("ledger", ledger.name), own
        for column in ledger.columns:
            yield ("column", column.key), _input(column)
    for definition in definitions:
        yield ("node", definition.key), (definition.term, definition.kind.base, definition.hidden, definition.places)
    for number, rule in enumerate(requirements):
        yield ("requirement", str(number)), (rule.condition,)


def _input(one: InputDefinition) -> tuple[object, ...]:
    domain: Domain = one.domain
    bounds = (domain.low, domain.high, domain.low_open, domain.high_open, domain.excluded, domain.integer)
    return (domain.kind.base, domain.kind.options, bounds, one.optional, one.default, one.applies)


__all__ = ["same_asked", "same_nodes", "same_policy"]
