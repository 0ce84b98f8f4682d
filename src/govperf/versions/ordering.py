"""The order of what is in one of two versions, or in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def arranged(old: Sequence[T], new: Sequence[T], *, new_first: bool) -> list[T]:
    """All of both, in the order of one of them; what only the other has stands behind what it follows there."""
    base, other = (new, old) if new_first else (old, new)
    known = set(base)
    found: list[T] = []
    behind: dict[T | None, list[T]] = {}
    last: T | None = None
    for one in other:
        if one in known:
            last = one
        else:
            behind.setdefault(last, []).append(one)
    found.extend(behind.get(None, ()))
    for one in base:
        found.append(one)
        found.extend(behind.get(one, ()))
    return found


__all__ = ["arranged"]
