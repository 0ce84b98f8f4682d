"""Runs the 用例 of a rule file: only what each expects, with what that needs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from fractions import Fraction

from govperf.cases.data import CaseData, Wanted
from govperf.cases.from_syntax import data_of
from govperf.cases.model import CaseFailure, CaseResult
from govperf.cases.snapshots import compared_working
from govperf.cases.tracing import traced
from govperf.cases.values import ledger_of, written_value
from govperf.diagnostics import Problem
from govperf.errors import DiagnosedError, LimitError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import COHORT, NO_ROW, Failed, Outcome, Place
from govperf.evaluate.scoring import broken_requirements
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import Role, Settings
from govperf.semantics.names import path_of
from govperf.syntax.declarations import Case, Expect, ExpectedError, GivenDate, GivenParameter
from govperf.terms.terms import Value
from govperf.values import Missing, show_value

Rebuild = Callable[[Settings], Graph]

Begin = Callable[..., Evaluation]
"""Starts the evaluation of the objects of a case: one that somebody watches, say."""

_MOST_REASONS = 5


def run_cases(graph: Graph, rebuild: Rebuild, settings: Settings, limits: Limits) -> tuple[CaseResult, ...]:
    """The results of all cases in the order of the file; ``rebuild`` compiles the policy for other settings."""
    return tuple(run_case(case, graph, rebuild, settings, limits) for case in graph.ruleset.cases)


def run_case(
    case: Case,
    graph: Graph,
    rebuild: Rebuild,
    settings: Settings,
    limits: Limits,
    begin: Begin = Evaluation,
    *,
    workings: bool = False,
) -> CaseResult:
    """The result of one case, under its own date and parameters; ``begin`` starts the evaluation of its objects.

    With ``workings`` each failure tells how its value came about, or in which other one the difference began.
    """
    own = _settings(case, graph, settings)
    try:
        built = graph if _same_rules(graph, settings, own) else rebuild(own)
    except DiagnosedError as error:
        return CaseResult(case.name, tuple(_refused(case, error)), case.span, case.pending)
    found = data_of(built, case, limits)
    failures = (*found.failures, *_failures(found, begin, workings=workings))
    if not (found.wanted or found.workings or failures):
        failures = (CaseFailure("这个用例没有写 期望，什么也没有检验", span=case.span),)
    return CaseResult(case.name, tuple(sorted(failures, key=_place_in_case)), case.span, case.pending)


def _place_in_case(failure: CaseFailure) -> int:
    return -1 if failure.span is None else failure.span.start


def _same_rules(graph: Graph, settings: Settings, own: Settings) -> bool:
    """The case's settings change nothing in the policy that is already there, so that it need not be compiled again."""
    facts = graph.ruleset.facts
    if own.parameters != settings.parameters or any(one.first is not None for one in graph.ruleset.parameters):
        return own == settings
    if own.on is None:
        return True
    return (facts.start is None or facts.start <= own.on) and (facts.end is None or own.on <= facts.end)


def _settings(case: Case, graph: Graph, settings: Settings) -> Settings:
    """The date of the case (by default the first day in force) and its parameters over those of the host."""
    on: datetime.date | None = graph.ruleset.facts.start or settings.on
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


def _refused(case: Case, error: DiagnosedError) -> Iterator[CaseFailure]:
    """A policy that cannot be built under the case's settings fails the case, unless just this error is expected."""
    expected = [
        item.kind
        for line in case.lines
        if isinstance(line, Expect)
        for item in line.items
        if isinstance(item, ExpectedError)
    ]
    if any(diagnostic.code in expected for diagnostic in error.diagnostics):
        return
    for diagnostic in error.diagnostics:
        hint = f"（{diagnostic.hint}）" if diagnostic.hint else ""
        yield CaseFailure(f"{diagnostic.code}：{diagnostic.message}{hint}", span=case.span)


def _failures(found: CaseData, begin: Begin, *, workings: bool) -> Iterator[CaseFailure]:
    objects = tuple(draft.finished(found.graph) for draft in found.drafts)
    evaluation = begin(found.graph, objects, found.limits, whole=found.whole)
    wanted_errors = {wanted.error for wanted in found.wanted if wanted.error}
    told: list[Problem] = []
    for index, data in enumerate(objects):
        for problem in _of_data(evaluation, index):
            if problem.code not in wanted_errors:
                told.append(problem)
                who = f"{data.name}：" if data.name else ""
                yield CaseFailure(f"{who}{problem.message}", object=data.name, span=problem.span or found.span)
    differing = [failure for wanted in found.wanted for failure in _checked(evaluation, wanted, told)]
    yield from traced(evaluation, differing, found.wanted) if workings else differing
    for key, expected in found.workings:
        yield from compared_working(evaluation, key, expected)


