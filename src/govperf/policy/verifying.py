"""Compares a stored card with one that was computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govperf.frozen import frozen


@frozen
class Difference:
    """One entry that is not the same; a value that is not there is None."""

    path: tuple[str, ...]
    stored: Any
    computed: Any


@frozen
class Verification:
    """Whether a stored card is what the policy says today; true in a condition where it is."""

    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Nothing differs."""
        return not self.differences

    def __bool__(self) -> bool:
        return self.same

    def __str__(self) -> str:
        if self.same:
            return "一致"
        told = (f"{'.'.join(one.path)}：存档 {one.stored}，重算 {one.computed}" for one in self.differences)
        return "不一致：" + "；".join(told)


COMPARED = ("policy", "parameters", "date", "outputs", "indicators", "vetoes")


def compare(stored: Mapping[str, Any], computed: Mapping[str, Any]) -> Verification:
    """What differs in results, rules, parameters, date; the version of the library may differ."""
    found = tuple(
        difference for key in COMPARED for difference in _differences((key,), stored.get(key), computed.get(key))
    )
    return Verification(found)


def _differences(path: tuple[str, ...], stored: Any, computed: Any) -> Iterator[Difference]:
    if isinstance(stored, Mapping) and isinstance(computed, Mapping):
        for key in dict.fromkeys((*stored, *computed)):
            yield from _differences((*path, str(key)), stored.get(key), computed.get(key))
    elif stored != computed:
        yield Difference(path, stored, computed)
