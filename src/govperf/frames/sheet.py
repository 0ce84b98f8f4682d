"""Decimals of one column while they are written, told apart where one is not the value itself."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from govperf.columns.model import Flags, Mask
from govperf.frames.division import INTEGERS_HOLD, Units
from govperf.frames.wide import Integers, Wide

DIGITS: Final = 38
"""How many digits a decimal of Arrow, pandas or Polars holds."""

ENDLESS_PLACES: Final = 10
"""Decimals that are kept of a value which does not end, unless the policy names more."""

Rows = slice | Integers


@frozen
class Extent:
    """What the values of a column ask for: decimals, digits of the largest whole part."""

    places: int = 0
    digits: int = 1

    @property
    def scale(self) -> int:
        """As many decimals as are asked for, while there is room for them behind the whole part."""
        return max(min(self.places, DIGITS - self.digits), 0)

    def __or__(self, other: Extent) -> Extent:
        return Extent(max(self.places, other.places), max(self.digits, other.digits))


def digits_of(whole: int) -> int:
    """The digits of a whole part that may be rounded up."""
    return len(str(whole + 1))


@define(eq=False)
class Sheet:
    """``most`` are the decimals of a value that does not end.

    By row: ``endless`` values are rounded to these, those that are ``cut`` to the ``scale`` of the column, what is
    ``lost`` does not fit at all.
    """

    length: int
    scale: int
    most: int
    endless: list[Integers] = field(factory=list)
    cut: list[Integers] = field(factory=list)
    lost: list[int] = field(factory=list)
    _buffer: Any = field(init=False)
    halves: Integers = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Every row is to be written: the memory holds anything."""
        self._buffer = pa.allocate_buffer(16 * self.length)
        self.halves = np.frombuffer(self._buffer, np.int64).reshape(self.length, 2)

    def put(self, rows: Rows, units: Units, negative: Flags) -> None:
        """Units of the last decimal."""
        if isinstance(units, Wide):
            self.halves[rows, 0], self.halves[rows, 1] = units.halves(negative)
        else:
            self.put_small(rows, np.where(negative, -units, units))

    def put_small(self, rows: Rows, units: Any) -> None:
        """Units with their signs, of 64 bits."""
        self.halves[rows, 0] = units
        self.halves[rows, 1] = self.halves[rows, 0] >> 63

    def put_one(self, row: int, units: int) -> None:
        """A single value, which is lost where it has too many digits."""
        if abs(units) < 10**DIGITS:
            self.halves[row] = np.frombuffer(units.to_bytes(16, "little", signed=True), np.int64)
        else:
            self.lost.append(row)

    def column(self, valid: Mask) -> Any:
        """The column of Arrow."""
        if self.lost:
            valid = np.ones(self.length, np.bool_) if valid is None else valid.copy()
            valid[self.lost] = False
        bits = None if valid is None else pa.py_buffer(np.packbits(valid, bitorder="little"))
        return pa.Array.from_buffers(pa.decimal128(DIGITS, self.scale), self.length, [bits, self._buffer])


def fits_small(most: int) -> bool:
    """Whether units as large as this are written with 64 bits."""
    return most < INTEGERS_HOLD
