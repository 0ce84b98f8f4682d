"""What a value that looks beyond its own row (a list, a rank, a quota) may ask of all rows together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import field, frozen

from govperf.columns.model import Column, LedgerTable, Shown, Table
from govperf.diagnostics import Problem
from govperf.evaluate.outcome import Outcome
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.terms.terms import Term


@frozen(eq=False)
class Settled:
    """The value of a term for every row: in the column (缺 and 不适用 among it), or failed for the reasons given.

    What the column holds in a row that failed means nothing.
    """

    column: Column
    failures: Mapping[int, tuple[Problem, ...]] = field(factory=dict)


@frozen(eq=False)
class Nearby:
    """As :class:`Settled`, but numbers may be near ones."""

    column: Shown
    failures: Mapping[int, tuple[Problem, ...]] = field(factory=dict)


class Sheet(Protocol):
    """All rows of one level: the objects, or (``ledger`` not empty) the records of a ledger one after the other.

    A sheet stands at a node, whose key the failures of its terms bear.
    """

    @property
    def length(self) -> int:
        """How many rows there are."""

    @property
    def ledger(self) -> str:
        """The ledger whose records the rows are; empty for objects."""

    @property
    def graph(self) -> Graph:
        """The policy."""

    @property
    def limits(self) -> Limits:
        """What an evaluation may cost."""

    @property
    def table(self) -> Table:
        """The data of the objects."""

    @property
    def node(self) -> str:
        """The key of the node that is being computed."""

    @property
    def left_out(self) -> frozenset[int]:
        """Objects whose bad data keeps them out of the cohort."""

    @property
    def objects(self) -> Sheet:
        """The sheet of the objects, at the same node: this one, where it is no sheet of records."""

    def settled(self, term: Term) -> Settled:
        """The value of a term for every row; it has no free :class:`Local`. Whatever columns cannot do is done by rows.

        A number may come as Numbers or as Quotients.
        """

    def nearly(self, term: Term) -> Nearby:
        """As :meth:`settled`, for numbers that are only put in order: they may come as Nearly as well."""

    def exactly(self, term: Term, rows: Sequence[int]) -> Mapping[int, Outcome]:
        """The value of a term for some rows by the evaluation that is its meaning: some 0.1–1 ms each."""

    def records(self, ledger: str) -> tuple[LedgerTable, Sheet]:
        """The records of a ledger, with the sheet in which each is a row; terms there also read the object's values."""
