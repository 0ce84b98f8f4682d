"""Word terms as choices among known words; what depends on conditions is left as an unknown."""

from __future__ import annotations

from fractions import Fraction

from govperf.boundaries.board import Board
from govperf.boundaries.tasks import ImpossibleError, Scope
from govperf.terms.terms import Constant, Let, Local, Read, ReadColumn, Term
from govperf.terms.walk import key_of
from govperf.values import Missing


def word_of(board: Board, term: Term, scope: Scope) -> int:
    """The word that stands for the term; raises ImpossibleError where it can have none."""
    match term:
        case Constant(value):
            if isinstance(value, Missing):
                raise ImpossibleError
            return board.fixed(value)
        case Read() | ReadColumn():
            row = scope.rows.get(term.ledger, 0) if isinstance(term, ReadColumn) else -1
            return _of_node(board, key_of(term), row)
        case Local(name):
            if name not in scope.locals:
                raise ImpossibleError
            inner, outer = scope.locals[name]
            return word_of(board, inner, outer)
        case Let(_, _, body):
            return word_of(board, body, board.naming(scope, term))
        case _:
            values = board.knowledge.words_of(term)
            if not values or any(isinstance(value, Fraction) for value in values):
                raise ImpossibleError
            return board.word_of(term, scope, values)


def _of_node(board: Board, key: str, row: int) -> int:
    node = board.knowledge.graph[key]
    if node.input is not None:
        return board.word(node.input, (key, row if node.ledger is not None else -1))
    if node.definition is None:
        raise ImpossibleError
    ledger = node.definition.ledger
    scope = board.inside(board.root, ledger, row) if ledger else board.root
    return word_of(board, node.definition.term, scope)