def _of_data(evaluation: Evaluation, index: int) -> tuple[Problem, ...]:
    """What is wrong with the data of an object, whatever is asked for."""
    if index == COHORT:
        return ()
    try:
        broken = tuple(broken_requirements(evaluation, index))
    except LimitError as error:
        broken = (error.problem,)
    return (*evaluation.objects[index].problems, *broken)


def _outcome(evaluation: Evaluation, place: Place) -> Outcome:
    try:
        return evaluation.outcome(place)
    except LimitError as error:
        return Failed((error.problem,))


def _checked(evaluation: Evaluation, wanted: Wanted, told: list[Problem]) -> Iterator[CaseFailure]:
    """``told`` is what has been said of the data: a value that fails for nothing else need not say it again."""
    if not wanted.key:
        yield from _any_error(evaluation, wanted)
        return
    for place in _places(evaluation, wanted):
        outcome = _outcome(evaluation, place)
        if not wanted.error and isinstance(outcome, Failed) and all(one in told for one in outcome.problems):
            continue
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
    """``期望 错误 种类``: some output of every object, or of the cohort, fails in this way."""
    ruleset = evaluation.graph.ruleset
    keys = (*ruleset.outputs, *(one.key for one in ruleset.definitions if one.role is Role.VETO))
    of_cohort = {code for key in ruleset.cohort_outputs for code in _codes(evaluation, Place(COHORT, key))}
    for index, data in enumerate(evaluation.objects):
        codes = of_cohort.union(*(_codes(evaluation, Place(index, key)) for key in keys))
        if wanted.error not in codes:
            actual = "、".join(sorted(codes)) or "没有错误"
            who = f"{data.name}：" if data.name else ""
            message = f"{who}期望 错误 {wanted.error}，实际 {actual}"
            yield CaseFailure(message, "", wanted.error, actual, data.name, wanted.span)


def _codes(evaluation: Evaluation, place: Place) -> set[str]:
    """The codes of all that stops a value: its own failure, what is wrong with the data."""
    outcome = _outcome(evaluation, place)
    own = outcome.problems if isinstance(outcome, Failed) else ()
    return {problem.code for problem in (*own, *_of_data(evaluation, place.object))}


def _compared(evaluation: Evaluation, place: Place, outcome: Outcome, wanted: Wanted) -> CaseFailure | None:
    name = "" if place.object == COHORT else evaluation.objects[place.object].name
    node = evaluation.graph[place.key]
    called = _called(evaluation, place, name)
    if wanted.error:
        codes = _codes(evaluation, place)
        if wanted.error in codes:
            return None
        actual = "、".join(sorted(codes)) or _shown(outcome, place, evaluation)
        message = f"{called}：期望 错误 {wanted.error}，实际 {actual}"
        return CaseFailure(message, node.name, wanted.error, actual, name, wanted.span, place)
    if not isinstance(outcome, Failed) and _same(outcome, wanted.value):
        return None
    expected = _shown_value(wanted.value, place, evaluation)
    actual = _shown(outcome, place, evaluation)
    between = "实际出错：" if isinstance(outcome, Failed) else "实际 "
    message = f"{called}：期望 {expected}，{between}{actual}"
    return CaseFailure(message, node.name, expected, actual, name, wanted.span, place)


def _called(evaluation: Evaluation, place: Place, name: str) -> str:
    """Whose value it is: ``甲的表彰第2行的分值``."""
    node = evaluation.graph[place.key]
    who = f"{name}的" if name else ""
    if place.row == NO_ROW:
        return f"{who}{node.name}"
    return f"{who}{ledger_of(node)}第{place.row + 1}行的{place.key.rpartition('.')[2]}"


def _same(outcome: Value, wanted: Value | None) -> bool:
    if isinstance(outcome, Missing) and wanted is Missing.ABSENT:
        return True
    return type(outcome) is type(wanted) and outcome == wanted


def _shown(outcome: Outcome, place: Place, evaluation: Evaluation) -> str:
    if isinstance(outcome, Failed):
        return "；".join(f"{one.code}（{one.message}）" for one in outcome.problems[:_MOST_REASONS])
    return _shown_value(outcome, place, evaluation)


def _shown_value(value: Value | None, place: Place, evaluation: Evaluation) -> str:
    definition = evaluation.graph[place.key].definition
    if value is None or isinstance(value, tuple):
        return str(value)
    places = definition.places if definition is not None and isinstance(value, Fraction) else None
    return show_value(value, places)
