"""Columns of values as Arrow arrays: decimals, grades as categories, texts, truths, days."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, assert_never

import numpy as np
import pyarrow as pa
from attrs import frozen

from govperf.adapters.frames_decimals import Integers, decimal_column
from govperf.columns.model import Codes, Days, Mask, Nearly, Numbers, Quotients, Shown, Truths
from govperf.terms.kinds import Base, Kind
from govperf.values import show_value, to_json_text

_EPOCH: Final = 719_163
"""The ordinal of 1970-01-01, from which Arrow counts days."""


@frozen(eq=False)
class ArrowColumn:
    """A column as Arrow holds it; in the rows of ``rounded`` a decimal stands for a value that it cannot hold."""

    values: Any
    rounded: Integers


def shown_column(column: Shown, kind: Kind, places: int | None) -> ArrowColumn:
    """A column of results; ``places`` are the decimals that the policy rounds to."""
    nothing = np.zeros(0, np.int64)
    match column:
        case Numbers() | Quotients() | Nearly():
            found = decimal_column(column, places)
            return ArrowColumn(found.values, found.rounded)
        case Codes():
            return ArrowColumn(_words(column, kind), nothing)
        case Truths():
            return ArrowColumn(pa.array(np.ascontiguousarray(column.flags), mask=_absent(column.valid)), nothing)
        case Days():
            ordinals = column.ordinals if column.valid is None else np.where(column.valid, column.ordinals, _EPOCH)
            days = (ordinals - _EPOCH).astype(np.int32)
            return ArrowColumn(pa.array(days, mask=_absent(column.valid)).cast(pa.date32()), nothing)
        case _:
            assert_never(column)


def exact_texts(column: Numbers | Quotients | Nearly, places: int | None) -> Any:
    """Numbers as texts that say them in full: ``92.00``, ``100/3``."""
    texts: list[str | None] = [None] * len(column)
    rows = range(len(column)) if column.valid is None else np.flatnonzero(column.valid).tolist()
    for row in rows:
        value = column.value(row)
        texts[row] = to_json_text(value, places) if isinstance(value, Fraction) else None
    return pa.array(texts, pa.large_string())


def _absent(valid: Mask) -> Any:
    return None if valid is None else ~valid


def _words(column: Codes, kind: Kind) -> Any:
    """Grades are categories in their order, the lowest first, so that they compare; choices have no order."""
    labels = [label if isinstance(label, str) else show_value(label) for label in column.labels]
    codes = np.ascontiguousarray(column.codes) if column.valid is None else np.where(column.valid, column.codes, 0)
    if kind.base not in (Base.GRADE, Base.CHOICE) or not kind.options:
        return pa.array(labels, pa.large_string()).take(pa.array(codes, mask=_absent(column.valid)))
    used = {labels[code] for code in np.unique(codes if column.valid is None else codes[column.valid]).tolist()}
    options = [option if isinstance(option, str) else show_value(option) for option in kind.options]
    known = list(dict.fromkeys([*options, *(label for label in labels if label in used)]))
    ordered = kind.base is Base.GRADE
    known = known[::-1] if ordered else known
    place = {label: i for i, label in enumerate(known)}
    places = np.array([*(place.get(label, 0) for label in labels), 0], np.int32)
    indices = pa.array(places[codes], mask=_absent(column.valid))
    return pa.DictionaryArray.from_arrays(indices, pa.array(known, pa.string()), ordered=ordered)
