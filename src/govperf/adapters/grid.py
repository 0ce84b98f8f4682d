"""A table as it stands in a file: heads over rows of cells, nothing understood yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from govperf.adapters.place import Place, Unreadable
from govperf.frozen import frozen
from govperf.values import canonical, strip_blanks

Cell = str | bool | int | float | Decimal | date | Unreadable | list[object] | None
"""A cell's value; a percentage of a spreadsheet is text (``92.5%``), a list is a ledger inside a JSON record."""

HEAD_SEARCH = 10
"""How many rows down the heads are looked for: printed tables have a title, sometimes a line of notes, above them."""


class Form(Enum):
    """The kind of file that a table comes from, which decides how loosely its cells may be read."""

    CSV = "csv"
    EXCEL = "excel"
    JSON = "json"


@frozen
class Grid:
    """The heads of a table with its rows; each row has its number, from 1, in the file."""

    name: str
    form: Form
    heads: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[Cell]], ...]

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """A row, or a cell by its column from 0."""
        head = self.heads[column] if column is not None and column < len(self.heads) else ""
        number = None if column is None else column + 1
        return Place(self.name, row, number, head, addressed=self.form is not Form.JSON)


def grid_from_rows(
    name: str, form: Form, rows: Sequence[tuple[int, Sequence[Cell]]], known: Collection[str]
) -> Grid | None:
    """The grid of numbered rows, empty rows left out; None where nothing but empty rows is there.

    ``known`` are the canonical names that a head may have. The first row with one of them holds the heads, so a title
    above them does no harm; where no row has any, the first one does.
    """
    filled = [(number, row) for number, row in rows if not all(is_blank(cell) for cell in row)]
    if not filled:
        return None
    start = next((i for i, (_, row) in enumerate(filled[:HEAD_SEARCH]) if _names_any(row, known)), 0)
    heads = [head_text(cell) for cell in filled[start][1]]
    while heads and not heads[-1]:
        heads.pop()
    return Grid(name, form, tuple(heads), tuple(filled[start + 1 :]))


def is_blank(cell: Cell) -> bool:
    """Whether a cell is empty or holds blanks only."""
    return cell is None or (isinstance(cell, str) and not strip_blanks(cell))


def head_text(cell: Cell) -> str:
    """The words of a head: line breaks and blanks inside a narrow column's head are not part of the name."""
    if cell is None or isinstance(cell, Unreadable | list):
        return ""
    return "".join(str(cell).split()).strip("\ufeff")


def without_bracket(head: str) -> tuple[str, str]:
    """A head and what stands in a bracket at its end: ``完成率(%)`` is 完成率 with %."""
    text = canonical(head)
    if not text.endswith(")") or "(" not in text[1:]:
        return text, ""
    base, _, bracket = text[:-1].rpartition("(")
    return (base, bracket) if base else (text, "")


def _names_any(row: Sequence[Cell], known: Collection[str]) -> bool:
    heads = [head_text(cell) for cell in row]
    return any(canonical(head) in known or without_bracket(head)[0] in known for head in heads if head)
