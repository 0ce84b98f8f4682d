"""Where in a data file something was found, so that a person can go there."""

from __future__ import annotations

from govperf.diagnostics import Language, Problem, Severity
from govperf.frozen import frozen


@frozen
class Place:
    """A file, sheet, row or cell; rows count from 1 with the head row, columns from 1.

    ``addressed`` tells tables (``C7``) from lists of records, whose ``row`` is the position in the list.
    """

    table: str
    row: int | None = None
    column: int | None = None
    head: str = ""
    addressed: bool = True

    @property
    def address(self) -> str:
        """The cell as spreadsheets name it, ``C7``; empty where there is no such cell."""
        if not self.addressed or self.row is None or self.column is None:
            return ""
        return f"{column_letters(self.column)}{self.row}"

    def say(self, language: Language = "zh") -> str:
        """The place in words: ``单位.xlsx 第7行“完成率”（C7）``."""
        if language == "zh":
            return self.table + self._row_zh() + (f"“{self.head}”" if self.head else "") + self._bracketed("（{}）")
        return self.table + self._row_en() + (f" “{self.head}”" if self.head else "") + self._bracketed(" ({})")

    def _row_zh(self) -> str:
        if self.row is None:
            return " "
        return f" 第{self.row}行" if self.addressed else f" 第{self.row}项"

    def _row_en(self) -> str:
        if self.row is None:
            return ""
        return f" row {self.row}" if self.addressed else f" item {self.row}"

    def _bracketed(self, frame: str) -> str:
        return frame.format(self.address) if self.address else ""


@frozen
class Finding:
    """A problem together with its place; ``object_name`` and ``index`` (from 0) are whose data it is, where known."""

    problem: Problem
    place: Place
    object_name: str = ""
    index: int | None = None

    @property
    def severity(self) -> Severity:
        """Error, warning or note."""
        return self.problem.template.severity


@frozen
class Unreadable:
    """Stands in a record for a value that could not be read, so that no score is computed without it."""

    problem: Problem


# The library shows of an object that it does not know only the name of its type: this is the word that people read.
Unreadable.__name__ = "读不出的内容"


def column_letters(number: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
