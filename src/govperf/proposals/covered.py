"""What the cases of a policy look at already."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction

from attrs import define, field

from govperf.boundaries import Aimed
from govperf.boundaries.watch import Seen, Watched
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame
from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.policy import Policy
from govperf.proposals.defaults import defaults_read
from govperf.terms.terms import Term, Value

_MOST_SEEN = 400


@define
class _Noting(Evaluation):
    """Keeps all values of all objects."""

    seen: Seen = field(factory=dict)

    @property
    def tracing(self) -> bool:  # type: ignore[override]  # read-only, always
        """See :class:`govperf.evaluate.meaning.World`."""
        return True

    def note(self, term: Term, frame: Frame, value: Value) -> Value:
        """See :class:`govperf.evaluate.meaning.World`."""
        kept = self.seen.setdefault((frame.node.key, id(term)), [])
        if len(kept) < _MOST_SEEN:
            kept.append(value)
        return value


@define
class Looking:
    """Starts evaluations that it looks at."""

    begun: list[_Noting] = field(factory=list)

    def begin(self, graph: Graph, objects: Sequence[ObjectData], limits: Limits, *, whole: bool) -> Evaluation:
        """As the runner of cases asks for."""
        self.begun.append(_Noting(graph, objects, limits, whole=whole))
        return self.begun[-1]

    @property
    def defaults(self) -> frozenset[str]:
        """Inputs that were read without being given."""
        return frozenset(key for one in self.begun for key in defaults_read(one))

    def seen(self, graph: Graph) -> Watched | None:
        """What was looked at; None where it was not this graph."""
        if not self.begun or self.begun[0].graph is not graph:
            return None
        return Watched(self.begun[0].seen, (), (), {}, 0)


class Covered:
    """The cases that somebody has confirmed, those that are proposed so far, with all that they look at."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._seen: list[Watched] = []
        self.defaults: set[str] = set()
        for index in range(len(policy.case_names)):
            self.add(_looked(policy, index))

    def add(self, looking: Looking) -> None:
        """One more case."""
        seen = looking.seen(self._policy.graph)
        self.defaults |= looking.defaults
        self._seen.extend(() if seen is None else (seen,))

    def has(self, one: Aimed) -> bool:
        """Some case shows the same place, a number no further from its line."""
        spot = one.spot
        if spot is None:
            return True
        return any(spot.shows(watched) and (not spot.own or _as_near(one, watched)) for watched in self._seen)


def _looked(policy: Policy, index: int) -> Looking:
    """What a confirmed case looks at; nothing for one that waits."""
    looking = Looking()
    if not policy.graph.ruleset.cases[index].pending:
        with suppress(GovperfError):
            policy.run_case(index, begin=looking.begin)
    return looking


def _as_near(one: Aimed, watched: Watched) -> bool:
    """The number stands on its line, or at most as far from it on the same side."""
    spot = one.spot
    if spot is None or spot.subject is None or one.value is None or one.line is None or one.kind == "tie":
        return True
    wanted = one.value - one.line
    for value in watched.values(one.key, spot.subject):
        if not isinstance(value, Fraction):
            continue
        off = value - one.line
        if off == wanted or (off * wanted > 0 and (abs(off) <= abs(wanted) or one.kind in ("bitten", "free"))):
            return True
    return False
