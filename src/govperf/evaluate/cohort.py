"""Values that need all objects: ranks, counts, statistics of the cohort."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from attrs import evolve

from govperf.diagnostics import Problem
from govperf.evaluate.allotment import allotted
from govperf.evaluate.lists import Entry, settle
from govperf.evaluate.meaning import Frame, World, for_all, holds, name_of, number_of, present
from govperf.evaluate.outcome import COHORT, FailedError
from govperf.frozen import frozen
from govperf.terms.terms import OfCohort, Value
from govperf.values import Missing

T = TypeVar("T")


@frozen
class Member:
    """One object (or record) with what the term says of it; ``value`` is None where nothing is measured.

    ``problems`` are what stands in the way of its value, which stops the values of its group alone; ``own`` are these
    as the object itself is told them.
    """

    frame: Frame
    group: tuple[Value, ...]
    counts: bool
    value: Value | None = None
    weight: Fraction = Fraction(1)
    ties: tuple[Fraction, ...] = ()
    problems: tuple[Problem, ...] = ()
    own: tuple[Problem, ...] = ()

    @property
    def where(self) -> tuple[int, int]:
        """Object and record."""
        return self.frame.object, next(iter(self.frame.rows.values()), -1)


def of_cohort(term: OfCohort, frame: Frame, world: World) -> Value:
    """The value of a cohort term for the object at hand.

    Where the cohort stops at some objects, each of them is told its own trouble, all others that of the first.
    """
    present_ones(frame, world)
    frames = own_first(
        frame,
        lambda: world.shared(("frames", id(term)), lambda: _frames(term, frame, world)),
        lambda: world.records(frame.object, term.ledger) if world.takes_part(frame) else (),
    )
    members = own_first(
        frame, lambda: _all_members(term, frames, world), lambda: _judge_own_group(term, frame, frames, world)
    )
    groups = world.shared(("groups", id(term)), lambda: _grouped(members))
    if frame.object == COHORT:
        own = Member(frame, (), counts=False)
        same = [member for member in members if member.counts]
    else:
        own = _own(term, frame, members, world)
        same = groups.get(own.group, [])
    troubled = world.shared(("troubled", id(term)), lambda: [member for member in members if member.problems])
    stops = [one for one in troubled if frame.object == COHORT or one.group == own.group]
    if stops:
        mine = next((one for one in stops if one.frame.object == frame.object), None)
        raise FailedError(stops[0].problems if mine is None else mine.own)
    return _value(term, own, same, world)


def own_first(frame: Frame, compute: Callable[[], T], judge_own: Callable[[], object]) -> T:
    """The result; where the cohort stops at an object, ``judge_own`` raises what is wrong with the one at hand."""
    try:
        return compute()
    except FailedError as error:
        if frame.object != COHORT and any("blocking" in problem.facts for problem in error.problems):
            judge_own()
        raise


def present_ones(frame: Frame, world: World) -> Sequence[int]:
    """The objects that take part; raises FailedError where one of them cannot be judged."""
    return own_first(frame, lambda: world.cohort(frame), lambda: world.takes_part(frame))


def _value(term: OfCohort, own: Member, same: Sequence[Member], world: World) -> Value:
    match term.function:
        case "人数" | "计数":
            return Fraction(len(same))
        case "名次" | "名次比例":
            return _rank_of(term, own, same, world)
        case "按比例分配":
            parts = world.shared(("parts", id(term), own.group), lambda: allotted(term, same, own.frame, world))
            return parts.get(own.where, Fraction(0))
        case _:
            entries = [Entry(member.value, member.weight) for member in same if member.value is not None]
            key = ("statistic", id(term), own.group)
            return world.shared(key, lambda: settle(term, entries, own.frame))


def _rank_of(term: OfCohort, own: Member, same: Sequence[Member], world: World) -> Value:
    if not own.counts:
        return Missing.ABSENT
    ranks = world.shared(("ranks", id(term), own.group), lambda: _ranks(term, same))
    rank = ranks[own.where]
    return Fraction(rank, len(same)) if term.function == "名次比例" else Fraction(rank)


def _ranks(term: OfCohort, same: Sequence[Member]) -> Mapping[tuple[int, int], int]:
    """Places from 1; equal values share one, the next follows after a gap (1,2,2,4) or, dense, at once (1,2,2,3)."""
    keys = {member.where: _order(term, member) for member in same}
    found: dict[tuple[int, int], int] = {}
    rank, last = 0, None
    for position, (where, key) in enumerate(sorted(keys.items(), key=lambda item: item[1]), start=1):
        if key != last:
            rank = rank + 1 if term.dense else position
            last = key
        found[where] = rank
    return found


def _order(term: OfCohort, member: Member) -> tuple[Fraction, ...]:
    value = member.value if isinstance(member.value, Fraction) else Fraction(0)
    return (value if term.ascending else -value, *(-tie for tie in member.ties))


def _grouped(members: Sequence[Member]) -> dict[tuple[Value, ...], list[Member]]:
    groups: dict[tuple[Value, ...], list[Member]] = {}
    for member in members:
        if member.counts:
            groups.setdefault(member.group, []).append(member)
    return groups


def _own(term: OfCohort, frame: Frame, members: Sequence[Member], world: World) -> Member:
    rows = {term.ledger: frame.rows[term.ledger]} if term.ledger else {}
    wanted = (frame.object, next(iter(rows.values()), -1))
    index = world.shared(("index", id(term)), lambda: {member.where: member for member in members})
    if wanted in index:
        return index[wanted]
    group = tuple(present(key, frame, world) for key in term.groups)
    return Member(frame, group, counts=False)


def _frames(term: OfCohort, frame: Frame, world: World) -> list[Frame]:
    """From where every object that takes part is seen, or every record of theirs, in order."""
    found: list[Frame] = []
    for index in world.cohort(frame):
        own = Frame(index, frame.node, {}, {})
        if not term.ledger:
            found.append(own)
        else:
            rows = of_object(world, index, lambda own=own: world.records(own.object, term.ledger))  # type: ignore[misc]  # a bound default
            found.extend(own.at(term.ledger, row) for row in range(len(rows)))
    return found


def _all_members(term: OfCohort, frames: Sequence[Frame], world: World) -> list[Member]:
    """All of them with what the term says of each."""
    return world.shared(
        ("members", id(term)), lambda: for_all(frames, lambda one: _member_or_problems(term, one, world))
    )


def _judge_own_group(term: OfCohort, frame: Frame, frames: Sequence[Frame], world: World) -> None:
    """Raises what stands in the way of the group of the object at hand, if it is among those asked."""
    for one in frames:
        if one.object == frame.object:
            _group(term, one, world)


def _group(term: OfCohort, frame: Frame, world: World) -> tuple[Value, ...]:
    return tuple(present(key, frame, world) for key in term.groups)


def _member_or_problems(term: OfCohort, frame: Frame, world: World) -> Member:
    """What the term says of an object; where its group is known, what is wrong with it is kept beside it."""
    world.spend()
    group = of_object(world, frame.object, lambda: _group(term, frame, world))
    try:
        return _member(term, frame, group, world)
    except FailedError as error:
        name = name_of(frame.object, world)
        told = tuple(named(problem, name, frame.object) for problem in error.problems)
        return Member(frame, group, counts=False, problems=told, own=error.problems)


def _member(term: OfCohort, frame: Frame, group: tuple[Value, ...], world: World) -> Member:
    if term.where is not None and not holds(term.where, frame, world):
        return Member(frame, group, counts=False)
    value = None if term.value is None else present(term.value, frame, world)
    if term.function == "计数" and value is False:
        return Member(frame, group, counts=False)
    weight = Fraction(1) if term.weight is None else number_of(term.weight, frame, world)
    ties = tuple(number_of(tie, frame, world) for tie in term.ties)
    return Member(frame, group, counts=True, value=value, weight=weight, ties=ties)


def of_object(world: World, index: int, compute: Callable[[], T]) -> T:
    """The result for one object; its failure is told with its name, as it is kept for whoever asks next."""
    try:
        return compute()
    except FailedError as error:
        name = name_of(index, world)
        raise FailedError([named(problem, name, index) for problem in error.problems]) from None


BLOCKED_ZH = "整组计算停在“{blocking}”："
BLOCKED_EN = "the cohort stops at “{blocking}”: "


def named(problem: Problem, name: str, index: int) -> Problem:
    """The problem as it is told to others: it names the object at which the cohort stops."""
    if "blocking" in problem.facts:
        return problem
    template = evolve(problem.template, zh=BLOCKED_ZH + problem.template.zh, en=BLOCKED_EN + problem.template.en)
    return evolve(problem, template=template, facts={**problem.facts, "blocking": name, "blocker": str(index)})


def as_told_to(problem: Problem, index: int) -> Problem:
    """The problem without the name of the object, where it is told to that object itself."""
    if problem.facts.get("blocker") != str(index):
        return problem
    zh, en = problem.template.zh.removeprefix(BLOCKED_ZH), problem.template.en.removeprefix(BLOCKED_EN)
    facts = {key: fact for key, fact in problem.facts.items() if key not in ("blocking", "blocker")}
    return evolve(problem, template=evolve(problem.template, zh=zh, en=en), facts=facts)
