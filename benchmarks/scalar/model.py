"""What is measured: a workload with its records, scored by several contenders."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

Record = Mapping[str, Any]
Scored = tuple[Any, str]
"""A score with its grade."""

Run = Callable[[Any], Scored]
Convert = Callable[[Record], Any]


@frozen
class Contender:
    """One way to score a record.

    ``prepare`` makes its form of a record from texts, outside the time that is measured; ``sound`` says that its
    arithmetic is exact, ``counted`` that its wrong results are worth counting: it computes like no other.
    """

    name: str
    run: Run
    prepare: Convert
    sound: bool = False
    counted: bool = False


@frozen
class Workload:
    """A policy with contenders of the same meaning.

    ``exact`` is the oracle on Fractions, ``goal`` the most that govperf may take, in times of the float code.
    """

    name: str
    title: str
    rules: str
    exact: Run
    contenders: tuple[Contender, ...]
    natural: Callable[[random.Random], Record]
    at_edges: Callable[[random.Random], Record]
    goal: float
    absent: tuple[str, ...] = ()
    """Peers that could not take part, each with the reason."""


BASELINE = "float"
CHECKED = "float, checked"


def converted(convert: Callable[[Any], Any]) -> Convert:
    """A record whose numbers are made anew; 是/否 stay what they are."""

    def made(record: Record) -> dict[str, Any]:
        return {name: value if isinstance(value, bool) else convert(value) for name, value in record.items()}

    return made


def exact_of(value: Any) -> Fraction:
    """The number that a result says: for a float the shortest decimal that prints it."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


FLOATS = converted(float)
TEXTS = converted(str)
DECIMALS = converted(Decimal)
FRACTIONS = converted(Fraction)
EXACTLY = converted(exact_of)


def whole(text: str) -> int:
    """The number to the next integer, never 0 where it was not 0: a record of integers stays a fit one."""
    number = Decimal(text)
    return max(1, round(number)) if number > 0 else 0


INTEGERS = converted(whole)


def records(draw: Callable[[random.Random], Record], count: int, seed: int) -> Sequence[Record]:
    """The same records on every machine."""
    chance = random.Random(seed)
    return [draw(chance) for _ in range(count)]


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero, as the rule language rounds."""
    steps = abs(value) * 10**places
    nearest = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return Fraction(nearest if value >= 0 else -nearest, 10**places)
