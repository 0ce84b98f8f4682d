"""Numbers of a table that programs read themselves, a block at a time, each checked on the way."""

from __future__ import annotations

import threading
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from govperf.columns.blocks import BLOCK
from govperf.terms.terms import Value


class OtherwiseError(Exception):
    """A column holds something that it was not taken to hold; never leaves the library."""


class Unread:
    """Numbers ``n / per`` as a table has them, in float64 or whole, where all are there.

    ``n`` lies between ``low`` and ``high``, both below 10¹⁵. That is what a few rows, with the domain, let one expect:
    a program that meets another number stops with OtherwiseError, and what it has found so far means nothing.
    """

    valid: Final = None
    off: Final = None

    def __init__(self, values: npt.NDArray[Any], per: int, low: int, high: int) -> None:
        self.values, self.per, self.low, self.high = values, per, low, high
        self._reached = 0
        self._most = np.float64(high).view(np.uint64)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, rows: Any) -> Unread:
        """Those of some rows."""
        return Unread(self.values[rows], self.per, self.low, self.high)

    def value(self, row: int) -> Value:
        """The exact value of a row; raises OtherwiseError."""
        return Fraction(int(self[row : row + 1].whole()[0]), self.per)

    def whole(self) -> npt.NDArray[np.float64]:
        """All ``n``; raises OtherwiseError."""
        found = np.empty(len(self.values))
        with np.errstate(all="ignore"):
            for low in range(0, len(found), BLOCK):
                high = min(low + BLOCK, len(found))
                self(low, high, found[low:high])
        return found

    def check(self) -> None:
        """Looks at the rows that no program has looked at; raises OtherwiseError."""
        with np.errstate(all="ignore"):
            while self._reached < len(self.values):
                low, high = self._reached, min(self._reached + BLOCK, len(self.values))
                self(low, high, np.empty(high - low))

    def __call__(self, low: int, high: int, n: npt.NDArray[np.float64]) -> None:
        """Writes the ``n`` of the rows from ``low`` to ``high``, no more than a block; raises OtherwiseError.

        A float below 10¹⁵ is ``n / per`` exactly if the nearest float to that is itself: then the shortest decimal
        that prints it says ``n / per``.
        """
        part = self.values[low:high]
        if part.dtype != n.dtype:
            np.copyto(n, part, casting="unsafe")  # what that rounds lies beyond every bound
        else:
            _scaled(part, self.per, n)
        if self.low or _largest(n.view(np.uint64)) > self._most:  # without a sign their bits are in order as they are
            self._within(n)
        if low <= self._reached < high:
            self._reached = high

    def _within(self, n: npt.NDArray[np.float64]) -> None:
        """Looks at the bounds; a negative zero becomes a plain one."""
        least, largest = _least(n), _largest(n)
        if not self.low <= least <= largest <= self.high:
            raise OtherwiseError
        if least <= 0 <= largest:
            np.add(n, 0.0, out=n)


def _scaled(part: npt.NDArray[np.float64], per: int, n: npt.NDArray[np.float64]) -> None:
    """Outputs stand last without a name: that alone is a tenth of the time where a block is small."""
    again, same = _room.numbers[: len(n)], _room.flags[: len(n)]
    if per == 1:
        np.rint(part, n)
        again = n
    else:
        np.multiply(part, float(per), n)
        np.rint(n, n)
        np.divide(n, float(per), again)
    np.equal(again, part, same)
    if not _all(same):
        raise OtherwiseError


class _Room(threading.local):
    """What a thread works in."""

    def __init__(self) -> None:
        self.numbers, self.flags = np.empty(BLOCK), np.empty(BLOCK, np.bool_)


_room = _Room()
_least, _largest, _all = np.minimum.reduce, np.maximum.reduce, np.logical_and.reduce
"""As the methods of arrays, without what these do beforehand for each block."""
