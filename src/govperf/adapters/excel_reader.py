"""Objects with their ledgers from the sheets of an Excel workbook."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.decoding import read_bytes
from govperf.adapters.excel_archive import Archive, open_archive
from govperf.adapters.grid import Cell, Form, Grid, grid_from_rows
from govperf.adapters.known import known_heads, ledger_heads
from govperf.adapters.place import Finding, Place, Unreadable
from govperf.adapters.records import Dataset, dataset_from_tables, object_key
from govperf.adapters.table_limits import TableLimits
from govperf.adapters.tables import table_from_grid
from govperf.diagnostics.suggest import nearest
from govperf.errors import GovperfError, InputError
from govperf.export.workbook import CHOICES_SHEET, NOTES_SHEET, OBJECT_HEAD, excel_library, sheet_name
from govperf.frozen import frozen
from govperf.values import canonical

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LITERAL: Final = re.compile(r'"[^"]*"|\\.')
"""What a number format shows as it is: the sign in 0"%" does not multiply."""

_NOT_READ: Final = (NOTES_SHEET, CHOICES_SHEET)
_OBJECT_SHEETS: Final = (OBJECT_HEAD, "对象表")


@frozen
class _Book:
    """An open workbook: values by sheet, formulas by sheet where there are any, what is counted against limits."""

    name: str
    values: Mapping[str, Worksheet]
    formulas: Mapping[str, Worksheet]
    limits: TableLimits


def read_excel(inputs: InputsLike, path: Path, limits: TableLimits, *, strict: bool = False) -> Dataset:
    """The objects of ``path``; a ledger is the sheet of its name.

    Objects are the sheet named like the object, 对象 or 对象表, otherwise the first that is no ledger.
    """
    excel_library()
    archive = open_archive(read_bytes(path, limits), path.name, limits)
    try:
        with warnings.catch_warnings():
            # What the Excel library does not keep (drawings, extensions of other programs) holds no data.
            warnings.simplefilter("ignore")
            return _read(inputs, path, archive, limits, strict=strict)
    except GovperfError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file makes the Excel library raise whatever it meets
        raise InputError([say.BROKEN_EXCEL.problem(file=path.name)]) from None


def excel_grid(path: Path, known: frozenset[str], limits: TableLimits) -> Grid | None:
    """The first sheet of a workbook as it stands; None where it is empty."""
    excel_library()
    archive = open_archive(read_bytes(path, limits), path.name, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as above
            book = _open(path.name, archive, limits)
            title = next(iter(book.values), None)
            return None if title is None else _grid(book, title, known, _Budget(path.name, limits))
    except GovperfError:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise InputError([say.BROKEN_EXCEL.problem(file=path.name)]) from None


def _read(inputs: InputsLike, path: Path, archive: Archive, limits: TableLimits, *, strict: bool) -> Dataset:
    book = _open(path.name, archive, limits)
    ledgers = {canonical(sheet_name(ledger.name)): ledger for ledger in inputs.ledgers}
    chosen = _object_sheet(inputs, list(book.values), set(ledgers))
    budget = _Budget(path.name, limits)
    grid = None if chosen is None else _grid(book, chosen, known_heads(inputs), budget)
    if chosen is None or grid is None or not grid.rows:
        raise InputError([say.EMPTY_FILE.problem(file=path.name)])
    key = object_key(inputs)
    objects = table_from_grid(grid, inputs, key, strict=strict)
    tables = {}
    findings: list[Finding] = []
    for title in book.values:
        ledger = ledgers.get(canonical(title))
        if ledger is not None and title != chosen:
            found = _grid(book, title, ledger_heads(ledger, key), budget) or Grid(title, Form.EXCEL, (), ())
            tables[ledger.name] = table_from_grid(found, ledger.columns, key, strict=strict)
        elif title not in (chosen, *_NOT_READ):
            findings.extend(_unused(path.name, title, [ledger.name for ledger in inputs.ledgers]))
    return dataset_from_tables(inputs, objects, tables).with_findings(findings)


def _open(name: str, archive: Archive, limits: TableLimits) -> _Book:
    values = _sheets(archive.content, limits, name, formulas=False)
    formulas = _sheets(archive.content, limits, name, formulas=True) if archive.has_formulas else {}
    return _Book(name, values, formulas, limits)


def _sheets(content: bytes, limits: TableLimits, name: str, *, formulas: bool) -> dict[str, Worksheet]:
    book = excel_library().load_workbook(
        io.BytesIO(content), read_only=True, data_only=not formulas, keep_links=False, rich_text=False
    )
    if len(book.sheetnames) > limits.sheets:
        raise limits.passed(name, "sheets")
    return {sheet.title: sheet for sheet in book.worksheets}


def _object_sheet(inputs: InputsLike, titles: Sequence[str], ledgers: set[str]) -> str | None:
    wanted = [canonical(name) for name in (inputs.object_name or "", *_OBJECT_SHEETS) if name]
    free = [title for title in titles if canonical(title) not in ledgers and title not in _NOT_READ]
    named = [title for name in wanted for title in free if canonical(title) == name]
    return next(iter([*named, *free]), None)


def _unused(file: str, title: str, ledgers: Sequence[str]) -> Iterator[Finding]:
    near = nearest(title, ledgers, 1) or (tuple(ledgers[:5]) if ledgers else ())
    if near:
        yield Finding(say.UNUSED_SHEET.problem(table=title, nearest="、".join(near)), Place(f"{file} {title}"))


class _Budget:
    """Counts the cells that one file has taken of its limit."""

    def __init__(self, file: str, limits: TableLimits) -> None:
        self._file, self._limits, self._cells = file, limits, 0

    def spend(self, row: int, width: int, filled: int) -> None:
        """Counts one row; raises where a limit is passed."""
        self._cells += filled
        for name, found in (("rows", row), ("columns", width), ("cells", self._cells)):
            if found > getattr(self._limits, name):
                raise self._limits.passed(self._file, name)


def _grid(book: _Book, title: str, known: frozenset[str], budget: _Budget) -> Grid | None:
    rows = []
    for number, cells in enumerate(_rows(book.values[title]), start=1):
        values = [_cell(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        budget.spend(number, len(values), sum(value is not None for value in values))
        if values:
            rows.append((number, values))
    if title in book.formulas:
        _mark_uncalculated(rows, book.formulas[title])
    return grid_from_rows(f"{book.name} {title}", Form.EXCEL, rows, known)


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    # A file may claim any size for its sheets; what is really there is counted instead.
    sheet.reset_dimensions()
    yield from sheet.iter_rows()


def _mark_uncalculated(rows: list[tuple[int, list[Cell]]], sheet: Any) -> None:
    """Formulas whose results are not in the file would read as empty cells: they are refused instead."""
    by_number = dict(rows)
    for number, cells in enumerate(_rows(sheet), start=1):
        for position, cell in enumerate(cells):
            if getattr(cell, "data_type", "") != "f":
                continue
            values = by_number.setdefault(number, [])
            values.extend([None] * (position + 1 - len(values)))
            if values[position] is None:
                values[position] = Unreadable(say.NOT_CALCULATED.problem())
    rows[:] = sorted(by_number.items())


def _cell(cell: Any) -> Cell:
    value = cell.value
    match value:
        case None | bool():
            return value
        case str():
            return Unreadable(say.CELL_ERROR.problem(value=value)) if cell.data_type == "e" else value
        case int() | float():
            return _number(value, str(cell.number_format or ""))
        case datetime():
            return value.date() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: float, number_format: str) -> Cell:
    """A number as the person sees it: 0.925 in a cell formatted as percentage is 92.5%."""
    if "%" not in _LITERAL.sub("", number_format):
        return value
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    if not isinstance(exponent, int):
        return value
    # Two powers of ten are moved in the exponent: no arithmetic context can round them.
    shown = f"{Decimal((sign, digits, exponent + 2)):f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"
