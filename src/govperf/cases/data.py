"""Turns the lines of a case into the data of its objects with what is expected of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, field

from govperf.cases.model import CaseFailure
from govperf.cases.values import cell_value, input_value, kind_of, written_value
from govperf.diagnostics import Problem
from govperf.errors import UnknownKeyError
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.records import count_problems
from govperf.frozen import frozen
from govperf.graph import Graph, Node
from govperf.semantics.names import path_of
from govperf.source import Span
from govperf.syntax.declarations import Case, CaseTable, CaseValue, Cell, Expect, ExpectedError, Given
from govperf.syntax.expressions import Expression
from govperf.terms.terms import Value
from govperf.values import Missing

EXPECTED = "期望"


@frozen
class Wanted:
    """What one expectation says: a value, or a kind of error; of all objects where ``object`` is None.

    ``row`` is the record of a ledger that a column is expected of.
    """

    key: str
    value: Value | None
    error: str
    words: str
    span: Span = field(eq=False, repr=False)
    object: int | None = None
    row: int = -1


@define
class Draft:
    """The data of one object while it is collected."""

    values: dict[str, Value] = field(factory=dict)
    ledgers: dict[str, list[dict[str, Value]]] = field(factory=dict)
    given: dict[str, Value] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    name: str = ""

    def finished(self, graph: Graph) -> ObjectData:
        """The data; a ledger that no line lists is empty, one with a fixed number of records is missing."""
        ledgers = dict(self.ledgers)
        for ledger in graph.ruleset.ledgers:
            if ledger.name not in ledgers and ledger.count is None:
                ledgers[ledger.name] = []
            self.problems.extend(count_problems(ledger, ledgers[ledger.name]) if ledger.name in ledgers else ())
        return ObjectData(self.values, ledgers, self.given, self.name, tuple(self.problems))


@define
class CaseData:
    """A case as data: objects, expectations, what could not be understood."""

    graph: Graph
    drafts: list[Draft] = field(factory=list)
    wanted: list[Wanted] = field(factory=list)
    failures: list[CaseFailure] = field(factory=list)
    whole: bool = False

    def fail(self, message: str, span: Span) -> None:
        """Notes a line that makes no sense."""
        self.failures.append(CaseFailure(message, span=span))

    def node(self, path: tuple[str, ...], span: Span) -> Node | None:
        """The node of a name or path; noted where there is none."""
        for name in (".".join(path), ".".join(path[1:]) if path[0] == "输入" else ""):
            try:
                if name:
                    return self._data_leaf(self.graph[name])
            except UnknownKeyError:
                continue
        found = self._by_steps(path)
        if found is None:
            self.fail(f"没有叫“{'.'.join(path)}”的输入或计算项", span)
        return found

    def _data_leaf(self, node: Node) -> Node:
        """A leaf without a rule stands for the input that it is."""
        data = f"{node.key}#"
        return self.graph[data] if data in self.graph else node

    def _by_steps(self, path: tuple[str, ...]) -> Node | None:
        """A path that leaves out levels."""
        found = [node for node in self.graph.nodes if _passes(tuple(node.key.rstrip("#").split(".")), path)]
        data = [node for node in found if node.key.endswith("#")]
        chosen = data or found
        return chosen[0] if len(chosen) == 1 else None


def _passes(whole: tuple[str, ...], path: tuple[str, ...]) -> bool:
    steps = iter(whole)
    return whole[-1] == path[-1] and all(any(step == name for step in steps) for name in path)


def data_of(graph: Graph, case: Case) -> CaseData:
    """The case as data. A table of objects scores a cohort; lines beside it hold for every row."""
    found = CaseData(graph)
    tables = [line for line in case.lines if isinstance(line, CaseTable)]
    cohort = [line for line in tables if line.ledger is None]
    found.whole = bool(cohort)
    found.drafts = [Draft() for _ in cohort[0].table.rows] if cohort else [Draft()]
    for line in case.lines:
        if isinstance(line, Given):
            for value in line.values:
                _give(found, value)
        elif isinstance(line, Expect):
            for item in line.items:
                _expect(found, item)
    for table in cohort:
        _objects(found, table)
    for table in tables:
        if table.ledger is not None:
            _ledger(found, table)
    return found


# --- lines ---


def _give(found: CaseData, value: CaseValue) -> None:
    path = path_of(value.target) or ("",)
    ledgers = {ledger.name: ledger for ledger in found.graph.ruleset.ledgers}
    if path[0] in ledgers and len(path) == 2:
        _give_column(found, path[0], path[1], value)
        return
    node = found.node(path, value.span)
    if node is None:
        return
    if len(value.values) != 1:
        found.fail(f"“{'.'.join(path)}”只能给一个值", value.span)
        return
    given = _value(found, value.values[0], node)
    for draft in found.drafts:
        _put(draft, node, given)


def _give_column(found: CaseData, ledger: str, column: str, value: CaseValue) -> None:
    key = f"{ledger}.{column}"
    if key not in found.graph:
        found.fail(f"明细“{ledger}”没有“{column}”这一列", value.span)
        return
    node = found.graph[key]
    for draft in found.drafts:
        rows = draft.ledgers.setdefault(ledger, [])
        for index, expression in enumerate(value.values):
            if index == len(rows):
                rows.append({})
            _put_cell(draft, node, _value(found, expression, node), index)


def _value(found: CaseData, expression: Expression, node: Node) -> Value | None:
    value = written_value(expression, kind_of(node))
    if value is None:
        found.fail(f"“{expression.span.text}”不是一个值：用例里只能写数、文字、是、否、缺", expression.span)
    return value


def _put(draft: Draft, node: Node, value: Value | str | None) -> None:
    if value is None:
        return
    if node.input is None:
        draft.given[node.key] = value
        return
    read = input_value(node, value, (node.input.name,))
    if isinstance(read, Problem):
        draft.problems.append(read)
    elif read is not Missing.ABSENT:
        draft.values[node.key] = read


def _put_cell(draft: Draft, node: Node, value: Value | str | None, row: int) -> None:
    if value is None or node.ledger is None or node.input is None:
        return
    read = input_value(node, value, (node.ledger.name, row + 1, node.input.name))
    if isinstance(read, Problem):
        draft.problems.append(read)
    elif read is not Missing.ABSENT:
        draft.ledgers[node.ledger.name][row][node.key] = read


def _expect(found: CaseData, item: CaseValue | ExpectedError) -> None:
    words = item.span.text
    if isinstance(item, ExpectedError):
        if item.target is None:
            found.wanted.append(Wanted("", None, item.kind, words, item.span))
            return
        node = found.node(path_of(item.target) or ("",), item.span)
        if node is not None:
            found.wanted.append(Wanted(_result_key(found, node), None, item.kind, words, item.span))
        return
    node = found.node(path_of(item.target) or ("",), item.span)
    if node is None or not item.values:
        return
    value = _value(found, item.values[0], node)
    if value is not None:
        found.wanted.append(Wanted(_result_key(found, node), value, "", words, item.span))


def _result_key(found: CaseData, node: Node) -> str:
    """What is expected of a leaf is its score."""
    key = node.key.removesuffix("#")
    return key if key in found.graph else node.key


# --- tables ---


def _objects(found: CaseData, table: CaseTable) -> None:
    """A table of the cohort: a row for each object."""
    heads = [_head(found, cell, table) for cell in table.table.head]
    for index, row in enumerate(table.table.rows):
        if len(row) != len(heads):
            found.fail("这一行的格数与表头不同", row[0].span if row else table.span)
            continue
        for (node, expected), cell in zip(heads, row, strict=True):
            _object_cell(found, index, node, cell, expected=expected)
    named = found.graph.ruleset.object_name
    for index, draft in enumerate(found.drafts):
        name = draft.values.get(named or "")
        draft.name = name if isinstance(name, str) else _first_text(table, index)


def _first_text(table: CaseTable, index: int) -> str:
    row = table.table.rows[index]
    return row[0].text if row else ""


def _head(found: CaseData, cell: Cell, table: CaseTable) -> tuple[Node | None, bool]:
    text = cell.text
    expected = text.startswith(EXPECTED)
    name = text.removeprefix(EXPECTED).strip(" \u3000") if expected else text
    if not expected and name not in found.graph and table.table.head[0] is cell and not _is_path(found, name):
        return None, False  # a first column that only tells the rows apart
    return found.node(tuple(part.strip("「」【】") for part in name.split(".")), cell.span), expected


def _is_path(found: CaseData, name: str) -> bool:
    try:
        found.graph[name]
    except UnknownKeyError:
        return False
    return True


def _object_cell(found: CaseData, index: int, node: Node | None, cell: Cell, *, expected: bool) -> None:
    if node is None or not cell.text:
        return
    if expected:
        _expected_cell(found, _result_key(found, node), cell, index)
    elif node.input is not None:
        _put(found.drafts[index], node, cell_text(cell))
    else:
        _put(found.drafts[index], node, cell_value(cell, kind_of(node)))


def cell_text(cell: Cell) -> str | Missing:
    """The text of a cell for an input's domain; 缺 is absence."""
    return Missing.ABSENT if cell.text == "缺" else cell.text


