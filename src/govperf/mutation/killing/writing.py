"""What was found as the text of a 用例, which a person must confirm."""

from __future__ import annotations

from govperf.diagnostics import Template
from govperf.evaluate.outcome import Failed
from govperf.graph import Graph
from govperf.mutation.killing.search import Found
from govperf.proposals import scene, writing
from govperf.terms.terms import Value


def case_text(graph: Graph, found: Found, name: str) -> str:
    """The case in canonical form, marked 待确认."""
    values = tuple(_settled(value) for value in found.values)
    told = scene.Scene(found.scene.objects, found.key, values, found.scene.whole)
    return writing.case_text(graph, told, name)


def _settled(value: Value | frozenset[str]) -> Value | Failed:
    """Of several errors the first by its code is expected."""
    return Failed((Template(min(value), "", "", "").problem(),)) if isinstance(value, frozenset) else value
