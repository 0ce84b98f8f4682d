"""What is asked of a record, one wish at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from govperf.boundaries.linear import Linear
from govperf.frozen import frozen
from govperf.terms.terms import Term, Value

Setting = Value | tuple[int, ...]
"""What a word can be: a value of the policy, or numbers of records."""


@define(eq=False)
class Scope:
    """From where a term is read: which record of each ledger, the terms behind local names with their own scopes."""

    rows: Mapping[str, int] = field(factory=dict)
    locals: Mapping[int, tuple[Term, Scope]] = field(factory=dict)


@frozen
class Holds:
    """The condition holds, or fails."""

    term: Term
    scope: Scope
    truth: bool = True


@frozen
class Present:
    """The term has a value, or is 缺."""

    term: Term
    scope: Scope
    truth: bool = True


@frozen
class Tie:
    """The variable equals the number."""

    variable: int
    term: Term
    scope: Scope


@frozen
class TieWord:
    """The word equals that of the term."""

    word: int
    term: Term
    scope: Scope


@frozen
class Between:
    """The form lies between two bounds, both included."""

    form: Linear
    low: Fraction | None = None
    high: Fraction | None = None


@frozen
class Among:
    """The word is one of these."""

    word: int
    values: tuple[Setting, ...]


@frozen
class Later:
    """Ways that are worked out on the board when their turn comes."""

    ways: Callable[[Any], Ways]


Task = Holds | Present | Tie | TieWord | Between | Among | Later
Way = tuple[Task, ...]
Ways = Iterator[Way]


class ImpossibleError(Exception):
    """There is no such value; never leaves this room."""


def exactly(form: Linear, value: Fraction = Fraction(0)) -> Between:
    """The form equals a number."""
    return Between(form, value, value)
