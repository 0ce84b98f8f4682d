"""The distinct cells of a column: what a record would not tell apart is read once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import frozen

from govperf.columns.model import Mask
from govperf.frames.numbers import Rows


@frozen(eq=False)
class Distinct:
    """Distinct cells with the row of each: ``cells[codes[i]]`` stands in row ``rows[i]``."""

    cells: Sequence[object]
    codes: npt.NDArray[np.int64]
    rows: Rows | None = None

    @property
    def all_rows(self) -> Rows:
        """The rows, also where they are simply all of them."""
        return np.arange(len(self.codes)) if self.rows is None else self.rows


def distinct(values: Sequence[object]) -> Distinct:
    """Cells that a record would not tell apart, once each."""
    seen: dict[object, int] = {}
    cells: list[object] = []
    codes = np.empty(len(values), np.int64)
    for row, value in enumerate(values):
        try:
            code = seen.setdefault(_identity(value), len(cells))
        except Exception:  # noqa: BLE001 - a list, or a host's object with a hash of its own
            code = len(cells)
        if code == len(cells):
            cells.append(value)
        codes[row] = code
    return Distinct(cells, codes)


def _identity(value: object) -> tuple[object, ...]:
    """1, 1.0 and True are equal for Python, so are 1 and 1.00, or a midnight here and an hour elsewhere."""
    match value:
        case Decimal():
            return value.__class__, value.as_tuple()
        case datetime.datetime():
            return value.__class__, value, value.utcoffset()
        case _:
            return value.__class__, value


def distinct_in(values: Any, there: Mask, rows: Rows | None = None) -> Distinct:
    """Those of an Arrow array, or of some rows of it."""
    some = values if rows is None else values.take(pa.array(rows))
    try:
        encoded = some.dictionary_encode(null_encoding="encode")
        cells = objects(encoded.dictionary)
        codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    except (pa.ArrowException, TypeError):  # lists and the like
        found = distinct(objects(some))
        cells, codes = list(found.cells), found.codes
    absent = None if there is None else ~(there if rows is None else there[rows])
    if absent is not None and absent.any():
        codes = np.where(absent, len(cells), codes)
        cells = [*cells, None]
    return Distinct(cells, codes, rows)


def objects(values: Any) -> list[object]:
    """The cells as a record would have them."""
    kind = values.type
    if pa.types.is_float32(kind) or pa.types.is_float16(kind):
        return [_narrow(cell) for cell in values.to_numpy(zero_copy_only=False)]
    try:
        return list(values.to_pylist())
    except (ValueError, TypeError, OverflowError, ImportError):  # beyond what Python or this computer knows of time
        return [_object(value) for value in values]


def _narrow(cell: Any) -> object:
    """A narrow float as the shortest decimal that prints it at its own width."""
    return Decimal(str(cell)) if np.isfinite(cell) else float(cell)


def _object(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except (ValueError, TypeError, OverflowError, ImportError):
        return str(scalar)
