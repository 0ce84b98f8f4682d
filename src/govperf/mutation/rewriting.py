"""Copies of terms in which some of the terms inside are others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from govperf.diagnostics import Template
from govperf.source import Span
from govperf.terms.terms import Term


def rewritten(value: Any, instead: Callable[[Any], Term | None]) -> Any:
    """The value with ``instead`` of each part put where that is not None; what is put there is not looked into."""
    if isinstance(value, tuple):
        items = tuple(rewritten(item, instead) for item in value)
        return value if all(one is other for one, other in zip(items, value, strict=True)) else items
    if not attrs.has(type(value)) or isinstance(value, Span | Template):
        return value
    other = instead(value)
    if other is not None:
        return other
    changes = {
        item.name: new
        for item in attrs.fields(type(value))
        if (new := rewritten(getattr(value, item.name), instead)) is not getattr(value, item.name)
    }
    return attrs.evolve(value, **changes) if changes else value