def _expected_cell(found: CaseData, key: str, cell: Cell, index: int, row: int = -1) -> None:
    kind = kind_of(found.graph[key])
    words = f"{found.graph[key].name}={cell.text}"
    if cell.text.startswith("错误"):
        error = cell.text.removeprefix("错误").strip()
        found.wanted.append(Wanted(key, None, error, words, cell.span, index, row))
        return
    value = cell_value(cell, kind)
    if value is not None:
        found.wanted.append(Wanted(key, value, "", words, cell.span, index, row))


def _ledger(found: CaseData, table: CaseTable) -> None:
    """The rows of a ledger; with several objects the column of the object says whose they are."""
    name = table.ledger.text if table.ledger else ""
    object_name = found.graph.ruleset.object_name
    heads = [cell.text for cell in table.table.head]
    owner = heads.index(object_name) if object_name in heads and len(found.drafts) > 1 else None
    columns = [
        (None, False) if index == owner else _column(found, name, cell) for index, cell in enumerate(table.table.head)
    ]
    for draft in found.drafts:
        draft.ledgers.setdefault(name, [])
    for row in table.table.rows:
        if len(row) != len(heads):
            found.fail("这一行的格数与表头不同", row[0].span if row else table.span)
            continue
        for index, draft in _owners(found, row, owner):
            _record(found, index, draft, name, columns, row)


