"""One place of a policy that is worth a record."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field

from govperf.boundaries.board import Board
from govperf.boundaries.kinds import Kind
from govperf.boundaries.standing import Standing
from govperf.boundaries.tasks import Scope, Way
from govperf.boundaries.watch import Watched
from govperf.frozen import frozen
from govperf.semantics import Definition
from govperf.source import Span
from govperf.terms.terms import (
    Compare,
    Constant,
    Position,
    Term,
    Value,
)
from govperf.values import Missing

Wish = Callable[[Board, Scope], Way]
Shows = Callable[[Watched], bool]


@frozen
class Spot:
    """One place: ``wish`` is what must be so where the path has led, ``shows`` whether a record got there.

    ``subject`` is the number that a line is for, ``line`` the term of the line; ``own`` asks for a record of its own.
    """

    standing: Standing
    kind: Kind
    words: str
    wish: Wish = field(eq=False, repr=False)
    shows: Shows = field(eq=False, repr=False)
    span: Span | None = field(default=None, eq=False, repr=False)
    subject: Term | None = None
    line: Term | None = None
    own: bool = False
    quota: int | None = None

    @property
    def key(self) -> str:
        """The node in which it stands."""
        return self.standing.definition.key


def name_of(definition: Definition) -> str:
    """What people call a node."""
    name = definition.name.removesuffix("（限额前）")
    return f"{definition.ledger}的{name}" if definition.ledger else name


def was(key: str, term: Term, value: Value) -> Shows:
    """The term of a node had the value."""
    return lambda watched: value in watched.values(key, term)


def in_words(part: Compare) -> bool:
    """It compares words, truths, grades, which have no line between them."""
    return any(in_word(side) or isinstance(side, Position) for side in (part.left, part.right))


def in_word(term: Term) -> bool:
    """It is a word, a truth, an absence that is written down."""
    return isinstance(term, Constant) and isinstance(term.value, str | bool | Missing)
