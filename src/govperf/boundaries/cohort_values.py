"""Values that all objects decide: what they are for an object alone, what others are to make of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from govperf.boundaries.board import Board
from govperf.boundaries.linear import single
from govperf.boundaries.numbers import form_of
from govperf.boundaries.tasks import Among, Between, Holds, Later, Scope, Task, Tie, Way, Ways
from govperf.boundaries.words import word_of
from govperf.terms.terms import OfCohort, Placement, Term

_ONE = Fraction(1)


def of_cohort(board: Board, term: OfCohort, scope: Scope, variable: int) -> Ways:
    """As it is for the object alone; or free, to be made true by others."""
    there = () if term.where is None else (Holds(term.where, scope),)
    yield (*there, *_alone(term, scope, variable))
    if term.function in ("名次", "人数", "计数"):
        board.steps[variable] = _ONE
        there = (*there, Between(single(variable), low=_ONE))
    if term.function in ("名次", "名次比例") and term.value is not None:
        value = term.value
        roomy = Later(lambda here: _roomy(here, value, scope, ascending=term.ascending))
        yield (*there, roomy, _met(lambda here: here.meet(term, scope, variable)))
    rank = there if term.function in ("名次", "名次比例") else ()
    yield (*rank, _met(lambda here: here.meet(term, scope, variable)))


def _roomy(board: Board, value: Term, scope: Scope, *, ascending: bool) -> Ways:
    """The value leaves room for others that are better."""
    form = form_of(board, value, scope)
    bounds = board.knowledge.range_of(value)
    if bounds is not None and not ascending and bounds.high is not None:
        yield (Between(form, high=bounds.high - 5),)
        yield (Between(form, high=bounds.high - 1),)
    if bounds is not None and ascending and bounds.low is not None:
        yield (Between(form, low=bounds.low + 5),)
        yield (Between(form, low=bounds.low + 1),)


def _alone(term: OfCohort, scope: Scope, variable: int) -> Way:
    match term.function:
        case "名次" | "名次比例" | "人数":
            return (Between(single(variable), _ONE, _ONE),)
        case "合计" | "平均" | "最高" | "最低" | "中位数" | "加权平均" if term.value is not None:
            return (Tie(variable, term.value, scope),)
        case "按比例分配" if term.total is not None:
            return (Tie(variable, term.total, scope),)
        case "计数" if term.value is not None:
            return (Holds(term.value, scope), Between(single(variable), _ONE, _ONE))
        case _:
            return (Between(single(variable), Fraction(0), Fraction(0)),)


def placed(board: Board, term: Placement, scope: Scope, word: int) -> Ways:
    """The grade before quotas, with others beside the object so that its quota has a place."""
    for grade in board.domains[word]:

        def entered(here: Board, grade: object = grade) -> Ways:
            yield (Among(word_of(here, term.entry, scope), (grade,)),)  # type: ignore[arg-type]  # a grade

        yield (Among(word, (grade,)), Later(entered), _met(lambda here: here.meet(term, scope, word)))


def _met(act: Callable[[Board], object]) -> Task:
    def ways(board: Board) -> Ways:
        act(board)
        yield ()

    return Later(ways)
