"""A table in the terminal, its columns aligned by terminal cells."""

from __future__ import annotations

from collections.abc import Sequence

from govperf.adapters.results import Sheet, columns_of, is_numeric, shown
from govperf.diagnostics.width import printable, text_width


def table_text(sheet: Sheet) -> str:
    """The table with a line under its heads; columns of numbers are flush right."""
    right = [is_numeric(column) for column in columns_of(sheet)] or [False] * len(sheet.heads)
    heads = [printable(head) for head in sheet.heads]
    rows = [[printable(shown(value)) for value in row] for row in sheet.rows]
    widths = [max(map(text_width, column)) for column in zip(heads, *rows, strict=True)]
    lines = [line(heads, widths, right), "  ".join("-" * width for width in widths)]
    lines += [line(row, widths, right) for row in rows]
    return "\n".join(lines)


def line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """One row, its cells as wide as their columns."""
    padded = [_padded(*cell) for cell in zip(cells, widths, right, strict=True)]
    return "  ".join(padded).rstrip()


def _padded(text: str, width: int, right: bool) -> str:  # noqa: FBT001 - one of a row's parallel lists
    blanks = " " * (width - text_width(text))
    return f"{blanks}{text}" if right else f"{text}{blanks}"
