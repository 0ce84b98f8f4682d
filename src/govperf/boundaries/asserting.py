"""What a wish comes down to: done at once, impossible, or several ways to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from govperf.boundaries.board import Board
from govperf.boundaries.linear import single
from govperf.boundaries.numbers import form_of
from govperf.boundaries.tasks import (
    Among,
    Between,
    Holds,
    ImpossibleError,
    Later,
    Present,
    Scope,
    Task,
    Tie,
    TieWord,
    Way,
    Ways,
    exactly,
)
from govperf.boundaries.words import word_of
from govperf.terms.terms import (
    Apply,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Grading,
    IsPresent,
    Let,
    Local,
    OfCohort,
    Opposite,
    Placement,
    Position,
    Read,
    ReadColumn,
    Some,
    Term,
)
from govperf.terms.walk import key_of
from govperf.values import Missing

Found = bool | Way | Ways
"""Done or impossible; more wishes instead; several ways."""

_DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def found_of(board: Board, task: Task) -> Found:
    """What the wish comes down to as things stand."""
    match task:
        case Between(form, low, high):
            return board.limit(board.use(form), low, high)
        case Among(word, values):
            return board.restrict(board.use_word(word), values)
        case Tie(variable, term, scope):
            return _tied(board, variable, term, scope)
        case TieWord(word, term, scope):
            return equal_words(board, word, word_of(board, term, scope))
        case Later(ways):
            return ways(board)
        case Present(term, scope, truth):
            return _present(board, term, scope, truth=truth)
        case Holds(term, scope, truth):
            return _holds(board, term, scope, truth=truth)


def _tied(board: Board, variable: int, term: Term, scope: Scope) -> Found:
    return board.limit(single(variable).minus(form_of(board, term, scope)), Fraction(0), Fraction(0))


# --- conditions ---


def _holds(board: Board, term: Term, scope: Scope, *, truth: bool) -> Found:
    match term:
        case Constant(value):
            return value is truth
        case Read() | ReadColumn():
            return _read(board, term, scope, truth=truth)
        case Local(name):
            if name not in scope.locals:
                raise ImpossibleError
            inner, outer = scope.locals[name]
            return (Holds(inner, outer, truth),)
        case Let(_, _, body):
            return (Holds(body, board.naming(scope, term), truth),)
        case Opposite(operand):
            return (Holds(operand, scope, not truth),)
        case Every(parts) | Some(parts):
            if isinstance(term, Every) == truth:
                return tuple(Holds(part, scope, truth) for part in parts)
            return _one_of(board, parts, scope, truth=truth)
        case IsPresent(operand):
            return (Present(operand, scope, truth),)
        case Compare():
            return _compared(board, term, scope, truth=truth)
        case Apply("in", (value, Constant(tuple() as items))):
            return _belongs(board, value, items, scope, truth=truth)
        case Choose():
            return chosen(board, term, scope, lambda value: (Holds(value, scope, truth),))
        case Default(operand, default):
            return iter(
                (
                    (Present(operand, scope), Holds(operand, scope, truth)),
                    (Present(operand, scope, False), Holds(default, scope, truth)),
                )
            )
        case _:
            raise ImpossibleError


def _read(board: Board, term: Read | ReadColumn, scope: Scope, *, truth: bool) -> Found:
    key = key_of(term)
    node = board.knowledge.graph[key]
    row = scope.rows.get(term.ledger, 0) if isinstance(term, ReadColumn) else -1
    if node.input is not None:
        return board.restrict(board.word(node.input, (key, row)), (truth,))
    if node.definition is None:
        raise ImpossibleError
    own = board.inside(board.root, node.definition.ledger, row) if node.definition.ledger else board.root
    return (Holds(node.definition.term, own, truth),)


def _one_of(board: Board, parts: Sequence[Term], scope: Scope, *, truth: bool) -> Ways:
    """The first part that decides, after those that do not; what is ordinarily so comes first."""
    places = sorted(range(len(parts)), key=lambda place: board.knowledge.ordinarily(parts[place]) is not truth)
    for place in places:
        before = tuple(Holds(part, scope, not truth) for part in parts[:place])
        yield (*before, Holds(parts[place], scope, truth))
    # Those before it need not be looked at with the other result: it is enough that one of them decides.


def chosen(board: Board, term: Choose, scope: Scope, then: object) -> Ways:
    """The ways of a conditional, each with what ``then`` asks of its value; the ordinary one first."""
    for place in in_order(board, term):
        conditions, value = way_of(term, place, scope)
        yield (*conditions, *then(value))  # type: ignore[operator]  # a function of the value


def in_order(board: Board, term: Choose) -> list[int]:
    """Places of the ways, the ordinary one first; the last is 否则."""
    places = list(range(len(term.branches) + 1))
    return sorted(places, key=lambda place: 0 if _ordinary(board, term, place) else 1)


def _ordinary(board: Board, term: Choose, place: int) -> bool:
    known = board.knowledge.ordinarily
    if place < len(term.branches):
        return known(term.branches[place].condition) is True
    return bool(term.branches) and known(term.branches[-1].condition) is False


def way_of(term: Choose, place: int, scope: Scope) -> tuple[Way, Term]:
    """What must hold for a way of a conditional, its value."""
    failed = tuple(Holds(branch.condition, scope, False) for branch in term.branches[:place])
    if place == len(term.branches):
        return failed, term.otherwise
    return (*failed, Holds(term.branches[place].condition, scope)), term.branches[place].value


# --- comparisons ---


def _compared(board: Board, term: Compare, scope: Scope, *, truth: bool) -> Found:
    sign = term.operator if truth else _DENIED[term.operator]
    sort = sort_in(board, term.left, scope)
    sort = sort_in(board, term.right, scope) if sort == "local" else sort
    if sort == "truth":
        return _same_truth(term.left, term.right, scope, same=sign == "=")
    if sort == "word":
        first, second = word_of(board, term.left, scope), word_of(board, term.right, scope)
        return equal_words(board, first, second) if sign == "=" else _unequal_words(board, first, second)
    placed = _placed(board, sign, term.left, term.right, scope)
    if placed is not None:
        return placed
    return _numbers(board, sign, term, scope)


def sort_in(board: Board, term: Term, scope: Scope) -> str:
    """The sort of a term, of what is behind a local name."""
    while isinstance(term, Local) and term.name in scope.locals:
        term, scope = scope.locals[term.name]
    return board.knowledge.sort_of(term)


def _numbers(board: Board, sign: str, term: Compare, scope: Scope) -> Found:
    form = form_of(board, term.left, scope).minus(form_of(board, term.right, scope))
    margin = margin_of(board, term)
    match sign:
        case "<":
            return board.limit(form, None, -margin)
        case "<=":
            return board.limit(form, None, Fraction(0))
        case ">":
            return board.limit(form, margin, None)
        case ">=":
            return board.limit(form, Fraction(0), None)
        case "=":
            return board.limit(form, Fraction(0), Fraction(0))
        case _:
            above: Way = (Between(form, low=margin),)
            below: Way = (Between(form, high=-margin),)
            return iter((above, below) if board.worth(form) > 0 else (below, above))


def margin_of(board: Board, term: Compare) -> Fraction:
    """How far two numbers stay apart that must not be equal."""
    step = board.knowledge.step_of(term.left, term.right)
    return board.margin if step is None else min(step, Fraction(1)) if step >= board.margin else board.margin


def _placed(board: Board, sign: str, left: Term, right: Term, scope: Scope) -> Found | None:
    """Grades compare by their places, so that one side with a known place leaves some grades to the other."""
    for one, other, turned in ((left, right, sign), (right, left, _TURNED[sign])):
        if isinstance(one, Position) and not isinstance(one.operand, Constant):
            limit = form_of(board, other, scope)
            if not limit.settled:
                continue
            kept = tuple(
                name for place, name in enumerate(one.order) if _ORDER[turned](Fraction(place), limit.constant)
            )
            return board.restrict(word_of(board, one.operand, scope), kept)
    return None


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_ORDER = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def _same_truth(left: Term, right: Term, scope: Scope, *, same: bool) -> Ways:
    for truth in (True, False):
        yield (Holds(left, scope, truth), Holds(right, scope, truth == same))


def equal_words(board: Board, first: int, second: int) -> Found:
    """The two words are the same."""
    common = tuple(value for value in board.domains[first] if value in board.domains[second])
    if len(board.domains[first]) == 1 or len(board.domains[second]) == 1:
        return board.restrict(first, common) and board.restrict(second, common)
    return ((Among(first, (value,)), Among(second, (value,))) for value in common)


def _unequal_words(board: Board, first: int, second: int) -> Found:
    for one, other in ((first, second), (second, first)):
        if len(board.domains[other]) == 1:
            return board.restrict(one, tuple(v for v in board.domains[one] if v not in board.domains[other]))
    pairs = ((a, b) for a in board.domains[first] for b in board.domains[second] if a != b)
    return ((Among(first, (a,)), Among(second, (b,))) for a, b in pairs)


def _belongs(board: Board, value: Term, items: tuple[object, ...], scope: Scope, *, truth: bool) -> Found:
    if sort_in(board, value, scope) == "word":
        word = word_of(board, value, scope)
        return board.restrict(word, tuple(one for one in board.domains[word] if (one in items) == truth))
    form = form_of(board, value, scope)
    numbers = [item for item in items if isinstance(item, Fraction)]
    if truth:
        return ((exactly(form, number),) for number in sorted(numbers, key=lambda one: abs(one - board.worth(form))))
    return tuple(Later(lambda one, number=number: one.avoided(form, number)) for number in numbers)  # type: ignore[misc]  # a bound default


# --- presence ---


def _present(board: Board, term: Term, scope: Scope, *, truth: bool) -> Found:
    match term:
        case Constant(value):
            return isinstance(value, Missing) != truth
        case Read() | ReadColumn():
            return _node_present(board, term, scope, truth=truth)
        case Local(name):
            if name not in scope.locals:
                raise ImpossibleError
            inner, outer = scope.locals[name]
            return (Present(inner, outer, truth),)
        case Let(_, _, body):
            return (Present(body, board.naming(scope, term), truth),)
        case Choose():
            return chosen(board, term, scope, lambda value: (Present(value, scope, truth),))
        case Default(operand, default):
            absent = (Present(operand, scope, False), Present(default, scope, truth))
            return iter(((Present(operand, scope),), absent)) if truth else absent
        case Grading(steps=steps):
            ungraded = [step.condition for step in steps if step.kind == "不定等次"]
            return _ungraded(ungraded, scope, truth=truth)
        case Placement(entry=entry):
            return (Present(entry, scope, truth),)
        case OfCohort(function="名次" | "名次比例", where=where) if where is not None:
            return (Holds(where, scope, truth),)
        case _:
            return truth


def _ungraded(conditions: list[Term], scope: Scope, *, truth: bool) -> Found:
    if truth:
        return tuple(Holds(condition, scope, False) for condition in conditions)
    return ((Holds(condition, scope),) for condition in conditions)


def _node_present(board: Board, term: Read | ReadColumn, scope: Scope, *, truth: bool) -> Found:
    key = key_of(term)
    node = board.knowledge.graph[key]
    row = scope.rows.get(term.ledger, 0) if isinstance(term, ReadColumn) else -1
    if node.input is None:
        if node.definition is None:
            raise ImpossibleError
        own = board.inside(board.root, node.definition.ledger, row) if node.definition.ledger else board.root
        return (Present(node.definition.term, own, truth),)
    one = node.input
    scope = board.root if row < 0 else board.inside(board.root, board.knowledge.ledger_of(key), row)
    there = (Among(board.presence((key, row)), (True,)),) if one.optional else ()
    applies = () if one.applies is None else (Holds(one.applies, scope),)
    if truth:
        # What is there is used, so that the record holds it.
        if board.knowledge.sort_of(term) == "number":
            board.number(one, (key, row))
        else:
            board.word(one, (key, row))
        return (*there, *applies)
    return _absent(board, (key, row), scope)


def _absent(board: Board, slot: tuple[str, int], scope: Scope) -> Iterator[Way]:
    one = board.knowledge.input(slot[0])
    if one.optional and one.default is None:
        applies = () if one.applies is None else (Holds(one.applies, scope),)
        yield (*applies, Among(board.presence(slot), (False,)))
    if one.applies is not None:
        yield (Holds(one.applies, scope, False),)
