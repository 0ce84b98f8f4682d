"""Where a change shows: the nearest nodes that a case can expect, with what a case can give to them."""

from __future__ import annotations

from collections.abc import Iterable

from govperf.frozen import frozen
from govperf.graph import Graph, Level, Node
from govperf.mutation.scenes import Variable
from govperf.semantics import Role
from govperf.terms.terms import Failure, Term
from govperf.terms.walk import reads as reads_of

MOST_TARGETS = 4

_EXPECTED = frozenset((Role.VALUE, Role.INDICATOR, Role.GRADE, Role.COLUMN, Role.COHORT_OUTPUT))


@frozen
class Target:
    """A node to expect, what can be given to it, the terms between the two in both readings, whether all must be there.

    ``ledgers`` are those whose records are looked at.
    """

    key: str
    variables: tuple[Variable, ...]
    ledgers: tuple[str, ...]
    terms: tuple[Term, ...]
    whole: bool


def targets(old: Graph, new: Graph, changed: frozenset[str]) -> tuple[Target, ...]:
    """The nodes in which a change is seen first: those that differ, the nearest behind those that none can expect."""
    rules = tuple(_changed_rules(old, new))
    found = _first_seen(old, new, frozenset((*changed, *(key for rule in rules for key in reads_of(rule)))))
    made = [_target(old, new, key, rules) for key in found[:MOST_TARGETS]]
    return tuple(sorted(made, key=lambda target: target.whole))


def _changed_rules(old: Graph, new: Graph) -> Iterable[Term]:
    """The conditions that one of the two alone asks of data."""
    before, after = (
        [
            *(rule.condition for rule in graph.ruleset.requirements),
            *(rule.condition for ledger in graph.ruleset.ledgers for rule in ledger.requirements),
        ]
        for graph in (old, new)
    )
    yield from (one for one in before if one not in after)
    yield from (one for one in after if one not in before)


def _first_seen(old: Graph, new: Graph, changed: frozenset[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    hidden = set(changed)
    for node in old.nodes:
        if node.key not in changed and not hidden.intersection(_reads(node, new)):
            continue
        if _can_be_expected(node):
            found[node.key] = None
            hidden.discard(node.key)
        else:
            hidden.add(node.key)
    return tuple(found)


def innermost(old: Graph, new: Graph, changed: frozenset[str]) -> tuple[str, ...]:
    """The changed nodes, with those that read a changed input: where all of these are equal, everything is.

    None where one of them belongs to the cohort, or to the records of a ledger.
    """
    found: dict[str, None] = {}
    for node in old.nodes:
        inputs = {key for key in _reads(node, new) & changed if key in old and old[key].input is not None}
        if inputs or (node.key in changed and node.input is None):
            found[node.key] = None
    asks = any(rule for rule in _changed_rules(old, new))
    alone = all(key in new and old[key].level is Level.OBJECT for key in found)
    return tuple(found) if alone and not asks else ()


def _reads(node: Node, new: Graph) -> set[str]:
    return {*node.reads, *(new[node.key].reads if node.key in new else ())}


def _is_unset(node: Node) -> bool:
    """A parameter that a case must set."""
    return node.role is Role.PARAMETER and node.definition is not None and isinstance(node.definition.term, Failure)


def _can_be_expected(node: Node) -> bool:
    return node.role in _EXPECTED and "#" not in node.key


def _target(old: Graph, new: Graph, key: str, rules: tuple[Term, ...]) -> Target:
    """What is read between the target and the values that a case can give is looked through."""
    variables: dict[str, Variable] = {}
    ledgers: dict[str, None] = {}
    terms: list[Term] = [*rules]
    seen = {key}
    waiting = [key]
    while waiting:
        current = waiting.pop(0)
        for graph in (old, new):
            definition = graph[current].definition if current in graph else None
            if definition is not None:
                terms.append(definition.term)
        asked = [one for rule in rules for one in reads_of(rule)] if current == key else []
        for read in (*_read_by(current, old, new), *asked):
            if read in seen or read not in old:
                continue
            seen.add(read)
            node = old[read]
            if node.role is Role.LEDGER:
                ledgers[read] = None
            elif node.input is not None or _can_be_expected(node) or _is_unset(node):
                variables[read] = Variable(node, read, _ledger_of(node))
            else:
                waiting.append(read)
    own = old[key]
    if own.definition is not None and own.definition.ledger:
        ledgers[own.definition.ledger] = None
    for variable in variables.values():
        if variable.ledger:
            ledgers[variable.ledger] = None
    whole = own.level is Level.COHORT or own.role is Role.COHORT_OUTPUT
    return Target(key, tuple(variables.values()), tuple(ledgers), tuple(terms), whole)


def _read_by(key: str, old: Graph, new: Graph) -> Iterable[str]:
    reads = {one: None for graph in (old, new) if key in graph for one in graph[key].reads}
    participation = (old.ruleset.participation, new.ruleset.participation)
    if key in old and old[key].level is Level.COHORT:
        for term in participation:
            reads.update(dict.fromkeys(() if term is None else reads_of(term)))
    return reads


def _ledger_of(node: Node) -> str:
    if node.ledger is not None and node.input is not None:
        return node.ledger.name
    return node.definition.ledger if node.definition is not None else ""


__all__ = ["MOST_TARGETS", "Target", "innermost", "targets"]
