"""What people call a statement: the name that it gives something, or its words."""

from __future__ import annotations

from typing import Any

from govperf.diagnostics import shorten
from govperf.mutation.words import plain_line
from govperf.syntax.declarations import Change, IndicatorTree, InputBlock, Statement
from govperf.syntax.show_statements import statement_lines


def owner_of(statement: Statement) -> str:
    """``绩效考核得分``, ``单位等次``; of a veto its condition, of inputs simply 输入."""
    match statement:
        case Change(definition=definition):
            return owner_of(definition)
        case IndicatorTree(root=root):
            return root.name.text
        case InputBlock():
            return "输入"
        case _:
            named: Any = getattr(statement, "name", None)
            text = getattr(named, "text", "")
            return (
                text
                if isinstance(text, str) and text
                else shorten(plain_line(next(iter(statement_lines(statement)))), 40)
            )
