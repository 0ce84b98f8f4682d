"""The published limits of data files."""

from __future__ import annotations

from typing import Final

from attrs import field, validators

from govperf.adapters import messages as say
from govperf.errors import InputError
from govperf.frozen import frozen

_WORDS: Final = {
    "file_bytes": ("字节", "bytes"),
    "unpacked_bytes": ("字节（解压后）", "bytes when unpacked"),
    "rows": ("行", "rows"),
    "columns": ("列", "columns"),
    "cells": ("个单元格", "cells"),
    "sheets": ("个工作表", "sheets"),
}


def _limit(default: int) -> int:
    return field(default=default, validator=validators.and_(validators.instance_of(int), validators.ge(1)))


@frozen(kw_only=True)
class TableLimits:
    """How much one data file may hold; each is an int from 1 up."""

    file_bytes: int = _limit(200_000_000)
    """Bytes of the file itself."""

    unpacked_bytes: int = _limit(500_000_000)
    """Bytes of everything inside an .xlsx file, unpacked."""

    rows: int = _limit(1_048_576)
    """Rows of one table, empty ones included."""

    columns: int = _limit(2_000)
    """Columns of one table."""

    cells: int = _limit(10_000_000)
    """Cells with content in one file."""

    sheets: int = _limit(200)
    """Sheets of one workbook."""

    number_digits: int = _limit(100)
    """Digits of one number in JSON, beyond which it is not even read."""

    def passed(self, file: str, name: str) -> InputError:
        """The error to raise when limit ``name`` is passed."""
        what, what_en = _WORDS[name]
        most = f"{getattr(self, name):,}"
        return InputError([say.TOO_LARGE.problem(file=file, what=what, what_en=what_en, most=most)])


DEFAULT_TABLE_LIMITS: Final = TableLimits()
