"""Whole numbers of 128 bits by column, the ones that decimals of Arrow are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

Unsigned = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]

HALF: Final = 2**32
"""No factor of a wide number is larger."""

_BITS: Final = np.uint64(32)
_LOW: Final = np.uint64(HALF - 1)
_ONE: Final = np.uint64(1)


@frozen(eq=False)
class Wide:
    """Numbers ``high × 2⁶⁴ + low``, none below zero."""

    low: Unsigned
    high: Unsigned

    @classmethod
    def of(cls, values: npt.NDArray[Any]) -> Wide:
        """Whole numbers of another form, from 0 to below 2⁶³."""
        low = values.astype(np.int64).astype(np.uint64)
        return cls(low, np.zeros_like(low))

    @classmethod
    def of_objects(cls, values: npt.NDArray[np.object_]) -> Wide:
        """Python's own whole numbers, from 0 to below 2¹²⁸."""
        return cls((values & (2**64 - 1)).astype(np.uint64), (values >> 64).astype(np.uint64))

    def times(self, factor: int) -> Wide:
        """The product with a factor up to ``HALF``, or with one of which all prime factors are 2 or 5."""
        found = self
        for piece in pieces(factor, HALF) if factor > HALF else (factor,):
            found = found._times(np.uint64(piece))
        return found

    def _times(self, factor: np.uint64) -> Wide:
        first = (self.low & _LOW) * factor
        second = (self.low >> _BITS) * factor + (first >> _BITS)
        return Wide((second << _BITS) | (first & _LOW), self.high * factor + (second >> _BITS))

    def plus(self, more: npt.NDArray[Any]) -> Wide:
        """The sum with whole numbers from 0 to below 2⁶³."""
        low = self.low + more.astype(np.uint64)
        return Wide(low, self.high + (low < self.low))

    def halves(self, negative: npt.NDArray[np.bool_]) -> tuple[Integers, Integers]:
        """The lower halves with the upper ones, as numbers with a sign have them."""
        low = np.where(negative, ~self.low + _ONE, self.low)
        high = np.where(negative, ~self.high + (self.low == 0), self.high)
        return low.view(np.int64), high.view(np.int64)


def pieces(factor: int, limit: int) -> Iterator[int]:
    """A product of twos with fives in factors, each as large as ``limit`` (at least 5) allows."""
    while factor > 1:
        piece = 1
        for prime in (10, 5, 2):
            while factor % prime == 0 and piece * prime <= limit:
                piece, factor = piece * prime, factor // prime
        if piece == 1:
            raise AssertionError((factor, limit))
        yield piece
