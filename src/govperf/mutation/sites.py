"""Places in a statement: found with the way to each, so that a copy with another node there can be made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import field

from govperf.frozen import frozen
from govperf.source import Source, Span

Path = tuple[str | int, ...]
"""The way from a statement to a node: names of fields, places in tuples."""

_UNSAID = frozenset(("span", "source", "spelling"))
_fields: dict[type, tuple[str, ...]] = {}


@frozen
class Site:
    """A node with the way to it; ``above`` are the nodes around it, outermost first.

    ``coarse`` says that it is about shares of a number of people: a point more or less shows in no group of real size.
    """

    path: Path
    node: Any
    above: tuple[Any, ...] = field(eq=False, repr=False)
    coarse: bool = False

    @property
    def parent(self) -> Any:
        """The node right above; None for the statement itself."""
        return self.above[-1] if self.above else None

    def within(self, *kinds: type) -> bool:
        """Some node above is of one of these kinds."""
        return any(isinstance(one, kinds) for one in self.above)


def sites(root: Any, *, coarse: bool = False) -> Iterator[Site]:
    """Every node of a statement, itself first, in the order of the text."""
    waiting = [Site((), root, (), coarse)]
    while waiting:
        site = waiting.pop()
        yield site
        waiting.extend(reversed(list(_below(site))))


def _below(site: Site) -> Iterator[Site]:
    above = (*site.above, site.node)
    for name in _names(type(site.node)):
        for path, node in _in_value(getattr(site.node, name), (*site.path, name)):
            yield Site(path, node, above, site.coarse)


def _in_value(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _in_value(item, (*path, index))
    elif attrs.has(type(value)) and not isinstance(value, Span | Source):
        yield path, value


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _fields:
        _fields[kind] = tuple(item.name for item in attrs.fields(kind) if item.name not in _UNSAID)
    return _fields[kind]


def at(root: Any, path: Path) -> Any:
    """What stands at the end of a way."""
    for step in path:
        root = root[step] if isinstance(step, int) else getattr(root, step)
    return root


def replaced(root: Any, path: Path, new: Any) -> Any:
    """A copy with something else at the end of a way."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*root[:step], replaced(root[step], rest, new), *root[step + 1 :])
    return attrs.evolve(root, **{step: replaced(getattr(root, step), rest, new)})


def without(items: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    """The items but one."""
    return (*items[:index], *items[index + 1 :])


def swapped(items: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    """The items with one and its follower in each other's place."""
    return (*items[:index], items[index + 1], items[index], *items[index + 2 :])
