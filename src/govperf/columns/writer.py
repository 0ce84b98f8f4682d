"""What writes terms as block code, whatever their kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from govperf.columns.code import Code, Mask
from govperf.columns.made import LOST, Made, Near, Num, Quotient, Truth, Whole, present
from govperf.terms.terms import Term


@define
class Writer:
    """Writes terms into a program.

    ``forms`` says how, by kind of term; ``nodes`` holds the values of nodes, ``locals`` those that a Let has named;
    ``specials`` the values of terms that look beyond their own row, by the identity of the term.
    """

    code: Code
    forms: Mapping[type[Term], Callable[[Writer, Any], Made]]
    nodes: dict[str, Made] = field(factory=dict)
    specials: Mapping[int, Made] = field(factory=dict)
    locals: dict[int, Made] = field(factory=dict)

    def value(self, term: Term) -> Made:
        """The value of a term; nothing for any row where columns cannot do it."""
        if id(term) in self.specials:
            return self.specials[id(term)]
        form = self.forms.get(type(term))
        return LOST if form is None else form(self, term)

    def present(self, term: Term) -> Made:
        """The value of a term that must not be missing."""
        return present(self.code, self.value(term))

    def number(self, term: Term) -> Num:
        """The value of a term that must be a number; another kind fails in all rows."""
        value = self.present(term)
        if isinstance(value, Whole | Quotient | Near):
            return value
        return failing(value.bad)

    def condition(self, term: Term) -> Truth:
        """The truth of a term; what is no truth value fails in all rows."""
        value = self.present(term)
        return value if isinstance(value, Truth) else Truth(flag=False, bad=True)


def failing(_: Mask) -> Whole:
    """A number that there is for no row."""
    return Whole(0, Fraction(1), 0, 0, bad=True)
