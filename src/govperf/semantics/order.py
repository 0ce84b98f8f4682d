"""The orders of formulas: in which they are read, so that the kinds of what they use are known; in which they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from govperf.semantics.model import Definition
from govperf.syntax.declarations import Statement


def circles(uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """The circles that keys form, each once, as the keys on the way round."""
    done: set[str] = set()
    for start in uses:
        path: list[str] = [] if start in done else [start]
        waiting = {start: iter(sorted(uses[start]))} if path else {}
        while path:
            following = next((used for used in waiting[path[-1]] if used in uses and used not in done), None)
            if following is None:
                done.add(path.pop())
            elif following in path:
                yield tuple(path[path.index(following) :])
            else:
                path.append(following)
                waiting[following] = iter(sorted(uses[following]))


def in_order(uses: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Every key after those it uses; where they go round in a circle, in the order given."""
    done: set[str] = set()
    for start in uses:
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            done.add(start)
            stack.append((start, iter(sorted(uses[start]))))
        while stack:
            key, rest = stack[-1]
            following = next((used for used in rest if used in uses and used not in done), None)
            if following is None:
                stack.pop()
                yield key
            else:
                done.add(following)
                stack.append((following, iter(sorted(uses[following]))))


def by_statement(found: Iterable[Definition], statements: Sequence[Statement]) -> list[Definition]:
    """Definitions in the order of the statements that they are from, which may be those of several files."""
    places: dict[int, list[tuple[int, int]]] = {}
    for index, statement in enumerate(statements):
        places.setdefault(id(statement.span.source), []).append((statement.span.start, index))
    for starts in places.values():
        starts.sort()

    def place(one: Definition) -> tuple[int, int]:
        if one.span is None:
            return (-1, 0)
        starts = places.get(id(one.span.source), [])
        at = bisect_right(starts, (one.span.start, len(statements))) - 1
        return (starts[at][1] if at >= 0 else -1, one.span.start)

    return sorted(found, key=place)


__all__ = ["by_statement", "circles", "in_order"]
