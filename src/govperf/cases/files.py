"""Cases from a table beside the rule file: ``用例 来自 "cases.csv"``, each row a case.

The table is read by those who run cases alone, never where a policy is loaded. It lies in the folder of the rule file
or below: a stranger's rule file opens nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from govperf.adapters.cells import plain_text
from govperf.adapters.csv_reader import csv_grid
from govperf.adapters.excel_reader import excel_grid
from govperf.adapters.grid import Cell as Raw
from govperf.adapters.grid import Grid, is_blank
from govperf.adapters.place import Unreadable, column_letters
from govperf.adapters.table_limits import DEFAULT_TABLE_LIMITS
from govperf.diagnostics import Diagnostic
from govperf.errors import GovperfError
from govperf.graph import Graph
from govperf.source import Source, Span
from govperf.syntax import parse_cell
from govperf.syntax.declarations import Case, CaseLine, CaseTable, CaseValue, Cell, GivenDate, GivenParameter, Table
from govperf.syntax.expressions import Bound, Listing, Name, Range, Tolerance
from govperf.values import BadValue, canonical, parse_date, strip_blanks

NAME, DATE, PARAMETER = "用例", "考核日期", "参数"
SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")


def cases_of(template: Case, folder: Path, graph: Graph) -> tuple[Case, ...]:
    """The cases of a table, one for each row that is not empty; raises GovperfError where it cannot be read."""
    path = confined(folder, template.file)
    grid = _grid(path, graph)
    if grid is None or not grid.rows:
        raise GovperfError(f"“{template.file}”里没有用例：第一行写列名，从第二行起每行一个用例")
    return tuple(_Rows(template, grid, graph).cases())


def confined(folder: Path, written: str) -> Path:
    """The path of a file inside the folder; raises GovperfError for anything else."""
    for pure in (PurePosixPath(written), PureWindowsPath(written)):
        if pure.is_absolute() or pure.drive or pure.root or ".." in pure.parts:
            raise GovperfError(f"“{written}”不在规则文件的文件夹里：只能读规则文件旁边的文件，请写相对的文件名")
    try:
        root = folder.resolve()
        path = (root / written).resolve()
        inside, there = path.is_relative_to(root), path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise GovperfError(f"“{written}”不是文件名") from None
    if not inside:
        raise GovperfError(f"“{written}”指到了规则文件的文件夹之外，不能读")
    if not there:
        raise GovperfError(f"没有文件“{written}”：它要放在规则文件的文件夹里")
    if path.suffix.lower() not in SUFFIXES:
        raise GovperfError(f"“{written}”的后缀不支持；可以用 {' '.join(SUFFIXES)}")
    return path


def _grid(path: Path, graph: Graph) -> Grid | None:
    known = frozenset((NAME, *(canonical(name) for node in graph.nodes for name in (node.name, node.key))))
    read = csv_grid if path.suffix.lower() in (".csv", ".tsv") else excel_grid
    return read(path, known, DEFAULT_TABLE_LIMITS)


class _Rows:
    """The rows of one table under a text of their own, in which a row stands on the line of its number."""

    def __init__(self, template: Case, grid: Grid, graph: Graph) -> None:
        self.template, self.grid, self.graph = template, grid, graph
        width = max((len(grid.heads), *(len(row) for _, row in grid.rows)))
        heads = [*grid.heads, *[""] * (width - len(grid.heads))]
        lines: list[list[str]] = [[] for _ in range(grid.rows[-1][0])]
        head_line = max(grid.rows[0][0] - 2, 0)
        lines[head_line] = [_head(head, graph) for head in heads]
        for number, row in grid.rows:
            lines[number - 1] = [_text(cell, number, place) for place, cell in enumerate(row)]
        self.source = Source("\n".join("\t".join(line) for line in lines), template.file)
        self.heads = self._cells(head_line + 1, lines[head_line])
        self.rows = [(number, self._cells(number, lines[number - 1])) for number, _ in grid.rows]

    def _cells(self, line: int, texts: Sequence[str]) -> list[Cell]:
        cells = []
        start = self.source.line_start(line)
        for text in texts:
            cells.append(Cell(text, span=Span(self.source, start, start + len(text))))
            start += len(text) + 1
        return cells

    def cases(self) -> Iterator[Case]:
        """A case for each row."""
        for number, row in self.rows:
            pairs = [(head, cell) for head, cell in zip(self.heads, row, strict=False) if head.text]
            name = next((cell.text for head, cell in pairs if head.text == NAME), "")
            lines = [*self.template.lines, *self._settings(pairs)]
            table = [(head, cell) for head, cell in pairs if not _is_setting(head.text, self.graph)]
            if table:
                heads, cells = tuple(head for head, _ in table), tuple(cell for _, cell in table)
                span = heads[0].span.to(cells[-1].span)
                lines.append(CaseTable(None, Table(heads, (cells,), span=span), alone=True, span=span))
            whole = row[0].span.to(row[-1].span)
            yield Case(name or f"{self.template.file} 第{number}行", tuple(lines), span=whole)

    def _settings(self, pairs: Sequence[tuple[Cell, Cell]]) -> Iterator[CaseLine]:
        for head, cell in pairs:
            if not cell.text:
                continue
            if head.text == DATE:
                yield GivenDate(_day(cell), span=cell.span)
            elif head.text != NAME and _is_setting(head.text, self.graph):
                target = Name(head.text.removeprefix(PARAMETER).strip(), span=head.span)
                value = parse_cell(cell)
                if isinstance(value, Diagnostic | Bound | Range | Tolerance | Listing):
                    place = f"{cell.span.source.name} 第{cell.span.line}行“{head.text}”"
                    raise GovperfError(f"{place}：“{cell.text}”不是一个值")
                yield GivenParameter((CaseValue(target, (value,), span=cell.span),), span=cell.span)


def _day(cell: Cell) -> datetime.date:
    day = parse_date(cell.text)
    if isinstance(day, BadValue):
        raise GovperfError(f"{cell.span.source.name} 第{cell.span.line}行“{DATE}”：“{cell.text}”不是日期")
    return day


def _is_setting(head: str, graph: Graph) -> bool:
    parameters = {one.name for one in graph.ruleset.parameters}
    return head in (NAME, DATE) or (head.startswith(PARAMETER) and head.removeprefix(PARAMETER).strip() in parameters)


def _head(text: str, graph: Graph) -> str:
    """Heads lose their blanks when a table is read: 期望总分 is 期望 总分, unless something is called just so."""
    if text in graph:
        return text
    for word in ("期望", PARAMETER):
        if text.startswith(word) and text != word:
            return f"{word} {text.removeprefix(word)}"
    return text


def _text(cell: Raw, row: int, column: int) -> str:
    """A cell as a rule file would write it."""
    match cell:
        case _ if is_blank(cell):
            return ""
        case Unreadable():
            raise GovperfError(f"{column_letters(column + 1)}{row}：{cell.problem.message}")
        case bool():
            return "是" if cell else "否"
        case datetime.date():
            return cell.isoformat()
        case str():
            return " ".join(strip_blanks(cell).split())
        case int():
            return str(cell)
        case _:
            return plain_text(cell)  # type: ignore[arg-type]  # a number; a list stands in JSON alone
