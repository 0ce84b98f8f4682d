"""The names of a rule file: what each stands for, how a path finds an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

from attrs import define, field

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.declarations import MethodDefinition
from govperf.syntax.expressions import Expression, Member, Name

T = TypeVar("T")

SymbolKind = Literal["输入", "明细", "参数", "计算", "指标", "等次", "对照表", "方法", "对象", "全体输出"]


@frozen
class Symbol:
    """What a name stands for; ``key`` is that of its node, ``path`` the names from the root of a tree."""

    kind: SymbolKind
    key: str
    path: tuple[str, ...]
    span: Span = field(eq=False, repr=False)


@define
class Names:
    """All names of a rule file."""

    top: dict[str, Symbol] = field(factory=dict)
    inputs: dict[str, Symbol] = field(factory=dict)
    nested: dict[str, list[Symbol]] = field(factory=dict)
    columns: dict[str, dict[str, Symbol]] = field(factory=dict)
    methods: dict[str, MethodDefinition] = field(factory=dict)

    @property
    def count(self) -> int:
        """How many names there are, those of columns and of indicators included."""
        inside = (*self.nested.values(), *self.columns.values())
        return len(self.top) + len(self.inputs) + sum(len(symbols) for symbols in inside)

    def find(self, name: str) -> tuple[Symbol, ...]:
        """Everything that a bare name can mean: a definition before an indicator, an indicator before an input."""
        if name in self.top:
            return (self.top[name],)
        if name in self.nested:
            return tuple(self.nested[name])
        return (self.inputs[name],) if name in self.inputs else ()

    def find_path(self, path: tuple[str, ...]) -> tuple[Symbol, ...]:
        """The indicators that a path can mean: those that end like it first, then those that pass through its names."""
        if len(path) == 1:
            return self.find(path[0])
        return tuple(ends_or_passes(self.nested.get(path[-1], []), path, lambda symbol: symbol.path))

    def all_names(self) -> Iterable[str]:
        """Every name that a formula could use."""
        return (*self.top, *self.nested, *self.inputs)

    def shortest(self, symbol: Symbol) -> str:
        """The shortest path that means this symbol alone."""
        for length in range(1, len(symbol.path) + 1):
            if self.find_path(symbol.path[-length:]) == (symbol,):
                return ".".join(symbol.path[-length:])
        return ".".join(symbol.path)


def ends_or_passes(candidates: Sequence[T], wanted: tuple[str, ...], path: Callable[[T], tuple[str, ...]]) -> list[T]:
    """Those whose path ends like the wanted one, or else those that pass through its names to the last of them."""
    ending = [one for one in candidates if path(one)[-len(wanted) :] == wanted]
    if ending:
        return ending
    return [one for one in candidates if path(one)[-1] == wanted[-1] and _passes(path(one), wanted)]


def _passes(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    steps = iter(path)
    return all(any(step == name for step in steps) for name in wanted)


def path_of(expression: Expression) -> tuple[str, ...] | None:
    """``a.b.c`` as its names, or None for anything else."""
    names: list[str] = []
    while isinstance(expression, Member):
        names.append(expression.name.text)
        expression = expression.owner
    if not isinstance(expression, Name):
        return None
    return (expression.text, *reversed(names))
