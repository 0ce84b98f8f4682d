"""The evaluation graph: every input, parameter, column, value of a policy with what it reads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from attrs import field

from govperf.errors import UnknownKeyError
from govperf.frozen import frozen
from govperf.graph import show
from govperf.semantics import Definition, InputDefinition, LedgerDefinition, Role, Ruleset


class Level(Enum):
    """Where a node has a value: for each object, for each record of a ledger, only with the whole cohort."""

    OBJECT = "对象"
    RECORD = "明细记录"
    COHORT = "全体"


@frozen
class Node:
    """One node: its key, the name people use, what it is, what it reads; ``needs`` is what it always reads."""

    key: str
    name: str
    role: Role
    level: Level
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    definition: Definition | None = field(default=None, repr=False)
    input: InputDefinition | None = field(default=None, repr=False)
    ledger: LedgerDefinition | None = field(default=None, repr=False)


@frozen
class Graph:
    """All nodes in topological order. Immutable, safe to share."""

    nodes: tuple[Node, ...]
    ruleset: Ruleset = field(repr=False, eq=False)
    _index: Mapping[str, Node] = field(repr=False, eq=False)

    def __getitem__(self, name: str) -> Node:
        """The node of a key, or of a name that means one node alone; UnknownKeyError otherwise."""
        if name in self._index:
            return self._index[name]
        found = [node for node in self.nodes if node.name == name or self.ruleset.paths.get(node.key) == name]
        if len(found) != 1:
            raise UnknownKeyError(f"图里没有“{name}”这个节点")
        return found[0]

    def __contains__(self, key: object) -> bool:
        return key in self._index

    def dependencies(self, name: str) -> tuple[str, ...]:
        """Keys of the nodes that a node reads directly."""
        return self[name].reads

    def dependents(self, name: str) -> tuple[str, ...]:
        """Keys of all nodes whose value can change with this one, in topological order."""
        touched = {self[name].key}
        found = []
        for node in self.nodes:
            if node.key not in touched and touched.intersection(node.reads):
                touched.add(node.key)
                found.append(node.key)
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """The graph as plain data for JSON."""
        return show.to_dict(self)

    def to_mermaid(self) -> str:
        """The graph as a Mermaid flowchart."""
        return show.to_mermaid(self)

    def to_dot(self) -> str:
        """The graph in the DOT language of Graphviz."""
        return show.to_dot(self)
