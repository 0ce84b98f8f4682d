"""The tables of a case: objects, records of ledgers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govperf.cases.data import CaseData, Draft, Wanted
from govperf.cases.values import cell_value, kind_of
from govperf.errors import UnknownKeyError
from govperf.frozen import frozen
from govperf.graph import Node
from govperf.semantics.expectations import without_unit
from govperf.syntax.declarations import CaseTable, Cell
from govperf.values import Missing, canonical, half_width

EXPECTED = "期望"
ERROR = "错误"
UNEVEN = "这一行的格数与表头不同"


_BARE = re.compile(r"[+-]?[0-9][0-9.,]*")


@frozen
class Head:
    """What a column stands for: its node, whether it is expected, the unit that its head adds to bare numbers."""

    node: Node | None
    expected: bool = False
    unit: str = ""

    def text_of(self, cell: Cell) -> str | Missing:
        """The text of a cell for an input's domain; 缺 is absence."""
        if cell.text == "缺":
            return Missing.ABSENT
        return f"{cell.text}{self.unit}" if _BARE.fullmatch(half_width(cell.text)) else cell.text


def objects(found: CaseData, table: CaseTable) -> None:
    """A table of the cohort: a row for each object."""
    heads = [_head(found, cell, table) for cell in table.table.head]
    for index, row in enumerate(table.table.rows):
        if len(row) != len(heads):
            found.fail(UNEVEN, row[0].span if row else table.span)
            continue
        for head, cell in zip(heads, row, strict=True):
            _object_cell(found, index, head, cell)


def name_objects(found: CaseData, cohort: Sequence[CaseTable]) -> None:
    """An object is called by its 对象 field, else by the first cell of its row."""
    named = found.graph.ruleset.object_name
    for index, draft in enumerate(found.drafts):
        name = draft.values.get(named or "")
        several = bool(cohort) and not cohort[0].alone
        draft.name = name if isinstance(name, str) else _first_text(cohort[0], index) if several else ""


def _first_text(table: CaseTable, index: int) -> str:
    row = table.table.rows[index]
    return row[0].text if row else ""


def _head(found: CaseData, cell: Cell, table: CaseTable) -> Head:
    text = cell.text
    expected = text.startswith(EXPECTED)
    name = text.removeprefix(EXPECTED).strip(" \u3000") if expected else text
    name, unit = without_unit(name, lambda one: _is_path(found, one))
    if not expected and not _is_path(found, name) and table.table.head[0] is cell:
        return Head(None)  # a first column that only tells the rows apart
    node = found.of_object(tuple(part.strip("「」【】") for part in name.split(".")), cell.span)
    return Head(node, expected, unit)


def _is_path(found: CaseData, name: str) -> bool:
    try:
        found.graph[name]
    except UnknownKeyError:
        return False
    return True


def _object_cell(found: CaseData, index: int, head: Head, cell: Cell) -> None:
    node = head.node
    if node is None or not cell.text:
        return
    if head.expected:
        _expected_cell(found, found.result_key(node), cell, index)
    elif node.input is not None:
        found.put(found.drafts[index], node, head.text_of(cell), cell.span)
    else:
        found.put(found.drafts[index], node, cell_value(cell, kind_of(node)), cell.span)


def _expected_cell(found: CaseData, key: str, cell: Cell, index: int, row: int = -1) -> None:
    kind = kind_of(found.graph[key])
    if cell.text.startswith(ERROR):
        error = cell.text.removeprefix(ERROR).strip()
        found.wanted.append(Wanted(key, None, error, cell.span, index, row))
        return
    value = cell_value(cell, kind)
    if value is not None:
        found.wanted.append(Wanted(key, value, "", cell.span, index, row))


def records(found: CaseData, table: CaseTable) -> None:
    """The rows of a ledger; the column of the object, where there is one, says whose they are."""
    name = table.ledger.text if table.ledger else ""
    owner = _owner_column(found, name, table)
    columns = [_column(found, name, cell) for cell in table.table.head]
    for draft in found.drafts:
        draft.ledgers.setdefault(name, [])
    for row in table.table.rows:
        if len(row) != len(columns):
            found.fail(UNEVEN, row[0].span if row else table.span)
            continue
        for index, draft in _owners(found, row, owner):
            _record(found, index, draft, name, columns, row)


def _owner_column(found: CaseData, ledger: str, table: CaseTable) -> int | None:
    """The place of the column of the object; where the ledger itself has such a column, only among several objects."""
    name = found.graph.ruleset.object_name
    heads = [cell.text for cell in table.table.head]
    if name not in heads or (f"{ledger}.{name}" in found.graph and not found.whole):
        return None
    return heads.index(name)


def _owners(found: CaseData, row: Sequence[Cell], owner: int | None) -> Iterator[tuple[int, Draft]]:
    everybody = list(enumerate(found.drafts))
    if owner is None or not any(draft.name for draft in found.drafts):
        yield from everybody
        return
    name = canonical(row[owner].text)
    mine = [(index, draft) for index, draft in everybody if canonical(draft.name) == name]
    if not mine:
        where = "对象表里没有" if found.whole else "这个用例的对象不是"
        found.fail(f"{where}“{row[owner].text}”", row[owner].span)
    elif len(mine) > 1:
        found.fail(f"对象表里有 {len(mine)} 个“{name}”，分不清这一行是谁的", row[owner].span)
    else:
        yield from mine


def _column(found: CaseData, ledger: str, cell: Cell) -> Head:
    expected = cell.text.startswith(EXPECTED) and f"{ledger}.{cell.text}" not in found.graph
    name = cell.text.removeprefix(EXPECTED).strip(" \u3000") if expected else cell.text
    name, unit = without_unit(name, lambda one: f"{ledger}.{one}" in found.graph)
    key = f"{ledger}.{name}"
    if key not in found.graph:
        if name != found.graph.ruleset.object_name:
            found.fail(f"明细“{ledger}”没有“{name}”这一列", cell.span)
        return Head(None)
    return Head(found.graph[key], expected, unit)


def _record(
    found: CaseData,
    index: int,
    draft: Draft,
    ledger: str,
    columns: Sequence[Head],
    row: Sequence[Cell],
) -> None:
    draft.ledgers[ledger].append({})
    place = len(draft.ledgers[ledger]) - 1
    for head, cell in zip(columns, row, strict=True):
        node = head.node
        if node is None or not cell.text:
            continue
        if head.expected:
            _expected_cell(found, node.key, cell, index, place)
        else:
            value = head.text_of(cell) if node.input is not None else cell_value(cell, kind_of(node))
            found.put_cell(draft, node, value, place, cell.span)


__all__ = ["name_objects", "objects", "records"]
