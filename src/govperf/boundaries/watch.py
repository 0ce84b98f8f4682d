"""Scores an object while every term of it is watched."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from govperf.diagnostics import Problem
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame
from govperf.evaluate.outcome import COHORT, Failed, ObjectData, Outcome, Place
from govperf.evaluate.scoring import broken_requirements, required_keys, shown_keys
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.terms.terms import Term, Value

Seen = dict[tuple[str, int], list[Value]]
"""Values by node with the identity of the term, in the order in which they came."""

MOST_SEEN = 400
"""Values of one term that are kept."""


@define
class _Watching(Evaluation):
    seen: Seen = field(factory=dict)

    @property
    def tracing(self) -> bool:  # type: ignore[override]  # read-only, always
        """See :class:`govperf.evaluate.meaning.World`."""
        return True

    def note(self, term: Term, frame: Frame, value: Value) -> Value:
        """See :class:`govperf.evaluate.meaning.World`."""
        if frame.object == 0:
            kept = self.seen.setdefault((frame.node.key, id(term)), [])
            if len(kept) < MOST_SEEN:
                kept.append(value)
        return value


@define
class Watched:
    """What became of the first of several objects.

    ``refused`` are the faults of its data, ``failed`` the outputs that have no value.
    """

    seen: Seen
    refused: tuple[Problem, ...]
    failed: tuple[Problem, ...]
    outcomes: dict[str, Outcome]
    work: int

    def values(self, key: str, term: Term) -> list[Value]:
        """All that a term in the definition of a node was worth."""
        return self.seen.get((key, id(term)), [])


def watch(graph: Graph, objects: Sequence[ObjectData], limits: Limits) -> Watched:
    """Scores the first object among the others, as the results of a policy do."""
    watching = _Watching(graph, objects, limits, whole=True)
    outcomes: dict[str, Outcome] = {}
    refused: list[Problem] = list(objects[0].problems)
    try:
        for key in shown_keys(graph):
            outcomes[key] = watching.outcome(Place(0, key))
        for key in graph.ruleset.cohort_outputs:
            watching.outcome(Place(COHORT, key))
        refused.extend(broken_requirements(watching, 0))
    except (GovperfError, RecursionError):
        return Watched(watching.seen, tuple(refused), (), outcomes, len(watching._memo))  # noqa: SLF001 - the work done
    problems = [
        one for key in required_keys(graph) if isinstance(found := outcomes[key], Failed) for one in found.problems
    ]
    refused.extend(one for one in problems if one.path)
    failed = tuple(one for one in problems if not one.path)
    return Watched(watching.seen, tuple(refused), failed, outcomes, len(watching._memo))  # noqa: SLF001 - as above