def _owners(found: CaseData, row: Sequence[Cell], owner: int | None) -> Iterator[tuple[int, Draft]]:
    if owner is None:
        yield from enumerate(found.drafts)
        return
    mine = [(index, draft) for index, draft in enumerate(found.drafts) if draft.name == row[owner].text]
    if not mine:
        found.fail(f"对象表里没有“{row[owner].text}”", row[owner].span)
    yield from mine


def _column(found: CaseData, ledger: str, cell: Cell) -> tuple[Node | None, bool]:
    expected = cell.text.startswith(EXPECTED) and f"{ledger}.{cell.text}" not in found.graph
    name = cell.text.removeprefix(EXPECTED).strip(" \u3000") if expected else cell.text
    key = f"{ledger}.{name}"
    if key not in found.graph:
        if name != found.graph.ruleset.object_name:
            found.fail(f"明细“{ledger}”没有“{name}”这一列", cell.span)
        return None, False
    return found.graph[key], expected


def _record(
    found: CaseData,
    index: int,
    draft: Draft,
    ledger: str,
    columns: Sequence[tuple[Node | None, bool]],
    row: Sequence[Cell],
) -> None:
    draft.ledgers[ledger].append({})
    place = len(draft.ledgers[ledger]) - 1
    for (node, expected), cell in zip(columns, row, strict=True):
        if node is None or not cell.text:
            continue
        if expected:
            _expected_cell(found, node.key, cell, index, place)
        else:
            _put_cell(draft, node, cell_text(cell), place)
