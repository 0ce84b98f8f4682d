"""All that can be proved about one policy, output by output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.proofs.assertion import assertion
from govperf.proofs.bounds import NO_NUMBER, bounds_of
from govperf.proofs.direction import Directions
from govperf.proofs.effort import DEFAULT_EFFORT, Effort
from govperf.proofs.model import PROVED, Bounds, Claim, Direction
from govperf.proofs.places import arms, divisions
from govperf.proofs.question import Case
from govperf.proofs.reaching import never_zero, unreachable
from govperf.proofs.solver import Solver


@frozen
class OutputReport:
    """One output: its bounds (None: it is no number), its direction in each input."""

    key: str
    bounds: Bounds | None
    directions: tuple[Direction, ...]


@frozen
class Report:
    """What was proved about a policy.

    ``divisions`` claim that a divisor is never 0, ``arms`` that nothing reaches an arm (so refuted is as it should be),
    ``assertions`` are the author's own statements.
    """

    outputs: tuple[OutputReport, ...]
    divisions: tuple[Claim, ...]
    arms: tuple[Claim, ...]
    assertions: tuple[Claim, ...]
    solver: bool


def prove(
    graph: Graph,
    keys: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    *,
    effort: Effort = DEFAULT_EFFORT,
    solver: Solver | None = None,
) -> Report:
    """The report of a policy; ``keys`` names the outputs (None: all), and then nothing but these is looked at.

    Raises UnknownKeyError where the policy has no such node.
    """
    wanted = graph.ruleset.outputs if keys is None else tuple(graph[key].key for key in keys)
    if solver is not None:
        return _proved(graph, wanted, limits, effort, solver, everything=keys is None)
    with Solver(effort) as own:
        return _proved(graph, wanted, limits, effort, own, everything=keys is None)


@contextmanager
def _case(
    graph: Graph, keys: Sequence[str] | None, limits: Limits, effort: Effort, solver: Solver | None
) -> Iterator[Case]:
    """A case for some nodes; None: those that have divisions or arms. A solver of its own ends with it."""
    own = Solver(effort) if solver is None else solver
    try:
        wanted = tuple(_places(graph, limits, effort, own)) if keys is None else tuple(keys)
        yield Case([graph], wanted, limits, effort, own)
    finally:
        if solver is None:
            own.close()


def bounds(
    graph: Graph,
    key: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    effort: Effort = DEFAULT_EFFORT,
    solver: Solver | None = None,
) -> Bounds:
    """The least, the greatest value of a node, with objects that reach them."""
    with _case(graph, (graph[key].key,), limits, effort, solver) as case:
        return bounds_of(case, graph[key].key)


def direction(
    graph: Graph,
    key: str,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    effort: Effort = DEFAULT_EFFORT,
    solver: Solver | None = None,
) -> Direction:
    """What raising input ``name`` does to a node, all else equal; raises UnknownKeyError for an unknown one."""
    with _case(graph, (graph[key].key,), limits, effort, solver) as case:
        wanted = graph[name].key
        variable = next((one for one in case.stage.variables if wanted in (one.one.key, one.name)), None)
        if variable is None:
            return Direction(graph[key].key, name, PROVED, PROVED)
        return Directions(case, graph[key].key).of(variable)


def no_zero_divisor(
    graph: Graph, limits: Limits = DEFAULT_LIMITS, *, effort: Effort = DEFAULT_EFFORT, solver: Solver | None = None
) -> tuple[Claim, ...]:
    """For each division the claim that its divisor is never 0 where it is looked at."""
    with _case(graph, None, limits, effort, solver) as case:
        return never_zero(case)


def reachable(
    graph: Graph, limits: Limits = DEFAULT_LIMITS, *, effort: Effort = DEFAULT_EFFORT, solver: Solver | None = None
) -> tuple[Claim, ...]:
    """For each arm, each band the claim that nothing reaches it: an object that does refutes it."""
    with _case(graph, None, limits, effort, solver) as case:
        return unreachable(case)


def _proved(
    graph: Graph, keys: Sequence[str], limits: Limits, effort: Effort, solver: Solver, *, everything: bool
) -> Report:
    outputs = tuple(_output(Case([graph], (key,), limits, effort, solver), key) for key in keys)
    if not everything:
        return Report(outputs, (), (), (), solver.there)
    case = Case([graph], tuple(_places(graph, limits, effort, solver)), limits, effort, solver)
    stated = tuple(
        Claim(_words(one.span), assertion(graph, one, limits, effort=effort, solver=solver), one.span)
        for one in graph.ruleset.assertions
    )
    return Report(outputs, never_zero(case), unreachable(case), stated, solver.there)


def _places(graph: Graph, limits: Limits, effort: Effort, solver: Solver) -> Iterator[str]:
    """The nodes that have divisions, or arms."""
    lowered = Case([graph], (), limits, effort, solver).lowered[0]
    found = [spot.definition.key for spot, _ in divisions(lowered)]
    found += [arm.spot.definition.key for arm in arms(lowered)]
    yield from dict.fromkeys(found)


def _output(case: Case, key: str) -> OutputReport:
    found = Directions(case, key)
    moves = tuple(found.of(one) for one in found.inputs()) if found.ordered else ()
    limits = bounds_of(case, key)
    return OutputReport(key, None if limits.low.settled == NO_NUMBER else limits, moves)


def _words(span: object) -> str:
    text = str(getattr(span, "text", ""))
    return " ".join(text.removeprefix("断言").split())
