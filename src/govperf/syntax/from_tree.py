"""Turns a parse tree into the syntax model, bottom-up, without recursion."""

# ruff: noqa: ARG005  readers of tree nodes share one signature, whatever each of them needs

from __future__ import annotations

from typing import Any

from lark import Token, Tree

from govperf.limits import OVER_LIMIT
from govperf.source import Span
from govperf.syntax import (
    from_tree_blocks,
    from_tree_expressions,
    from_tree_literals,
    from_tree_statements,
    from_tree_tests,
)
from govperf.syntax.reading import Reader, Reading, RefusedError

_READERS: dict[str, Reader] = {
    **from_tree_literals.READERS,
    **from_tree_expressions.READERS,
    **from_tree_tests.READERS,
    **from_tree_statements.READERS,
    **from_tree_blocks.READERS,
    "cell": lambda reading, span, children: children[0],
}
_LEVELS = {"positional": 0, "compare": 0, "marks": 0, "formula": 0, "scored_by": 0, "indicator": 2}
"""How much deeper a node makes what a walker will meet, where that is not one level."""


def read_tree(reading: Reading, tree: Tree[Token]) -> Any:
    """The syntax node of a parse tree; raises RefusedError where the words say something that cannot be."""
    done: dict[int, tuple[Any, int]] = {}
    most = 2 * reading.limits.nesting
    for node in tree.iter_subtrees():
        children: list[Any] = []
        depth = 0
        for child in node.children:
            if isinstance(child, Tree):
                value, below = done.pop(id(child))
                children.append(value)
                depth = max(depth, below)
            else:
                children.append(child)
        span = _span(reading, node)
        if depth > most:
            raise RefusedError(_too_deep(span, most))
        done[id(node)] = _READERS[node.data](reading, span, children), depth + _LEVELS.get(node.data, 1)
    return done[id(tree)][0]


def _span(reading: Reading, node: Tree[Token]) -> Span:
    meta = node.meta
    if meta.empty:
        return reading.span(0, 0)
    return reading.span(meta.start_pos, meta.end_pos)


def _too_deep(span: Span, most: int) -> Any:
    facts = {
        "limit": "nesting",
        "subject_zh": "一个算式里层层相连的运算",
        "subject_en": "the depth of one expression",
        "most": most,
        "found_zh": "",
        "found_en": "",
    }
    return OVER_LIMIT.at(span, **facts)
