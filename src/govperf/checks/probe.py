"""Tries records: what a term is worth for one, what is wrong with another; each try is counted."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from govperf.checks.records import GUESSES, ordinary
from govperf.diagnostics import Problem
from govperf.errors import GovperfError, InputError, LimitError, ScoringError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame, value_of
from govperf.evaluate.outcome import NO_ROW, FailedError, NeededError, ObjectData, Place
from govperf.evaluate.scoring import score_cohort
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.terms.terms import Term, Value

TRIES = 12_000
"""Nodes that all checks of one policy together may have computed; what is not found by then is not claimed."""


@define
class Probe:
    """The exact evaluator over made-up objects. An object is scored as a cohort of one."""

    graph: Graph
    limits: Limits
    left: int = TRIES
    _base: ObjectData | None = field(default=None, init=False)
    _sizes: dict[str, int] = field(factory=dict, init=False)

    @property
    def base(self) -> ObjectData:
        """An ordinary object whose data is in order, as far as one is found."""
        if self._base is None:
            drafts = [ordinary(self.graph, guess) for guess in GUESSES]
            self._base = next((draft for draft in drafts if not self.refused(draft)), drafts[0])
        return self._base

    def value(self, term: Term, data: ObjectData, key: str) -> Value | None:
        """What a term in the definition of node ``key`` is worth; None where it has no value."""
        if self.left <= 0:
            return None
        evaluation = Evaluation(self.graph, (data,), self.limits, whole=True)
        definition = self.graph[key].definition
        ledger = "" if definition is None else definition.ledger
        if ledger and not data.ledgers.get(ledger):
            return None
        place = Place(0, key, 0 if ledger else NO_ROW)
        rows: Mapping[str, int] = {ledger: 0} if ledger else {}
        found = _settled(term, Frame(0, place, rows, {}), evaluation)
        self.left -= len(evaluation._memo) + 1  # noqa: SLF001 - what the try has cost
        return found

    def number(self, term: Term, data: ObjectData, key: str) -> Fraction | None:
        """What a number is worth; None where there is none."""
        found = self.value(term, data, key)
        return found if isinstance(found, Fraction) and not isinstance(found, bool) else None

    def problems(self, data: ObjectData) -> tuple[Problem, ...]:
        """What is wrong when the object is scored."""
        if self.left <= 0:
            return ()
        self.left -= len(self.graph.nodes)
        try:
            found = score_cohort(self.graph, (data,), self.limits).objects[0]
        except GovperfError as error:
            found = error
        if isinstance(found, InputError | ScoringError):
            return tuple(found.problems)
        return (found.problem,) if isinstance(found, LimitError) else ()

    def refused(self, data: ObjectData) -> bool:
        """The data itself is not in order: it breaks a requirement, or something is missing."""
        return any(problem.path for problem in self.problems(data))

    def fails(self, data: ObjectData, template_code: str, key: str) -> bool:
        """Scoring the object fails for this reason in node ``key``."""
        problems = self.problems(data)
        return not any(problem.path for problem in problems) and any(
            problem.code == template_code and problem.facts.get("node", key) == key for problem in problems
        )


def _settled(term: Term, frame: Frame, evaluation: Evaluation) -> Value | None:
    while True:
        try:
            return value_of(term, frame, evaluation)
        except NeededError as needed:
            try:
                for one in needed.places:
                    evaluation.outcome(one)
            except GovperfError:
                return None
        except (FailedError, GovperfError, RecursionError):
            return None


