"""Traces a failure to where the difference begins: another expected value below it, or its own working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from govperf.cases.data import Wanted
from govperf.cases.model import CaseFailure
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation, Trace
from govperf.evaluate.outcome import COHORT, Place
from govperf.graph import Graph

MOST_LINES = 40


def traced(evaluation: Evaluation, failures: Sequence[CaseFailure], wanted: Sequence[Wanted]) -> list[CaseFailure]:
    """The failures, each with its working or with the name of the one in which its difference began."""
    return [_traced(one, evaluation, failures, wanted) for one in failures]


def _traced(
    failure: CaseFailure, evaluation: Evaluation, failures: Sequence[CaseFailure], wanted: Sequence[Wanted]
) -> CaseFailure:
    place = failure.place
    if place is None:
        return failure
    below = _below(evaluation.graph, place.key)
    earlier = [
        one.place for one in failures if one.place is not None and _feeds(one.place, place) and one.place.key in below
    ]
    if earlier:
        order = [node.key for node in evaluation.graph.nodes]
        first = min(earlier, key=lambda one: order.index(one.key))
        return evolve(failure, cause=evaluation.graph[first.key].name)
    sound = dict.fromkeys(
        evaluation.graph[one.key].name for one in wanted if one.key in below and one.object in (None, place.object)
    )
    return evolve(failure, working=tuple(_working(evaluation, place)), sound=tuple(sound))


def _feeds(one: Place, other: Place) -> bool:
    """Values of the same object; what belongs to all reads every object."""
    return one != other and (one.object == other.object or COHORT in (one.object, other.object))


def _below(graph: Graph, key: str) -> frozenset[str]:
    """Keys of everything that a node reads, directly or not."""
    found: set[str] = set()
    waiting = [*graph[key].reads]
    while waiting:
        current = waiting.pop()
        if current in graph and current not in found:
            found.add(current)
            waiting.extend(graph[current].reads)
    return frozenset(found)


def _working(evaluation: Evaluation, place: Place) -> Iterator[str]:
    """The lines of the working, the first of many."""
    lines = working_lines(evaluation, place)
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"……其余 {len(lines) - MOST_LINES} 行从略"


def working_lines(evaluation: Evaluation, place: Place) -> list[str]:
    """How a value came about, a line for each value on the way; nothing where there is no value to explain."""
    from govperf.explain.explaining import explain_place
    from govperf.explain.text import lines_of

    if place.object == COHORT:
        return []
    trace = Trace(place.object)
    again = Evaluation(
        evaluation.graph, evaluation.objects, evaluation.limits, evaluation.whole, evaluation.left_out, trace
    )
    try:
        again.outcome(place)
        return list(lines_of(explain_place(evaluation.graph, again, trace, place)))
    except GovperfError:
        return []
