"""Takes apart what a clause rules from what it only remarks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from govperf.source import Source, Span
from govperf.syntax.expressions import Name, Remarks

NO_REMARKS = Remarks()


def bare(node: Any) -> Any:
    """The node with no 依据, no 说明 anywhere in it."""
    return rebuilt(node, lambda one: NO_REMARKS if isinstance(one, Remarks) else None)


def renamed(node: Any, names: dict[str, str]) -> Any:
    """The node with names replaced."""

    def changed(one: Any) -> Any:
        return attrs.evolve(one, text=names[one.text]) if isinstance(one, Name) and one.text in names else None

    return rebuilt(node, changed) if names else node


def rebuilt(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with what ``change`` gives in the place of what it is asked about; None leaves a thing as it is.

    Not recursive: a sum may be long.
    """
    done: dict[int, Any] = {}
    waiting = [(node, False)]
    while waiting:
        current, opened = waiting.pop()
        if id(current) in done:
            continue
        if opened:
            done[id(current)] = _with_parts(current, done)
        elif (replaced := change(current)) is not None:
            done[id(current)] = replaced
        elif inside := _parts(current):
            waiting.append((current, True))
            waiting.extend((part, False) for part in inside)
        else:
            done[id(current)] = current
    return done[id(node)]


def _parts(node: Any) -> list[Any]:
    if isinstance(node, tuple):
        return list(node)
    if not attrs.has(type(node)) or isinstance(node, Span | Source):
        return []
    return [getattr(node, one.name) for one in attrs.fields(type(node)) if one.name not in ("span", "source")]


def _with_parts(node: Any, done: dict[int, Any]) -> Any:
    if isinstance(node, tuple):
        parts = tuple(done[id(part)] for part in node)
        return node if all(a is b for a, b in zip(parts, node, strict=True)) else parts
    changed = {}
    for one in attrs.fields(type(node)):
        if one.name not in ("span", "source"):
            before = getattr(node, one.name)
            after = done[id(before)]
            if after is not before:
                changed[one.alias or one.name] = after
    return attrs.evolve(node, **changed) if changed else node


__all__ = ["NO_REMARKS", "bare", "rebuilt", "renamed"]
