"""Pairs of floats, whose sum holds twice as many digits as one: the arithmetic of columns once more, finer.

``high`` is the float next to the sum. Each operation is off by less than ``FINE_ULP`` of its result, the usual bounds
for such pairs being 3, 7, 15 times 2⁻¹⁰⁶ for sums, products, quotients; what is whole below 2⁵³ stays exact.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import numpy as np
from attrs import frozen

from govperf.columns.model import Flags, Floats

FINE_ULP: Final = Fraction(1, 2**100)

_SPLIT: Final = 2.0**27 + 1

Parts = tuple[Any, Any]


@frozen(eq=False)
class Pair:
    """A column of sums ``high + low``."""

    high: Floats
    low: Floats

    @classmethod
    def empty(cls, length: int) -> Pair:
        """Room for so many."""
        return cls(np.empty(length), np.empty(length))

    def __getitem__(self, rows: Any) -> Pair:
        return Pair(self.high[rows], self.low[rows])

    def astype(self, form: Any) -> Any:
        """Single floats in another form; raises NoPairError."""
        return single(self).astype(form)

    def put(self, parts: Parts) -> None:
        """Writes a column, or one number for all rows."""
        self.high[...], self.low[...] = parts


class NoPairError(Exception):
    """A function that works on single floats alone was given others; never leaves the room."""


def parts_of(value: Any) -> Parts:
    """The two floats of a number; a single one stands for itself."""
    return (value.high, value.low) if isinstance(value, Pair) else (value, 0.0)


def single(value: Any) -> Any:
    """The float of a number that is one; raises NoPairError."""
    if not isinstance(value, Pair):
        return value
    if value.low.any():
        raise NoPairError
    return value.high


# --- sums, products, quotients ---


def _sum(a: Any, b: Any) -> Parts:
    high = a + b
    part = high - a
    return high, (a - (high - part)) + (b - part)


def _quick(a: Any, b: Any) -> Parts:
    """As above, where ``b`` is the smaller one."""
    high = a + b
    return high, b - (high - a)


def _halves(a: Any) -> Parts:
    high = _SPLIT * a
    high = high - (high - a)
    return high, a - high


def _product(a: Any, b: Any) -> Parts:
    high = a * b
    (a1, a2), (b1, b2) = _halves(a), _halves(b)
    return high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2


def added(a: Parts, b: Parts) -> Parts:
    """``a + b``."""
    high, low = _sum(a[0], b[0])
    more, least = _sum(a[1], b[1])
    high, low = _quick(high, low + more)
    return _quick(high, low + least)


def negated(a: Parts) -> Parts:
    """``−a``."""
    return -a[0], -a[1]


def multiplied(a: Parts, b: Parts) -> Parts:
    """``a × b``."""
    high, low = _product(a[0], b[0])
    return _quick(high, low + (a[0] * b[1] + a[1] * b[0]))


def divided(a: Parts, b: Parts) -> Parts:
    """``a ÷ b``; a divisor of 0 gives no number."""
    first = a[0] / b[0]
    high, low = _product(first, b[0])
    high, low = _quick(high, low + first * b[1])
    rest = (a[0] - high) + (a[1] - low)
    return _quick(first, rest / b[0])


# --- whole parts, order ---


def floored(a: Parts) -> Parts:
    """The largest whole number that is not above ``a``."""
    high = np.floor(a[0])
    return _quick(high, np.where(high == a[0], np.floor(a[1]), 0.0))


def below(a: Parts, b: Parts) -> Flags:
    """Where ``a < b``."""
    flags: Flags = (a[0] < b[0]) | ((a[0] == b[0]) & (a[1] < b[1]))
    return flags


def equal(a: Parts, b: Parts) -> Flags:
    """Where ``a = b``."""
    flags: Flags = (a[0] == b[0]) & (a[1] == b[1])
    return flags


def chosen(flags: Flags, a: Parts, b: Parts) -> Parts:
    """``a`` where the flag is set, else ``b``."""
    return np.where(flags, a[0], b[0]), np.where(flags, a[1], b[1])


FUNCTIONS: dict[str, Callable[..., Parts]] = {
    "add": added,
    "subtract": lambda a, b: added(a, negated(b)),
    "multiply": multiplied,
    "divide": divided,
    "minimum": lambda a, b: chosen(below(b, a), b, a),
    "maximum": lambda a, b: chosen(below(a, b), b, a),
    "copysign": lambda a, b: chosen(np.signbit(a[0]) == np.signbit(b[0]), a, negated(a)),
    "floor": floored,
    "ceil": lambda a: negated(floored(negated(a))),
    "trunc": lambda a: chosen(a[0] < 0, negated(floored(negated(a))), floored(a)),
    "absolute": lambda a: chosen(a[0] < 0, negated(a), a),
    "negative": negated,
}
TESTS: dict[str, Callable[[Parts, Parts], Flags]] = {
    "less": below,
    "less_equal": lambda a, b: ~below(b, a),
    "greater": lambda a, b: below(b, a),
    "greater_equal": lambda a, b: ~below(a, b),
    "equal": equal,
    "not_equal": lambda a, b: ~equal(a, b),
}
