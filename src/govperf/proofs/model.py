"""What a proof can answer: proved, refuted by an example that was replayed, or not settled for a stated reason."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from attrs import field

from govperf.checks.intervals import Interval
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.source import Span
from govperf.terms.terms import Value


@frozen
class Example:
    """One object that shows a claim to be wrong, or a bound to be reached; the scalar evaluator has computed it.

    ``values`` are what the claim is about, by name (None: no value, for an error); ``told`` are the inputs that differ
    from an ordinary object, in words; ``record`` is the whole object as JSON text that :meth:`govperf.Policy.score`
    takes; ``after`` is a second object to compare with, where a claim is about two.
    """

    data: ObjectData = field(repr=False)
    values: Mapping[str, Value | None]
    told: str
    record: str = field(repr=False)
    after: Example | None = None


@frozen
class Proved:
    """The claim holds for every object whose data is in order."""


@frozen
class Refuted:
    """The claim does not hold for this object."""

    example: Example


@frozen
class NotSettled:
    """Nothing is claimed, for this reason."""

    reason: str
    reason_en: str = ""


Settled = Proved | Refuted | NotSettled
"""The answer to one claim."""

PROVED = Proved()


# --- one policy ---


@frozen
class End:
    """One end of the values of a node.

    ``value`` is None where there is no end; ``example`` reaches the value (or, without an end, goes far); ``settled``
    says whether nothing beyond the value can be: a value that is approached but not reached has no example.
    """

    value: Fraction | None
    settled: Settled
    example: Example | None = None


@frozen
class Bounds:
    """The least, the greatest value of a node; ``safe`` is an interval that no value leaves, settled or not."""

    key: str
    low: End
    high: End
    safe: Interval


@frozen
class Direction:
    """What raising one input does to a node, all else equal; for a grade, higher is better."""

    key: str
    input: str
    never_lowers: Settled
    never_raises: Settled


@frozen
class Claim:
    """One statement about the policy with its answer; ``words`` say it in Chinese, ``words_en`` in English."""

    words: str
    settled: Settled
    span: Span | None = field(default=None, eq=False, repr=False)
    words_en: str = ""


# --- two versions ---


class Verdict(Enum):
    """How the values of a node in a new version lie to those in the old one."""

    EQUAL = "相等"
    NEVER_LOWER = "不低"
    NEVER_HIGHER = "不高"
    BOTH = "有高有低"
    OTHER = "不同"
    OPEN = "未定"


@frozen
class Difference:
    """The largest new − old in one direction; ``settled`` says whether any other is larger."""

    value: Fraction
    example: Example
    settled: Settled


@frozen
class GradeChange:
    """Objects with this grade (label, truth value) get that one under the new version."""

    old: Value | None
    new: Value | None
    example: Example


@frozen
class Relation:
    """One node in two versions, over the objects whose data both take.

    ``never_lower`` and ``never_higher`` are about new against old (of grades: higher is better), ``same_presence``
    about having a value at all, ``equal`` about all of it.
    """

    key: str
    equal: Settled
    never_lower: Settled
    never_higher: Settled
    same_presence: Settled
    largest_rise: Difference | None = None
    largest_fall: Difference | None = None
    changes: tuple[GradeChange, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The relation in one word."""
        if isinstance(self.equal, Proved):
            return Verdict.EQUAL
        match self.never_lower, self.never_higher:
            case Proved(), Proved():
                return Verdict.EQUAL if isinstance(self.same_presence, Proved) else Verdict.OTHER
            case Proved(), Refuted():
                return Verdict.NEVER_LOWER
            case Refuted(), Proved():
                return Verdict.NEVER_HIGHER
            case Refuted(), Refuted():
                return Verdict.BOTH
            case _:
                return Verdict.OTHER if isinstance(self.equal, Refuted) else Verdict.OPEN
