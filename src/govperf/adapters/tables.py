"""Rows of values under the names of inputs, read from a grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import field

from govperf.adapters import messages as say
from govperf.adapters.cells import cell_value
from govperf.adapters.contract import InputLike
from govperf.adapters.grid import Cell, Form, Grid, is_blank
from govperf.adapters.heads import Column, Heads, match_heads
from govperf.adapters.place import Finding, Place, Unreadable
from govperf.diagnostics import Problem
from govperf.frozen import frozen
from govperf.values import describe, looks_computed


@frozen
class Row:
    """One row: the name of its object (None where the cell is empty), its values by name, what spoils it whole."""

    number: int
    object_name: object
    values: Mapping[str, object]
    spoiled: Problem | None = None


@frozen
class Table:
    """A table whose columns are known."""

    grid: Grid
    heads: Heads
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = field(factory=tuple)

    def place(self, row: int, name: str | None = None) -> Place:
        """A row by its number, or the cell of it that ``name`` stands over."""
        column = next((column for column in self.heads.columns if column.name == name), None)
        return self.grid.place(row, column.position if column else None)


def table_from_grid(
    grid: Grid, specs: Iterable[InputLike], object_name: str, *, strict: bool = False, unreported: Iterable[str] = ()
) -> Table:
    """The rows of ``grid``; what is odd about single cells is found on the way."""
    heads = match_heads(grid, specs, object_name, strict=strict, unreported=unreported)
    findings = list(heads.findings)
    rows = []
    for number, cells in grid.rows:
        spoiled = width_problem(grid, number, cells, findings)
        rows.append(_row(grid, heads, number, cells, spoiled))
        findings.extend(_noise(grid, heads.columns, number, cells))
    return Table(grid, heads, tuple(rows), tuple(findings))


def _row(grid: Grid, heads: Heads, number: int, cells: Sequence[Cell], spoiled: Problem | None) -> Row:
    values: dict[str, object] = {}
    owner: object = None
    for column in heads.columns:
        value = cell_value(_at(cells, column), column, grid.form)
        if value is None:
            continue
        if column.spec is None:
            owner = value
        else:
            values[column.name] = value
    return Row(number, owner, values, spoiled)


def width_problem(grid: Grid, number: int, cells: Sequence[Cell], findings: list[Finding]) -> Problem | None:
    """Compares a row with the heads; a row of CSV with cells too many has shifted, so nothing in it can be trusted."""
    if grid.form is Form.JSON:
        return None
    width, heads = len(cells), len(grid.heads)
    beyond = [(i, cell) for i, cell in enumerate(cells) if not is_blank(cell) and not _has_head(grid, i)]
    if grid.form is Form.CSV and any(position >= heads for position, _ in beyond):
        return say.LONG_ROW.problem(cells=width, heads=heads)
    for position, cell in beyond:
        findings.append(Finding(say.HEADLESS.problem(value=_shown(cell)), grid.place(number, position)))
    if grid.form is Form.CSV and width < heads:
        findings.append(Finding(say.SHORT_ROW.problem(cells=width, heads=heads), grid.place(number)))
    return None


def _at(cells: Sequence[Cell], column: Column) -> Cell:
    return cells[column.position] if column.position < len(cells) else None


def _has_head(grid: Grid, position: int) -> bool:
    return position < len(grid.heads) and bool(grid.heads[position])


def _shown(cell: Cell) -> str:
    return describe(cell) if not isinstance(cell, Unreadable) else cell.problem.message


def _noise(grid: Grid, columns: Iterable[Column], number: int, cells: Sequence[Cell]) -> Iterable[Finding]:
    for column in columns:
        cell = _at(cells, column)
        if looks_computed(cell):
            digits = len([char for char in repr(cell) if char.isdigit()])
            yield Finding(
                say.NOISY_NUMBER.problem(value=repr(cell), digits=digits), grid.place(number, column.position)
            )
