"""Tables as the sheets of an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govperf.adapters.place import column_letters
from govperf.adapters.results import Sheet, shown
from govperf.adapters.writing import write_bytes
from govperf.diagnostics.width import text_width
from govperf.export.workbook import new_workbook, put, sheet_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIGITS_OF_EXCEL: Final = 15
"""Significant digits that a spreadsheet keeps; a longer number is written as text, so that none is lost."""

_WIDEST: Final = 60


def write_excel(sheets: Sequence[Sheet], path: Path) -> None:
    """Writes one workbook with these sheets."""
    book = new_workbook()
    for sheet in sheets:
        _fill(book.create_sheet(sheet_name(sheet.name)), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    write_bytes(path, buffer.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font

    for position, head in enumerate(sheet.heads, start=1):
        put(page, 1, position, head).font = Font(bold=True)
    for number, row in enumerate(sheet.rows, start=2):
        for position, value in enumerate(row, start=1):
            _put_value(page, number, position, value)
    page.freeze_panes = "B2"
    for position, head in enumerate(sheet.heads, start=1):
        cells = [text_width(shown(row[position - 1])) for row in sheet.rows[:200]]
        width = min(max([text_width(head), *cells]) + 2, _WIDEST)
        page.column_dimensions[column_letters(position)].width = width


def _put_value(page: Worksheet, row: int, column: int, value: object) -> None:
    match value:
        case None:
            return
        case Decimal() if _fits(value):
            exponent = value.as_tuple().exponent
            places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            put(page, row, column, value).number_format = "0." + "0" * places if places else "0"
        case bool():
            put(page, row, column, shown(value))
        case int() | date():
            put(page, row, column, value)
        case _:
            put(page, row, column, shown(value))


def _fits(value: Decimal) -> bool:
    return len(value.as_tuple().digits) <= _DIGITS_OF_EXCEL
