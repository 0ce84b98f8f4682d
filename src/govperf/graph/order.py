"""Topological order of the nodes, or the circle that prevents one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govperf.frozen import frozen


@frozen
class Circle:
    """Keys that lead back to the first of them."""

    keys: tuple[str, ...]


def topological(uses: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[Circle, ...]]:
    """Every key after those it uses, in the order given where that leaves a choice; with each circle that was met."""
    done: dict[str, None] = {}
    circles: list[Circle] = []
    for start in uses:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(uses[start])
        while path:
            key = next(reversed(path))
            following = next((used for used in path[key] if used in uses and used not in done), None)
            if following is None:
                done[key] = None
                del path[key]
            elif following in path:
                names = list(path)
                circles.append(Circle((*names[names.index(following) :], following)))
            else:
                path[following] = iter(uses[following])
    return tuple(done), tuple(circles)
