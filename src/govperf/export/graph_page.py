"""The graph of a policy as a page: a drawing, then a table that says the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import field

from govperf.diagnostics import Language
from govperf.export.graph_drawing import MOST_DRAWN, drawing
from govperf.export.page import facts, page, text
from govperf.frozen import frozen

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "title": "{name} 计算关系图",
        "count": "项数",
        "drawing": "关系图：从左（数据）到右（结果）",
        "too_many": "项数太多，不画图；关系见下表。",
        "table": "各项",
        "name": "名称",
        "role": "种类",
        "level": "层次",
        "formula": "算式",
        "reads": "用到",
        "read_by": "用于",
        "clause": "依据",
    },
    "en": {
        "title": "{name}: how values depend on each other",
        "count": "values",
        "drawing": "From data on the left to results on the right",
        "too_many": "Too many values to draw; the table has all of them.",
        "table": "Values",
        "name": "name",
        "role": "kind",
        "level": "level",
        "formula": "formula",
        "reads": "reads",
        "read_by": "read by",
        "clause": "clause",
    },
}


@frozen
class PageNode:
    """One value of the policy as the page shows it."""

    key: str
    name: str
    role: str = ""
    level: str = ""
    formula: str = ""
    clause: str = ""
    reads: tuple[str, ...] = field(factory=tuple)


def graph_page(graph: Mapping[str, Any], policy_name: str, language: Language = "zh") -> str:
    """The page of ``graph.to_dict()``.

    It has ``nodes`` in topological order, each with ``key``, ``name``, ``role``, ``level``, perhaps ``formula``,
    ``clause``, besides ``edges``, each ``from`` what is read ``to`` what reads it.
    """
    words = _WORDS[language]
    nodes = nodes_of(graph)
    body = [facts({words["count"]: len(nodes)}), f"<h2>{words['drawing']}</h2>"]
    body.append(drawing(nodes) if len(nodes) <= MOST_DRAWN else f"<p>{words['too_many']}</p>")
    body += [f"<h2>{words['table']}</h2>", _table(nodes, words)]
    return page(words["title"].format(name=policy_name), "\n".join(body), language)


def nodes_of(graph: Mapping[str, Any]) -> tuple[PageNode, ...]:
    """The nodes of a graph that was written out, each with the keys that it reads."""
    reads: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        reads.setdefault(str(edge["to"]), []).append(str(edge["from"]))
    return tuple(_node(node, reads.get(str(node["key"]), ())) for node in graph["nodes"])


def _node(node: Mapping[str, Any], reads: Iterable[str]) -> PageNode:
    role, level, formula, clause = (str(node.get(part) or "") for part in ("role", "level", "formula", "clause"))
    return PageNode(str(node["key"]), str(node["name"]), role, level, formula, clause, tuple(dict.fromkeys(reads)))


def _table(nodes: Sequence[PageNode], words: Mapping[str, str]) -> str:
    known = {node.key: (number, node.name) for number, node in enumerate(nodes)}
    readers: dict[str, list[str]] = {}
    for node in nodes:
        for key in node.reads:
            readers.setdefault(key, []).append(node.key)
    columns = ("name", "role", "level", "formula", "reads", "read_by", "clause")
    heads = "".join(f'<th scope="col">{words[column]}</th>' for column in columns)
    rows = "\n".join(_row(node, known, readers.get(node.key, ())) for node in nodes)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _row(node: PageNode, known: Mapping[str, tuple[int, str]], readers: Iterable[str]) -> str:
    cells = [text(node.role), text(node.level), text(node.formula), _links(node.reads, known), _links(readers, known)]
    rest = "".join(f"<td>{cell}</td>" for cell in (*cells, text(node.clause)))
    return f'<tr id="n{known[node.key][0]}"><th scope="row">{text(node.name)}</th>{rest}</tr>'


def _links(keys: Iterable[str], known: Mapping[str, tuple[int, str]]) -> str:
    found = [known[key] for key in keys if key in known]
    return "、".join(f'<a href="#n{number}">{text(name)}</a>' for number, name in found)
