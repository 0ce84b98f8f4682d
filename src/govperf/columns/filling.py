"""Columns from what a program has made, completed with values that were found row by row."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import evolve

from govperf.columns.model import EXACT, Codes, Column, Days, Flags, Mask, Nearly, Numbers, Quotients, Shown, Truths
from govperf.columns.running import Output
from govperf.terms.terms import Value
from govperf.values import Missing

Exact = Callable[[int], Fraction]


def column_of(output: Output, name: str, length: int, labels: Callable[[str], Any], exact: Exact) -> Shown:
    """The column of a target, of words without a word where no row has a value.

    ``exact`` tells a near number of a row.
    """
    result = output.results[name]
    arrays = {part: _array(output, name, part, length) for part in result.parts}
    gone = arrays["gone"]
    valid = None if gone is None else np.logical_not(gone)
    off = arrays["off"]
    match result.kind:
        case "n":
            return Numbers(_whole(arrays["n"], length), result.per, valid, off=off, low=result.low, high=result.high)
        case "q":
            return Quotients(_whole(arrays["top"], length), arrays["bottom"], result.per, valid, off=off)
        case "e":
            loose = np.zeros(length, np.bool_) if arrays["loose"] is None else arrays["loose"]
            return Nearly(arrays["x"], result.per, result.error, np.logical_not(loose), exact, valid, off=off)
        case "c":
            known = labels(result.key) if result.labels is None else result.labels
            codes = np.zeros(length, np.int8) if arrays["codes"] is None else arrays["codes"]
            if codes.dtype.kind == "f":  # a grade that was moved is reckoned with like a number
                codes = codes.astype(np.int32)
            return Codes(codes, known, valid, off)
        case "t":
            return Truths(np.zeros(length, np.bool_) if arrays["flags"] is None else arrays["flags"], valid, off)
        case "d":
            return Days(_whole(arrays["ordinals"], length), valid, off)
        case _:
            return Codes(np.zeros(length, np.int32), (), np.zeros(length, np.bool_), off)


def _array(output: Output, name: str, part: str, length: int) -> Any:
    """The array of a part; None for one that is 0 or False in all rows."""
    one = output.results[name].parts[part]
    if one.varies:
        return output.arrays[name, part]
    if not one.constant:
        return None
    form = np.bool_ if isinstance(one.constant, bool) else np.int32 if part == "codes" else np.float64
    return np.full(length, one.constant, form)


def _whole(array: Any, length: int) -> Any:
    return np.zeros(length) if array is None else array


def plain(column: Shown) -> Column:
    """A column that other rows may look at."""
    match column:
        case Nearly():
            raise AssertionError(column)
        case _:
            return column


# --- values found row by row ---


def filled(column: Shown | None, length: int, found: Mapping[int, Value]) -> Shown:
    """The column with other values in some rows."""
    if column is None:
        column = _empty(length, found)
    elif isinstance(column, Codes) and not column.labels:
        column = evolve(_empty(length, found), off=column.off)
    if not found:
        return column
    column = _with_values(column, {row: value for row, value in found.items() if not isinstance(value, Missing)})
    return _with_masks(column, found)


def _empty(length: int, found: Mapping[int, Value]) -> Shown:
    """A column of the kind of the values, with none in it."""
    nobody = np.zeros(length, np.bool_)
    for value in found.values():
        match value:
            case bool():
                return Truths(np.zeros(length, np.bool_), nobody)
            case Fraction():
                return Numbers(np.zeros(length), _scale_of(found), nobody)
            case str():
                return Codes(np.zeros(length, np.int32), (), nobody)
            case datetime.date():
                return Days(np.zeros(length), nobody)
            case _:
                continue
    return Codes(np.zeros(length, np.int32), (), nobody)


def _scale_of(found: Mapping[int, Value]) -> int:
    """The decimals that most of the values need, as a power of ten."""
    needed = [value.denominator for value in found.values() if isinstance(value, Fraction)]
    for places in range(9):
        if sum(10**places % one == 0 for one in needed) * 2 > len(needed):
            return int(10**places)
    return 1


def _with_values(column: Shown, found: Mapping[int, Value]) -> Shown:
    rows = list(found)
    match column:
        case Numbers() | Quotients() | Nearly():
            return _with_numbers(column, found)
        case Truths():
            column.flags[rows] = [value is True for value in found.values()]
            return column
        case Days():
            column.ordinals[rows] = [value.toordinal() for value in found.values()]  # type: ignore[union-attr]  # a date
            return column
        case Codes():
            words = {row: value for row, value in found.items() if isinstance(value, str | Fraction)}
            labels = tuple(dict.fromkeys((*column.labels, *words.values())))
            places = {label: place for place, label in enumerate(labels)}
            codes = column.codes if len(labels) < 127 else column.codes.astype(np.int32)
            codes[list(words)] = [places[word] for word in words.values()]
            return evolve(column, codes=codes, labels=labels)


def _with_numbers(column: Numbers | Quotients | Nearly, found: Mapping[int, Value]) -> Shown:
    """Numbers that fit are put among the others, those that do not stand beside them."""
    odd = {row: value for row, value in column.odd.items() if row not in found}
    whole: dict[int, int] = {}
    for row, value in found.items():
        scaled = value * column.per if isinstance(value, Fraction) else Fraction(0)
        if scaled.denominator == 1 and abs(scaled) < EXACT:
            whole[row] = scaled.numerator
        elif isinstance(value, Fraction):
            odd[row] = value
            whole[row] = 0
    rows, values = list(whole), [float(value) for value in whole.values()]
    match column:
        case Numbers():
            column.n[rows] = values
            return evolve(column, odd=odd, low=None, high=None)
        case Quotients():
            column.top[rows], column.bottom[rows] = values, 1.0
            return evolve(column, odd=odd)
        case Nearly():
            column.x[rows], column.whole[rows] = values, True
            return evolve(column, odd=odd)


def _with_masks(column: Shown, found: Mapping[int, Value]) -> Shown:
    rows = list(found)
    missing = [isinstance(value, Missing) for value in found.values()]
    if column.valid is None and not any(missing):
        return column
    valid: Flags = np.ones(len(column), np.bool_) if column.valid is None else column.valid
    valid[rows] = np.logical_not(missing)
    off: Mask = column.off
    gone = [value is Missing.NOT_APPLICABLE for value in found.values()]
    if off is not None or any(gone):
        off = np.zeros(len(column), np.bool_) if off is None else off
        off[rows] = gone
    return evolve(column, valid=valid, off=off)
