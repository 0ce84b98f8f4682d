"""What an evaluation passes around: places of values, failures, data that has been read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrs import field

from govperf.diagnostics import Problem
from govperf.frozen import frozen
from govperf.terms.terms import Value

COHORT = -1
"""The object of values that belong to the cohort as a whole."""

NO_ROW = -1


class Place(NamedTuple):
    """Where a value belongs: which object (from 0), which node, which record of its ledger (from 0)."""

    object: int
    key: str
    row: int = NO_ROW


@frozen
class Failed:
    """A value that there is not, with the reasons."""

    problems: tuple[Problem, ...]


Outcome = Value | Failed


class FailedError(Exception):
    """Carries reasons out of a term to the node that could not be computed; never leaves the evaluation."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        # One reason may come by many ways, and along a chain of products their number would double at each step.
        self.problems = tuple({id(problem): problem for problem in problems}.values())
        super().__init__(self.problems)


class NeededError(Exception):
    """Says which values must be there before a term can be computed; never leaves the evaluation."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = tuple(places)
        super().__init__(self.places)


Row = Mapping[str, Value]


@frozen
class ObjectData:
    """The data of one object after it has been read: values by key of input, records by ledger.

    ``given`` are values that a case sets for computed nodes; ``name`` is what identifies the object; ``problems`` what
    is wrong with values that were supplied; ``notes`` what looks odd without being wrong; ``slips`` are
    the keys that look like a misspelt input, by the input's name.
    """

    values: Mapping[str, Value]
    ledgers: Mapping[str, Sequence[Row]] = field(factory=dict)
    given: Mapping[str, Value] = field(factory=dict)
    name: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    slips: Mapping[str | int, Problem] = field(factory=dict)
