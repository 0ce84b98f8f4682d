"""The least that a case must give so that one value comes out as it does."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field

from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import COHORT, NO_ROW, Failed, ObjectData, Outcome, Place, Row
from govperf.frozen import frozen
from govperf.graph import Graph, Level, Node
from govperf.limits import Limits
from govperf.semantics import Role
from govperf.terms.terms import OfCohort, Placement, Value
from govperf.terms.walk import walk


@frozen
class Scene:
    """Objects with what is given of them; the value, or the kind of error, that node ``key`` has for each.

    ``whole`` says that they are a cohort. Of a column there is a value for each record of the only object.
    """

    objects: tuple[ObjectData, ...]
    key: str
    values: tuple[Value | Failed, ...]
    whole: bool


@define
class _Noting(Evaluation):
    """Keeps which ledgers were looked at."""

    ledgers: set[tuple[int, str]] = field(factory=set)

    def records(self, index: int, ledger: str) -> Sequence[Row]:
        """See :class:`govperf.evaluate.meaning.World`."""
        self.ledgers.add((index, ledger))
        return super().records(index, ledger)


def scene_of(graph: Graph, objects: Sequence[ObjectData], key: str, limits: Limits) -> Scene | None:
    """The scene in which a node is asked for, without what it does not need; None where its data is at fault."""
    node = graph[key]
    whole = _asks_cohort(node) or any(not _handed(graph, one, objects) for one in node.reads)
    if not whole:
        objects = objects[:1]
    evaluation = _Noting(graph, tuple(objects), limits, whole=whole)
    try:
        values = [evaluation.outcome(place) for place in _places(evaluation, node)]
    except (GovperfError, RecursionError):
        return None
    if any(isinstance(value, Failed) and any(one.path for one in value.problems) for value in values):
        return None
    kept = tuple(_needed(evaluation, index) for index in range(len(objects)))
    return Scene(kept, key, tuple(_settled(value) for value in values), whole)


def _asks_cohort(node: Node) -> bool:
    definition = node.definition
    return definition is not None and any(isinstance(one, OfCohort | Placement) for one in walk(definition.term))


def _handed(graph: Graph, key: str, objects: Sequence[ObjectData]) -> bool:
    """The value is there without the cohort."""
    return graph[key].level is not Level.COHORT or all(key in one.given for one in objects[:1])


def handed(graph: Graph, objects: Sequence[ObjectData], key: str, limits: Limits) -> tuple[ObjectData, ...]:
    """The objects with what a node reads of computed values given outright: a case need not go further back."""
    wanted = [one for one in graph[key].reads if _can_be_handed(graph[one])]
    evaluation = Evaluation(graph, tuple(objects), limits, whole=True)
    found = []
    for index, data in enumerate(objects):
        given: dict[str, Value] = {}
        for one in wanted:
            try:
                value = evaluation.outcome(Place(index, one))
            except (GovperfError, RecursionError):
                return tuple(objects)
            if not isinstance(value, Failed | tuple):
                given[one] = value
        found.append(evolve(data, given=given))
    return tuple(found)


def _can_be_handed(node: Node) -> bool:
    definition = node.definition
    if definition is None or definition.ledger or "#" in node.key:
        return False
    return node.role in (Role.VALUE, Role.INDICATOR, Role.GRADE)


def _places(evaluation: _Noting, node: Node) -> list[Place]:
    if node.role is Role.COHORT_OUTPUT:
        return [Place(COHORT, node.key)]
    ledger = node.definition.ledger if node.definition is not None else ""
    if ledger:
        evaluation.ledgers.add((0, ledger))
        rows = evaluation.objects[0].ledgers.get(ledger, ())
        return [Place(0, node.key, row) for row in range(len(rows))]
    return [Place(index, node.key) for index in range(len(evaluation.objects))]


def _settled(value: Outcome) -> Value | Failed:
    return value


def _needed(evaluation: _Noting, index: int) -> ObjectData:
    """What was read of one object."""
    data, graph = evaluation.objects[index], evaluation.graph
    read = {(place.key, place.row) for place in evaluation._memo if place.object == index}  # noqa: SLF001 - what was computed is what was read
    named = graph.ruleset.object_name or ""
    values = {key: value for key, value in data.values.items() if (key, NO_ROW) in read or key == named}
    given = {key: value for key, value in data.given.items() if (key, NO_ROW) in read}
    ledgers = {}
    for name, rows in data.ledgers.items():
        if (index, name) in evaluation.ledgers:
            ledgers[name] = tuple(_row(row, place, read) for place, row in enumerate(rows))
    return evolve(data, values=values, given=given, ledgers=ledgers)


def _row(row: Row, place: int, read: set[tuple[str, int]]) -> Row:
    return {key: value for key, value in row.items() if (key, place) in read}
