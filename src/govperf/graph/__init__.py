"""Nodes in topological order: what a policy computes from what."""

from govperf.graph.from_semantics import from_semantics
from govperf.graph.graph import Graph, Level, Node

__all__ = ["Graph", "Level", "Node", "from_semantics"]
