"""The single clauses that a policy consists of."""

from __future__ import annotations

from attrs import field

from govperf.frozen import frozen
from govperf.semantics import Settings
from govperf.source import Span
from govperf.syntax.cases import Cell
from govperf.syntax.declarations import (
    Assignment,
    GradeLine,
    GradeScale,
    Header,
    HeaderLine,
    Indicator,
    InputLine,
    Ledger,
    LookupTable,
    Period,
    Requirement,
    Statement,
)

Key = tuple[str, ...]
"""What a clause is known by in both versions: names, from the outermost; an empty first name where it has none."""


@frozen
class Row:
    """One row of a printed table."""

    cells: tuple[Cell, ...]


@frozen
class Order:
    """The order of the grades of a scale, of the vetoes, of the rows of a table: their keys, what people call them."""

    keys: tuple[Key, ...]
    names: tuple[str, ...] = field(default=(), eq=False)


Node = (
    Statement
    | Indicator
    | GradeLine
    | InputLine
    | Assignment
    | Requirement
    | Row
    | Order
    | Header
    | HeaderLine
    | Period
    | Settings
)

NAMELESS = ""
"""The first part of the keys of clauses that bear no name."""

HEADER = "规则"
SETTINGS = "设定"
ORDER = "次序"
COLUMN = "列"
LINE = "等次线"
ROW = "行"
NODE = "指标"

WITHOUT_SCORES = frozenset(("用例", "断言", "已知", "锁定"))
"""What no score depends on."""


@frozen
class Clause:
    """One clause: a statement without what stands in clauses of its own, or one line inside a statement.

    ``owner`` is the statement that a line belongs to; ``sort`` the word for what the clause is;
    ``title`` what people call it; ``span`` its words in the rule file.
    """

    key: Key
    sort: str
    title: str
    node: Node
    owner: Ledger | GradeScale | LookupTable | None = field(default=None, eq=False, repr=False)
    span: Span | None = field(default=None, eq=False, repr=False)

    @property
    def head(self) -> Key:
        """The key of the statement that the clause belongs to."""
        return self.key[:1] if self.key[0] else self.key

    @property
    def has_part(self) -> bool:
        """A score can depend on the clause."""
        return self.key[:2] != (NAMELESS, HEADER) and self.sort not in WITHOUT_SCORES and self.sort != "单位"

    @property
    def owner_title(self) -> str:
        """What people call the statement that a line belongs to; empty for a statement."""
        return "" if self.owner is None else self.owner.name.text

    @property
    def is_head(self) -> bool:
        """The clause is a statement, or the first line of one."""
        return self.key == self.head


__all__ = [
    "COLUMN",
    "HEADER",
    "LINE",
    "NAMELESS",
    "NODE",
    "ORDER",
    "ROW",
    "SETTINGS",
    "WITHOUT_SCORES",
    "Clause",
    "Key",
    "Node",
    "Order",
    "Row",
]
