"""The text of a function while it is written: lines, fresh names, constants that never become text."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import floor
from typing import Any

from attrs import define, field

MOST_LINES = 20_000
DEEPEST = 40


class UnsupportedError(Exception):
    """The policy uses something that a kernel does not do; never leaves the room."""


@define
class Code:
    """A function body. Constants of the policy are objects beside the text: no word of a rule file is ever code."""

    lines: list[str] = field(factory=list)
    constants: dict[str, object] = field(factory=dict)
    depth: int = 2
    _names: int = 0

    def emit(self, line: str) -> None:
        """Adds a statement at the present depth."""
        if len(self.lines) >= MOST_LINES or self.depth > DEEPEST:
            raise UnsupportedError
        self.lines.append("    " * self.depth + line)

    def fresh(self) -> str:
        """A name that nothing else has."""
        self._names += 1
        return f"v{self._names}"

    def keep(self, expression: str) -> str:
        """The name of a variable that holds the expression; a name or number stays as it is."""
        if expression.isidentifier() or expression.lstrip("-").isdigit():
            return expression
        name = self.fresh()
        self.emit(f"{name} = {expression}")
        return name

    def constant(self, value: object) -> str:
        """The name of an object that the function may use."""
        for name, known in self.constants.items():
            if known is value or (type(known) is type(value) and isinstance(value, str | bool) and known == value):
                return name
        name = f"C{len(self.constants)}"
        self.constants[name] = value
        return name

    def give_up_if(self, condition: str) -> None:
        """Hands the object over to the slow reading where the condition holds."""
        self.emit(f"if {condition}: return None")

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """The statements emitted inside stand under ``head``."""
        self.emit(head)
        self.depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.emit("pass")
        self.depth -= 1

    def function(self, argument: str, trouble: tuple[type[Exception], ...]) -> Callable[..., Any]:
        """The function, with its constants in the syntax tree as objects; it gives up where ``trouble`` is raised."""
        head = f"def kernel({argument}):\n    try:\n"
        source = head + "\n".join(self.lines) + "\n    except TROUBLE:\n        return None\n"
        tree = _Constants(self.constants).visit(ast.parse(source))
        space: dict[str, Any] = {"__builtins__": {}, "floor": floor, "abs": abs, "type": type, "len": len}
        space |= {"float": float, "int": int, "TROUBLE": trouble, **self._callables()}
        exec(compile(ast.fix_missing_locations(tree), "<kernel>", "exec"), space)
        return space["kernel"]  # type: ignore[no-any-return]  # a function, as the text says

    def _callables(self) -> dict[str, object]:
        return {name: value for name, value in self.constants.items() if not _is_plain(value)}


def _is_plain(value: object) -> bool:
    return isinstance(value, str | bool | int)


@define
class _Constants(ast.NodeTransformer):
    """Puts plain constants into the tree where the text names them."""

    constants: dict[str, object]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.constants.get(node.id)
        return ast.Constant(value) if isinstance(value, str | bool | int) else node
