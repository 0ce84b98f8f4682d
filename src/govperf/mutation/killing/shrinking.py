"""Leaves out of a scene whatever does not matter to what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph
from govperf.mutation.killing.search import Found, Search
from govperf.mutation.scenes import Scene

MOST_STEPS = 200


def shrunk(found: Found, search: Search) -> Found:
    """The smallest scene found on the way down that still tells the readings apart, without a new error."""
    steps = MOST_STEPS
    going = True
    while going and steps > 0:
        going = False
        for scene in _smaller(found.scene, search):
            steps -= 1
            again = search.differs(scene)
            if again is not None and again.is_clean >= found.is_clean:
                found, going = again, True
                break
            if steps <= 0:
                break
    return found


def _smaller(scene: Scene, search: Search) -> Iterator[Scene]:
    """The scene without one object, one record, one value; an object that needs no others stands alone."""
    if not search.target.whole and scene.whole and len(scene.objects) == 1:
        yield evolve(scene, whole=False)
    if len(scene.objects) > 1:
        for index in range(len(scene.objects)):
            yield evolve(scene, objects=(*scene.objects[:index], *scene.objects[index + 1 :]))
    for index, data in enumerate(scene.objects):
        for less in _less(data, search.old):
            yield scene.with_object(index, less)


def _less(data: ObjectData, graph: Graph) -> Iterator[ObjectData]:
    for name, rows in data.ledgers.items():
        for index in range(len(rows)):
            fewer = (*rows[:index], *rows[index + 1 :])
            yield evolve(data, ledgers={**data.ledgers, name: fewer})
    for key in data.given:
        yield evolve(data, given={other: value for other, value in data.given.items() if other != key})
    for key in data.values:
        yield evolve(data, values={other: value for other, value in data.values.items() if other != key})
    for name, rows in data.ledgers.items():
        ledger = graph[name].ledger
        kept_by = "" if ledger is None else f"{name}.{ledger.per}"
        for key in {key: None for row in rows for key in row if key != kept_by}:
            kept = tuple({other: value for other, value in row.items() if other != key} for row in rows)
            yield evolve(data, ledgers={**data.ledgers, name: kept})
