"""The order in which formulas are read, so that the kinds of what they use are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


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
