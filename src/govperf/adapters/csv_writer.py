"""Tables as CSV that Excel opens right."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Final

from govperf.adapters.results import Sheet, shown
from govperf.adapters.writing import write_bytes

_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?%?")


def write_csv(sheet: Sheet, path: Path) -> None:
    """Writes a table in UTF-8 with a BOM, by which Excel knows the encoding."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    write_bytes(path, csv_text(sheet, delimiter).encode("utf-8-sig", "replace"))


def csv_text(sheet: Sheet, delimiter: str = ",") -> str:
    """The table as CSV; text that a spreadsheet would run as a formula is led by an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in sheet.heads])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return buffer.getvalue()


def _cell(value: object) -> str:
    return harmless(value) if isinstance(value, str) else shown(value)


def harmless(text: str) -> str:
    """``text``, with an apostrophe before what begins like a formula without being a number."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(text) else text
