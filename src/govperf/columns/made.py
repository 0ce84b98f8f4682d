"""What a block program knows of a value while it is written: where it is held, how, within which bounds.

Every value says by masks in which rows it is ``gone`` (missing), of these ``off`` (not applicable), and ``bad``: not
settled by columns, because it fails or because columns cannot tell. Bad rows are left to the evaluation by rows, so a
value has to be exact in all other rows, and may be anything in bad ones.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from govperf.columns.code import Code, Mask, Operand
from govperf.columns.model import EXACT
from govperf.frozen import frozen
from govperf.values import Value


@frozen
class Whole:
    """A number ``x × unit``: ``x`` is whole, between ``low`` and ``high``, below ``EXACT`` in size."""

    x: Operand
    unit: Fraction
    low: int
    high: int
    gone: Mask = False
    off: Mask = False
    bad: Mask = False

    @property
    def size(self) -> int:
        """The most that ``x`` can be in size."""
        return max(abs(self.low), abs(self.high))

    @property
    def known(self) -> Fraction | None:
        """The number, where it is one for all rows."""
        return None if isinstance(self.x, str) else int(self.x) * self.unit


@frozen
class Quotient:
    """A number ``unit × top ÷ bottom`` of whole ones, ``bottom`` above 0, held between ``least`` and ``most``."""

    top: Operand
    bottom: str
    unit: Fraction
    low: int
    high: int
    least_bottom: int
    most_bottom: int
    least: Fraction | None = None
    most: Fraction | None = None
    gone: Mask = False
    off: Mask = False
    bad: Mask = False

    @property
    def size(self) -> int:
        """The most that ``top`` can be in size."""
        return max(abs(self.low), abs(self.high))


@frozen
class Near:
    """A number near ``x × unit``, off by no more than ``error`` units; where not ``loose`` it is that, ``x`` whole.

    ``low`` and ``high`` bound ``x``.
    """

    x: Operand
    unit: Fraction
    low: int
    high: int
    error: Fraction
    loose: Mask = True
    gone: Mask = False
    off: Mask = False
    bad: Mask = False

    @property
    def size(self) -> int:
        """The most that ``x`` can be in size."""
        return max(abs(self.low), abs(self.high))


@frozen
class Word:
    """A word: the code of one of the ``labels``, which are those of column ``key`` where they are None."""

    code: Operand
    labels: tuple[str | Fraction, ...] | None
    key: str = ""
    gone: Mask = False
    off: Mask = False
    bad: Mask = False


@frozen
class Truth:
    """是 or 否."""

    flag: Mask
    gone: Mask = False
    off: Mask = False
    bad: Mask = False


@frozen
class Day:
    """A date as its ordinal."""

    x: Operand
    low: int
    high: int
    gone: Mask = False
    off: Mask = False
    bad: Mask = False


@frozen
class Listed:
    """A list of values that the policy knows, which only 属于 and tables of holidays read."""

    items: tuple[Value, ...]
    gone: Mask = False
    off: Mask = False
    bad: Mask = False


@frozen
class Nothing:
    """No value: 缺, not applicable, or (bad for all rows) one that columns cannot have."""

    gone: Mask = False
    off: Mask = False
    bad: Mask = False


Num = Whole | Quotient | Near
Made = Whole | Quotient | Near | Word | Truth | Day | Listed | Nothing

LOST = Nothing(bad=True)
"""What a column cannot do: every row that needs it is left to the evaluation by rows."""


def constant(value: Fraction) -> Whole | Nothing:
    """A number that is the same for all rows."""
    if abs(value.numerator) >= EXACT:
        return LOST
    return Whole(value.numerator, Fraction(1, value.denominator), value.numerator, value.numerator)


def present(code: Code, value: Made) -> Made:
    """The value where it must not be missing: it fails where it is."""
    if value.gone is False:
        return value
    return evolve(value, gone=False, off=False, bad=code.any_of(value.bad, value.gone))


def doubted(code: Code, value: Made, *masks: Mask) -> Made:
    """The value, not settled where one of the masks holds."""
    bad = code.any_of(value.bad, *masks)
    return value if bad == value.bad else evolve(value, bad=bad)
