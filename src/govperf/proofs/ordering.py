"""What can be compared of a node: numbers as they are, grades by their place in the scale, conditions as 0 or 1."""

from __future__ import annotations

from fractions import Fraction

from govperf.evaluate.outcome import Outcome
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.proofs import conditions, numbers
from govperf.proofs.forms import Forms
from govperf.terms.kinds import Base


@frozen
class Scale:
    """How the values of a node are put in order; ``grades`` are the words, best first (empty for a number)."""

    grades: tuple[str, ...] = ()

    def form(self, forms: Forms, number: int) -> int | None:
        """The value as a number that is greater the better; None where nothing is better than anything."""
        sort = forms[number].sort
        if sort == "number":
            return number
        if sort == "bool":
            held = conditions.strict(forms, number)
            return numbers.counted(forms, held)
        if sort == "word" and self.grades:
            return numbers.scaled(forms, conditions.position(forms, number, self.grades), -numbers.ONE)
        return None

    def worth(self, outcome: Outcome | None) -> Fraction | None:
        """A value as that number; None where there is none."""
        if isinstance(outcome, bool):
            return Fraction(int(outcome))
        if isinstance(outcome, Fraction):
            return outcome
        if isinstance(outcome, str) and outcome in self.grades:
            return Fraction(-self.grades.index(outcome))
        return None


def scale_of(graph: Graph, key: str) -> Scale:
    """The scale of a node."""
    definition = graph[key].definition
    if definition is None or definition.kind.base is not Base.GRADE:
        return Scale()
    return Scale(tuple(option for option in definition.kind.options if isinstance(option, str)))
