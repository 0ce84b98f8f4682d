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
from attrs import frozen

from govperf.columns.model import EXACT, Floats, Mask

Rows = npt.NDArray[np.int64]

_BLOCK: Final = 32_768
_PLACES: Final = (0, 1, 2, 4, 6)
_FLOAT_RULE: Final = 1e15
"""Below this a float is ``n / 10**k`` exactly when the shortest decimal that prints it has at most ``k`` places."""

_NARROW_RULE: Final = 1e6
"""The same for a float of 32 bits: decimals of six digits are told apart by it."""

_PATIENCE: Final = 1_000
"""Of so many rows, one may stay beside the column before a finer scale is taken for its sake."""

_PLAIN_TEXT: Final = r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$"
"""Decimal text that Arrow reads as this library does."""


@frozen(eq=False)
class Wholes:
    """``n / per`` for every row but those of ``doubtful``, where ``n`` is 0; ``low`` and ``high`` bound all ``n``."""

    n: Floats
    per: int
    doubtful: Rows
    low: float
    high: float


def wholes_of(values: Any, there: Mask, *, texts: bool) -> Wholes | None:
    """An Arrow array as whole numbers; None where it is of a type that has to be read value by value.

    ``there`` is False where there is no value; ``texts`` says that bare decimal text may be taken as a number.
    """
    kind = values.type
    if pa.types.is_float64(kind):
        return _floats(view(values, np.float64), there, _FLOAT_RULE)
    if pa.types.is_float32(kind):
        return _floats(view(values, np.float32), there, _NARROW_RULE)
    if pa.types.is_integer(kind):
        return _integers(view(values, kind.to_pandas_dtype()), there)
    if pa.types.is_decimal(kind):
        return _decimals(values, there)
    if texts and (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return _texts(values, there)
    return None


def view(values: Any, kind: Any) -> npt.NDArray[Any]:
    """The memory of a primitive Arrow array as NumPy sees it; what stands under its nulls means nothing."""
    memory = values.buffers()[1]
    if memory is None or not len(values):
        return np.zeros(len(values), kind)
    return np.frombuffer(memory, kind)[values.offset : values.offset + len(values)]


# --- floats ---


def _floats(values: npt.NDArray[Any], there: Mask, most: float) -> Wholes:
    """One scale for the whole column, as coarse as its values allow."""
    n = np.zeros(len(values))
    scratch, same = np.empty(_BLOCK), np.empty(_BLOCK, bool)
    level, low, high = 0, 0.0, 0.0
    doubtful: list[Rows] = []
    with np.errstate(all="ignore"):
        for rows in _blocks(len(values)):
            part = values[rows] if there is None else np.where(there[rows], values[rows], values.dtype.type(0))
            size = rows.stop - rows.start
            if not _fit(part, _PLACES[level], n[rows], scratch[:size], same[:size]):
                finer = _level(part, level, most)
                if finer > level:
                    doubtful.append(_rescale(n[: rows.start], 10 ** (_PLACES[finer] - _PLACES[level])))
                    low, high = float(n[: rows.start].min(initial=0)), float(n[: rows.start].max(initial=0))
                level = finer
                _fit(part, _PLACES[level], n[rows], scratch[:size], same[:size])
                doubtful.append(_sift(n[rows], same[:size], most) + rows.start)
            least, largest = n[rows].min(), n[rows].max()
            if not -most < least <= largest < most:
                doubtful.append(_sift(n[rows], same[:size], most) + rows.start)
                least, largest = n[rows].min(), n[rows].max()
            low, high = min(low, least), max(high, largest)
            if least <= 0 <= largest:
                n[rows] += 0.0  # a negative zero becomes a plain one
    return Wholes(n, 10 ** _PLACES[level], _joined(doubtful), float(low), float(high))


def _fit(part: npt.NDArray[Any], places: int, out: Floats, scratch: Floats, same: npt.NDArray[np.bool_]) -> np.bool_:
    """Writes ``n`` into ``out``, into ``same`` where it says the value in full; whether it does everywhere."""
    if places:
        np.multiply(part, 10.0**places, out=out)
        np.rint(out, out=out)
        np.divide(out, 10.0**places, out=scratch)
    else:
        np.rint(part, out=out)
        scratch = out
    np.equal(scratch if part.dtype == np.float64 else scratch.astype(part.dtype), part, out=same)
    return same.all()


def _sift(n: Floats, same: npt.NDArray[np.bool_], most: float) -> Rows:
    """The rows whose value has more decimals, is too large, or is no number; ``n`` is 0 there."""
    misfits = np.flatnonzero(~same | ~(np.abs(n) < most))
    n[misfits] = 0
    return misfits


def _level(part: npt.NDArray[Any], level: int, most: float) -> int:
    """The coarsest scale, none coarser than the present one, that leaves out few values more than it must."""
    best, least, rest = level, len(part) + 1, part
    for finer in range(level, len(_PLACES)):
        out, scratch, same = np.empty(len(rest)), np.empty(len(rest)), np.empty(len(rest), bool)
        _fit(rest, _PLACES[finer], out, scratch, same)
        misfits = ~same | ~(np.abs(out) < most)
        count = int(np.count_nonzero(misfits))
        if least - count > len(part) // _PATIENCE:
            best, least = finer, count
        if count == 0:
            break
        rest = rest[misfits]
    return best


def _rescale(n: Floats, factor: int) -> Rows:
    n *= factor
    beyond = np.flatnonzero(np.abs(n) >= EXACT)
    n[beyond] = 0
    return beyond


# --- other kinds ---


def _integers(values: npt.NDArray[Any], there: Mask) -> Wholes:
    beyond = values >= EXACT if values.dtype.itemsize == 8 else np.zeros(len(values), bool)
    if values.dtype.itemsize == 8 and values.dtype.kind == "i":
        beyond |= values <= -EXACT
    n = values.astype(np.float64)
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
        return Wholes(np.zeros(0), 1, _NONE, 0, 0)
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
    return Wholes(n, per, np.flatnonzero(misfits), float(n.min(initial=0)), float(n.max(initial=0)))


def _blocks(length: int) -> Iterator[slice]:
    return (slice(start, min(start + _BLOCK, length)) for start in range(0, length, _BLOCK))


def _joined(rows: list[Rows]) -> Rows:
    return np.unique(np.concatenate(rows)) if rows else _NONE


_NONE: Final[Rows] = np.zeros(0, np.int64)
