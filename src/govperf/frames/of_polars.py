"""Tables of Polars."""

from __future__ import annotations

from typing import Any

import polars as pl
import pyarrow as pa
from attrs import field, frozen

from govperf.frames.model import Cells
from govperf.frames.of_arrow import one_piece

_NOT_IN_ARROW = (pl.Object, pl.Int128, *(kind for name in ("UInt128",) if (kind := getattr(pl, name, None))))
"""Of objects Arrow would be given the addresses; integers of 128 bits it has no type for."""


@frozen(eq=False)
class PolarsFrame:
    """A ``polars.DataFrame``. Its own casts to Decimal round, so none of them is ever used."""

    frame: Any = field(repr=False)

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.frame.columns)

    @property
    def length(self) -> int:
        """How many rows there are."""
        return int(self.frame.height)

    @property
    def lasting(self) -> bool:
        """See :class:`govperf.frames.model.Frame`."""
        return True

    def column(self, position: int) -> Cells:
        """A column by its place, in one piece."""
        series = self.frame.to_series(position)
        if series.dtype in _NOT_IN_ARROW:
            return Cells(series.to_list())
        return Cells(one_piece(series.to_arrow()))

    def alike(self, results: Any) -> Any:
        """The results; words are an Enum, whose order is that of its categories."""
        return pl.DataFrame([_native(name, one_piece(results.column(name))) for name in results.column_names])


def _native(name: str, values: Any) -> Any:
    if pa.types.is_dictionary(values.type):
        words = values.dictionary.to_pylist()
        return pl.Series(name, words, pl.Enum(words)).gather(pl.Series(values.indices.view(pa.uint32())))
    if pa.types.is_large_string(values.type) and values.null_count == len(values):  # most notes, most errors
        return pl.Series(name, [None], pl.String).new_from_index(0, len(values))
    return pl.Series(name, values)
