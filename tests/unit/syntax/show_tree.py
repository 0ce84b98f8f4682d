"""Prints syntax nodes on few lines, for comparing trees as text."""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from govperf.syntax.expressions import Arithmetic, Date, Name, Number, Text


def show_tree(node: Any) -> str:
    """One line for an expression; a statement with its lines indented under it."""
    match node:
        case None | bool() | int():
            return str(node)
        case str():
            return repr(node)
        case datetime.date():
            return node.isoformat()
        case tuple():
            return f"[{', '.join(show_tree(item) for item in node)}]"
        case Number(digits=digits, factor=factor, ratio=ratio, unit=unit):
            return f"{digits}{factor}{ratio}{unit}"
        case Name(text=text, quoted=quoted):
            return f"「{text}」" if quoted else text
        case Text(value=value):
            return f'"{value}"'
        case Date(value=day):
            return day.isoformat()
        case Arithmetic(operator=operator, left=left, right=right):
            return f"({show_tree(left)} {operator} {show_tree(right)})"
        case _:
            return _fields(node)


def _fields(node: Any) -> str:
    """``Kind(first, word='以上')``: fields at their default are left out, obligatory ones have no name."""
    parts = []
    for item in attrs.fields(type(node)):
        value = getattr(node, item.name)
        if item.name in ("span", "source", "spelling") or _is_default(item, value):
            continue
        shown = show_tree(value)
        parts.append(shown if item.default is attrs.NOTHING else f"{item.name}={shown}")
    return f"{type(node).__name__}({', '.join(parts)})"


def _is_default(item: Any, value: Any) -> bool:
    return item.default is not attrs.NOTHING and value == item.default and type(value) is type(item.default)


def show_statement(node: Any) -> str:
    """A statement on one line, each of the nodes in its last tuple on a line of its own."""
    names = [item.name for item in attrs.fields(type(node))]
    lines = next((name for name in ("lines", "columns", "children", "rows") if name in names), None)
    if lines is None:
        return show_tree(node)
    below = getattr(node, lines)
    head = show_tree(attrs.evolve(node, **{lines: ()})).replace(", []", "").replace("([])", "()")
    return "\n".join([head, *(f"  {show_tree(line)}" for line in below)])
