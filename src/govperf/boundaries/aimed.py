"""One record that was aimed at a place of the policy, with what it shows."""

from __future__ import annotations

from fractions import Fraction

from attrs import field

from govperf.boundaries.kinds import Kind
from govperf.boundaries.spot import Spot
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.source import Span


@frozen
class Aimed:
    """A record with the place that it was aimed at.

    ``key`` is the node in which the place stands, ``span`` its words, ``place`` tells places of one node apart.
    ``others`` are the objects that must be scored beside it; ``subject`` with ``value`` is the number on or beside a
    line, ``line`` the line; ``spot`` is the place itself, None for the ordinary object.
    """

    data: ObjectData
    key: str
    kind: Kind
    words: str
    span: Span | None = field(default=None, eq=False, repr=False)
    others: tuple[ObjectData, ...] = ()
    subject: str = ""
    value: Fraction | None = None
    line: Fraction | None = None
    spot: Spot | None = field(default=None, eq=False, repr=False)

    @property
    def cohort(self) -> tuple[ObjectData, ...]:
        """All objects, the one that was aimed first."""
        return (self.data, *self.others)
