"""Measures a policy: runs its cases under watch, lays what they reached over what there is to reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field

from govperf.cases import CaseResult
from govperf.coverage.aims import Plan, plan_of
from govperf.coverage.model import Aim, Coverage, Reached
from govperf.coverage.watching import Watched
from govperf.evaluate.evaluation import Evaluation
from govperf.graph import Graph
from govperf.policy import Policy
from govperf.policy.suite import Suite, Test, suite_of
from govperf.source import Span

ACCEPTED = "未覆盖"

Told = Callable[[Test, CaseResult], bool]
"""Hears of a case that ended; false to stop."""


@define
class Observer:
    """Watches cases run; ``watched`` are the evaluations of the case at hand."""

    plans: dict[int, tuple[Graph, Plan]] = field(factory=dict)
    watched: list[Watched] = field(factory=list)

    def begin(self, *arguments: object, **named: object) -> Evaluation:
        """Starts an evaluation under watch."""
        evaluation = Watched(*arguments, **named)  # type: ignore[arg-type]  # what an Evaluation takes
        self.watched.append(evaluation)
        return evaluation

    def plan(self, graph: Graph) -> Plan:
        """The aims of a graph, found once; a case under its own settings has a graph of its own."""
        if id(graph) not in self.plans:
            self.plans[id(graph)] = (graph, plan_of(graph))
        return self.plans[id(graph)][1]

    def reached(self) -> frozenset[Aim]:
        """What the case at hand reached; the next one starts anew."""
        found: set[Aim] = set()
        for evaluation in self.watched:
            for aim, signs in self.plan(evaluation.graph).items():
                if any(sign in evaluation.seen for sign in signs):
                    found.add(aim)
        self.watched.clear()
        return frozenset(found)


def measure(
    policy: Policy,
    *,
    inherited: bool = False,
    suite: Suite | None = None,
    tests: Sequence[Test] | None = None,
    told: Told = lambda _, __: True,
) -> Coverage:
    """What the 用例 of a policy reach.

    What stands in a file that it 沿用s counts with ``inherited`` alone: that file has cases of its own. ``suite`` has
    the cases of tables beside the rule file, too; ``tests`` are those of it to be run (None: all); ``told`` hears of
    each as it ends, and says whether to go on.
    """
    suite = suite_of(policy) if suite is None else suite
    observer = Observer()
    wanted = [aim for aim in observer.plan(policy.graph) if inherited or _is_own(aim.span, policy)]
    results: list[CaseResult] = []
    by_aim: dict[Aim, list[str]] = {aim: [] for aim in wanted}
    for test in suite.tests if tests is None else tests:
        result = suite.run(test, begin=observer.begin)
        results.append(result)
        for aim in observer.reached():
            if aim in by_aim and not result.pending:  # what nobody has confirmed tests nothing
                by_aim[aim].append(test.name)
        if not told(test, result):
            break
    told_of = [one for one in policy.graph.ruleset.known if inherited or _is_own(one.span, policy)]
    known = {one.about: one.remarks.note for one in told_of if one.finding == ACCEPTED}
    left = {aim for aim in wanted if not by_aim[aim] and aim.name in known}
    found = tuple(Reached(aim, tuple(by_aim[aim])) for aim in wanted if aim not in left)
    accepted = tuple((aim, known[aim.name]) for aim in wanted if aim in left)
    idle = tuple(name for name in known if name not in {aim.name for aim in left})
    return Coverage(policy.graph.ruleset.source, policy.name, found, tuple(results), accepted, idle)


def _is_own(span: Span, policy: Policy) -> bool:
    return span.source is policy.graph.ruleset.source
