"""Every place of a policy that is worth a record."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.boundaries.board import Board
from govperf.boundaries.kinds import Kind
from govperf.boundaries.spot import Spot, Wish, in_words, name_of, was
from govperf.boundaries.spot_lines import caps, lines, ties
from govperf.boundaries.spot_lists import absences, grades, lists, quotas
from govperf.boundaries.standing import Standing, standings
from govperf.boundaries.tasks import Holds, Scope, Way
from govperf.boundaries.watch import Watched
from govperf.semantics import Definition, Role
from govperf.terms.kinds import Base
from govperf.terms.terms import (
    Aggregate,
    Bounded,
    Branch,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Failure,
    Grading,
    IsPresent,
    Placement,
    Rounded,
    Some,
    Term,
)


def spots_in(definition: Definition) -> Iterator[Spot]:
    """All places of a definition, in the order of its words."""
    seen: set[tuple[object, ...]] = set()
    for here in standings(definition):
        for spot in _spots(here):
            place = (spot.kind, spot.words, None if spot.span is None else spot.span.start, spot.subject, spot.line)
            if spot.kind in ("arm", "grade", "step") or place not in seen:
                seen.add(place)
                yield spot


def _spots(here: Standing) -> Iterator[Spot]:
    match here.term:
        case Choose() as term:
            yield from arms(here, term)
        case Compare() as term:
            yield from lines(here, term)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from truths(here, part)
        case Bounded() as term:
            yield from caps(here, term)
        case Rounded() as term:
            yield from ties(here, term)
        case Default(operand, _) | IsPresent(operand):
            yield from absences(here, operand)
        case Grading() as term:
            yield from grades(here, term)
        case Aggregate() as term:
            yield from lists(here, term)
        case Placement() as term:
            yield from quotas(here, term)
        case _:
            pass
    if here.above is None and here.definition.kind.base is Base.BOOL:
        yield from truths(here, here.term, whole=True)


def arms(here: Standing, term: Choose) -> Iterator[Spot]:
    """Every way of a conditional."""
    key = here.definition.key
    for place, branch in enumerate(term.branches):

        def taken(watched: Watched, condition: Term = branch.condition) -> bool:
            return True in watched.values(key, condition)

        def wished(_: Board, scope: Scope, place: int = place) -> Way:
            before = tuple(Holds(one.condition, scope, False) for one in term.branches[:place])
            return (*before, Holds(term.branches[place].condition, scope))

        if not _settled(branch.condition):
            words = f"{name_of(here.definition)}：{_label(branch)}"
            yield Spot(here, "arm", words, wished, taken, branch.span or branch.condition.span)
    if isinstance(term.otherwise, Failure) or not term.branches:
        return
    last = term.branches[-1].condition

    def rest(_: Board, scope: Scope) -> Way:
        return tuple(Holds(one.condition, scope, False) for one in term.branches)

    words = f"{name_of(here.definition)}：其他"
    yield Spot(here, "arm", words, rest, lambda watched: False in watched.values(key, last), term.otherwise.span)


def _settled(condition: Term) -> bool:
    return isinstance(condition, Constant)


def _label(branch: Branch) -> str:
    if branch.label:
        return branch.label
    span = branch.condition.span or branch.span
    return span.text.strip() if span is not None else "成立"


def truths(here: Standing, part: Term, *, whole: bool = False) -> Iterator[Spot]:
    """A condition inside a longer one that holds, that fails."""
    if isinstance(part, Constant | Every | Some) or (isinstance(part, Compare) and not (in_words(part) or whole)):
        return
    key = here.definition.key
    words = part.span.text.strip() if part.span is not None else name_of(here.definition)
    position = here.term.parts.index(part) if isinstance(here.term, Every | Some) else 0
    span = part.span or here.definition.span
    kinds: tuple[tuple[Kind, bool], ...] = (("holds", True), ("fails", False))
    for kind, truth in kinds:
        said = _said(here.definition, words, whole=whole, truth=truth)
        yield Spot(here, kind, said, _wish_for(here, part, position, truth=truth), was(key, part, truth), span)


def _said(definition: Definition, words: str, *, whole: bool, truth: bool) -> str:
    if definition.role is Role.VETO or "#否决" in definition.key:
        return f"{'' if truth else '没有'}否决：{words}"
    if whole:
        return f"{name_of(definition)}={'是' if truth else '否'}"
    return f"{name_of(definition)}：{words}{'' if truth else '不成立'}"


def _wish_for(here: Standing, part: Term, position: int, *, truth: bool) -> Wish:
    def wished(_: Board, scope: Scope) -> Way:
        before: Way = ()
        if isinstance(here.term, Every | Some):
            before = tuple(Holds(one, scope, isinstance(here.term, Every)) for one in here.term.parts[:position])
        return (*before, Holds(part, scope, truth))

    return wished
