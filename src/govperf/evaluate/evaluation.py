"""Computes the nodes of a policy for one object or a cohort, each on demand, each once.

No node is reached by recursion from another: a term that needs a value which is not there yet says so, the value is
computed first, then the term is read again. So the depth of a policy costs no stack.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import define, field

from govperf.diagnostics import Problem
from govperf.evaluate.cohort import of_cohort, of_object
from govperf.evaluate.grading import grading
from govperf.evaluate.lists import aggregate
from govperf.evaluate.meaning import Frame, GradeNote, World, for_all, holds, value_of
from govperf.evaluate.outcome import COHORT, NO_ROW, Failed, FailedError, NeededError, ObjectData, Outcome, Place, Row
from govperf.evaluate.placement import placement
from govperf.graph import Graph, Node
from govperf.limits import Limits, over
from govperf.terms import failures
from govperf.terms.terms import Aggregate, Grading, OfCohort, Placement, Term, Value
from govperf.values import Missing

T = TypeVar("T")


@define
class Trace:
    """What was seen while the nodes of one object were computed: the values of terms, the steps to a grade."""

    object: int
    values: dict[Place, list[tuple[Term, Value]]] = field(factory=dict)
    steps: dict[Place, list[GradeNote]] = field(factory=dict)


@define
class Evaluation(World):
    """One evaluation. ``whole`` says that ``objects`` are all there are, so that ranks mean something.

    ``left_out`` are objects that the caller leaves out of the cohort.
    """

    graph: Graph
    objects: Sequence[ObjectData]
    limits: Limits
    whole: bool = False
    left_out: frozenset[int] = frozenset()
    trace: Trace | None = None
    _memo: dict[Place, Outcome] = field(factory=dict)
    _shared: dict[object, object] = field(factory=dict)
    _steps: int = 0

    def outcome(self, place: Place) -> Outcome:
        """The value of a node, or why there is none; raises LimitError alone."""
        stack = [place]
        opened: set[Place] = set()
        while stack:
            top = stack[-1]
            if top in self._memo:
                stack.pop()
            elif top not in opened:
                opened.add(top)
                stack.extend(reversed(self._strict(top)))
            else:
                self._try(top, stack)
        return self._memo[place]

    def _try(self, place: Place, stack: list[Place]) -> None:
        try:
            self._memo[place] = self._compute(place)
        except NeededError as needed:
            stack.extend(reversed(needed.places))
        except FailedError as error:
            self._memo[place] = Failed(error.problems)

    def _strict(self, place: Place) -> list[Place]:
        """What the node reads whatever happens, as far as it is not there yet."""
        node = self.graph[place.key]
        if node.definition is None or place.key in self._given(place):
            return []
        wanted = (Place(place.object, key) for key in node.needs)
        return [one for one in wanted if one not in self._memo]

    def _given(self, place: Place) -> Row:
        """What a 用例 gives for values that are computed otherwise."""
        if place.object == COHORT:
            return {}
        data, node = self.objects[place.object], self.graph[place.key]
        if place.row == NO_ROW or node.definition is None or not node.definition.ledger:
            return data.given
        return data.ledgers[node.definition.ledger][place.row]

    def _compute(self, place: Place) -> Value:
        self.spend()
        node = self.graph[place.key]
        if node.input is not None:
            return self._input(node, place)
        if place.key in (given := self._given(place)):
            return given[place.key]
        if node.definition is None:
            raise AssertionError(place.key)
        rows = {node.definition.ledger: place.row} if node.definition.ledger else {}
        if self.trace is not None:
            self.trace.values.pop(place, None)
            self.trace.steps.pop(place, None)
        return value_of(node.definition.term, Frame(place.object, place, rows, {}), self)

    # --- inputs ---

    def _input(self, node: Node, place: Place) -> Value:
        """The value that the data gives, the default, or absence; missing where it ought to be there."""
        one = node.input
        if one is None:
            raise AssertionError(place.key)
        rows = {node.ledger.name: place.row} if node.ledger is not None else {}
        if one.applies is not None and not holds(one.applies, Frame(place.object, place, rows, {}), self):
            return Missing.NOT_APPLICABLE
        values = self._supplied(node, place)
        if one.key in values:
            return values[one.key]
        if refused := self._refused(node, place):
            raise FailedError(refused)
        if one.default is not None:
            return one.default
        if one.optional:
            return Missing.ABSENT
        raise FailedError([self._missing(node, place)])

    def _refused(self, node: Node, place: Place) -> list[Problem]:
        """What is wrong with the value that the data did give for this input."""
        if place.object == COHORT or node.input is None:
            return []
        name = node.input.name
        path = (name,) if node.ledger is None else (node.ledger.name, place.row + 1, name)
        return [problem for problem in self.objects[place.object].problems if problem.path == path]

    def _supplied(self, node: Node, place: Place) -> Row:
        if place.object == COHORT:
            return {}
        data = self.objects[place.object]
        return data.values if node.ledger is None else data.ledgers[node.ledger.name][place.row]

    def _missing(self, node: Node, place: Place) -> Problem:
        name = node.input.name if node.input is not None else node.name
        if node.ledger is None:
            return failures.MISSING_INPUT.problem(name, name=name)
        where = f"{node.ledger.name}第{place.row + 1}行的{name}"
        return failures.MISSING_INPUT.problem(node.ledger.name, place.row + 1, name, name=where)

    @property
    def size(self) -> int:
        """How many values were computed so far."""
        return len(self._memo)

    # --- what terms look at ---

    @property
    def tracing(self) -> bool:  # type: ignore[override]  # read-only here
        """See :class:`World`."""
        return self.trace is not None

    def value_at(self, place: Place) -> Value:
        """See :class:`World`."""
        found = self._memo.get(place)
        if found is None:
            raise NeededError((place,))
        if isinstance(found, Failed):
            raise FailedError(found.problems)
        return found

    def spend(self) -> None:
        """See :class:`World`."""
        self._steps += 1
        if self._steps > self.limits.steps * max(1, len(self.objects)):
            raise over("steps", self.limits)

    def data(self, index: int) -> ObjectData:
        """See :class:`World`."""
        return self.objects[index]

    def records(self, index: int, ledger: str) -> Sequence[Row]:
        """See :class:`World`."""
        definition = self.graph[ledger].ledger
        rows = self.objects[index].ledgers.get(ledger)
        if definition is not None and definition.applies is not None:
            place = Place(index, ledger)
            if not holds(definition.applies, Frame(index, place, {}, {}), self):
                return ()
        if refused := [problem for problem in self.objects[index].problems if problem.path == (ledger,)]:
            raise FailedError(refused)
        if rows is not None:
            return rows
        if definition is not None and definition.optional:
            return ()
        raise FailedError([failures.MISSING_INPUT.problem(ledger, name=ledger)])

    def note(self, term: Term, frame: Frame, value: Value) -> Value:
        """See :class:`World`."""
        if self.trace is not None and frame.object == self.trace.object and term.span is not None:
            own = {} if frame.node.row == NO_ROW else {self._ledger_of(frame.node): frame.node.row}
            if frame.rows == own:
                self.trace.values.setdefault(frame.node, []).append((term, value))
        return value

    def _ledger_of(self, place: Place) -> str:
        node = self.graph[place.key]
        if node.definition is not None:
            return node.definition.ledger
        return node.ledger.name if node.ledger is not None else ""

    def step(self, frame: Frame, step: GradeNote) -> None:
        """See :class:`World`."""
        if self.trace is not None and frame.object == self.trace.object:
            self.trace.steps.setdefault(frame.node, []).append(step)

    def cohort(self, frame: Frame) -> Sequence[int]:
        """See :class:`World`."""
        if not self.whole:
            node = self.graph[frame.node.key]
            span = node.definition.span if node.definition is not None else None
            raise FailedError([failures.NEEDS_COHORT.problem(span=span, name=node.name, node=node.key)])
        present = [index for index in range(len(self.objects)) if index not in self.left_out]
        if self.graph.ruleset.participation is None:
            return present
        return self.shared(("participants", frame.node.key), lambda: self._participants(present, frame))

    def takes_part(self, frame: Frame) -> bool:
        """See :class:`World`."""
        condition = self.graph.ruleset.participation
        if condition is None or frame.object in self.left_out:
            return frame.object not in self.left_out
        own = Frame(frame.object, frame.node, {}, {})
        return holds(condition, own, self)

    def _participants(self, present: Sequence[int], frame: Frame) -> list[int]:
        def takes_part(index: int) -> bool:
            return of_object(self, index, lambda: self.takes_part(Frame(index, frame.node, {}, {})))

        taking_part = for_all(present, takes_part)
        return [index for index, yes in zip(present, taking_part, strict=True) if yes]

    def shared(self, key: object, compute: Callable[[], T]) -> T:
        """See :class:`World`."""
        if key not in self._shared:
            try:
                self._shared[key] = compute()
            except FailedError as error:
                self._shared[key] = Failed(error.problems)
        found = self._shared[key]
        if isinstance(found, Failed):
            raise FailedError(found.problems)
        return found  # type: ignore[return-value]  # the same key always holds the same type

    def special(self, term: Term, frame: Frame) -> Value:
        """See :class:`World`."""
        match term:
            case Aggregate():
                return aggregate(term, frame, self)
            case OfCohort():
                return of_cohort(term, frame, self)
            case Grading():
                return grading(term, frame, self)
            case Placement():
                return placement(term, frame, self)
            case _:
                raise AssertionError(type(term))


def condition_holds(evaluation: Evaluation, condition: Term, place: Place) -> bool | None:
    """The truth of a condition on an object's data; None where something that it reads is missing."""
    rows = {place.key: place.row} if place.row != NO_ROW else {}
    while True:
        try:
            return holds(condition, Frame(place.object, place, rows, {}), evaluation)
        except NeededError as needed:
            for one in needed.places:
                evaluation.outcome(one)
        except FailedError:
            return None
