"""Runs the 用例 of a rule file: only what each expects, with what that needs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from fractions import Fraction

from govperf.cases.data import CaseData, Wanted, data_of
from govperf.cases.model import CaseFailure, CaseResult
from govperf.cases.values import written_value
from govperf.errors import DiagnosedError, LimitError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import COHORT, Failed, Outcome, Place
from govperf.evaluate.scoring import broken_requirements
from govperf.graph import Graph
from govperf.limits import DEFAULT_LIMITS
from govperf.semantics import Role, Settings
from govperf.semantics.names import path_of
from govperf.syntax.declarations import Case, Expect, ExpectedError, GivenDate, GivenParameter
from govperf.terms.terms import Value
from govperf.values import Missing, show_value

Rebuild = Callable[[Settings], Graph]


def run_cases(graph: Graph, rebuild: Rebuild, settings: Settings) -> tuple[CaseResult, ...]:
    """The results of all cases in the order of the file; ``rebuild`` compiles the policy for other settings."""
    return tuple(run_case(case, graph, rebuild, settings) for case in graph.ruleset.cases)


def run_case(case: Case, graph: Graph, rebuild: Rebuild, settings: Settings) -> CaseResult:
    """The result of one case, under its own date and parameters."""
    own = _settings(case, graph, settings)
    try:
        built = graph if own == settings else rebuild(own)
    except DiagnosedError as error:
        codes = [diagnostic.code for diagnostic in error.diagnostics]
        return CaseResult(case.name, tuple(_refused(case, codes, str(error))), case.span)
    found = data_of(built, case)
    try:
        failures = (*found.failures, *_failures(found))
    except LimitError as error:
        failures = (*found.failures, CaseFailure(str(error), span=case.span))
    if not found.wanted and not failures:
        failures = (CaseFailure("这个用例没有写 期望，什么也没有检验", span=case.span),)
    return CaseResult(case.name, failures, case.span)


def _settings(case: Case, graph: Graph, settings: Settings) -> Settings:
    """The date of the case (by default the first day in force) and its parameters over those of the host."""
    on: datetime.date | None = settings.on or graph.ruleset.facts.start
    parameters: dict[str, object] = dict(settings.parameters)
    for line in case.lines:
        if isinstance(line, GivenDate):
            on = line.date
        elif isinstance(line, GivenParameter):
            for value in line.values:
                name = ".".join(path_of(value.target) or ("",))
                given = [written_value(one, None) for one in value.values]
                parameters[name] = given[0] if len(given) == 1 else tuple(given)
    return Settings(parameters, on)


def _refused(case: Case, codes: list[str], message: str) -> Iterator[CaseFailure]:
    """A policy that cannot be built under the case's settings fails the case, unless just this error is expected."""
    expected = [
        item.kind
        for line in case.lines
        if isinstance(line, Expect)
        for item in line.items
        if isinstance(item, ExpectedError)
    ]
    if not any(kind in codes for kind in expected):
        yield CaseFailure(message, span=case.span)


def _failures(found: CaseData) -> Iterator[CaseFailure]:
    objects = tuple(draft.finished(found.graph) for draft in found.drafts)
    evaluation = Evaluation(found.graph, objects, DEFAULT_LIMITS, whole=found.whole)
    errors_wanted = any(wanted.error for wanted in found.wanted)
    for index, data in enumerate(objects):
        if data.problems and not errors_wanted:
            told = "；".join(problem.message for problem in data.problems)
            yield CaseFailure(told, object=data.name)
        elif not errors_wanted:
            for problem in broken_requirements(evaluation, index):
                yield CaseFailure(problem.message, object=data.name, span=problem.span)
    for wanted in found.wanted:
        yield from _checked(evaluation, wanted)


def _checked(evaluation: Evaluation, wanted: Wanted) -> Iterator[CaseFailure]:
    if not wanted.key:
        yield from _any_error(evaluation, wanted)
        return
    for place in _places(evaluation, wanted):
        outcome = evaluation.outcome(place)
        failure = _compared(evaluation, place, outcome, wanted)
        if failure is not None:
            yield failure


def _places(evaluation: Evaluation, wanted: Wanted) -> list[Place]:
    node = evaluation.graph[wanted.key]
    if node.role is Role.COHORT_OUTPUT:
        return [Place(COHORT, node.key)]
    indices = range(len(evaluation.objects)) if wanted.object is None else (wanted.object,)
    return [Place(index, node.key, wanted.row) for index in indices]


def _any_error(evaluation: Evaluation, wanted: Wanted) -> Iterator[CaseFailure]:
    """``期望 错误 种类``: some output of every object fails in this way."""
    ruleset = evaluation.graph.ruleset
    keys = (*ruleset.outputs, *(one.key for one in ruleset.definitions if one.role is Role.VETO))
    for index in range(len(evaluation.objects)):
        codes = {
            problem.code
            for key in keys
            if isinstance(outcome := evaluation.outcome(Place(index, key)), Failed)
            for problem in outcome.problems
        } | _codes_of_data(evaluation, index)
        if wanted.error not in codes:
            actual = "、".join(sorted(codes)) or "没有错误"
            message = f"期望 错误 {wanted.error}，实际 {actual}"
            yield CaseFailure(message, "", wanted.error, actual, evaluation.objects[index].name, wanted.span)


def _codes_of_data(evaluation: Evaluation, index: int) -> set[str]:
    if index == COHORT:
        return set()
    problems = [*evaluation.objects[index].problems, *broken_requirements(evaluation, index)]
    return {problem.code for problem in problems}


def _compared(evaluation: Evaluation, place: Place, outcome: Outcome, wanted: Wanted) -> CaseFailure | None:
    name = "" if place.object == COHORT else evaluation.objects[place.object].name
    node = evaluation.graph[place.key]
    who = f"{name}的" if name else ""
    if wanted.error:
        codes = {one.code for one in outcome.problems} if isinstance(outcome, Failed) else set()
        codes |= _codes_of_data(evaluation, place.object)
        if wanted.error in codes:
            return None
        actual = "、".join(sorted(codes)) or _shown(outcome, place, evaluation)
        message = f"{who}{node.name}：期望 错误 {wanted.error}，实际 {actual}"
        return CaseFailure(message, node.name, wanted.error, actual, name, wanted.span)
    expected = _shown_value(wanted.value, place, evaluation)
    if isinstance(outcome, Failed):
        actual = "；".join(f"{one.code}（{one.message}）" for one in outcome.problems[:5])
        message = f"{who}{node.name}：期望 {expected}，实际出错：{actual}"
        return CaseFailure(message, node.name, expected, actual, name, wanted.span)
    if _same(outcome, wanted.value):
        return None
    actual = _shown(outcome, place, evaluation)
    message = f"{who}{node.name}：期望 {expected}，实际 {actual}"
    return CaseFailure(message, node.name, expected, actual, name, wanted.span)


def _same(outcome: Value, wanted: Value | None) -> bool:
    if isinstance(outcome, Missing) and wanted is Missing.ABSENT:
        return True
    return type(outcome) is type(wanted) and outcome == wanted


def _shown(outcome: Outcome, place: Place, evaluation: Evaluation) -> str:
    if isinstance(outcome, Failed):
        return "；".join(one.code for one in outcome.problems)
    return _shown_value(outcome, place, evaluation)


def _shown_value(value: Value | None, place: Place, evaluation: Evaluation) -> str:
    definition = evaluation.graph[place.key].definition
    if value is None or isinstance(value, tuple):
        return str(value)
    places = definition.places if definition is not None and isinstance(value, Fraction) else None
    return show_value(value, places)
