"""Exact numbers as decimals of Arrow; where none can hold a value, the nearest one stands for it, told apart."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import frozen

from govperf.columns.model import Flags, Floats, Mask, Nearly, Numbers, Quotients
from govperf.values import RoundingMode, decimals, ends, round_quotient

DIGITS: Final = 38
"""How many digits a decimal of Arrow, pandas or Polars holds."""

ENDLESS_PLACES: Final = 10
"""Decimals that are kept of a value which does not end."""

Integers = npt.NDArray[np.int64]

_MOST_PLACES: Final = 18
"""Decimals that whole numbers of 64 bits can count."""

_ROOM: Final = 2.0**62
_ENDLESS: Final = 1_000


@frozen(eq=False)
class Decimals:
    """A column of decimals; in the rows of ``rounded`` one stands for a value that no decimal, or no such one, is."""

    values: Any
    rounded: Integers


@frozen(eq=False)
class _Ratios:
    """Values ``top / bottom`` in lowest terms by row; those that whole numbers of 64 bits cannot say are in ``beside``.

    Only the rows of ``there`` have a value.
    """

    top: Integers
    bottom: Integers
    there: Flags
    beside: Mapping[int, Fraction]


def decimal_column(column: Numbers | Quotients | Nearly, places: int | None) -> Decimals:
    """By as many decimals as the policy rounds to, or more where values need more.

    Those that do not end keep ``ENDLESS_PLACES``, rounded half away from zero, or fewer where 38 digits hold no more.
    """
    if isinstance(column, Numbers) and not column.odd and places is not None and 10**places % column.per == 0:
        factor = 10**places // column.per
        n = _sound(column.n, column.valid)
        if np.abs(n).max(initial=0) * factor < _ROOM:  # the usual case: a rounded output
            whole = n.astype(np.int64) * factor
            return Decimals(_array(whole, {}, places, column.valid), _no_rows())
    if isinstance(column, Nearly):
        return _near(column, places or 0)
    return _decimals(_ratios(column), column.valid, places or 0)


def _decimals(found: _Ratios, valid: Mask, least: int) -> Decimals:
    ratios, needed = _with_places(found)
    scale = _scale(ratios, needed, least)
    whole, single = _units(ratios, scale)
    rounded = np.flatnonzero(needed > scale).tolist()
    rounded += [row for row, value in ratios.beside.items() if single[row] != value * 10**scale]
    return Decimals(_array(whole, single, scale, valid), np.array(sorted(set(rounded)), np.int64))


def _near(column: Nearly, least: int) -> Decimals:
    """Sums of quotients: those that are near enough to be told are rounded as they stand, the others by their value."""
    there = np.ones(len(column), bool) if column.valid is None else column.valid.copy()
    there[list(column.odd)] = False
    loose = there & ~column.whole
    least = max(least, ENDLESS_PLACES) if loose.any() else least
    units, told = _told(column, loose, least)
    beside = {
        row: value for row in np.flatnonzero(loose & ~told).tolist() if isinstance(value := column.value(row), Fraction)
    }
    rest = Numbers(np.where(column.whole & there, column.x, 0), column.per, column.valid, {**column.odd, **beside})
    found = _ratios(rest)
    decimals_found = _decimals(found, column.valid, least)
    if not told.any():
        return decimals_found
    scale = decimals_found.values.type.scale
    if scale != least:  # another value needs more decimals, or has no room for as many: all of them one by one
        rows = np.flatnonzero(told).tolist()
        more = {row: value for row in rows if isinstance(value := column.value(row), Fraction)}
        return _decimals(_ratios(attrs.evolve(rest, odd={**rest.odd, **more})), column.valid, least)
    halves = np.frombuffer(decimals_found.values.buffers()[1], np.int64).reshape(-1, 2).copy()
    halves[told, 0] = units[told]
    halves[told, 1] = units[told] >> 63
    rounded = np.union1d(decimals_found.rounded, np.flatnonzero(told))
    return Decimals(_of_halves(halves, scale, column.valid), rounded)


def _told(column: Nearly, loose: Flags, scale: int) -> tuple[Integers, Flags]:
    """Units of the last decimal, where the value is surely no whole number of them and surely rounds to this one."""
    with np.errstate(all="ignore"):
        values = column.x * (10.0**scale / column.per)
        bound = float(column.error * 10**scale / column.per) * 1.001 + np.abs(values) * 2.0**-50
        part = np.abs(values - np.floor(values) - 0.5)
        told = loose & (part > bound) & (0.5 - part > bound) & (np.abs(values) < 2.0**52)
        return np.where(told, np.rint(values), 0).astype(np.int64), told


def _no_rows() -> Integers:
    return np.zeros(0, np.int64)


def _sound(values: Floats, valid: Mask) -> Floats:
    """Whole numbers; what stands in rows without a value may be anything, so it is 0 here."""
    return np.ascontiguousarray(values) if valid is None else np.where(valid, values, 0)


def _ratios(column: Numbers | Quotients) -> _Ratios:
    length = len(column)
    there = np.ones(length, bool) if column.valid is None else column.valid
    beside = {row: value for row, value in column.odd.items() if there[row]}
    if isinstance(column, Numbers):
        top, bottom = _sound(column.n, column.valid).astype(np.int64), np.full(length, column.per)
    else:
        top = _sound(column.top, column.valid).astype(np.int64)
        divisors = _sound(column.bottom, column.valid)
        bottom = divisors.astype(np.int64)
        wide = divisors * float(column.per) >= _ROOM
        bottom = np.where(wide, 1, bottom) * column.per if column.per < _ROOM else bottom
        values = {row: column.value(row) for row in np.flatnonzero(wide & there).tolist()}
        beside |= {row: value for row, value in values.items() if isinstance(value, Fraction)}
    aside = np.fromiter(beside, np.int64, len(beside))
    top[aside], bottom[aside], bottom[~there] = 0, 1, 1
    shared = np.gcd(top, bottom)
    return _Ratios(top // shared, bottom // shared, there, beside)


def _with_places(ratios: _Ratios) -> tuple[_Ratios, Integers]:
    """The decimals that each value needs; more than any column has for one that does not end.

    A value that ends, but only after more decimals than 64 bits can count, goes to those beside.
    """
    found = np.zeros(len(ratios.top), np.int64)
    rest = np.flatnonzero(ratios.bottom > 1)
    for places in range(1, _MOST_PLACES + 1):
        found[rest] = places
        rest = rest[10**places % ratios.bottom[rest] != 0]
    odd = ratios.bottom[rest]
    for _ in range(4):  # 62 bits hold no more than 62 factors of two
        odd = odd // np.gcd(odd, 10**_MOST_PLACES)
    found[rest] = _ENDLESS
    late = rest[odd == 1]
    found[late] = 0
    beside = {row: Fraction(int(ratios.top[row]), int(ratios.bottom[row])) for row in late.tolist()}
    top, bottom = ratios.top.copy(), ratios.bottom.copy()
    top[late], bottom[late] = 0, 1
    return _Ratios(top, bottom, ratios.there, {**ratios.beside, **beside}), found


def _scale(ratios: _Ratios, needed: Integers, least: int) -> int:
    """As many decimals as the values need, while there is room for them behind the largest whole part."""
    beside = ratios.beside.values()
    scale = max(least, int(needed[needed < _ENDLESS].max(initial=0)))
    scale = max([scale, *(decimals(value) for value in beside if ends(value))])
    if bool((needed == _ENDLESS).any()) or not all(ends(value) for value in beside):
        scale = max(scale, ENDLESS_PLACES)
    largest = int(np.abs(ratios.top // ratios.bottom).max(initial=0))
    whole = max([largest, *(int(abs(value)) for value in beside if abs(value) < 10 ** (DIGITS - 1))]) + 1
    return max(min(scale, DIGITS - len(str(whole))), 0)


def _units(ratios: _Ratios, scale: int) -> tuple[Integers, dict[int, int | None]]:
    """Each value in units of the last decimal, rounded half away from zero: most by 64 bits, the others one by one."""
    power = 10 ** min(scale, _MOST_PLACES)
    magnitude = np.abs(ratios.top)
    fits = (
        magnitude * (2.0 * power) + ratios.bottom < _ROOM if scale <= _MOST_PLACES else np.zeros(len(magnitude), bool)
    )
    safe = np.where(fits, magnitude, 0)
    whole = np.where(fits, (2 * safe * power + ratios.bottom) // (2 * ratios.bottom), 0)
    single: dict[int, int | None] = {}
    for row in np.flatnonzero(~fits & ratios.there).tolist():
        single[row] = _rounded(Fraction(int(ratios.top[row]), int(ratios.bottom[row])), scale)
    single |= {row: _rounded(value, scale) for row, value in ratios.beside.items()}
    return np.sign(ratios.top) * whole, single


def _rounded(value: Fraction, scale: int) -> int | None:
    """None where even the whole part has too many digits."""
    units = round_quotient(value.numerator * 10**scale, value.denominator, RoundingMode.HALF_UP)
    return units if abs(units) < 10**DIGITS else None


def _array(whole: Integers, single: Mapping[int, int | None], scale: int, valid: Mask) -> Any:
    """Decimals of 128 bits from their lower halves, whose sign fills the upper ones."""
    halves = np.empty((len(whole), 2), np.int64)
    halves[:, 0] = whole
    halves[:, 1] = whole >> 63
    lost = []
    for row, units in single.items():
        if units is None:
            lost.append(row)
        else:
            halves[row] = np.frombuffer(units.to_bytes(16, "little", signed=True), np.int64)
    if lost:
        valid = np.ones(len(whole), bool) if valid is None else valid.copy()
        valid[lost] = False
    return _of_halves(halves, scale, valid)


def _of_halves(halves: Integers, scale: int, valid: Mask) -> Any:
    bits = None if valid is None else pa.py_buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(pa.decimal128(DIGITS, scale), len(halves), [bits, pa.py_buffer(halves)])
