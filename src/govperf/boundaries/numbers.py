"""Number terms as straight-line forms; what bends is left as an unknown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction

from govperf.boundaries.board import Board
from govperf.boundaries.linear import Linear, constant, total
from govperf.boundaries.tasks import ImpossibleError, Scope
from govperf.checks.intervals import ANY
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Constant,
    Default,
    Let,
    Local,
    OfCohort,
    Position,
    Read,
    ReadColumn,
    Root,
    Rounded,
    Term,
)


def form_of(board: Board, term: Term, scope: Scope) -> Linear:
    """What the number is made of; raises ImpossibleError where it has no value."""
    match term:
        case Constant(value):
            return constant(_number(value))
        case Read(key):
            return _of_node(board, key, -1)
        case ReadColumn(ledger, column):
            return _of_node(board, f"{ledger}.{column}", scope.rows.get(ledger, 0))
        case Local(name):
            if name not in scope.locals:
                raise ImpossibleError
            inner, outer = scope.locals[name]
            return form_of(board, inner, outer)
        case Let(_, _, body):
            return form_of(board, body, board.naming(scope, term))
        case Apply():
            return _applied(board, term, scope)
        case Choose() | Bounded() | Rounded() | Root() | Default() | Aggregate() | OfCohort() | Position():
            return _later(board, term, scope)
        case _:
            raise ImpossibleError


def _number(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    raise ImpossibleError


def _later(board: Board, term: Term, scope: Scope) -> Linear:
    bounds = board.knowledge.range_of(term) or ANY
    if bounds.single is not None and not isinstance(term, Choose | Default | Aggregate | OfCohort):
        return constant(bounds.single)
    return board.unknown(term, scope, bounds.low, bounds.high)


def _of_node(board: Board, key: str, row: int) -> Linear:
    node = board.knowledge.graph[key]
    if node.input is not None:
        return board.number(node.input, (key, row if node.ledger is not None else -1))
    if node.definition is None:
        raise ImpossibleError
    ledger = node.definition.ledger
    scope = board.inside(board.root, ledger, row) if ledger else board.root
    # The term of a node is the same object for all its readers, so its unknowns are shared among them.
    return form_of(board, node.definition.term, scope)


def _applied(board: Board, term: Apply, scope: Scope) -> Linear:
    def forms() -> list[Linear]:
        return [form_of(board, argument, scope) for argument in term.arguments]

    match term.function:
        case "+":
            return total(forms())
        case "-" | "days":
            first, second = forms()
            return first.minus(second) if term.function == "-" else second.minus(first)
        case "neg":
            return forms()[0].times(Fraction(-1))
        case "*":
            return _product(board, term, scope, forms())
        case "/":
            above, below = forms()
            if below.settled:
                if not below.constant:
                    raise ImpossibleError
                return above.times(1 / below.constant)
            return _later(board, term, scope)
        case _:
            return _later(board, term, scope)


def _product(board: Board, term: Apply, scope: Scope, forms: Sequence[Linear]) -> Linear:
    varying = [form for form in forms if not form.settled]
    factor = Fraction(1)
    for form in forms:
        factor *= form.constant if form.settled else 1
    if not varying or not factor:
        return constant(factor)
    if len(varying) == 1:
        return varying[0].times(factor)
    return _later(board, term, scope)
