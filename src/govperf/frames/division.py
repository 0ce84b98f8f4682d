"""Quotients to so many decimals by long division, a column at a time.

The dividends are whole numbers below ``EXACT``, held in float64; by the floor lemma their quotients are whole just
where the divisor divides.
"""

from __future__ import annotations

from math import gcd
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from govperf.columns.model import EXACT, Flags, Floats
from govperf.frames.wide import HALF, Wide, pieces

Units = npt.NDArray[Any] | Wide
"""Whole numbers, none below zero, in whatever form holds them."""

FLOATS_HOLD: Final = 2**53
INTEGERS_HOLD: Final = 2**62

_LEAST_PIECE: Final = 5
"""A remainder is multiplied by 2, 5 or more at a time."""


def divided(top: Floats, bottom: Floats | None, per: int, scale: int, pad: int = 1) -> tuple[Units, Flags]:
    """Sizes of ``top / (bottom × per)`` in units of the last of ``scale`` decimals, half a unit rounded up.

    With them comes where they are not exact. ``pad`` multiplies the units after they are rounded.
    """
    shared = gcd(per, 10**scale)
    factor, divisor = 10**scale // shared, per // shared
    size = np.abs(top)
    smallest, largest = (1, 1) if bottom is None else (_least(bottom), _most(bottom))
    if largest * divisor * _LEAST_PIECE > INTEGERS_HOLD:
        return _by_objects(size, bottom, factor, divisor, pad)
    most = (_most(size) * factor // (smallest * divisor) + 2) * pad
    form: type[Any] = np.float64
    if largest * divisor * _LEAST_PIECE > EXACT:
        form, size = np.int64, size.astype(np.int64)
    room = (EXACT if form is np.float64 else INTEGERS_HOLD) // (largest * divisor)
    below = form(divisor) if bottom is None else bottom.astype(form, copy=False) * form(divisor)
    whole = _floor(size, below)
    rest = size - whole * below
    units = _held(whole, most)
    for piece in pieces(factor, min(room, HALF) if isinstance(units, Wide) else room):
        rest = rest * form(piece)
        whole = _floor(rest, below)
        rest = rest - whole * below
        units = _plus(_times(units, piece), whole)
    units = _plus(units, rest * 2 >= below)
    return _times(units, pad), rest != 0


def _least(values: Floats) -> int:
    return int(values.min(initial=EXACT))


def _most(values: Floats) -> int:
    return int(values.max(initial=1))


def _floor(size: Any, below: Any) -> Any:
    return np.floor(size / below) if size.dtype == np.float64 else size // below


def _held(whole: npt.NDArray[Any], most: int) -> Units:
    """Whole numbers in the narrowest form for those that become as large as ``most``."""
    if most < FLOATS_HOLD and whole.dtype == np.float64:
        return whole
    return whole.astype(np.int64) if most < INTEGERS_HOLD else Wide.of(whole)


def _times(units: Units, factor: int) -> Units:
    if factor == 1:
        return units
    if isinstance(units, Wide):
        return units.times(factor)
    found: npt.NDArray[Any] = units * units.dtype.type(factor)
    return found


def _plus(units: Units, more: npt.NDArray[Any]) -> Units:
    if isinstance(units, Wide):
        return units.plus(more)
    found: npt.NDArray[Any] = units + more.astype(units.dtype, copy=False)
    return found


def _by_objects(size: Floats, bottom: Floats | None, factor: int, divisor: int, pad: int) -> tuple[Units, Flags]:
    """The same for divisors that 64 bits do not hold."""
    top = size.astype(np.int64).astype(object) * factor
    below = divisor if bottom is None else bottom.astype(np.int64).astype(object) * divisor
    units = (2 * top + below) // (2 * below) * pad
    return Wide.of_objects(units), (top % below != 0).astype(np.bool_)


# --- values that end ---


def without_tens(per: int) -> int:
    """What is left of a divisor without its factors 2 and 5: 1 where all values over it end."""
    while (shared := gcd(per, 10)) > 1:
        per //= shared
    return per


def is_whole(values: Floats, divisor: int) -> Flags:
    """Where a divisor divides; one beyond ``EXACT`` divides nothing but 0."""
    found = values / min(divisor, INTEGERS_HOLD)
    flags: Flags = np.floor(found) == found
    return flags


def endings(top: Floats, bottom: Floats | None, per: int) -> Flags:
    """Where ``top / (bottom × per)`` has finitely many decimals."""
    rest = top if bottom is None else top / _without_tens(bottom)
    flags: Flags = (np.floor(rest) == rest) & is_whole(rest, without_tens(per))
    return flags


def _without_tens(divisors: Floats) -> Floats:
    left = divisors
    for power in (16, 8, 4, 2, 1):  # fives: 31 of them are more than there can be
        found = left / 5.0**power
        left = np.where(np.floor(found) == found, found, left)
    bits = left.astype(np.int64)
    return left / (bits & -bits)
