"""Defaults that a case can show by leaving a value out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govperf.boundaries import Aimed
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import Failed, ObjectData, Place
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import InputDefinition, Role
from govperf.values import show_value


@frozen
class Defaulted:
    """An input that is left out, the node that reads it, an object that shows it."""

    one: InputDefinition
    target: str
    data: ObjectData

    @property
    def name(self) -> str:
        """What the case is called."""
        default = self.one.default
        shown = "" if default is None else show_value(default, percent=self.one.domain.kind.percent)
        return f"{self.one.name}没有给（按默认{shown}）"


def defaults_read(evaluation: Evaluation) -> frozenset[str]:
    """Inputs of the objects that were read without being given."""
    graph = evaluation.graph
    found = set()
    for place in evaluation._memo:  # noqa: SLF001 - what was computed is what was read
        one = graph[place.key].input
        if one is None or one.default is None or place.object < 0 or place.row >= 0:
            continue
        if place.key not in evaluation.objects[place.object].values:
            found.add(place.key)
    return frozenset(found)


def defaulted(graph: Graph, aims: Sequence[Aimed], limits: Limits) -> Iterator[Defaulted]:
    """For each default of an input of the object the first record that shows it, with the node that reads it."""
    for one in graph.ruleset.inputs:
        if one.default is None:
            continue
        for target in _readers(graph, one.key):
            data = next((aim.data for aim in aims if _shows(graph, aim.data, target, one.key, limits)), None)
            if data is not None:
                yield Defaulted(one, target, data)
                break


def _readers(graph: Graph, key: str) -> Iterable[str]:
    for node in graph.nodes:
        seen = node.definition is not None and not node.definition.ledger and "#" not in node.key
        if seen and key in node.reads and node.role is not Role.PARAMETER:
            yield node.key


def _shows(graph: Graph, data: ObjectData, target: str, key: str, limits: Limits) -> bool:
    if key in data.values:
        return False
    evaluation = Evaluation(graph, (data,), limits, whole=True)
    try:
        value = evaluation.outcome(Place(0, target))
    except (GovperfError, RecursionError):
        return False
    return not isinstance(value, Failed) and key in defaults_read(evaluation)
