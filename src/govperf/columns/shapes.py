"""What a program has to know of a column before it is written: its kind, scale, bounds, which masks it has."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple, assert_never

import numpy as np

from govperf.columns.code import Code, Mask
from govperf.columns.dates import FIRST, LAST
from govperf.columns.made import Day, Made, Near, Quotient, Truth, Whole, Word
from govperf.columns.model import EXACT, Codes, Days, Flags, Numbers, Quotients, Supplied, Truths
from govperf.columns.unread import Unread

ULP = Fraction(1, 2**53)
"""The relative error of one float operation."""

MOST_LABELS = 200
"""Columns with more different words are compared by codes that each table gives."""


class Shape(NamedTuple):
    """A column as a program sees it; bounds are powers of two, so that one program does for many tables."""

    kind: str
    per: int = 1
    low: int = 0
    high: int = 0
    least_bottom: int = 1
    most_bottom: int = 1
    labels: tuple[str | Fraction, ...] | None = None
    masked: bool = False
    off: bool = False
    bad: bool = False
    ulps: int = 1


def shape_of(column: Supplied, *, bad: bool, near: bool = False, error: Fraction = ULP) -> Shape:
    """The shape of a column.

    ``bad`` says that some rows have no value that columns can use, ``near`` that some have one that is only near: off
    by no more than ``error``.
    """
    masked, off = column.valid is not None, column.valid is not None and column.off is not None
    match column:
        case Numbers():
            low, high = bounds_of(column)
            kind = "a" if near else "n"
            found = Shape(kind, column.per, -_above(-low), _above(high), masked=masked, off=off, bad=bad)
            size = max(abs(found.low), abs(found.high)) + 1
            return found._replace(ulps=_above(ceil(error * 2**53 / size))) if near and error > ULP else found
        case Quotients():
            ends = _ends(column.top)
            least, most = _ends(column.bottom)
            bottoms = max(_below(least), 1), max(_above(most), 1)
            return Shape("q", column.per, -_above(-ends[0]), _above(ends[1]), *bottoms, masked=masked, off=off, bad=bad)
        case Codes(labels=labels):
            known = labels if len(labels) <= MOST_LABELS else None
            return Shape("c", labels=known, masked=masked, off=off, bad=bad)
        case Truths():
            return Shape("t", masked=masked, off=off, bad=bad)
        case Days():
            return Shape("d", low=FIRST, high=LAST, masked=masked, off=off, bad=bad)
        case Unread():
            return Shape("u", column.per, -_above(-column.low), _above(column.high))
        case _:
            assert_never(column)


def bounds_of(column: Numbers) -> tuple[int, int]:
    """The least and greatest ``n``; 0 is among them, unless all are there and above it."""
    if column.low is not None and column.high is not None:
        return column.low, column.high
    return _ends(column.n)


def _ends(values: Any) -> tuple[int, int]:
    if not len(values):
        return 0, 0
    low, high = np.min(values), np.max(values)
    if not (abs(low) < EXACT and abs(high) < EXACT):
        # Something stands where there is no number: a program only asks that it be no more than this.
        return 1 - EXACT, EXACT - 1
    return floor(low), ceil(high)


def _above(value: int) -> int:
    """The next power of two less one; of a number below 0 the tightest such bound from above."""
    if value >= 0:
        return int((1 << value.bit_length()) - 1)
    return -_below(-value)


def _below(value: int) -> int:
    """The power of two that is not above a whole number; 0 for 0."""
    return int(1 << (value.bit_length() - 1)) if value > 0 else 0


def near_column(column: Numbers) -> tuple[Numbers, Flags]:
    """The column with what stands beside it put in, as near as floats go, and the rows of these; see ``Near``."""
    n, odd = column.n.copy(), np.zeros(len(column), np.bool_)
    for row, value in column.odd.items():
        whole = value.numerator * column.per
        if abs(whole) < EXACT * value.denominator:
            n[row], odd[row] = whole / value.denominator, True  # the nearest float, as that of a Fraction is
    left = {row: value for row, value in column.odd.items() if not odd[row]}
    return Numbers(n, column.per, column.valid, left, column.off), odd


def read(code: Code, key: str, shape: Shape) -> Made:
    """The value of a column in a program."""
    gone: Mask = code.neither(code.column(key, "valid", "b")) if shape.masked else False
    off: Mask = code.column(key, "off", "b") if shape.off else False
    bad: Mask = code.column(key, "bad", "b") if shape.bad else False
    match shape.kind:
        case "n":
            x = code.column(key, "n", "f")
            return Whole(x, Fraction(1, shape.per), shape.low, shape.high, gone, off, bad)
        case "u":
            x = code.make("reading", code.column(key, "itself", "u"))
            return Whole(x, Fraction(1, shape.per), shape.low, shape.high)
        case "a":
            code.nearly = True
            size = max(abs(shape.low), abs(shape.high))
            loose: Mask = code.column(key, "odd", "b") if code.watched else True
            x, error = code.column(key, "n", "f"), Fraction((size + 1) * shape.ulps, 2**53)
            return Near(x, Fraction(1, shape.per), shape.low, shape.high, error, loose, gone, off, bad)
        case "q":
            top, bottom = code.column(key, "top", "f"), code.column(key, "bottom", "f")
            ends = (shape.low, shape.high, shape.least_bottom, shape.most_bottom)
            return Quotient(top, bottom, Fraction(1, shape.per), *ends, gone=gone, off=off, bad=bad)
        case "c":
            return Word(code.column(key, "codes", "c"), shape.labels, key, gone, off, bad)
        case "t":
            return Truth(code.column(key, "flags", "b"), gone, off, bad)
        case _:
            return Day(code.column(key, "ordinals", "f"), shape.low, shape.high, gone, off, bad)
