"""Objects with their ledgers from CSV files that lie side by side."""

from __future__ import annotations

import csv
import io
from glob import escape
from pathlib import Path

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.decoding import read_text
from govperf.adapters.grid import Form, Grid, grid_from_rows
from govperf.adapters.known import known_heads, ledger_heads
from govperf.adapters.place import Finding, Place
from govperf.adapters.records import Dataset, dataset_from_tables, object_key
from govperf.adapters.table_limits import TableLimits
from govperf.adapters.tables import table_from_grid
from govperf.diagnostics.suggest import nearest
from govperf.errors import InputError
from govperf.values import canonical

_LONGEST_CELL = 1_000_000


def read_csv(inputs: InputsLike, path: Path, limits: TableLimits, *, strict: bool = False) -> Dataset:
    """The objects of ``path``; the ledger 表彰 of ``units.csv`` is ``units.表彰.csv`` in the same folder."""
    key = object_key(inputs)
    grid = csv_grid(path, known_heads(inputs), limits)
    if grid is None or not grid.rows:
        raise InputError([say.EMPTY_FILE.problem(file=path.name)])
    objects = table_from_grid(grid, inputs, key, strict=strict)
    ledgers = {}
    beside, findings = _beside(inputs, path)
    for ledger in inputs.ledgers:
        if ledger.name in beside:
            file = beside[ledger.name]
            found = csv_grid(file, ledger_heads(ledger, key), limits) or Grid(file.name, Form.CSV, (), ())
            ledgers[ledger.name] = table_from_grid(found, ledger.columns, key, strict=strict)
    dataset = dataset_from_tables(inputs, objects, ledgers)
    return dataset.with_findings(findings)


def _beside(inputs: InputsLike, path: Path) -> tuple[dict[str, Path], list[Finding]]:
    """The files of ledgers by ledger, and a word about files whose names are nearly those of a ledger."""
    names = {canonical(ledger.name): ledger.name for ledger in inputs.ledgers}
    found: dict[str, Path] = {}
    findings = []
    for file in sorted(path.parent.glob(f"{escape(path.stem)}.*{escape(path.suffix)}")):
        name = canonical(file.stem.removeprefix(f"{path.stem}."))
        if name in names:
            found[names[name]] = file
        elif near := nearest(name, names.values(), 1):
            problem = say.UNUSED_SHEET.problem(table=file.name, nearest=near[0])
            findings.append(Finding(problem, Place(file.name)))
    return found, findings


def csv_grid(path: Path, known: frozenset[str], limits: TableLimits) -> Grid | None:
    """The table as it stands; None where it is empty."""
    text = read_text(path, limits)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    csv.field_size_limit(_LONGEST_CELL)
    # Lines end where files end them: other marks, such as U+2028, are a part of their cell.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    cells = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells += len(row)
            _refuse_huge(path, limits, number, len(row), cells)
            rows.append((number, row))
    except csv.Error as error:
        raise InputError([say.BROKEN_CSV.problem(file=path.name, line=reader.line_num, reason=error)]) from None
    return grid_from_rows(path.name, Form.CSV, rows, known)


def _refuse_huge(path: Path, limits: TableLimits, rows: int, columns: int, cells: int) -> None:
    for name, found in (("rows", rows), ("columns", columns), ("cells", cells)):
        if found > getattr(limits, name):
            raise limits.passed(path.name, name)
