"""Aims records at every place of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

from attrs import define, field

from govperf.boundaries.aimed import Aimed
from govperf.boundaries.board import Board
from govperf.boundaries.company import Own, companies, crowds, mixed, named
from govperf.boundaries.demand import Context, Demand
from govperf.boundaries.knowledge import Knowledge
from govperf.boundaries.making import made, writable
from govperf.boundaries.numbers import form_of
from govperf.boundaries.solver import MOST_TRIES, Solver
from govperf.boundaries.spot import Spot, name_of
from govperf.boundaries.spots import spots_in
from govperf.boundaries.standing import led
from govperf.boundaries.tasks import Holds, Later, Present, Task, Way, Ways
from govperf.boundaries.watch import Watched, watch
from govperf.boundaries.words import word_of
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.scoring import required_keys
from govperf.graph import Graph, Level
from govperf.limits import Limits
from govperf.semantics import Role
from govperf.terms.terms import Placement, Read, Term
from govperf.terms.walk import key_of
from govperf.values import show_value

MARGINS = (Fraction(1, 100), Fraction(1, 10**6))
"""How far a number keeps from a line that it must not touch; the second where the first leaves no room."""

MOST_SPOTS = 3000
FEWER_TRIES = 1500
MOST_REFUSALS = 8
LONGEST_NAME = 16
WORK = 4_000_000
"""Values that all records of one policy together may have computed; what is not found by then is not aimed at."""


def aimed(graph: Graph, limits: Limits) -> Iterator[Aimed]:
    """Records aimed at arms, lines, caps, ties …, an ordinary one first; always the same ones, in the same order.

    All of them are in order as data. Each was scored: it shows what it says.
    """
    yield from _Aiming(Knowledge(graph, limits)).all()


@define
class _Shot:
    """A record that was made, what became of it."""

    objects: tuple[ObjectData, ...]
    watched: Watched


@define
class _Aiming:
    knowledge: Knowledge
    demand: Demand = field(init=False)
    shots: list[_Shot] = field(factory=list)
    missed: list[Spot] = field(factory=list)
    left: int = WORK
    _mixed: list[_Shot] | None = None

    def __attrs_post_init__(self) -> None:
        self.demand = Demand(self.knowledge.graph)
        found = self.knowledge.watched
        if found.refused or found.failed:
            self._better_base()

    def _better_base(self) -> None:
        """An ordinary object of which every output has a value, where there is one."""
        board = Board(self.knowledge, MARGINS[0])
        found: list[ObjectData] = []

        def accept(here: Board) -> bool:
            data = made(here)
            if data is None:
                return False
            shot = self.shoot((data,))
            if not shot.watched.refused and not shot.watched.failed:
                found.append(shot.objects[0])
            return bool(found)

        try:
            Solver(board, accept).solve((*self._standing_wishes(board), *whole(board)))
        except RecursionError:
            return
        if found:
            self.knowledge = Knowledge(self.knowledge.graph, self.knowledge.limits, found[0])

    def all(self) -> Iterator[Aimed]:
        base = self.knowledge.base
        self.shots.append(_Shot((base,), self.knowledge.watched))
        yield Aimed(base, "", "ordinary", "一般情形")
        count = 0
        for node in self.knowledge.graph.nodes:
            if node.definition is None or node.role is Role.PARAMETER:
                continue
            for spot in spots_in(node.definition):
                count += 1
                if count > MOST_SPOTS or self.left <= 0:
                    return
                found = self._seen(spot) if not spot.own else None
                found = found or self._aim(spot) or self._seen(spot)
                if found is None and node.level is Level.COHORT:
                    found = self._among_others(spot)
                if found is None:
                    self.missed.append(spot)
                else:
                    yield self._told(spot, found)

    def _seen(self, spot: Spot) -> _Shot | None:
        """A record that was made for another place shows this one as well."""
        return next((shot for shot in self.shots if spot.shows(shot.watched)), None)

    # --- one place ---

    def _aim(self, spot: Spot) -> _Shot | None:
        if spot.quota is not None:
            return self._crowd(spot, spot.quota)
        tired = False
        for margin in MARGINS:
            if tired:
                break  # a smaller margin would be searched in vain as long
            for context in self.demand.of(spot.key):
                trial = self._solve(spot, margin, context)
                tired = tired or trial.tired
                if trial.found is None and trial.spare is not None:
                    # It shows the place while another output has no value: perhaps all can have one.
                    again = self._solve(spot, margin, context, entire=True)
                    return again.found or trial.spare
                if trial.found is not None:
                    return trial.found
        return None

    def _solve(self, spot: Spot, margin: Fraction, context: Context, *, entire: bool = False) -> _Trial:
        board = Board(self.knowledge, margin)
        trial = _Trial(self, spot)
        solver = Solver(board, trial.accept, MOST_TRIES if spot.kind in ("arm", "grade", "step") else FEWER_TRIES)
        rest = whole(board) if entire else ()
        wishes = (*self._standing_wishes(board), *self.demand.wishes(board, context), *_wishes(board, spot), *rest)
        with suppress(RecursionError):
            solver.solve(wishes)
        self.left -= board.tableau.turns
        trial.tired = solver.tries < 0
        return trial

    def _crowd(self, spot: Spot, place: int) -> _Shot | None:
        """A cohort in which a quota sends somebody down."""
        term = spot.standing.term
        if not isinstance(term, Placement):
            return None
        for objects in crowds(term, self.make, self._own, place):
            shot = self.shoot(objects)
            if not shot.watched.refused and spot.shows(shot.watched):
                self.shots.append(shot)
                return shot
        return None

    def _among_others(self, spot: Spot) -> _Shot | None:
        """A cohort of ordinary objects with low, middling, high numbers that shows the place by chance."""
        if self._mixed is None:
            self._mixed = [self.shoot(named(objects)) for objects in mixed(self.knowledge.graph, self.knowledge.base)]
        return next(
            (one for one in self._mixed if not one.watched.refused and spot.shows(one.watched)),
            None,
        )

    def _own(self, data: ObjectData) -> Own:
        return Own(self.knowledge.graph, self.knowledge.limits, data)

    def make(self, wishes: Callable[[Board], Way]) -> ObjectData | None:
        """An object by itself that grants wishes; it is not scored."""
        board = Board(self.knowledge, MARGINS[0])
        found: list[ObjectData] = []

        def accept(here: Board) -> bool:
            data = made(here)
            found.extend(() if data is None else (data,))
            return bool(found)

        try:
            Solver(board, accept, tries=200).solve((*self._standing_wishes(board), *wishes(board)))
        except RecursionError:
            return None
        return found[0] if found else None

    def _standing_wishes(self, board: Board) -> Iterator[Task]:
        """What all data must meet."""
        for one in self.knowledge.graph.ruleset.requirements:
            condition = one.condition

            def ways(_: Board, condition: Term = condition) -> Ways:
                yield (Holds(condition, board.root),)
                yield ()  # one that misses data is not judged

            yield Later(ways)
        participation = self.knowledge.graph.ruleset.participation
        if participation is not None:
            yield Holds(participation, board.root)

    def shoot(self, objects: tuple[ObjectData, ...]) -> _Shot:
        """Scores a record."""
        shot = _Shot(objects, watch(self.knowledge.graph, objects, self.knowledge.limits))
        self.left -= shot.watched.work * len(objects)
        return shot

    def _told(self, spot: Spot, shot: _Shot) -> Aimed:
        subject = "" if spot.subject is None else self._named(spot.subject)
        value = _number(shot.watched, spot.key, spot.subject)
        line = _number(shot.watched, spot.key, spot.line)
        percent = spot.subject is not None and self._in_percent(spot.subject)
        words = _words(spot, subject, value, line, percent=percent)
        first, *others = shot.objects
        return Aimed(first, spot.key, spot.kind, words, spot.span, tuple(others), subject, value, line, spot)

    def _in_percent(self, term: Term) -> bool:
        """People write the number with %."""
        key = key_of(term)
        if key not in self.knowledge.graph:
            return False
        node = self.knowledge.graph[key]
        kind = node.definition.kind if node.definition is not None else node.input.domain.kind if node.input else None
        return kind is not None and kind.percent

    def _named(self, term: Term) -> str:
        key = key_of(term)
        if key:
            return self.knowledge.graph[key].name.removesuffix("#") if key in self.knowledge.graph else key
        return term.span.text.strip() if term.span is not None else ""


@define
class _Trial:
    """Tries what a search decides.

    ``spare`` shows the place while another output fails, or with a number without end.
    """

    aiming: _Aiming
    spot: Spot
    found: _Shot | None = None
    spare: _Shot | None = None
    refusals: int = 0
    tired: bool = False

    def accept(self, board: Board) -> bool:
        """The record shows the place; after several that do not, the search is over."""
        data = made(board)
        if data is None:
            return False
        for objects in companies(board, data, self.aiming.make):
            shot = self.aiming.shoot(objects)
            if shot.watched.refused or not self.spot.shows(shot.watched):
                continue
            if not shot.watched.failed and writable(data):
                self.found = shot
                self.aiming.shots.append(shot)
                return True
            if self.spare is None or (writable(data) and not writable(self.spare.objects[0])):
                self.spare = shot
        self.refusals += 1
        return self.refusals >= MOST_REFUSALS


def whole(board: Board) -> Iterator[Task]:
    """Every output has a value, or is 缺 as the policy says."""
    for key in required_keys(board.knowledge.graph):
        read = Read(key)
        sort = board.knowledge.sort_of(read)

        def ways(_: Board, read: Read = read, sort: str = sort) -> Ways:
            there = Present(read, board.root)
            if sort == "truth":
                yield (there, Holds(read, board.root))
                yield (there, Holds(read, board.root, False))
            else:
                yield (there, Later(lambda here: _valued(here, read, sort)))
            yield (Present(read, board.root, False),)

        yield Later(ways)


def _valued(board: Board, read: Read, sort: str) -> Ways:
    if sort == "word":
        word_of(board, read, board.root)
    else:
        form_of(board, read, board.root)
    yield ()


def _wishes(board: Board, spot: Spot) -> Way:
    path, scope = led(board, spot.standing.path)
    return (*path, *spot.wish(board, scope))


def _number(watched: Watched, key: str, term: Term | None) -> Fraction | None:
    found = [] if term is None else watched.values(key, term)
    last = found[-1] if found else None
    return last if isinstance(last, Fraction) else None


_WHERE = {
    "at": "恰在线上",
    "below": "略低于线",
    "above": "略高于线",
    "bitten": "超出",
    "free": "未到",
    "tie": "",
}


def _words(spot: Spot, subject: str, value: Fraction | None, line: Fraction | None, *, percent: bool) -> str:
    if spot.kind not in _WHERE or value is None:
        return spot.words
    where = _WHERE[spot.kind] or spot.words
    if spot.kind in ("bitten", "free") and line is not None:
        where = f"{where}{spot.words}{show_value(line, percent=percent)}"
    elif spot.kind != "tie":
        where = f"{spot.words}，{where}"
    if spot.kind == "tie" or len(subject) > LONGEST_NAME:
        subject = f"{name_of(spot.standing.definition)}{'保留之前' if spot.kind == 'tie' else '的算式'}"
    return f"{subject}={show_value(value, percent=percent)}（{where}）"
