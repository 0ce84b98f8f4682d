"""A scene as the canonical text of a 用例."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govperf.diagnostics.width import text_width
from govperf.evaluate.outcome import Failed, ObjectData
from govperf.graph import Graph, Node
from govperf.proposals.scene import Scene
from govperf.semantics import Role
from govperf.syntax.formatting import format_text
from govperf.syntax.keywords import PENDING
from govperf.syntax.show_names import plain_name, text_text
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import Missing, ends, plain

WIDEST = 90
_HEAD = "规则 用例\n\n"


def case_text(graph: Graph, scene: Scene, name: str, *, pending: bool = True) -> str:
    """The case in canonical form."""
    lines = _cohort(graph, scene) if scene.whole else _alone(graph, scene)
    head = f"用例 {text_text(name)}{f' {PENDING}' if pending else ''}"
    text = "\n".join((head, *(f"  {line}" for line in lines))) + "\n"
    return format_text(_HEAD + text).removeprefix(_HEAD)


def body_of(text: str) -> str:
    """A case without its head: two cases with one body test the same."""
    return text.partition("\n")[2]


# --- one object ---


def _alone(graph: Graph, scene: Scene) -> Iterator[str]:
    data = scene.objects[0]
    yield from _lines(graph, _given(graph, data))
    node = graph[scene.key]
    own = "" if node.definition is None else node.definition.ledger
    for ledger, rows in data.ledgers.items():
        if rows:
            yield plain_name(ledger)
            wanted = [_cell(node, value) for value in scene.values] if ledger == own else []
            yield from _rows(graph, ledger, [(dict(row), "") for row in rows], node, wanted)
    if not own:
        yield f"期望 {_expected(graph, node, scene.values[0])}"


def _given(graph: Graph, data: ObjectData) -> list[tuple[str, Value]]:
    """What the lines give, in the order of the policy, without the name of the object."""
    given = {**data.values, **data.given}
    owner = graph.ruleset.object_name
    return [(node.key, given[node.key]) for node in graph.nodes if node.key in given and node.key != owner]


def _lines(graph: Graph, given: Sequence[tuple[str, Value]]) -> Iterator[str]:
    """The parameters that are given, then the values."""
    pairs = {key: f"{name_of(graph, key)}={_text(graph[key], value)}" for key, value in given}
    parameters = [pair for key, pair in pairs.items() if graph[key].role is Role.PARAMETER]
    if parameters:
        yield f"参数 {'，'.join(parameters)}"
    yield from _wrapped([pair for key, pair in pairs.items() if graph[key].role is not Role.PARAMETER])


def _wrapped(pairs: Sequence[str]) -> Iterator[str]:
    line = ""
    for pair in pairs:
        longer = f"{line}，{pair}" if line else pair
        if line and text_width(longer) > WIDEST:
            yield line
            longer = pair
        line = longer
    if line:
        yield line


def _expected(graph: Graph, node: Node, value: Value | Failed) -> str:
    name = name_of(graph, node.key)
    if isinstance(value, Failed):
        return f"{name} 错误 {value.problems[0].code}"
    return f"{name}={_text(node, value)}"


# --- a cohort ---


def _cohort(graph: Graph, scene: Scene) -> Iterator[str]:
    node = graph[scene.key]
    each = [dict(_given(graph, data)) for data in scene.objects]
    keys = [one.key for one in graph.nodes if any(one.key in given for given in each)]
    alike = [key for key in keys if len(each) > 1 and len({repr(given.get(key)) for given in each}) == 1]
    yield from _lines(graph, [(key, each[0][key]) for key in alike])
    single = [key for key in keys if key not in alike]
    heads = [graph.ruleset.object_name or "对象", *(name_of(graph, key) for key in single)]
    rows = [
        [data.name, *(_cell(graph[key], given.get(key)) for key in single)]
        for data, given in zip(scene.objects, each, strict=True)
    ]
    own = "" if node.definition is None else node.definition.ledger
    if node.role is not Role.COHORT_OUTPUT and not own:
        heads.append(f"期望 {name_of(graph, node.key)}")
        for row, value in zip(rows, scene.values, strict=True):
            row.append(_cell(node, value))
    yield from (_bars(row) for row in (heads, *rows))
    for ledger in dict.fromkeys(name for data in scene.objects for name, found in data.ledgers.items() if found):
        owned = [(dict(row), data.name) for data in scene.objects for row in data.ledgers.get(ledger, ())]
        yield plain_name(ledger)
        wanted = [_cell(node, value) for value in scene.values] if ledger == own else []
        yield from _rows(graph, ledger, owned, node, wanted)
    if node.role is Role.COHORT_OUTPUT:
        yield f"期望 {_expected(graph, node, scene.values[0])}"


def _rows(
    graph: Graph, ledger: str, rows: Sequence[tuple[dict[str, Value], str]], node: Node, wanted: Sequence[str]
) -> Iterator[str]:
    """The records of a ledger, with the name of the object where there are several, with what is expected of each."""
    columns = [key for key in (one.key for one in graph.nodes) if any(key in row for row, _ in rows)]
    columns = columns or [
        column.key for one in graph.ruleset.ledgers if one.name == ledger for column in one.columns[:1]
    ]
    owner = graph.ruleset.object_name or "对象"
    heads = [*([owner] if rows and rows[0][1] else []), *(plain_name(key.rpartition(".")[2]) for key in columns)]
    yield _bars([*heads, *([f"期望 {plain_name(node.key.rpartition('.')[2])}"] if wanted else [])])
    for place, (row, name) in enumerate(rows):
        cells = [*([name] if name else []), *(_cell(graph[key], row.get(key)) for key in columns)]
        yield _bars([*cells, *(wanted[place : place + 1])])


def _bars(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(node: Node, value: Value | Failed | None) -> str:
    match value:
        case None:
            return ""
        case Failed():
            return f"错误 {value.problems[0].code}"
        case str():
            return value
        case _:
            return _text(node, value)


# --- names, values ---


def name_of(graph: Graph, key: str) -> str:
    """How a case calls a node."""
    node = graph[key]
    name = node.name if node.input is None else node.input.name
    if node.ledger is None and _means(graph, name) != key:
        name = graph.ruleset.paths.get(key, key.removesuffix("#"))
    return ".".join(plain_name(part) for part in name.split("."))


def _means(graph: Graph, name: str) -> str:
    found = [one.key for one in graph.nodes if name in {one.name, one.key}]
    return found[0] if len(found) == 1 else ""


def _text(node: Node, value: Value) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case Fraction():
            return _number(node, value)
        case str():
            kind = node.input.domain.kind if node.input is not None else None
            return text_text(value) if kind is not None and kind.base is Base.TEXT else plain_name(value)
        case datetime.date():
            return value.isoformat()
        case Missing.NOT_APPLICABLE:
            return "不适用"
        case _:
            return "缺"


def _number(node: Node, value: Fraction) -> str:
    """The number with the mark of its domain, the decimals of its 保留; a fraction where it does not end."""
    if not ends(value):
        return f"{value.numerator}÷{value.denominator}"
    if node.input is not None:
        domain = node.input.domain
        return f"{plain(value / domain.factor)}{domain.unit if domain.factor != 1 else ''}"
    definition = node.definition
    if definition is not None and definition.kind.percent:
        return f"{plain(value * 100, definition.places)}%"
    return plain(value, None if definition is None else definition.places)
