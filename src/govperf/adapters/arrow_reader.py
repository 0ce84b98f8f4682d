"""Objects with their ledgers from a Parquet or Arrow file, as records."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.json_reader import dataset_of_values
from govperf.adapters.records import Dataset
from govperf.adapters.table_limits import TableLimits
from govperf.errors import InputError, MissingExtraError


def read_arrow(inputs: InputsLike, path: Path, limits: TableLimits, *, strict: bool = False) -> Dataset:
    """All rows of a file that is small enough; a ledger is a column of lists. Raises MissingExtraError."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError('读 Parquet 要用 PyArrow：请先安装 pip install "govperf[frames,batch]"') from None
    try:
        table = parquet.read_table(path) if path.suffix.lower() == ".parquet" else _of_arrow(path)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise InputError([say.BROKEN_ARROW.problem(file=path.name, reason=reason)]) from None
    if table.num_rows > limits.rows:
        raise limits.passed(path.name, "rows")
    columns = [_values(table.column(place)) for place in range(table.num_columns)]
    rows = [dict(zip(table.column_names, row, strict=True)) for row in zip(*columns, strict=True)]
    return dataset_of_values(inputs, rows, path.name, limits, strict=strict)


def _of_arrow(path: Path) -> Any:
    """A file of Arrow's own format, with an index at its end or without."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as stream:
        try:
            return pa.ipc.open_file(stream).read_all()
        except pa.ArrowInvalid:
            stream.seek(0)
            return pa.ipc.open_stream(stream).read_all()


def _values(column: Any) -> list[object]:
    """The cells of a column; a narrow float by the decimal that it prints."""
    import pyarrow as pa

    if pa.types.is_float32(column.type) or pa.types.is_float16(column.type):
        return [Decimal(str(value)) for value in column.to_numpy()]
    return list(column.to_pylist())
