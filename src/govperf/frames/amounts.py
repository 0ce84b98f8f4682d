"""Exact numbers of columns as units of the last decimal, a block of rows at a time so that little memory is passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor, gcd
from typing import Final

import numpy as np
from attrs import frozen

from govperf.columns.model import Flags, Floats, Mask
from govperf.frames.division import FLOATS_HOLD, INTEGERS_HOLD, divided, endings, is_whole, without_tens
from govperf.frames.sheet import DIGITS, Extent, Sheet, digits_of, fits_small
from govperf.frames.wide import Integers, Wide
from govperf.values import RoundingMode, decimals, ends, round_quotient

BLOCK: Final = 32_768
_SAMPLE: Final = 256


def blocks(length: int) -> Iterator[slice]:
    """All rows, so many at a time as a processor keeps at hand."""
    for start in range(0, length, BLOCK):
        yield slice(start, min(start + BLOCK, length))


def _looks(length: int) -> Iterator[slice]:
    """Some rows from everywhere, then all: what most columns need shows in the first."""
    if length > _SAMPLE:
        yield slice(0, length, length // _SAMPLE)
    yield from blocks(length)


def _sound(values: Floats, valid: Mask, rows: slice, instead: float = 0.0) -> Floats:
    """What stands in rows without a value may be anything, so it is something sound here."""
    return values[rows] if valid is None else np.where(valid[rows], values[rows], instead)


# --- quotients ---


@frozen(eq=False)
class Broken:
    """Values ``top / (bottom × per)``; without ``bottom`` it is 1. ``most`` are the decimals of those without end."""

    top: Floats
    bottom: Floats | None
    per: int
    valid: Mask
    most: int
    extent: Extent

    def write(self, sheet: Sheet) -> None:
        """All rows."""
        scale = min(sheet.most, sheet.scale)
        pad = 10 ** (sheet.scale - scale)
        for rows in blocks(len(self.top)):
            top = _sound(self.top, self.valid, rows)
            bottom = None if self.bottom is None else _sound(self.bottom, self.valid, rows, 1.0)
            units, inexact = divided(top, bottom, self.per, scale, pad)
            sheet.put(rows, units, top < 0)
            if inexact.any():
                self._tell(sheet, rows.start, top, bottom, np.flatnonzero(inexact))

    def _tell(self, sheet: Sheet, start: int, top: Floats, bottom: Floats | None, rows: Integers) -> None:
        """Tells those that do not end; those that end behind the decimals of the others are written once more."""
        if sheet.scale > sheet.most or sheet.scale < self.extent.places:
            late, rows = _parted(rows, endings(*_of(rows, top, bottom), self.per))
            if len(late) and sheet.scale > sheet.most:
                units, inexact = divided(*_of(late, top, bottom), self.per, sheet.scale)
                sheet.put(start + late, units, top[late] < 0)
                late = late[inexact]
            sheet.cut.append(start + late)
        sheet.endless.append(start + rows)


def _parted(rows: Integers, flags: Flags) -> tuple[Integers, Integers]:
    return rows[flags], rows[~flags]


def _of(rows: Integers, top: Floats, bottom: Floats | None) -> tuple[Floats, Floats | None]:
    return top[rows], None if bottom is None else bottom[rows]


def broken(top: Floats, bottom: Floats, per: int, valid: Mask, least: int, most: int) -> Broken:
    """Quotients, after a look at what they ask for."""
    places, largest, endless = least, 0.0, False
    for rows in _looks(len(top)):
        above, below = _sound(top, valid, rows), _sound(bottom, valid, rows, 1.0)
        largest = max(largest, np.floor(np.abs(above) / below).max())
        left = _late(below, per, places) if endless else np.arange(len(above))
        while len(left) and places < DIGITS:
            left = left[divided(*_of(left, above, below), per, places)[1]]
            ending = endings(*_of(left, above, below), per)
            if not ending.all():
                endless, left = True, left[ending]
                if places < most:
                    places = most
                    continue
            places += bool(len(left))
    return Broken(top, bottom, per, valid, most, Extent(places, digits_of(int(largest) // per)))


def _late(bottom: Floats, per: int, places: int) -> Integers:
    """The rows that may end, but only after more decimals than these: their divisors have so many twos or fives."""
    found = np.zeros(len(bottom), np.bool_)
    for prime in (2, 5):
        power = prime ** (places + 1)
        found |= is_whole(bottom, power // gcd(power, per))
    return np.flatnonzero(found)


# --- whole numbers over a scale that all rows share ---


@frozen(eq=False)
class Whole:
    """Values ``n / per``, all of which end if ``ends``; none is further from 0 than ``largest / per``."""

    n: Floats
    per: int
    valid: Mask
    most: int
    ends: bool
    largest: int
    extent: Extent

    def write(self, sheet: Sheet) -> None:
        """All rows."""
        if self.ends and sheet.scale >= self.extent.places:
            self._write_exactly(sheet)
        else:
            Broken(self.n, None, self.per, self.valid, self.most, self.extent).write(sheet)

    def _write_exactly(self, sheet: Sheet) -> None:
        shared = gcd(self.per, 10**sheet.scale)
        factor, divisor = 10**sheet.scale // shared, min(self.per // shared, INTEGERS_HOLD)
        most = self.largest * factor // divisor
        for rows in blocks(len(self.n)):
            units = _sound(self.n, self.valid, rows)
            units = units if divisor == 1 else units / divisor
            if not fits_small(most):
                sheet.put(rows, Wide.of(np.abs(units)).times(factor), units < 0)
            elif factor == 1:
                sheet.put_small(rows, units)
            else:
                sheet.put_small(rows, units * factor if most < FLOATS_HOLD else units.astype(np.int64) * factor)


def whole(n: Floats, per: int, valid: Mask, least: int, most: int) -> Whole:
    """Whole numbers, after a look at what they ask for."""
    other = without_tens(per)
    tens, places, largest, all_end = per // other, least, 0, True
    for rows in _looks(len(n)):
        part = _sound(n, valid, rows)
        largest = max(largest, int(part.max()), -int(part.min()))
        if other > 1:
            flags = is_whole(part, other)
            part = np.where(flags, part / min(other, INTEGERS_HOLD), 0)
            if all_end and not flags.all():
                all_end, places = False, max(places, most)
        places = _enough(part, tens, places)
    return Whole(n, per, valid, most, all_end, largest, Extent(places, digits_of(largest // per)))


def _enough(values: Floats, tens: int, places: int) -> int:
    """The decimals with which all of ``values / tens`` are exact."""
    while (divisor := tens // gcd(tens, 10**places)) > 1 and places < DIGITS and not is_whole(values, divisor).all():
        places += 1
    return places


# --- values that stand beside ---


@frozen(eq=False)
class Beside:
    """Single values by row, which are written over what stands there."""

    values: Mapping[int, Fraction]
    most: int

    @property
    def extent(self) -> Extent:
        """What they ask for; values that cannot be shown ask for no room."""
        values = self.values.values()
        places = max((decimals(value) if ends(value) else self.most for value in values), default=0)
        parts = (floor(abs(value)) for value in values)
        return Extent(places, digits_of(max((part for part in parts if part < 10 ** (DIGITS - 1)), default=0)))

    def write(self, sheet: Sheet) -> None:
        """Each of them."""
        for row, value in self.values.items():
            end = ends(value)
            scale = sheet.scale if end else min(sheet.most, sheet.scale)
            units = round_quotient(value.numerator * 10**scale, value.denominator, RoundingMode.HALF_UP)
            sheet.put_one(row, units * 10 ** (sheet.scale - scale))
            if not end or units * value.denominator != value.numerator * 10**scale:
                (sheet.cut if end else sheet.endless).append(np.array([row], np.int64))
