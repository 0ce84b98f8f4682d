"""Tables of pandas, whose columns say absence in half a dozen ways."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.errors import InputError
from govperf.frames.model import Cells, Frame
from govperf.frames.of_arrow import one_piece

_PLAIN = "iufb"
"""Kinds of NumPy arrays that Arrow takes as they are."""

_FEW_DIGITS = 20
"""No limit on the digits of a number that columns are read in bulk under is lower."""


@frozen(eq=False)
class PandasFrame:
    """A ``pandas.DataFrame``."""

    frame: Any = field(repr=False)

    @classmethod
    def of(cls, given: Any) -> Frame:
        """Refuses columns in levels, which name nothing alone."""
        if given.columns.nlevels > 1:
            raise InputError([say.COLUMN_LEVELS.problem()])
        return cls(given)

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns; what is no text is no name of an input either."""
        return tuple(head if isinstance(head, str) else f"{head}" for head in self.frame.columns)

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.frame)

    @property
    def lasting(self) -> bool:
        """See :class:`govperf.frames.model.Frame`."""
        return False

    def column(self, position: int) -> Cells:
        """A column by its place, in one piece."""
        series = self.frame.iloc[:, position]
        if isinstance(series.dtype, np.dtype) and series.dtype.kind in _PLAIN:
            return Cells(pa.array(series.to_numpy()), nan_is_absent=True)
        if series.dtype == np.dtype(object):
            return _objects(series)
        try:
            found = one_piece(pa.array(series.array))
        except (pa.ArrowException, TypeError, ValueError):
            return _objects(series.astype(object))
        return _objects(series.astype(object)) if isinstance(found, pa.ExtensionArray) else Cells(found, True)

    def alike(self, results: Any) -> Any:
        """The results under the index of the frame."""
        columns = {name: _native(one_piece(results.column(name))) for name in results.column_names}
        return pd.DataFrame(columns, index=self.frame.index)


def _objects(series: Any) -> Cells:
    """Texts, or decimals, as Arrow has them; whatever is mixed stays what it is, value for value."""
    values = series.to_numpy(dtype=object)
    absent = _absent(values)
    sort = pd.api.types.infer_dtype(values, skipna=True)
    if sort in ("string", "decimal"):
        try:
            found = pa.array(values, type=pa.large_string() if sort == "string" else None, mask=absent)
        except (pa.ArrowException, TypeError, ValueError):  # a lone surrogate, a decimal of a hundred digits
            found = None
        # One scale for all adds zeros, which are more digits than some number has.
        if found is not None and not (pa.types.is_decimal(found.type) and found.type.precision > _FEW_DIGITS):
            return Cells(found)
    return Cells([None if none else value for value, none in zip(values.tolist(), absent.tolist(), strict=True)])


def _absent(values: Any) -> Any:
    """Where there is nothing."""
    try:
        return pd.isna(values)
    except Exception:  # noqa: BLE001 - a signalling NaN, or a host's object that does not want to be compared
        return np.array([_is_absent(value) for value in values.tolist()], np.bool_)


def _is_absent(value: object) -> bool:
    try:
        return pd.isna(value) is True
    except Exception:  # noqa: BLE001 - as above; it is told when it is read
        return False


def _native(values: Any) -> Any:
    """A column of results as pandas holds it: decimals in Arrow's own type, words as categories."""
    if pa.types.is_dictionary(values.type):
        codes = values.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return pd.Categorical.from_codes(codes, values.dictionary.to_pylist(), ordered=values.type.ordered)
    if pa.types.is_boolean(values.type):
        flags = values.fill_null(False).to_numpy(zero_copy_only=False)
        return pd.arrays.BooleanArray(flags, values.is_null().to_numpy(zero_copy_only=False))
    return pd.arrays.ArrowExtensionArray(pa.chunked_array([values]))
