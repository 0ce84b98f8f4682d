"""Whether two readings of a policy mean the same: what the prover says of the nodes in which a change would show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from attrs import define, field

from govperf.errors import GovperfError
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.mutation.defaults import spelled_out
from govperf.mutation.flattening import flattened
from govperf.proofs import Effort, NotSettled, Proved, Refuted, Solver, same

GLANCE = Effort(steps=1, tries=1)
"""What a look at the forms alone may cost."""

LOOK = Effort(steps=1_000_000, tries=20_000, seconds=10)
"""What a whole proof may cost."""


@frozen
class Equal:
    """Proved to mean the same."""


@frozen
class Different:
    """Shown to differ by an object."""

    data: ObjectData


@frozen
class Open:
    """Not settled, for this reason."""

    reason: str


Equality = Equal | Different | Open


@define
class Prover:
    """Compares readings with one original; a context manager, as the solver is a process."""

    old: Graph
    limits: Limits
    _off: Solver = field(factory=lambda: Solver(GLANCE, off=True))
    _solver: Solver = field(factory=lambda: Solver(LOOK))

    def __enter__(self) -> Self:
        """Nothing is started before there is a question."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the solver."""
        self._solver.close()

    def glance(self, new: Graph, keys: Sequence[str]) -> bool:
        """The two come down to the same without any search."""
        return isinstance(self._asked(new, keys, GLANCE, self._off), Equal)

    def look(self, new: Graph, keys: Sequence[str]) -> Equality:
        """The answer for the nodes of these keys."""
        return self._asked(new, keys, LOOK, self._solver)

    def _asked(self, new: Graph, keys: Sequence[str], effort: Effort, solver: Solver) -> Equality:
        if not keys or not all(key in new and key in self.old for key in keys):
            return Open("两者计算的项目不同")
        try:
            before, after = spelled_out(self.old, new)
            for ledger in _ledgers(self.old, keys):
                before, after = flattened(before, ledger, keys), flattened(after, ledger, keys)
            match same(before, after, keys, self.limits, effort=effort, solver=solver):
                case Proved():
                    return Equal()
                case Refuted(example):
                    return Open("有例子表明不同") if _ledgers(self.old, keys) else Different(example.data)
                case NotSettled(reason):
                    return Open(reason)
        except GovperfError as error:
            return Open(str(error))


def _ledgers(graph: Graph, keys: Sequence[str]) -> tuple[str, ...]:
    """The ledgers of the columns among the nodes to compare."""
    found = (graph[key].definition for key in keys)
    return tuple(dict.fromkeys(one.ledger for one in found if one is not None and one.ledger))
