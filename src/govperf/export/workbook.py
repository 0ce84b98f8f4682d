"""Workbooks through the optional Excel library, which is imported here alone."""

from __future__ import annotations

import re
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from govperf.errors import MissingExtraError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

OBJECT_HEAD: Final = "对象"
"""The head of the column that names the object where the policy does not declare one."""

NOTES_SHEET: Final = "填表说明"
"""The sheet of a form that explains it, from which nothing is read."""

CHOICES_SHEET: Final = "选项"
"""The hidden sheet of a form that holds long lists of choices, from which nothing is read."""

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME: Final = 31
_LONGEST_CELL: Final = 32_767
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA: Final = ("=", "+", "-", "@")


def excel_library() -> ModuleType:
    """The module ``openpyxl``; where it is missing, an error that says which extra brings it."""
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError(
            '读写 Excel 表格需要 openpyxl：请运行 pip install "govperf[excel]"'
            '（reading or writing Excel needs openpyxl: pip install "govperf[excel]"）'
        ) from None
    return openpyxl


def new_workbook() -> Workbook:
    """A workbook without sheets."""
    book: Workbook = excel_library().Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def sheet_name(name: str) -> str:
    """``name`` as a sheet can bear it: at most 31 characters, without brackets, colons, slashes and the like."""
    shown = _FORBIDDEN.sub("_", name)[:_LONGEST_NAME].strip("'")
    return shown or "_"


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """Writes a value into a cell, rows and columns from 1; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = _CONTROL.sub("", value)[:_LONGEST_CELL]
    cell.value = text
    if text.startswith(_FORMULA):
        # As a string, marked as quoted, so that editing the cell does not turn it into a formula either.
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell
