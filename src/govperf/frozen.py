"""``attrs.frozen`` for the many small classes of the models, quick to define: see decision 0010."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["frozen"]


def _frozen(cls: type | None = None, /, **options: Any) -> Any:
    """As ``attrs.frozen``, but equality, hash and representation are shared functions instead of generated code.

    Generating them is most of what it costs to define a class, and a process defines hundreds before its first score.
    """
    if cls is None:
        return lambda found: _frozen(found, **options)
    for name, method in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return attrs.frozen(cls, eq=False, repr=False, **options)


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    for name, key in _compared(self.__class__):
        mine, theirs = getattr(self, name), getattr(other, name)
        if key is not None:
            mine, theirs = key(mine), key(theirs)
        if mine != theirs:
            return False
    return True


def _hash(self: Any) -> int:
    values = [(getattr(self, name), key) for name, key in _compared(self.__class__)]
    return hash((self.__class__, *(value if key is None else key(value) for value, key in values)))


def _representation(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _shown(self.__class__))
    return f"{self.__class__.__qualname__.rsplit('>.', 1)[-1]}({shown})"


_SHARED: dict[str, Any] = {"__eq__": _equal, "__hash__": _hash, "__repr__": _representation}


@cache
def _compared(cls: Any) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Names of the fields that equality looks at, each with what to compare instead of the value itself."""
    return tuple((one.name, one.eq_key) for one in attrs.fields(cls) if one.eq)


@cache
def _shown(cls: Any) -> tuple[str, ...]:
    return tuple(one.name for one in attrs.fields(cls) if one.repr)


if TYPE_CHECKING:
    from attrs import frozen  # what type checkers know by heart; the classes are the same to them
else:
    frozen = _frozen
