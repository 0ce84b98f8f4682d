"""Parquet or Arrow files a block of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.grid import Form, Grid
from govperf.adapters.heads import Heads, match_heads
from govperf.adapters.place import Place
from govperf.adapters.records import object_key, placed
from govperf.errors import InputError
from govperf.frames.ledgers import texts_of
from govperf.frames.model import Cells
from govperf.frames.of_arrow import one_piece
from govperf.limits import Limits
from govperf.semantics import LedgerDefinition
from govperf.streams.source import CELLS, Block, texts
from govperf.values import canonical

SUFFIXES: Final = (".parquet", ".arrow", ".feather")


@frozen(eq=False)
class ArrowSource:
    """A Parquet file, or one of Arrow's own format."""

    path: Path
    grid: Grid
    heads: Heads
    limits: Limits
    ledgers: Mapping[int, LedgerDefinition]
    rows: int

    def place(self, number: int | None, name: str | None = None) -> Place:
        """A row by its number, or the cell of it that ``name`` stands over."""
        column = next((column for column in self.heads.columns if column.name == name), None)
        return self.grid.place(number, column.position if column else None)

    def names(self) -> Iterator[tuple[Sequence[int], Any]]:
        """The names of all objects, read ahead."""
        owner = self.heads.object_column
        start = 1
        for batch in self._batches([] if owner is None else [owner.position]):
            numbers = range(start, start + batch.num_rows)
            start += batch.num_rows
            if owner is not None:
                yield numbers, self._names(batch.column(0))

    def blocks(self) -> Iterator[Block]:
        """The rows from the first on."""
        wanted = sorted({*(column.position for column in self.heads.columns), *self.ledgers})
        owner = self.heads.object_column
        start = 1
        for batch in self._batches(wanted):
            cells = {position: _cells(batch.column(place)) for place, position in enumerate(wanted)}
            names = None if owner is None else self._names(batch.column(wanted.index(owner.position)))
            numbers = range(start, start + batch.num_rows)
            start += batch.num_rows
            yield Block(numbers, cells, names, done=min((start - 1) / max(self.rows, 1), 1.0))

    def _names(self, values: Any) -> Any:
        owner = self.heads.object_column
        return texts_of(_cells(values), "" if owner is None else owner.name, self.limits)

    def _batches(self, positions: Sequence[int]) -> Iterator[Any]:
        size = max(1_000, min(65_536, CELLS // max(len(positions), 1)))
        try:
            if self.path.suffix.lower() == ".parquet":
                with pq.ParquetFile(self.path) as file:
                    heads = [self.grid.heads[position] for position in positions]
                    yield from file.iter_batches(batch_size=size, columns=heads)
                    if not self.rows:
                        yield _nothing(file.schema_arrow, positions)
                return
            with pa.memory_map(str(self.path)) as stream:
                batches = _opened(stream)
                for batch in batches:
                    some = batch.select(list(positions))
                    yield from (some.slice(at, size) for at in range(0, batch.num_rows, size))
                if not self.rows:
                    yield _nothing(batches.schema, positions)
        except (pa.ArrowException, OSError) as error:
            raise _broken(self.path, error) from None


def open_arrow(
    inputs: InputsLike, ledgers: Sequence[LedgerDefinition], path: Path, limits: Limits, *, strict: bool = False
) -> ArrowSource:
    """Reads the heads of a file; raises InputError where it cannot be read."""
    try:
        heads, rows = _schema(path)
    except (pa.ArrowException, OSError) as error:
        raise _broken(path, error) from None
    grid = Grid(path.name, Form.JSON, heads, ())
    known = {canonical(one.name): one for one in ledgers}
    found = match_heads(grid, inputs, object_key(inputs), strict=strict, unreported=[one.name for one in ledgers])
    if found.errors:
        raise InputError([placed(finding) for finding in found.errors])
    lists = {place: known[canonical(head)] for place, head in enumerate(heads) if canonical(head) in known}
    return ArrowSource(path, grid, found, limits, lists, rows)


def _schema(path: Path) -> tuple[tuple[str, ...], int]:
    if path.suffix.lower() == ".parquet":
        with pq.ParquetFile(path) as file:
            return tuple(file.schema_arrow.names), int(file.metadata.num_rows)
    with pa.memory_map(str(path)) as stream:
        batches = _opened(stream)
        return tuple(batches.schema.names), sum(batch.num_rows for batch in batches)


def _nothing(schema: Any, positions: Sequence[int]) -> Any:
    """A block without rows, so that an empty file has results with heads."""
    return pa.RecordBatch.from_pylist([], pa.schema([schema.field(position) for position in positions]))


def _opened(stream: Any) -> Any:
    """Batches of either form: the one with an index at its end, or the plain stream."""
    try:
        file = pa.ipc.open_file(stream)
    except pa.ArrowInvalid:
        stream.seek(0)
        return pa.ipc.open_stream(stream)
    return _Batches(file)


class _Batches:
    def __init__(self, file: Any) -> None:
        self._file = file
        self.schema = file.schema

    def __iter__(self) -> Iterator[Any]:
        return (self._file.get_batch(place) for place in range(self._file.num_record_batches))


def _cells(values: Any) -> Cells:
    """Blank texts count as empty, as they do in every data file."""
    found = one_piece(values)
    if pa.types.is_string_view(found.type):
        found = found.cast(pa.large_string())
    if pa.types.is_string(found.type) or pa.types.is_large_string(found.type):
        found = texts(found)
    return Cells(found)


def _broken(path: Path, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
        return InputError([say.CANNOT_OPEN.problem(file=path, reason=error.strerror)])
    return InputError([say.BROKEN_ARROW.problem(file=path.name, reason=str(error).splitlines()[0][:200])])
