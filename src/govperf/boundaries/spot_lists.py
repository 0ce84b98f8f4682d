"""Absent values, lists, grades, quotas as places to aim at."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.boundaries.board import Board
from govperf.boundaries.grades import band_of
from govperf.boundaries.lists import shapes
from govperf.boundaries.spot import Spot, Wish, name_of, was
from govperf.boundaries.standing import Row, Standing, led
from govperf.boundaries.tasks import Among, Holds, Later, Present, Scope, Way, Ways
from govperf.boundaries.watch import Watched
from govperf.boundaries.words import word_of
from govperf.source import Span
from govperf.terms.terms import (
    Aggregate,
    Grading,
    Placement,
    Rows,
    Term,
)
from govperf.terms.walk import key_of
from govperf.values import Missing


def absences(here: Standing, operand: Term) -> Iterator[Spot]:
    """A value that is 缺, that is there."""
    key = here.definition.key
    name = key_of(operand).removesuffix("#") or (operand.span.text if operand.span else "值")
    span = operand.span or here.definition.span

    def absent(watched: Watched) -> bool:
        return any(isinstance(one, Missing) for one in watched.values(key, operand))

    def there(watched: Watched) -> bool:
        return any(not isinstance(one, Missing) for one in watched.values(key, operand))

    yield Spot(here, "absent", f"{name}缺", lambda _, scope: (Present(operand, scope, False),), absent, span)
    yield Spot(here, "holds", f"{name}有值", lambda _, scope: (Present(operand, scope),), there, span)


# --- grades ---


def grades(here: Standing, term: Grading) -> Iterator[Spot]:
    """Every band, every line that moves a grade."""
    key = here.definition.key

    def calm(scope: Scope) -> Way:
        return tuple(Holds(step.condition, scope, False) for step in term.steps)

    def ways_to(board: Board, scope: Scope, place: int) -> Ways:
        yield (*calm(scope), *band_of(term, place, scope))
        yield (Among(word_of(board, term, scope), (term.bands[place].grade,)),)

    for place, band in enumerate(term.bands):

        def wished(_: Board, scope: Scope, place: int = place) -> Way:
            return (Later(lambda board: ways_to(board, scope, place)),)

        def seen(watched: Watched, grade: str = band.grade) -> bool:
            return grade in watched.values(key, term)

        yield Spot(here, "grade", f"{name_of(here.definition)}：{band.grade}", wished, seen, band.span)
        if band.condition is not None:
            yield _unmet(here, term, place)
    for step in term.steps:
        yield from _moved(here, term, step.condition, f"{step.kind}：{step.words}", step.span)


def _unmet(here: Standing, term: Grading, place: int) -> Spot:
    """The score is in the band, what it asks besides fails."""
    band = term.bands[place]
    key, condition = here.definition.key, band.condition

    def wished(_: Board, scope: Scope) -> Way:
        return band_of(term, place, scope, admitted=False)

    def seen(watched: Watched) -> bool:
        return condition is not None and False in watched.values(key, condition)

    words = f"{name_of(here.definition)}：{band.grade}，但不满足“{band.condition_words}”"
    return Spot(here, "step", words, wished, seen, band.span)


def _moved(here: Standing, term: Grading, condition: Term, words: str, span: Span | None) -> Iterator[Spot]:
    """The line by itself moves the best grade; or at least holds."""
    key = here.definition.key

    def wished(_: Board, scope: Scope) -> Way:
        alone = tuple(Holds(one.condition, scope, False) for one in term.steps if one.condition is not condition)

        def ways(_: Board) -> Ways:
            for place in range(len(term.bands)):
                yield (*alone, *band_of(term, place, scope))
            yield ()

        return (Holds(condition, scope), Later(ways))

    yield Spot(here, "step", words, wished, lambda watched: True in watched.values(key, condition), span)


# --- lists ---


def lists(here: Standing, term: Aggregate) -> Iterator[Spot]:
    """A record that counts, one that does not, a list without any."""
    key = here.definition.key
    if not isinstance(term.source, Rows):
        return
    if term.where is not None:
        where, ledger = term.where, term.source.ledger
        for truth in (True, False):
            words = f"{name_of(here.definition)}：{where.span.text.strip() if where.span else '其中'}"
            said = words if truth else f"{words}不成立"
            wish = _counted(where, ledger, truth=truth)
            yield Spot(here, "holds" if truth else "fails", said, wish, was(key, where, truth), where.span or term.span)
    if term.empty is not None:
        empty = term.empty

        def none(board: Board, _: Scope) -> Way:
            ledger = term.source.ledger if isinstance(term.source, Rows) else ""
            return (Among(board.switch("#", (ledger, -1), shapes(board, ledger)), ((),)),)

        words = f"{name_of(here.definition)}：没有记录"
        yield Spot(here, "absent", words, none, lambda watched: bool(watched.values(key, empty)), term.span)


def quotas(here: Standing, term: Placement) -> Iterator[Spot]:
    """Somebody is sent down as the grade is full; two are level at its line."""
    key = here.definition.key
    for place, quota in enumerate(term.quotas):

        def seen(watched: Watched, grade: str = quota.grade) -> bool:
            return grade in watched.values(key, term.entry) and grade not in watched.values(key, term)

        words = f"{name_of(here.definition)}：{quota.words or quota.grade}已满"
        yield Spot(here, "quota", words, _nothing, seen, term.span or here.definition.span, own=True, quota=place)


def _nothing(_: Board, __: Scope) -> Way:
    return ()


def _counted(where: Term, ledger: str, *, truth: bool) -> Wish:
    def wished(board: Board, scope: Scope) -> Way:
        rows, _ = led(board, (Row(ledger),))
        return (*rows, Holds(where, board.inside(scope, ledger, 0), truth))

    return wished
