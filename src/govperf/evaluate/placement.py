"""Grades under quotas: best grade first, whoever is over a quota goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.diagnostics import Problem
from govperf.evaluate.cohort import of_object, present_ones
from govperf.evaluate.grading import admitted, grade_names
from govperf.evaluate.meaning import Frame, GradeNote, World, failed, for_all, name_of, number_of, present, value_of
from govperf.evaluate.outcome import FailedError
from govperf.frozen import frozen
from govperf.terms import failures
from govperf.terms.terms import GradeQuota, Placement, Value
from govperf.values import Missing, round_to


@frozen
class Candidate:
    """One object with what decides its place; ``grade`` is the index of its grade before quotas, None for no grade."""

    frame: Frame
    grade: int | None
    group: tuple[Value, ...] = ()
    score: Fraction = Fraction(0)
    keys: tuple[Fraction, ...] = ()

    @property
    def order(self) -> tuple[Fraction, ...]:
        """Equal where two are tied."""
        return (-self.score, *(-key for key in self.keys))


@define
class Group:
    """The graded of one group on their way down the scale."""

    number: int
    grades: dict[int, int]
    notes: dict[int, list[GradeNote]] = field(factory=dict)
    undecided: dict[int, tuple[Problem, ...]] = field(factory=dict)
    tied: Sequence[Candidate] = ()


def placement(term: Placement, frame: Frame, world: World) -> Value:
    """The grade of the object at hand after the quotas of its group."""
    own = _candidate(term, frame, world)
    if own.grade is None:
        return Missing.ABSENT
    present_ones(frame, world)
    groups = world.shared(("placement", id(term)), lambda: _placed(term, frame, world))
    group = groups.get(own.group)
    if group is None or frame.object not in group.grades:  # left out of the cohort, so it has no place in it
        return Missing.ABSENT
    if frame.object in group.undecided:
        raise FailedError(group.undecided[frame.object])
    for note in group.notes.get(frame.object, ()):
        world.step(frame, note)
    return grade_names(term)[group.grades[frame.object]]


def _candidate(term: Placement, frame: Frame, world: World) -> Candidate:
    entry = value_of(term.entry, frame, world)
    if isinstance(entry, Missing):
        return Candidate(frame, None)
    names = grade_names(term)
    group = tuple(present(key, frame, world) for key in term.groups)
    score = present(term.score, frame, world)
    keys = tuple(number_of(key, frame, world) for key in term.keys)
    ranked = score if isinstance(score, Fraction) else Fraction(0)
    return Candidate(frame, names.index(entry), group, ranked, keys)


def _placed(term: Placement, frame: Frame, world: World) -> Mapping[tuple[Value, ...], Group]:
    frames = [Frame(index, frame.node, {}, {}) for index in world.cohort(frame)]
    found = for_all(frames, lambda one: of_object(world, one.object, lambda: _candidate(term, one, world)))
    groups: dict[tuple[Value, ...], list[Candidate]] = {}
    for candidate in found:
        if candidate.grade is not None:
            groups.setdefault(candidate.group, []).append(candidate)
    return {key: _fill(term, members, world) for key, members in groups.items()}


def _fill(term: Placement, members: Sequence[Candidate], world: World) -> Group:
    names = grade_names(term)
    group = Group(len(members), {one.frame.object: one.grade for one in members if one.grade is not None})
    quotas = {quota.grade: quota for quota in term.quotas}
    for index, name in enumerate(names):
        candidates = [one for one in members if group.grades[one.frame.object] == index]
        if name not in quotas or not candidates:
            continue
        if group.tied:
            # Some of the tied will come down and take places here, nobody knows yet which of them.
            _leave_open(term, group.tied, candidates, group, world)
            continue
        _cut(term, quotas[name], candidates, index, group, world)
    return group


def _cut(
    term: Placement, quota: GradeQuota, candidates: list[Candidate], index: int, group: Group, world: World
) -> None:
    """Sends those over the quota down to the next grade; a tie across the line leaves the tied open."""
    limit = _limit(quota, candidates[0].frame, group.number, world)
    world.saw(quota, "spares" if len(candidates) <= limit else "bites")
    if len(candidates) <= limit:
        return
    ranked = sorted(candidates, key=lambda one: one.order)
    kept = _line(term, ranked, limit)
    if limit > 0 and ranked[limit - 1].score == ranked[limit].score:
        world.saw(term, "tied")
    if kept is None:
        line = ranked[limit].order
        group.tied = [one for one in ranked if one.order == line]
        _leave_open(term, group.tied, group.tied, group, world)
        kept = sum(one.order <= line for one in ranked)
    for one in ranked[kept:]:
        _send_down(term, one, index, group, world, f"{_said(quota, limit)}已满，名次 {_place(ranked, one)}")


def _limit(quota: GradeQuota, frame: Frame, number: int, world: World) -> int:
    amount = number_of(quota.amount, frame, world)
    allowed = amount * number if quota.share else amount
    return max(0, int(round_to(allowed, Fraction(1), quota.rounding)))


def _line(term: Placement, ranked: Sequence[Candidate], limit: int) -> int | None:
    """How many of the ranked stay; None where a tie across the line leaves it open."""
    if limit == 0 or ranked[limit - 1].order != ranked[limit].order:
        return limit
    line = ranked[limit].order
    match term.ties:
        case "从严":
            return sum(one.order < line for one in ranked)
        case "从宽":
            return sum(one.order <= line for one in ranked)
        case _:
            return None


def _leave_open(
    term: Placement, tied: Sequence[Candidate], whom: Sequence[Candidate], group: Group, world: World
) -> None:
    names = "、".join(name_of(one.frame.object, world) for one in tied[:6])
    for one in whom:
        group.undecided[one.frame.object] = failed(failures.TIED, term, one.frame, names=names).problems


def _send_down(term: Placement, one: Candidate, index: int, group: Group, world: World, reason: str) -> None:
    names = grade_names(term)
    own = one.frame.object
    try:
        if index + 1 >= len(names):
            raise failed(failures.BELOW_LAST, term, one.frame, grade=names[-1])
        passed: list[GradeNote] = []
        group.grades[own] = admitted(term, index + 1, one.frame, world, passed.append)
    except FailedError as error:
        group.undecided[own] = error.problems
        return
    group.notes.setdefault(own, []).extend((GradeNote(names[index + 1], reason), *passed))


def _said(quota: GradeQuota, limit: int) -> str:
    return f"{quota.words}（{limit} 名）" if quota.share else f"限额 {limit} 名"


def _place(ranked: Sequence[Candidate], one: Candidate) -> str:
    first = next(place for place, other in enumerate(ranked, start=1) if other.order == one.order)
    tied = sum(other.order == one.order for other in ranked) > 1
    return f"{first}（并列）" if tied else str(first)
