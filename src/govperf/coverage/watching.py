"""An evaluation that remembers what became of every term: the exact one, with somebody looking on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.meaning import Frame
from govperf.evaluate.outcome import Failed, Place
from govperf.graph import Node
from govperf.terms.terms import Apply, Bounded, Term, Value
from govperf.values import Missing

Sighting = tuple[int | str, str | bool | int]
"""What was seen of a term (by its identity, which lasts as long as its graph) or of a node (by its key)."""

COMPUTED = "computed"
DEFAULTED = "defaulted"


@define(eq=False)
class Watched(Evaluation):
    """Notes every term of every object; costs nothing where it is not used, as terms are noted for whoever asks."""

    seen: set[Sighting] = field(factory=set)
    last: dict[int, Value] = field(factory=dict)

    @property
    def tracing(self) -> bool:  # type: ignore[override]  # read-only, as it is there
        """Everything is noted."""
        return True

    @property
    def computed(self) -> frozenset[str]:
        """Keys of the nodes that were looked at, whether or not they had a value."""
        return frozenset(place.key for place in self._memo)

    @property
    def outcomes(self) -> Mapping[Place, Value | Failed]:
        """Every value that was computed, or why there is none."""
        return self._memo

    def note(self, term: Term, frame: Frame, value: Value) -> Value:  # noqa: ARG002 - whoever it is read for
        """Keeps what says by which way the value came about."""
        own = id(term)
        self.last[own] = value
        match term:
            case Bounded():
                self.seen.add((own, _held(self.last.get(id(term.operand)), value)))
            case Apply(function="max" | "min"):
                self.seen.add((own, self._taken(term.arguments, value)))
            case _:
                self.seen.add((own, "absent" if isinstance(value, Missing) else "present"))
        if isinstance(value, bool | str):
            self.seen.add((own, value))
        return value

    def _taken(self, arguments: Sequence[Term], value: Value) -> int:
        """Which argument is the result, the first of equal ones."""
        return next((i for i, one in enumerate(arguments) if self.last.get(id(one)) == value), -1)

    def saw(self, part: object, outcome: str) -> None:
        """See :class:`govperf.evaluate.meaning.World`."""
        self.seen.add((id(part), outcome))

    def _compute(self, place: Place) -> Value:
        # By name: a class with slots is made twice, and a bare super() would mean the first of the two.
        value = Evaluation._compute(self, place)  # noqa: SLF001 - its own
        node = self.graph[place.key]
        if node.definition is not None and place.key not in self._given(place):
            self.seen.add((place.key, value if isinstance(value, bool) else COMPUTED))
        return value

    def _input(self, node: Node, place: Place) -> Value:
        value = Evaluation._input(self, node, place)  # noqa: SLF001 - as above
        defaulted = node.input is not None and node.input.default is not None and not isinstance(value, Missing)
        if defaulted and node.key not in self._supplied(node, place):
            self.seen.add((node.key, DEFAULTED))
        return value


def _held(operand: Value | None, value: Value) -> str:
    if not isinstance(operand, Fraction) or not isinstance(value, Fraction) or operand == value:
        return "within"
    return "high" if value < operand else "low"
