"""The objects of a case as data that can be varied: what is given to each, what comes out of it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, field

from govperf.diagnostics import Problem
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import COHORT, Failed, ObjectData, Outcome, Place
from govperf.evaluate.records import check_domain, count_problems
from govperf.evaluate.scoring import broken_requirements
from govperf.frozen import frozen
from govperf.graph import Graph, Node
from govperf.limits import Limits
from govperf.semantics import Role
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import Missing


@frozen
class Scene:
    """Objects as a case gives them; ``whole`` says that they are a cohort."""

    objects: tuple[ObjectData, ...]
    whole: bool = False

    def put(self, index: int, variable: Variable, value: Value | None, row: int | None = None) -> Scene:
        """The scene with another value of one object; a parameter has one value for all."""
        if variable.node.role is Role.PARAMETER:
            return evolve(self, objects=tuple(variable.put(one, value) for one in self.objects))
        return self.with_object(index, variable.put(self.objects[index], value, row))

    def with_object(self, index: int, changed: ObjectData) -> Scene:
        """The scene with one object changed."""
        return evolve(self, objects=(*self.objects[:index], changed, *self.objects[index + 1 :]))


@frozen
class Variable:
    """Something that a case can give: an input, a computed value, a column of the records of a ledger."""

    node: Node = field(eq=False, repr=False)
    key: str
    ledger: str = ""

    def put(self, data: ObjectData, value: Value | None, row: int | None = None) -> ObjectData:
        """The object with another value, None for none; in all records of its ledger, or in one."""
        if self.ledger:
            rows = [dict(one) for one in data.ledgers.get(self.ledger, ())]
            for index, cells in enumerate(rows):
                if row in (None, index):
                    _set(cells, self.key, value)
            return evolve(data, ledgers={**data.ledgers, self.ledger: tuple(rows)})
        if self.node.input is not None:
            values = dict(data.values)
            _set(values, self.key, value)
            return evolve(data, values=values)
        given = dict(data.given)
        given[self.key] = Missing.ABSENT if value is None else value
        return evolve(data, given=given)

    def value(self, data: ObjectData) -> Value | None:
        """What the object has now."""
        if self.ledger:
            rows = data.ledgers.get(self.ledger, ())
            return rows[0].get(self.key) if rows else None
        return (data.values if self.node.input is not None else data.given).get(self.key)


def _set(cells: dict[str, Value], key: str, value: Value | None) -> None:
    if value is None:
        cells.pop(key, None)
    else:
        cells[key] = value


Shown = tuple[Value | frozenset[str], ...]
"""What comes out of a node for each object or record: a value, or the codes of what is wrong."""


def shown(graph: Graph, scene: Scene, key: str, limits: Limits) -> tuple[Shown, int]:
    """What a case would see of a node, how many nodes were computed for it.

    Nothing is seen where the node is not there, or a limit is passed.
    """
    if key not in graph:
        return (), 1
    checked = tuple(evolve(one, problems=tuple(_refused(graph, one))) for one in scene.objects)
    evaluation = Evaluation(graph, checked, limits, whole=scene.whole)
    try:
        return tuple(_seen(evaluation, place) for place in places(graph, scene, key)), evaluation.size
    except GovperfError:
        return (), evaluation.size


def places(graph: Graph, scene: Scene, key: str) -> Iterable[Place]:
    """Where a node has values among the objects."""
    node = graph[key]
    if node.role is Role.COHORT_OUTPUT:
        return (Place(COHORT, key),)
    if node.definition is not None and node.definition.ledger:
        ledger = node.definition.ledger
        return (
            Place(index, key, row)
            for index, one in enumerate(scene.objects)
            for row in range(len(one.ledgers.get(ledger, ())))
        )
    return (Place(index, key) for index in range(len(scene.objects)))


def _seen(evaluation: Evaluation, place: Place) -> Value | frozenset[str]:
    outcome: Outcome = evaluation.outcome(place)
    wrong = [*outcome.problems] if isinstance(outcome, Failed) else []
    if place.object != COHORT:
        wrong += [*evaluation.objects[place.object].problems, *broken_requirements(evaluation, place.object)]
    if wrong:
        return frozenset(problem.code for problem in wrong)
    return outcome  # type: ignore[return-value]  # what failed was told above


def _refused(graph: Graph, data: ObjectData) -> Iterable[Problem]:
    """What is wrong with the numbers that are given, as when a case is read."""
    for one in graph.ruleset.inputs:
        value = data.values.get(one.key)
        if isinstance(value, Fraction) and one.domain.kind.base is Base.NUMBER:
            found = check_domain(one.domain, value, (one.name,))
            if isinstance(found, Problem):
                yield found
    for ledger in graph.ruleset.ledgers:
        if ledger.name in data.ledgers:
            yield from count_problems(ledger, data.ledgers[ledger.name])
        for index, row in enumerate(data.ledgers.get(ledger.name, ())):
            for one in ledger.columns:
                value = row.get(one.key)
                if isinstance(value, Fraction) and one.domain.kind.base is Base.NUMBER:
                    found = check_domain(one.domain, value, (ledger.name, index + 1, one.name))
                    if isinstance(found, Problem):
                        yield found
