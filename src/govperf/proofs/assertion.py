"""Statements of the author's own (断言): proved, refuted, or not settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph, Level, Node
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.proofs.direction import Directions
from govperf.proofs.effort import DEFAULT_EFFORT, Effort
from govperf.proofs.encode import Text
from govperf.proofs.examples import Outcomes
from govperf.proofs.gaps import Gaps
from govperf.proofs.model import PROVED, Example, NotSettled, Proved, Refuted, Settled
from govperf.proofs.question import Case, guarded
from govperf.proofs.rebuilding import smoothed
from govperf.proofs.search import corner, tried
from govperf.proofs.signs import directions
from govperf.proofs.solver import Solver
from govperf.semantics import AssertionDefinition, Definition, Role
from govperf.terms.kinds import BOOL
from govperf.terms.terms import Term
from govperf.terms.walk import needs, reads

STATEMENT = "断言#"
"""The key of the node that an assertion is for the time of its proof."""

_UPWARDS = frozenset(("越高", "越大", "越多"))
NOT_AN_INPUT = NotSettled("越高、越低前面要写一个输入", "what is raised must be an input")


def assertion(
    graph: Graph,
    stated: AssertionDefinition,
    limits: Limits = DEFAULT_LIMITS,
    *,
    effort: Effort = DEFAULT_EFFORT,
    solver: Solver | None = None,
) -> Settled:
    """Whether a statement holds for every object whose data is in order and for which its values exist.

    ``stated`` is one of ``graph.ruleset.assertions``. ``solver`` may be shared between questions; ``Solver(off=True)``
    leaves the answer to the first two layers.
    """
    if solver is not None:
        return _asserted(graph, stated, limits, effort, solver)
    with Solver(effort) as own:
        return _asserted(graph, stated, limits, effort, own)


def _asserted(graph: Graph, stated: AssertionDefinition, limits: Limits, effort: Effort, solver: Solver) -> Settled:
    def found() -> Settled:
        if stated.condition is None:
            return _trend(Case([graph], (stated.target,), limits, effort, solver), stated)
        return _condition(graph, stated.condition, limits, effort, solver)

    return guarded(found)


# --- 越高 … 不降 ---


def _trend(case: Case, stated: AssertionDefinition) -> Settled:
    found = Directions(case, stated.target, strict=stated.trend in ("上升", "下降"))
    variable = next((one for one in case.stage.variables if _key_of(one.ledger, one.one.key) == stated.subject), None)
    if variable is None:
        known = stated.subject in case.graphs[0] and case.graphs[0][stated.subject].role is Role.INPUT
        return PROVED if known and stated.trend not in ("上升", "下降") else NOT_AN_INPUT
    up = stated.direction in _UPWARDS
    if stated.trend == "不变":
        both = (found.judged(variable, falls=True), found.judged(variable, falls=False))
        return next((one for one in both if not isinstance(one, Proved)), PROVED)
    rises = stated.trend in ("不降", "不减", "上升")
    return found.judged(variable, falls=rises == up)


def _key_of(ledger: str, key: str) -> str:
    return key if not ledger or key.startswith(f"{ledger}.") else f"{ledger}.{key}"


# --- a condition that always holds ---


def _condition(graph: Graph, condition: Term, limits: Limits, effort: Effort, solver: Solver) -> Settled:
    """The condition becomes a node of its own, so that it is evaluated as every other."""
    widened = _with(graph, condition)
    keys = (STATEMENT, *(key for key in reads(condition) if key in graph))
    case = Case([widened], keys, limits, effort, solver)
    number = case.lowered[0][STATEMENT]
    forms = case.forms
    if forms.value_of(number) is True:
        return PROVED

    def broken(found: Sequence[Outcomes]) -> bool:
        return found[0].get(STATEMENT) is False

    example = tried(case.stage, broken, _corners(case, number))
    if example is not None:
        return Refuted(_plain(example))

    def wanted(text: Text) -> Sequence[str]:
        return (text.exists(number), f"(not {text.values[number]})")

    settled = case.refute((number,), wanted, broken)
    return Refuted(_plain(settled.example)) if isinstance(settled, Refuted) else settled


def _with(graph: Graph, condition: Term) -> Graph:
    """The graph with a node for the condition."""
    definition = Definition(STATEMENT, "断言", Role.VALUE, condition, BOOL)
    used = reads(condition)
    level = Level.COHORT if any(key in graph and graph[key].level is Level.COHORT for key in used) else Level.OBJECT
    node = Node(STATEMENT, "断言", Role.VALUE, level, used, needs(condition), definition=definition)
    nodes = (*graph.nodes, node)
    return Graph(nodes, graph.ruleset, {one.key: one for one in nodes})


def _corners(case: Case, number: int) -> Iterator[ObjectData]:
    """Objects at which the numbers that the condition compares are as great, as small as can be."""
    forms = case.forms
    for one in forms.cone([number]):
        if forms[one].op in ("le0", "eq0"):
            inner = smoothed(forms, forms[one].args[0])
            signs = directions(forms, inner, Gaps(forms))
            for top in (True, False):
                for steps in (1, 2):
                    yield corner(case.stage, signs, top=top, steps=steps)


def _plain(example: Example) -> Example:
    """The example without the node that stands for the condition."""
    return evolve(example, values={key: value for key, value in example.values.items() if key != STATEMENT})
