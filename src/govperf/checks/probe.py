"""Tries records: what a term is worth for one, what is wrong with another; each try is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice

from attrs import define, field

from govperf.checks.records import GUESSES, Variable, ordinary, reached, told, variables, varied
from govperf.checks.records import value_of as value_of_variable
from govperf.diagnostics import Problem
from govperf.errors import GovperfError, InputError, LimitError, ScoringError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame, value_of
from govperf.evaluate.outcome import NO_ROW, FailedError, NeededError, ObjectData, Place
from govperf.evaluate.scoring import score_cohort
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.terms.terms import Grading, Read, Term, Value
from govperf.terms.walk import walk

MOST_TOGGLED = 30
MOST_SPARED = 60
_NOTHING = Fraction(0)

TRIES = 60_000
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
            accepted = [draft for draft in drafts if not self.refused(draft)] or drafts[:1]
            draft = next((draft for draft in accepted if not self.problems(draft)), accepted[0])
            self._base = self._spared(draft)
        return self._base

    def _spared(self, data: ObjectData) -> ObjectData:
        """The object without what takes from its score: counts and amounts without an end that are better 0."""
        score = _score_of(self.graph)
        definition = None if score is None else self.graph[score].definition
        if score is None or definition is None:
            return data
        best = self.number(Read(score), data, score)
        for variable in variables(self.graph, reached(self.graph, (score,)))[:MOST_SPARED]:
            open_end = variable.one.domain.high is None and variable.one.domain.kind.is_number
            if best is None or not open_end or variable.one.default is not None or not variable.allows(_NOTHING):
                continue
            changed = varied(data, variable, _NOTHING)
            value = self.number(Read(score), changed, score)
            if value is not None and value > best and not self.refused(changed):
                data, best = changed, value
        return data

    def value(self, term: Term, data: ObjectData, key: str, ledger: str = "") -> Value | None:
        """What a term in the definition of node ``key`` is worth; None where it has no value.

        ``ledger`` is that whose first record is at hand, where the term stands inside an aggregate over it.
        """
        if self.left <= 0:
            return None
        evaluation = Evaluation(self.graph, (data,), self.limits, whole=True)
        definition = self.graph[key].definition
        own = "" if definition is None else definition.ledger
        ledgers = {one for one in (own, ledger) if one}
        if any(not data.ledgers.get(one) for one in ledgers):
            return None
        place = Place(0, key, 0 if own else NO_ROW)
        rows: Mapping[str, int] = dict.fromkeys(ledgers, 0)
        found = _settled(term, Frame(0, place, rows, {}), evaluation)
        self.left -= len(evaluation._memo) + 1  # noqa: SLF001 - what the try has cost
        return found

    def number(self, term: Term, data: ObjectData, key: str, ledger: str = "") -> Fraction | None:
        """What a number is worth; None where there is none."""
        found = self.value(term, data, key, ledger)
        return found if isinstance(found, Fraction) else None

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

    def fails(self, data: ObjectData, code: str, key: str) -> bool:
        """Scoring the object fails for this reason in node ``key``, while its data is in order."""
        problems = self.problems(data)
        return not any(problem.path for problem in problems) and any(
            problem.code == code and problem.facts.get("node", key) == key for problem in problems
        )

    def fails_among(self, objects: Sequence[ObjectData], code: str, key: str) -> bool:
        """Scored together, one of the objects fails for this reason in node ``key``, while their data is in order."""
        if self.left <= 0:
            return False
        self.left -= len(self.graph.nodes) * len(objects)
        try:
            found = score_cohort(self.graph, objects, self.limits).objects
        except GovperfError:
            return False
        problems = [problem for one in found if isinstance(one, InputError | ScoringError) for problem in one.problems]
        return not any(problem.path for problem in problems) and any(
            problem.code == code and problem.facts.get("node", key) == key for problem in problems
        )

    def failing(self, data: ObjectData, code: str, key: str) -> ObjectData | None:
        """The object, or one that differs in a single choice, whose scoring fails for this reason in this node."""
        if self.fails(data, code, key):
            return data
        everything = variables(self.graph, reached(self.graph, self.graph.ruleset.outputs))
        changes = ((variable, choice) for variable in everything for choice in variable.choices())
        for variable, choice in islice(changes, MOST_TOGGLED):
            changed = varied(data, variable, choice)
            if self.fails(changed, code, key):
                return changed
        return None

    def told(self, data: ObjectData, matters: tuple[Variable, ...]) -> str:
        """The object in words: what matters, what else is not ordinary about it."""
        everything = variables(self.graph, reached(self.graph, self.graph.ruleset.outputs))
        odd = [
            one
            for one in everything
            if one not in matters and value_of_variable(data, one) != value_of_variable(self.base, one)
        ]
        alone = (one for one in (*odd, *matters))
        return told(data, self.base, tuple(dict.fromkeys(alone)))


def _score_of(graph: Graph) -> str | None:
    """The number that decides: the first that is graded, else the last that is a result."""
    for node in graph.nodes:
        for term in walk(node.definition.term) if node.definition is not None else ():
            if isinstance(term, Grading) and isinstance(term.score, Read) and term.score.key in graph:
                return term.score.key
    results = [graph[key].definition for key in graph.ruleset.outputs if key in graph]
    numbers = [one.key for one in results if one is not None and one.kind.is_number]
    return numbers[-1] if numbers else None


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
