"""What writes terms as generated code, whatever their kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from govperf.evaluate.kernel import numbers
from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.evaluate.kernel.numbers import Made, Num
from govperf.terms.terms import Term


@define
class Writer:
    """Writes terms into a function: ``forms`` says how, by kind of term; ``nodes`` holds what is computed already."""

    code: Code
    forms: Mapping[type[Term], Callable[[Writer, Any], Made]]
    nodes: dict[str, Made] = field(factory=dict)
    locals: dict[int, Made] = field(factory=dict)

    def value(self, term: Term) -> Made:
        """The value of a term; statements that it needs are emitted before."""
        form = self.forms.get(type(term))
        if form is None:
            raise UnsupportedError
        return form(self, term)

    def number(self, term: Term) -> Num:
        """The value of a term that is a number."""
        value = self.value(term)
        if isinstance(value, Num):
            return value
        raise UnsupportedError

    def condition(self, term: Term) -> str:
        """The value of a term that is no number."""
        value = self.value(term)
        if isinstance(value, str):
            return value
        raise UnsupportedError

    def stored(self, value: Made) -> Made:
        """The value in variables, where it is used more than once."""
        return numbers.stored(self.code, value) if isinstance(value, Num) else self.code.keep(value)
