"""Under which conditions a node is asked for at all."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.boundaries.board import Board
from govperf.boundaries.standing import Standing, led, standings
from govperf.boundaries.tasks import Task
from govperf.evaluate.scoring import required_keys
from govperf.graph import Graph
from govperf.semantics import Role
from govperf.terms.terms import Read, ReadColumn
from govperf.terms.walk import key_of

MOST_CONTEXTS = 4
DEEPEST = 8

Context = tuple[Standing, ...]
"""Readers from the node up to one that every result asks for."""


class Demand:
    """Who reads what, and whether they always do."""

    def __init__(self, graph: Graph) -> None:
        self._readers: dict[str, list[Standing]] = {}
        for node in graph.nodes:
            if node.definition is not None and node.role is not Role.PARAMETER:
                for here in standings(node.definition):
                    if isinstance(here.term, Read | ReadColumn):
                        self._readers.setdefault(key_of(here.term), []).append(here)
        self._always = self._closure(graph)

    def _closure(self, graph: Graph) -> frozenset[str]:
        found = set(required_keys(graph)) | set(graph.ruleset.cohort_outputs)
        for node in reversed(graph.nodes):
            if node.key not in found and any(
                here.sure and here.definition.key in found for here in self._readers.get(node.key, ())
            ):
                found.add(node.key)
        return frozenset(found)

    def of(self, key: str) -> list[Context]:
        """The ways in which a node is asked for; one that is empty where it always is."""
        found = list(self._contexts(key, 0))
        return found[:MOST_CONTEXTS] or [()]

    def _contexts(self, key: str, depth: int) -> Iterator[Context]:
        if key in self._always:
            yield ()
            return
        if depth > DEEPEST:
            return
        for here in self._readers.get(key, ())[:MOST_CONTEXTS]:
            for above in self._contexts(here.definition.key, depth + 1):
                yield (here, *above)
                break

    @staticmethod
    def wishes(board: Board, context: Context) -> Iterator[Task]:
        """What must be so for the readers to read."""
        for here in context:
            path, _ = led(board, here.path)
            yield from path
