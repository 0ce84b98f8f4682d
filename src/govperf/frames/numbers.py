"""Whole numbers over a common scale from numeric arrays, exactly, a block of rows at a time.

What does not fit is left to be read one by one; nothing is rounded to make it fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from govperf.columns.model import EXACT, Flags, Floats, Mask
from govperf.frames.memory import BLOCK, Memory

Rows = npt.NDArray[np.int64]

PLACES: Final = (0, 1, 2, 4, 6)
FLOAT_RULE: Final = 1e15
"""Below this a float is ``n / 10**k`` exactly when the shortest decimal that prints it has at most ``k`` places."""

_NARROW_RULE: Final = 1e6
"""The same for a float of 32 bits: decimals of six digits are told apart by it."""

_PATIENCE: Final = 1_000
"""Of so many rows, one may stay beside the column before a finer scale is taken for its sake."""

_SAMPLE: Final = 256
"""So many rows say which scale a column is likely to need."""

_STRAYS: Final = 64
"""Of so many of them, one may be finer: the scale of the rest is tried first."""

_PLAIN_TEXT: Final = r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$"
"""Decimal text that Arrow reads as this library does."""


@frozen(eq=False)
class Wholes:
    """``n / per`` for every row but those of ``doubtful``, where ``n`` is 0; ``low`` and ``high`` bound all ``n``.

    ``there`` is False where there is no value, ``n`` being 0 as well.
    """

    n: Floats
    per: int
    doubtful: Rows
    low: float
    high: float
    there: Mask


def wholes_of(values: Any, memory: Memory, *, texts: bool, nan_is_absent: bool, tight: bool) -> Wholes | None:
    """An Arrow array as whole numbers; None where it is of a type that has to be read value by value.

    ``texts`` says that bare decimal text may be taken as a number, ``nan_is_absent`` that a NaN is an empty cell,
    ``tight`` that 0 will not do as the lower bound of numbers that all lie above it.
    """
    kind, there = values.type, present(values)
    if pa.types.is_float64(kind) or pa.types.is_float32(kind):
        floats, most = view(values, kind.to_pandas_dtype()), FLOAT_RULE if kind.bit_width == 64 else _NARROW_RULE
        return _Floats(floats, there, most, memory, nan_is_absent, tight, memory.column(len(floats))).wholes()
    if pa.types.is_integer(kind):
        return _integers(view(values, kind.to_pandas_dtype()), there, memory)
    if pa.types.is_decimal(kind):
        return _decimals(values, there)
    if texts and (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return _texts(values, there)
    return None


def present(values: Any) -> Mask:
    """Where an Arrow array has no null."""
    found: Mask = values.is_valid().to_numpy(zero_copy_only=False) if values.null_count else None
    return found


def view(values: Any, kind: Any) -> npt.NDArray[Any]:
    """The memory of a primitive Arrow array as NumPy sees it; what stands under its nulls means nothing."""
    memory = values.buffers()[1]
    if memory is None or not len(values):
        return np.zeros(len(values), kind)
    return np.frombuffer(memory, kind)[values.offset : values.offset + len(values)]


# --- floats ---


@define(eq=False)
class _Floats:
    """A column of floats on its way to one scale, as coarse as its values allow.

    ``level`` is the place of the scale in ``PLACES``. A NaN is absent where ``nan_is_absent``, else doubtful. A
    ``tight`` lower bound is asked for where 0 does not lie in the domain.
    """

    values: npt.NDArray[Any]
    there: Mask
    most: float
    memory: Memory
    nan_is_absent: bool
    tight: bool
    n: Floats
    level: int = 0
    low: float = np.inf
    high: float = -np.inf
    doubtful: list[Rows] = field(factory=list)

    def wholes(self) -> Wholes:
        """Reads all rows."""
        with np.errstate(all="ignore"):
            self.level = self._likely_level()
            for rows in _blocks(len(self.n)):
                self._read(rows)
        low, high = (float(self.low), float(self.high)) if len(self.n) else (0.0, 0.0)
        return Wholes(self.n, 10 ** PLACES[self.level], _joined(self.doubtful), low, high, self.there)

    def _likely_level(self) -> int:
        """What does for the first rows."""
        part = self._part(slice(0, min(_SAMPLE, len(self.n))))
        if self.nan_is_absent:
            part = np.where(np.isnan(part), part.dtype.type(0), part)
        for level in range(len(PLACES)):
            if self._misfits(part, self.n[: len(part)], level) <= len(part) // _STRAYS:
                return level
        return 0

    def _part(self, rows: slice) -> npt.NDArray[Any]:
        part = self.values[rows]
        return part if self.there is None else np.where(self.there[rows], part, part.dtype.type(0))

    def _read(self, rows: slice) -> None:
        part, n = self._part(rows), self.n[rows]
        if not self._fits(part, n):
            self._adapt(part, rows)
        least, largest = self._ends(n)
        if not -self.most < least <= largest < self.most:
            self._fits(part, n)
            self._sift(rows)
            least, largest = self._ends(n)
        self.low, self.high = min(self.low, least), max(self.high, largest)

    def _ends(self, n: Floats) -> tuple[float, float]:
        """The bounds of a block, in which a negative zero becomes a plain one; 0 may do for the lower one."""
        if not self.tight:
            bits = _largest(n.view(np.uint64))  # those of floats without a sign are in order as the floats are
            if bits < _SIGN:
                return 0.0, bits.view(np.float64)
        least, largest = _least(n), _largest(n)
        if least <= 0 <= largest:
            np.add(n, 0.0, out=n)
        return least, largest

    def _fits(self, part: npt.NDArray[Any], n: Floats) -> bool:
        """Writes what the scale makes of a block into ``n``; whether that says every value in full."""
        return bool(_all(_fit(part, PLACES[self.level], n, *self.memory.scratch(len(part)))))

    def _misfits(self, part: npt.NDArray[Any], n: Floats, level: int) -> int:
        """How many values have more decimals than a level."""
        return len(part) - int(np.count_nonzero(_fit(part, PLACES[level], n, *self.memory.scratch(len(part)))))

    def _adapt(self, part: npt.NDArray[Any], rows: slice) -> None:
        """Takes what is absent out of a block, then the scale that it needs, then what still does not fit."""
        if self.nan_is_absent and (absent := np.isnan(part)).any():
            if self.there is None:
                self.there = np.ones(len(self.n), np.bool_)
            self.there[rows] &= ~absent
            part = self._part(rows)
            if self._fits(part, self.n[rows]):
                return
        finer = _level(part, self.level, self.most)
        if finer > self.level:
            self._rescale(self.n[: rows.start], 10 ** (PLACES[finer] - PLACES[self.level]))
            self.level = finer
        self._fits(part, self.n[rows])
        self._sift(rows)

    def _sift(self, rows: slice) -> None:
        """Leaves out the rows whose value has more decimals, is too large, or is no number."""
        n, (_, same) = self.n[rows], self.memory.scratch(rows.stop - rows.start)
        misfits = np.flatnonzero(~same | ~(np.abs(n) < self.most))
        n[misfits] = 0
        self.doubtful.append(misfits + rows.start)

    def _rescale(self, n: Floats, factor: int) -> None:
        n *= factor
        beyond = np.flatnonzero(np.abs(n) >= EXACT)
        n[beyond] = 0
        self.doubtful.append(beyond)
        if len(n):
            self.low, self.high = float(n.min()), float(n.max())


def _fit(part: npt.NDArray[Any], places: int, n: Floats, scratch: Floats, same: Flags) -> Flags:
    """Writes ``n`` for a number of decimals, into ``same`` where it says the value in full.

    Outputs stand last without a name: that alone is a tenth of the time where a block is small.
    """
    if places:
        per = 10.0**places
        np.multiply(part, per, n)
        np.rint(n, n)
        np.divide(n, per, scratch)
    else:
        np.rint(part, n)
        scratch = n
    np.equal(scratch if part.dtype == n.dtype else scratch.astype(part.dtype), part, same)
    return same


def _level(part: npt.NDArray[Any], level: int, most: float) -> int:
    """The coarsest scale, none coarser than the present one, that leaves out few values more than it must."""
    best, least, rest = level, len(part) + 1, part
    for finer in range(level, len(PLACES)):
        n = np.empty(len(rest))
        same = _fit(rest, PLACES[finer], n, np.empty(len(rest)), np.empty(len(rest), bool))
        misfits = ~same | ~(np.abs(n) < most)
        count = int(np.count_nonzero(misfits))
        if least - count > len(part) // _PATIENCE:
            best, least = finer, count
        if count == 0:
            break
        rest = rest[misfits]
    return best


# --- other kinds ---


def _integers(values: npt.NDArray[Any], there: Mask, memory: Memory) -> Wholes:
    beyond = np.zeros(len(values), np.bool_)
    if values.dtype.itemsize == 8 and len(values) and not -EXACT < values.min() <= values.max() < EXACT:
        beyond = (values >= EXACT) | (values <= -EXACT) if values.dtype.kind == "i" else values >= EXACT
    n = memory.column(len(values))
    np.copyto(n, values, casting="unsafe")  # those of 64 bits that are rounded by it are beyond as well
    return _without(n, 1, beyond, there)


def _decimals(values: Any, there: Mask) -> Wholes | None:
    """Decimals by the scale of their type, or a coarser one that loses nothing."""
    scale = values.type.scale
    for places in (scale, *(fewer for fewer in (6, 2) if fewer < scale)):
        narrow = _cast(values, pa.decimal128(38, places))
        if narrow is None:
            return None
        if 0 <= places <= 6:
            return _narrow(narrow, places, there)
    return None


def _cast(values: Any, kind: Any) -> Any:
    if values.type.equals(kind):
        return values
    try:
        return values.cast(kind)
    except pa.ArrowException:
        return None


def _narrow(values: Any, places: int, there: Mask) -> Wholes:
    """From the two halves of each number of 128 bits: those whose upper half is but a sign fit."""
    if not len(values):
        return Wholes(np.zeros(0), 1, _NONE, 0, 0, None)
    halves = np.frombuffer(values.buffers()[1], np.int64).reshape(-1, 2)[values.offset : values.offset + len(values)]
    low, high = halves[:, 0], halves[:, 1]
    beyond = (high != low >> 63) | (low >= EXACT) | (low <= -EXACT)
    per = 10**places
    kept = np.where(beyond, 0, low) if there is None else np.where(beyond | ~there, 0, low)
    while per > 1 and not np.any(kept % 10):
        kept, per = kept // 10, per // 10
    return _without(kept.astype(np.float64), per, beyond, there)


def _texts(values: Any, there: Mask) -> Wholes:
    plain = pc.fill_null(pc.match_substring_regex(values, _PLAIN_TEXT), False)
    zero = pa.scalar("0", values.type)
    found = _narrow(pc.if_else(plain, values, zero).cast(pa.decimal128(18, 6)), 6, None)
    return _without(found.n, found.per, ~plain.to_numpy(zero_copy_only=False), there)


def _without(n: Floats, per: int, misfits: npt.NDArray[np.bool_], there: Mask) -> Wholes:
    if there is not None:
        n[~there] = 0
        misfits = misfits & there
    n[misfits] = 0
    low, high = (float(n.min()), float(n.max())) if len(n) else (0.0, 0.0)
    return Wholes(n, per, np.flatnonzero(misfits), low, high, there)


def _blocks(length: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, length)) for start in range(0, length, BLOCK))


def _joined(rows: list[Rows]) -> Rows:
    return np.unique(np.concatenate(rows)) if rows else _NONE


_NONE: Final[Rows] = np.zeros(0, np.int64)

_SIGN: Final = np.uint64(1 << 63)
"""The bit of a float that is set in those below 0, also in a negative zero."""

_least, _largest, _all = np.minimum.reduce, np.maximum.reduce, np.logical_and.reduce
"""As the methods of arrays, without what these do beforehand for each block."""
