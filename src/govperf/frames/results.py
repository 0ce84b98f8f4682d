"""Columns of values as Arrow arrays: decimals, grades as categories, texts, truths, days."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, assert_never

import numpy as np
import pyarrow as pa
from attrs import frozen

from govperf.columns.model import Codes, Days, Mask, Nearly, Numbers, Quotients, Shown, Truths
from govperf.frames.decimals import DIGITS, Decimals, Extent, decimal_column
from govperf.frames.texts import texts_of
from govperf.frames.wide import Integers
from govperf.terms.kinds import Base, Kind
from govperf.values import show_value, to_json_text

_EPOCH: Final = 719_163
"""The ordinal of 1970-01-01, from which Arrow counts days."""


@frozen(eq=False)
class ArrowColumn:
    """A column as Arrow holds it; ``remarks`` are rows whose cell is not the value itself, with what is to be said."""

    values: Any
    remarks: tuple[tuple[Integers, str], ...] = ()


def shown_column(column: Shown, kind: Kind, places: int | None, extent: Extent | None = None) -> ArrowColumn:
    """A column of results; ``places`` are the decimals that the policy rounds to, ``extent`` as in decimal_column."""
    match column:
        case Numbers() | Quotients() | Nearly():
            found = decimal_column(column, places, extent)
            return ArrowColumn(found.values, _remarks(found))
        case Codes():
            form = None if column.labels else _form(kind, extent or Extent(places or 0))
            return ArrowColumn(_words(column, kind) if form is None else pa.nulls(len(column), form))
        case Truths():
            return ArrowColumn(pa.array(np.ascontiguousarray(column.flags), mask=_absent(column.valid)))
        case Days():
            ordinals = column.ordinals if column.valid is None else np.where(column.valid, column.ordinals, _EPOCH)
            days = (ordinals - _EPOCH).astype(np.int32)
            return ArrowColumn(pa.array(days, mask=_absent(column.valid)).cast(pa.date32()))
        case _:
            assert_never(column)


def _form(kind: Kind, extent: Extent) -> Any:
    """The type of a column without any value, which is held as one of words; None where it is one."""
    match kind.base:
        case Base.NUMBER:
            return pa.decimal128(DIGITS, extent.scale)
        case Base.BOOL:
            return pa.bool_()
        case Base.DATE:
            return pa.date32()
        case _:
            return None


def _remarks(found: Decimals) -> tuple[tuple[Integers, str], ...]:
    return (
        (found.endless, f"除不尽，表里四舍五入到 {found.places} 位小数"),
        (found.cut, f"小数太长，表里四舍五入到 {found.values.type.scale} 位小数"),
        (found.lost, f"超过 {DIGITS} 位，表里放不下"),
    )


def exact_texts(column: Numbers | Quotients | Nearly) -> Any:
    """Numbers as texts that say them in full: ``92.5``, ``100/3``."""
    if isinstance(column, Numbers) and not column.odd:
        # Each distinct number is put into words once.
        n = np.ascontiguousarray(column.n) if column.valid is None else np.where(column.valid, column.n, 0)
        distinct, places = np.unique(n, return_inverse=True)
        words = [to_json_text(Fraction(int(one), column.per)) for one in distinct.tolist()]
        return pa.array(words, pa.large_string()).take(pa.array(places, mask=_absent(column.valid)))
    values = [column.value(row) for row in range(len(column))]
    return pa.array([to_json_text(one) if isinstance(one, Fraction) else None for one in values], pa.large_string())


def _absent(valid: Mask) -> Any:
    return None if valid is None else ~valid


def _words(column: Codes, kind: Kind) -> Any:
    """Grades are categories in their order, the lowest first, so that they compare; choices have no order."""
    labels = [label if isinstance(label, str) else show_value(label) for label in column.labels]
    codes = np.ascontiguousarray(column.codes) if column.valid is None else np.where(column.valid, column.codes, 0)
    if kind.base not in (Base.GRADE, Base.CHOICE) or not kind.options:
        return texts_of(labels).take(pa.array(codes, mask=_absent(column.valid)))
    options = [option if isinstance(option, str) else show_value(option) for option in kind.options]
    if not set(labels).issubset(options):
        used = np.unique(codes if column.valid is None else codes[column.valid]).tolist()
        options += [labels[code] for code in used]
    known = list(dict.fromkeys(options))
    ordered = kind.base is Base.GRADE
    known = known[::-1] if ordered else known
    place = {label: i for i, label in enumerate(known)}
    places = np.array([*(place.get(label, 0) for label in labels), 0], np.int32)
    indices = pa.array(np.take(places, codes, mode="clip"), mask=_absent(column.valid))
    # All indices are places in ``known``: nothing is left to be checked.
    return pa.DictionaryArray.from_arrays(indices, pa.array(known, pa.string()), ordered=ordered, safe=False)
