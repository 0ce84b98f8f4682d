"""Every term of a definition with what must be so for it to be looked at."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field

from govperf.boundaries.board import Board
from govperf.boundaries.lists import required, shapes
from govperf.boundaries.tasks import Among, Holds, Later, Present, Scope, Task, Way, Ways
from govperf.frozen import frozen
from govperf.semantics import Definition
from govperf.terms.terms import (
    Aggregate,
    Choose,
    Default,
    Every,
    Failure,
    Grading,
    Let,
    OfCohort,
    Placement,
    Rows,
    Some,
    Term,
)
from govperf.terms.walk import parts

DEEPEST = 120
MOST_WAYS = 250
"""Ways of one conditional that are aimed at."""


@frozen
class Test:
    """A condition that holds, or fails."""

    term: Term
    truth: bool


@frozen
class There:
    """A value that is there, or absent."""

    term: Term
    truth: bool


@frozen
class Row:
    """In a record of a ledger."""

    ledger: str


Turn = Test | There | Row | Let
Path = tuple[Turn, ...]


@frozen
class Standing:
    """A term where it stands: ``path`` leads to it from the definition's own term; ``label`` is the arm around it."""

    term: Term
    definition: Definition
    path: Path = field(eq=False, repr=False)
    label: str = ""
    above: Term | None = field(default=None, eq=False, repr=False)

    @property
    def sure(self) -> bool:
        """It is looked at whatever the data."""
        return all(isinstance(turn, Let) for turn in self.path)


def standings(definition: Definition) -> Iterator[Standing]:
    """All terms of a definition, outermost first."""
    path: Path = (Row(definition.ledger),) if definition.ledger else ()
    waiting = [(Standing(definition.term, definition, path), 0)]
    while waiting:
        here, depth = waiting.pop()
        yield here
        if depth < DEEPEST:
            inner = [
                Standing(term, definition, way, label or here.label, here.term) for term, way, label in _inside(here)
            ]
            waiting.extend((one, depth + 1) for one in reversed(inner))


_Inner = tuple[Term, Path, str]


def _inside(here: Standing) -> Iterator[_Inner]:
    term, path = here.term, here.path
    match term:
        case Let(_, value, body):
            yield value, path, ""
            yield body, (*path, term), ""
        case Choose():
            yield from _ways(term, path)
        case Every(inner) | Some(inner):
            before = path
            for part in inner:
                yield part, before, ""
                before = (*before, Test(part, isinstance(term, Every)))
        case Default(operand, default):
            yield operand, path, ""
            yield default, (*path, There(operand, False)), ""
        case Grading():
            yield from _bands(term, path)
        case Aggregate() | OfCohort():
            yield from _listed(term, path)
        case Placement(entry, score):
            yield entry, path, ""
            yield score, path, ""
        case Failure():
            return
        case _:
            for part in parts(term):
                yield part, path, ""


def _ways(term: Choose, path: Path) -> Iterator[_Inner]:
    before = path
    for branch in term.branches[:MOST_WAYS]:
        yield branch.condition, before, branch.label
        yield branch.value, (*before, Test(branch.condition, True)), branch.label
        before = (*before, Test(branch.condition, False))
    if len(term.branches) <= MOST_WAYS:
        yield term.otherwise, before, "其他"


def _bands(term: Grading, path: Path) -> Iterator[_Inner]:
    for step in term.steps:
        yield step.condition, path, step.words
    graded = (*path, *(Test(step.condition, False) for step in term.steps if step.kind == "不定等次"))
    yield term.score, graded, ""
    for band in term.bands:
        words = f"{band.grade}：{band.words}"
        if band.band is not None:
            yield band.band, graded, words
        if band.condition is not None:
            inside = graded if band.band is None else (*graded, Test(band.band, True))
            yield band.condition, inside, words
        graded = graded if band.band is None else (*graded, Test(band.band, False))


def _listed(term: Aggregate | OfCohort, path: Path) -> Iterator[_Inner]:
    ledger = term.source.ledger if isinstance(term, Aggregate) and isinstance(term.source, Rows) else ""
    if isinstance(term, OfCohort):
        ledger = term.ledger
    inside = (*path, Row(ledger)) if ledger else path
    counted = inside if term.where is None else (*inside, Test(term.where, True))
    for part in parts(term):
        if isinstance(term, Aggregate) and part in (term.most, term.empty, term.trim):
            yield part, path, ""
        else:
            yield part, inside if part is term.where else counted, ""


# --- as wishes ---


def led(board: Board, path: Path) -> tuple[Way, Scope]:
    """What must be so for a path to be taken, with the scope to which it leads."""
    scope = board.root
    wishes: list[Task] = []
    for turn in path:
        match turn:
            case Let():
                scope = board.naming(scope, turn)
            case Row(ledger):
                wishes.append(_rows(board, ledger))
                scope = board.inside(scope, ledger, 0)
            case Test(term, truth):
                wishes.append(Holds(term, scope, truth))
            case There(term, truth):
                wishes.append(Present(term, scope, truth))
    return tuple(wishes), scope


def _rows(board: Board, ledger: str) -> Task:
    some = tuple(shape for shape in shapes(board, ledger) if shape)
    switch = board.switch("#", (ledger, -1), shapes(board, ledger))

    def ways(here: Board) -> Ways:
        for shape in some:
            if shape in here.domains[switch]:
                yield (Among(switch, (shape,)), *required(here, ledger, shape))

    return Later(ways)
