"""The evaluation by rows: what columns leave open is settled by the meaning of the policy itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import overload

from attrs import define, field, frozen

from govperf.columns.model import Table
from govperf.columns.sheet import Nearby, Settled
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame, value_of
from govperf.evaluate.outcome import COHORT, NO_ROW, Failed, FailedError, NeededError, ObjectData, Outcome, Place
from govperf.evaluate.scoring import scored_at
from govperf.graph import Graph, Node
from govperf.limits import Limits, over
from govperf.terms.terms import Term, Value
from govperf.values import Missing


class Objects(Sequence[ObjectData]):
    """The objects of a table, each read exactly when it is asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._last: tuple[int, ObjectData] | None = None

    @overload
    def __getitem__(self, index: int) -> ObjectData: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ObjectData]: ...
    def __getitem__(self, index: int | slice) -> ObjectData | Sequence[ObjectData]:
        """The data of one object, or of several."""
        if isinstance(index, slice):
            return [self._table.data(row) for row in range(*index.indices(len(self)))]
        # An evaluation of one object asks for it again and again.
        if self._last is None or self._last[0] != index:
            self._last = (index, self._table.data(index))
        return self._last[1]

    def __len__(self) -> int:
        return self._table.length


@frozen(eq=False)
class Known:
    """A special term that is settled for all rows, with the ledger whose records these are (empty for objects)."""

    settled: Settled | Nearby
    ledger: str = ""


@define
class RowEvaluation(Evaluation):
    """An evaluation of one object that knows what special terms are worth among all of them."""

    known: Mapping[int, Known] = field(factory=dict)
    totals: Mapping[int, Outcome] = field(factory=dict)
    table: Table | None = None
    _count: int = 0

    def special(self, term: Term, frame: Frame) -> Value:
        """See :class:`govperf.evaluate.meaning.World`."""
        if frame.object == COHORT and id(term) in self.totals:
            total = self.totals[id(term)]
            if isinstance(total, Failed):
                raise FailedError(total.problems)
            return total
        found = self.known.get(id(term))
        if found is None:
            return super().special(term, frame)
        row = frame.object
        if found.ledger and self.table is not None:
            row = int(self.table.ledgers[found.ledger].offsets[row]) + frame.rows[found.ledger]
        if row in found.settled.failures:
            raise FailedError(found.settled.failures[row])
        return found.settled.column.value(row)

    def spend(self) -> None:
        """See :class:`govperf.evaluate.meaning.World`."""
        self._count += 1
        if self._count > self.limits.steps:
            raise over("steps", self.limits)


@define
class ByRows:
    """Settles single rows of a table; ``known`` are the special terms that are settled already.

    ``whole`` says that the objects are all there are.
    """

    graph: Graph
    table: Table
    limits: Limits
    whole: bool
    left_out: frozenset[int] = frozenset()
    known: dict[int, Known] = field(factory=dict)
    totals: dict[int, Outcome] = field(factory=dict)
    _objects: Objects = field(init=False)

    def __attrs_post_init__(self) -> None:
        """The objects are read when they are asked for."""
        self._objects = Objects(self.table)

    def evaluation(self) -> RowEvaluation:
        """A new evaluation, for one object: what it has computed is let go with it."""
        return RowEvaluation(
            self.graph,
            self._objects,
            self.limits,
            self.whole,
            self.left_out,
            known=self.known,
            totals=self.totals,
            table=self.table,
        )

    def outcome(self, term: Term, node: str, row: int, ledger: str = "") -> Outcome:
        """The value of a term for an object, or (``ledger``) for a record among those of all objects."""
        evaluation = self.evaluation()
        if not ledger:
            return _outcome(evaluation, term, Frame(row, Place(row, node), {}, {}))
        offsets = self.table.ledgers[ledger].offsets
        index = int(offsets.searchsorted(row, "right")) - 1
        place = row - int(offsets[index])
        column = node in self.graph and _belongs_to(self.graph[node], ledger)
        return _outcome(
            evaluation, term, Frame(index, Place(index, node, place if column else NO_ROW), {ledger: place}, {})
        )

    def scored(self, row: int, wanted: Sequence[str]) -> Mapping[str, Value] | GovperfError:
        """The values of one object, or its error; what is not asked of it and fails does not apply."""
        evaluation = self.evaluation()
        found = scored_at(evaluation, row)
        if isinstance(found, GovperfError):
            return found
        return {key: found.values[key] if key in found.values else _value(evaluation, row, key) for key in wanted}


def _belongs_to(node: Node, ledger: str) -> bool:
    """The node has a value for each record of the ledger."""
    if node.definition is not None:
        return node.definition.ledger == ledger
    return node.ledger is not None


def _value(evaluation: Evaluation, row: int, key: str) -> Value:
    found = evaluation.outcome(Place(row, key))
    return Missing.NOT_APPLICABLE if isinstance(found, Failed) else found


def _outcome(evaluation: Evaluation, term: Term, frame: Frame) -> Outcome:
    """What is needed is computed first, then the term is read again; a limit that is passed is the value's failure."""
    while True:
        try:
            return value_of(term, frame, evaluation)
        except NeededError as needed:
            for one in needed.places:
                evaluation.outcome(one)
        except FailedError as error:
            return Failed(error.problems)
