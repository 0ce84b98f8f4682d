"""Makes one record that grants all wishes: goes on while it can, takes back what leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define

from govperf.boundaries.asserting import found_of
from govperf.boundaries.board import Board, Unknown
from govperf.boundaries.linear import single
from govperf.boundaries.opening import opened
from govperf.boundaries.tasks import Between, ImpossibleError, Task, Way, Ways
from govperf.terms.terms import Apply, Bounded, OfCohort, Rounded

DEEPEST = 250
MOST_TRIES = 6000
"""Ways that are tried for one place of a policy."""

Accepted = Callable[[Board], bool]


@define
class Solver:
    """One search. ``accept`` makes a record of what is decided; False lets the search go on."""

    board: Board
    accept: Accepted
    tries: int = MOST_TRIES
    turns: int = 6000

    def solve(self, wishes: Way) -> bool:
        """A record that grants all wishes was accepted."""
        mark = self.board.mark()
        try:
            return self._go(wishes, 0)
        finally:
            self.board.undo(mark)

    def _go(self, wishes: Way, depth: int) -> bool:
        self.tries -= 1
        if self.tries < 0 or depth > DEEPEST or self.board.tableau.turns > self.turns:
            return False
        forks = self._granted(wishes)
        if forks is None or not self.board.tableau.settle():
            return False
        if forks:
            ways, rest = forks[0]
            return self._any(ways, rest, depth)
        unknown = self._next()
        if unknown is not None:
            self.board.open(unknown)
            return self._any(opened(self.board, unknown), (), depth)
        uneven = self._uneven()
        if uneven is not None:
            return self._any(uneven, (), depth)
        return self.accept(self.board)

    def _any(self, ways: Ways, rest: Way, depth: int) -> bool:
        emitted: list[Task] = []
        try:
            for way in ways:
                emitted.extend(self.board.emitted)
                self.board.emitted.clear()
                mark = self.board.mark()
                if self._go((*way, *emitted, *rest), depth + 1):
                    return True
                self.board.undo(mark)
                if self.tries < 0:
                    return False
        except ImpossibleError:
            pass
        finally:
            self.board.emitted.clear()
        return False

    def _granted(self, wishes: Way) -> list[tuple[Ways, Way]] | None:
        """Grants what needs no choice; the first choice with the wishes behind it; None where a wish cannot be."""
        waiting: list[Task] = list(wishes)
        choices: list[tuple[Ways, Task]] = []
        while waiting:
            task = waiting.pop(0)
            self.board.emitted.clear()
            try:
                found = found_of(self.board, task)
            except ImpossibleError:
                return None
            waiting.extend(self.board.emitted)
            self.board.emitted.clear()
            if found is False:
                return None
            if isinstance(found, tuple):
                waiting[:0] = found
            elif found is not True:
                choices.append((found, task))
        if not choices:
            return []
        return [(choices[0][0], tuple(task for _, task in choices[1:]))]

    def _next(self) -> Unknown | None:
        """What to work out next: that which leaves no choice first."""
        waiting = self.board.waiting()
        return min(waiting, key=_weight, default=None)

    def _uneven(self) -> Ways | None:
        """Two ways for a number that must be a multiple of its step, None where all are."""
        board = self.board
        wanted = {one.variable for one in board.needed.values()} | {
            board.numbers[s] for s in board.used if s in board.numbers
        }
        for variable, step in board.steps.items():
            if variable not in wanted:
                continue
            value = board.tableau.value[variable]
            if (value / step).denominator != 1:
                return _to_steps(variable, value, step)
        return None


def _to_steps(variable: int, value: Fraction, step: Fraction) -> Ways:
    below = (value // step) * step
    down: Way = (Between(single(variable), high=below),)
    up: Way = (Between(single(variable), low=below + step),)
    yield from (down, up) if value - below <= step / 2 else (up, down)


def _weight(unknown: Unknown) -> int:
    match unknown.term:
        case Rounded() | Apply("floor" | "ceil"):
            return 0
        case Bounded():
            return 1
        case OfCohort():
            return 3
        case _:
            return 2
