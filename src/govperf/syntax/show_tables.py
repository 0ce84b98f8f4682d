"""Printed tables as canonical text: columns aligned as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from govperf.diagnostics import text_width
from govperf.syntax.declarations import Cell, Table
from govperf.syntax.show_words import Line, Lines, Word, line

_WIDEST: Final = 60
"""Terminal cells up to which a text is aligned with; one long text would widen every row."""


def table_lines(table: Table) -> Lines:
    """The rows of a table, the head first; a cell keeps its text."""
    rows = (table.head, *table.rows)
    widths = tuple(_column_width(column) for column in zip_longest(*rows))
    for row in rows:
        yield _row(row, widths)


def _column_width(column: Iterable[Cell | None]) -> int:
    """Terminal cells of the widest text in a column, those that are too wide to align with left out."""
    return max((width for cell in column if cell and (width := text_width(cell.text)) <= _WIDEST), default=0)


def _row(row: tuple[Cell, ...], widths: tuple[int, ...]) -> Line:
    cells = (f" {cell.text}{' ' * (width - text_width(cell.text))} " for cell, width in zip(row, widths, strict=False))
    start = row[0].span.start if row else None
    return line(Word(f"|{'|'.join(cells)}|", start))
