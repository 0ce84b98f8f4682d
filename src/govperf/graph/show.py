"""The graph as Mermaid, DOT, plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from govperf.semantics import Definition, Role

SHAPES = {
    Role.INPUT: ('(["', '"])'),
    Role.LEDGER: ('[("', '")]'),
    Role.PARAMETER: ('{{"', '"}}'),
    Role.GRADE: ('[["', '"]]'),
}
DOT_SHAPES = {Role.INPUT: "oval", Role.LEDGER: "cylinder", Role.PARAMETER: "hexagon", Role.GRADE: "box3d"}


class ShownNode(Protocol):
    """What is shown of a node."""

    @property
    def key(self) -> str:
        """What it is called in the graph."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def role(self) -> Role:
        """What it is in the policy."""

    @property
    def level(self) -> Any:
        """What it has a value for."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Keys of the nodes that it is computed from."""

    @property
    def definition(self) -> Definition | None:
        """Its rule; None for what the data gives."""


class ShownGraph(Protocol):
    """What is shown of a graph."""

    @property
    def nodes(self) -> Iterable[ShownNode]:
        """In topological order."""


def to_dict(graph: ShownGraph) -> dict[str, Any]:
    """Nodes in topological order, edges from what is read to what reads it."""
    nodes = [_node(node) for node in graph.nodes]
    edges = [{"from": used, "to": node.key} for node in graph.nodes for used in node.reads]
    return {"nodes": nodes, "edges": edges}


def _node(node: ShownNode) -> dict[str, Any]:
    found: dict[str, Any] = {"key": node.key, "name": node.name, "role": node.role.value, "level": node.level.value}
    if node.definition is not None and node.definition.formula is not None:
        found["formula"] = node.definition.formula.span.text
    if node.definition is not None and node.definition.remarks.clause:
        found["clause"] = node.definition.remarks.clause
    return found


def to_mermaid(graph: ShownGraph) -> str:
    """A flowchart from inputs on the left to results on the right; ids are numbers, so no name can break the syntax."""
    ids = {node.key: f"n{index}" for index, node in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for node in graph.nodes:
        opening, closing = SHAPES.get(node.role, ('["', '"]'))
        lines.append(f"  {ids[node.key]}{opening}{_mermaid_text(node.name)}{closing}")
    lines.extend(f"  {ids[used]} --> {ids[node.key]}" for node in graph.nodes for used in node.reads if used in ids)
    return "\n".join(lines) + "\n"


def to_dot(graph: ShownGraph) -> str:
    """A digraph from inputs on the left to results on the right."""
    ids = {node.key: f"n{index}" for index, node in enumerate(graph.nodes)}
    lines = ["digraph policy {", "  rankdir=LR;"]
    for node in graph.nodes:
        shape = DOT_SHAPES.get(node.role, "box")
        lines.append(f'  {ids[node.key]} [label="{_dot_text(node.name)}", shape={shape}];')
    lines.extend(f"  {ids[used]} -> {ids[node.key]};" for node in graph.nodes for used in node.reads if used in ids)
    return "\n".join([*lines, "}"]) + "\n"


def _mermaid_text(text: str) -> str:
    escaped = text.replace("&", "#amp;").replace("<", "#lt;").replace(">", "#gt;")
    return escaped.replace('"', "#quot;").replace("\n", " ")


def _dot_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
