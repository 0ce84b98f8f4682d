"""Guesses from a few rows how a column of numbers can be left to the program that reads it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govperf.columns.unread import Unread
from govperf.frames.model import Cells
from govperf.frames.numbers import FLOAT_RULE, PLACES, view
from govperf.frames.values import Wanted, bounds_within

_PLACES_LOOKED_AT: Final = 8
_ROWS_LOOKED_AT: Final = 64
"""In each of these places: neighbours cost no more than one of them would."""

_ROOM: Final = 3
"""Bits by which other rows may be larger than those looked at, where the domain sets no bound."""

_LEAST_BITS: Final = 17
"""The bits that are always there for hundredths of a thousand."""


def unread_column(cells: Cells, wanted: Wanted) -> Unread | None:
    """The column unread; None where it is not simply numbers, each there, none excluded by its domain."""
    values = cells.values
    if isinstance(values, list) or values.null_count or not _is_simple(values.type, wanted):
        return None
    numbers = view(values, values.type.to_pandas_dtype())
    places, largest = _seen(_sample(numbers))
    if largest >= FLOAT_RULE or (places and wanted.domain.integer):
        return None
    low, high = bounds_within(10**places, wanted.domain)
    most = _expected(int(largest))
    low, high = max(low, -most), min(high, most if high > FLOAT_RULE else high)
    return Unread(numbers, 10**places, int(low), int(high)) if low <= high else None


def _is_simple(kind: Any, wanted: Wanted) -> bool:
    is_plain = pa.types.is_float64(kind) or pa.types.is_integer(kind)
    asks_plainly = wanted.is_number and not wanted.mark and wanted.domain.excluded is None
    return is_plain and asks_plainly and wanted.reads_in_bulk(kind)


def _sample(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    step = max(len(numbers) // _PLACES_LOOKED_AT, _ROWS_LOOKED_AT)
    return np.concatenate([numbers[start : start + _ROWS_LOOKED_AT] for start in range(0, len(numbers), step)])


def _seen(sample: npt.NDArray[Any]) -> tuple[int, float]:
    """The decimals of all numbers looked at, the size of the largest in units of the last one; infinite for others."""
    for places in PLACES:
        n = np.rint(sample * 10.0**places)
        if _all(n / 10.0**places == sample):
            return places, float(_largest(np.abs(n)))
    return 0, np.inf


def _expected(largest: int) -> float:
    """More than any row is likely to have."""
    return float(min(2 ** max(largest.bit_length() + _ROOM, _LEAST_BITS), int(FLOAT_RULE)) - 1)


_largest, _all = np.maximum.reduce, np.logical_and.reduce
