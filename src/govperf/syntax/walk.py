"""Meets every node of a syntax tree, without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from govperf.source import Source, Span

_fields: dict[type, tuple[str, ...]] = {}


def children(node: Any) -> Iterator[Any]:
    """The nodes right below a node, in the order of its fields."""
    kind = type(node)
    names = _fields.get(kind)
    if names is None:
        names = _fields[kind] = tuple(item.name for item in attrs.fields(kind) if item.name not in ("span", "source"))
    for name in names:
        yield from _nodes_in(getattr(node, name))


def walk(node: Any) -> Iterator[Any]:
    """The node and all below it, each before what is below it, in the order of the text."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(list(children(current))))


def _nodes_in(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)
    elif attrs.has(type(value)) and not isinstance(value, (Span, Source)):
        yield value
