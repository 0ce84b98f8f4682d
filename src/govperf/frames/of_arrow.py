"""Arrow tables, or whatever gives itself away as one."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.errors import InputError
from govperf.frames.model import Cells, Frame


@frozen(eq=False)
class ArrowFrame:
    """A ``pyarrow.Table``, a RecordBatch, or what a RecordBatchReader holds."""

    table: Any = field(repr=False)
    is_batch: bool = False

    @classmethod
    def of(cls, given: Any) -> Frame:
        """Reads a reader to its end."""
        if isinstance(given, pa.RecordBatch):
            return cls(pa.Table.from_batches([given]), is_batch=True)
        return cls(given.read_all() if isinstance(given, pa.RecordBatchReader) else given)

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.table.column_names)

    @property
    def length(self) -> int:
        """How many rows there are."""
        return int(self.table.num_rows)

    @property
    def lasting(self) -> bool:
        """See :class:`govperf.frames.model.Frame`."""
        return True

    def column(self, position: int) -> Cells:
        """A column by its place, in one piece."""
        return Cells(one_piece(self.table.column(position)))

    def alike(self, results: Any) -> Any:
        """The results, as one batch where one was given."""
        if not self.is_batch:
            return results
        batches = results.combine_chunks().to_batches()
        return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=results.schema)


def from_stream(given: object) -> Frame:
    """The table of an object with the Arrow interface for streams, such as a relation of DuckDB; results are Arrow."""
    try:
        return ArrowFrame(pa.table(given))
    except Exception as error:  # noqa: BLE001 - a host's object may raise anything
        shown = f"{type(given).__name__}: {type(error).__name__}"
        raise InputError([say.NOT_A_FRAME.problem(value=shown)]) from None


def one_piece(values: Any) -> Any:
    """An array in place of a chunked one, each of its values in a place of its own."""
    found = _joined(values)
    return pc.run_end_decode(found) if pa.types.is_run_end_encoded(found.type) else found


def _joined(values: Any) -> Any:
    if not isinstance(values, pa.ChunkedArray):
        return values
    if values.num_chunks == 1:
        return values.chunk(0)
    if pa.types.is_string_view(values.type):  # chunks of views cannot be put together as they are
        values = values.cast(pa.large_string())
    found = values.combine_chunks()
    return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)
