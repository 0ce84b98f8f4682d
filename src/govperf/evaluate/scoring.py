"""Scores one object or a cohort: data in, values of all results out, or what stands in their way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govperf.diagnostics import Problem
from govperf.errors import GovperfError, InputError, LimitError, ScoringError
from govperf.evaluate import messages
from govperf.evaluate.cohort import as_told_to
from govperf.evaluate.evaluation import Evaluation, Trace, condition_holds
from govperf.evaluate.outcome import COHORT, Failed, ObjectData, Outcome, Place
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import RequirementDefinition, Role
from govperf.terms.terms import Value
from govperf.values import Missing, place_of


@frozen
class Scored:
    """The values of one object by node: outputs, the nodes below them, vetoes."""

    values: Mapping[str, Value]


@frozen
class Result:
    """What became of every object, in order, with the values of the cohort as a whole."""

    objects: tuple[Scored | GovperfError, ...]
    totals: Mapping[str, Outcome]
    left_out: frozenset[int] = frozenset()


def required_keys(graph: Graph) -> tuple[str, ...]:
    """Nodes without which there is no result: outputs, vetoes."""
    ruleset = graph.ruleset
    return (*ruleset.outputs, *(one.key for one in ruleset.definitions if one.role is Role.VETO))


def shown_keys(graph: Graph) -> tuple[str, ...]:
    """Nodes whose values a result holds: outputs, what stands under them in trees, vetoes."""
    ruleset = graph.ruleset
    wanted = set(ruleset.outputs)
    found = []
    for definition in ruleset.definitions:
        if definition.key in wanted or definition.parent in wanted:
            wanted.add(definition.key)
            found.append(definition.key)
    vetoes = [one.key for one in ruleset.definitions if one.role is Role.VETO]
    return (*found, *vetoes)


def score_one(graph: Graph, data: ObjectData, limits: Limits) -> Scored:
    """The values of one object; raises InputError, ScoringError, LimitError."""
    evaluation = Evaluation(graph, (data,), limits)
    result = scored_at(evaluation, 0)
    if isinstance(result, GovperfError):
        raise result
    return result


def score_cohort(graph: Graph, objects: Sequence[ObjectData], limits: Limits, *, skip_bad: bool = False) -> Result:
    """The values of all objects together; with ``skip_bad`` those whose data is bad do not count in the cohort."""
    result = _whole(Evaluation(graph, objects, limits, whole=True))
    told = result.objects
    bad: frozenset[int] = frozenset()
    # One that is bad hides those after it, whose values stop at it; so they are looked for until no more are found.
    while skip_bad and (found := frozenset(i for i, one in enumerate(result.objects) if i not in bad and is_bad(one))):
        told = tuple(one if i in found else told[i] for i, one in enumerate(result.objects))
        bad |= found
        result = _whole(Evaluation(graph, objects, limits, whole=True, left_out=bad))
    kept = tuple(told[i] if i in bad else one for i, one in enumerate(result.objects))
    return Result(kept, result.totals, bad)


def is_bad(one: Scored | GovperfError) -> bool:
    """The object's own data is the trouble, not that of another."""
    return isinstance(one, InputError) and any("blocking" not in problem.facts for problem in one.problems)


def _whole(evaluation: Evaluation) -> Result:
    objects = tuple(scored_at(evaluation, index) for index in range(len(evaluation.objects)))
    totals = {key: _total(evaluation, key) for key in evaluation.graph.ruleset.cohort_outputs}
    return Result(objects, totals)


def _total(evaluation: Evaluation, key: str) -> Outcome:
    return evaluation.outcome(Place(COHORT, key))


def scored_at(evaluation: Evaluation, index: int) -> Scored | GovperfError:
    """The values of one object of an evaluation, or its error."""
    unreadable = [problem for problem in evaluation.objects[index].problems if not problem.path]
    if unreadable:
        return InputError(unreadable)
    try:
        outcomes = {key: evaluation.outcome(Place(index, key)) for key in shown_keys(evaluation.graph)}
        problems = [*evaluation.objects[index].problems, *broken_requirements(evaluation, index)]
    except LimitError as error:
        return error
    if any(isinstance(outcomes[key], Failed) for key in required_keys(evaluation.graph)):
        failures = [outcome for outcome in outcomes.values() if isinstance(outcome, Failed)]
        problems.extend(problem for failed in failures for problem in failed.problems)
    slips = evaluation.objects[index].slips
    problems.extend([slips[name] for problem in problems for name in problem.path[:1] if name in slips])
    problems = [as_told_to(problem, index) for problem in problems]
    if not problems:
        # What a veto has replaced may lack its inputs below, and is then as if it did not apply.
        lost = Missing.NOT_APPLICABLE
        return Scored({key: lost if isinstance(value, Failed) else value for key, value in outcomes.items()})
    return error_of(problems)


def error_of(problems: Sequence[Problem]) -> GovperfError:
    """The exception for what was found: what is wrong with the data comes before what cannot be computed."""
    unique = _unique(problems)
    inputs = [problem for problem in unique if problem.path]
    return InputError(inputs) if inputs else ScoringError(unique)


def _unique(problems: Sequence[Problem]) -> list[Problem]:
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        place = None if problem.span is None else (problem.span.start, problem.span.end)
        seen.setdefault((problem.code, problem.path, place, tuple(problem.facts.items())), problem)
    return list(seen.values())


# --- what data must meet ---


def broken_requirements(evaluation: Evaluation, index: int) -> Iterator[Problem]:
    """Requirements that the data of an object breaks; one that misses data is not judged."""
    for one in evaluation.graph.ruleset.requirements:
        if condition_holds(evaluation, one.condition, Place(index, "要求")) is False:
            yield _beyond_bound(one) if one.input else _unmet(one, ("要求",), "")
    for ledger in evaluation.graph.ruleset.ledgers:
        rows = evaluation.objects[index].ledgers.get(ledger.name, ())
        for requirement in ledger.requirements:
            for row in range(len(rows)):
                if condition_holds(evaluation, requirement.condition, Place(index, ledger.name, row)) is False:
                    path = (ledger.name, row + 1)
                    yield _unmet(requirement, path, f"{place_of(path)}：")


def _unmet(one: RequirementDefinition, path: tuple[str | int, ...], where: str) -> Problem:
    return messages.BROKEN_REQUIREMENT.problem(*path, span=one.span, text=one.text, where=where, where_en=where)


def _beyond_bound(one: RequirementDefinition) -> Problem:
    return messages.BEYOND_BOUND.problem(one.input, span=one.span, text=one.text)


def replay(
    graph: Graph, objects: Sequence[ObjectData], index: int, limits: Limits, *, whole: bool, left_out: frozenset[int]
) -> tuple[Evaluation, Trace]:
    """Everything about one object computed again with a trace."""
    trace = Trace(index)
    evaluation = Evaluation(graph, objects, limits, whole=whole, left_out=left_out, trace=trace)
    for key in shown_keys(graph):
        evaluation.outcome(Place(index, key))
    return evaluation, trace
