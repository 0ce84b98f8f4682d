"""Streamed results as CSV, as Parquet, as a table for the terminal."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from govperf.adapters.csv_writer import harmless
from govperf.adapters.results import result_heads
from govperf.adapters.writing import draft
from govperf.columns.model import Nearly, Numbers, Quotients
from govperf.diagnostics import Language, Severity
from govperf.frames.decimals import Extent, extent_of
from govperf.frames.results import shown_column
from govperf.semantics import Definition
from govperf.streams.results import Results, Seen, Store, struck, texts_of, vetoes_of

Tell = Callable[[int], None]
"""Told how many rows have been written."""

Row = tuple[str | None, ...]


def rows_of(store: Store, seen: Seen, object_name: str | None, language: Language) -> Iterator[list[Row]]:
    """The rows of the table of results, block by block, each value as a person reads it."""
    for results in store:
        columns = [_owners(results, seen)]
        columns += [_texts(results, seen, key) for key in _outputs(seen, object_name)]
        if seen.vetoed:
            columns.append(_vetoes(results, seen))
        if seen.failed:
            columns.append(_codes(results, language))
        yield list(zip(*columns, strict=True))


def heads_of(seen: Seen, object_name: str | None, language: Language) -> tuple[str, ...]:
    """The heads of the table of results."""
    outputs = [seen.graph.ruleset.paths.get(key, key) for key in _outputs(seen, object_name)]
    return result_heads(outputs, object_name, language, named=seen.named, vetoed=seen.vetoed, failed=seen.failed > 0)


def numeric_heads(seen: Seen, object_name: str | None) -> tuple[bool, ...]:
    """Which columns hold numbers, so that they are set flush right."""
    outputs = tuple(seen.numeric.get(key, False) for key in _outputs(seen, object_name))
    return (not seen.named, *outputs, *([False] * (seen.vetoed + (seen.failed > 0))))


def _outputs(seen: Seen, object_name: str | None) -> list[str]:
    return [key for key in seen.outputs if not (seen.named and key == object_name)]


def _owners(results: Results, seen: Seen) -> list[str | None]:
    if seen.named:
        return [name or "" for name in results.names or [""] * results.length]
    return [str(results.start + row + 1) for row in range(results.length)]


def _definition(seen: Seen, key: str) -> Definition:
    found = seen.graph[key].definition
    if found is None:
        raise AssertionError(key)
    return found


def _texts(results: Results, seen: Seen, key: str) -> list[str | None]:
    return texts_of(results.columns[key], _definition(seen, key).places)


def _vetoes(results: Results, seen: Seen) -> list[str | None]:
    found: list[str | None] = [None] * results.length
    for one in vetoes_of(seen.graph):
        said = f"{one.name}（{one.remarks.clause}）" if one.remarks.clause else one.name
        for row in np.flatnonzero(struck(results, one)).tolist():
            found[row] = said if found[row] is None else f"{found[row]}；{said}"
    return [("" if row not in results.failed else None) if text is None else text for row, text in enumerate(found)]


def _codes(results: Results, language: Language) -> list[str | None]:
    """Why rows have no results, in the space of a cell."""
    found: list[str | None] = [None] * results.length
    for row in results.failed:
        errors = [one.problem for one in results.about(row) if one.severity is Severity.ERROR]
        codes = dict.fromkeys(one.code if language == "zh" else one.template.slug for one in errors)
        found[row] = "、".join(codes) or ("没有结果" if language == "zh" else "no result")
    return found


# --- CSV ---


def stream_csv(store: Store, seen: Seen, object_name: str | None, path: Path, language: Language, tell: Tell) -> None:
    """Writes a table in UTF-8 with a BOM, as the writer of whole tables does."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    words = _wordy(seen, object_name)
    done = 0
    with draft(path) as stream:
        stream.write(codecs.BOM_UTF8)
        text = io.TextIOWrapper(stream, "utf-8", "replace", newline="", write_through=False)
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([harmless(head) for head in heads_of(seen, object_name, language)])
        for rows in rows_of(store, seen, object_name, language):
            writer.writerows(_harmless(rows, words))
            done += len(rows)
            tell(done)
        text.flush()
        text.detach()


def _wordy(seen: Seen, object_name: str | None) -> list[int]:
    """The columns whose texts a spreadsheet could take for a formula."""
    return [place for place, number in enumerate(numeric_heads(seen, object_name)) if not number]


def _harmless(rows: list[Row], words: Sequence[int]) -> Iterator[Sequence[str]]:
    for row in rows:
        cells = [cell or "" for cell in row]
        for place in words:
            cells[place] = harmless(cells[place])
        yield cells


# --- Parquet ---


def stream_parquet(
    store: Store, seen: Seen, object_name: str | None, path: Path, language: Language, tell: Tell
) -> None:
    """Writes Parquet, or a file of Arrow, with typed columns; the scale of decimals is that of the finest value."""
    extents = _extents(store, seen)
    done, writer = 0, None
    with draft(path) as stream:
        for results in store:
            table = _table(results, seen, object_name, language, extents)
            if writer is None:
                is_parquet = path.suffix.lower() == ".parquet"
                writer = (pq.ParquetWriter if is_parquet else pa.ipc.new_file)(stream, table.schema)
            writer.write_table(table)
            done += results.length
            tell(done)
        if writer is not None:
            writer.close()


def _extents(store: Store, seen: Seen) -> dict[str, Extent]:
    """What the numbers of each output ask for over the whole file: every block has the same type."""
    extents = {key: Extent(_definition(seen, key).places or 0) for key in seen.outputs if seen.numeric.get(key)}
    for results in store:
        for key in extents:
            column = results.columns[key]
            if isinstance(column, Numbers | Quotients | Nearly):
                extents[key] |= extent_of(column, _definition(seen, key).places)
    return extents


def _table(
    results: Results, seen: Seen, object_name: str | None, language: Language, extents: Mapping[str, Extent]
) -> Any:
    columns: dict[str, Any] = {}
    heads = heads_of(seen, object_name, language)
    owners = _owners(results, seen)
    columns[heads[0]] = (
        pa.array(owners, pa.large_string()) if seen.named else pa.array([int(owner or 0) for owner in owners])
    )
    for head, key in zip(heads[1:], _outputs(seen, object_name), strict=False):
        definition = _definition(seen, key)
        column = results.columns[key]
        columns[head] = shown_column(column, definition.kind, definition.places, extents.get(key)).values
    rest = [_vetoes(results, seen)] * seen.vetoed + [_codes(results, language)] * (seen.failed > 0)
    for head, texts in zip(heads[len(columns) :], rest, strict=True):
        columns[head] = pa.array(texts, pa.large_string())
    return pa.table(columns)
