"""Ranks, averages, allotments over all objects (or over the records of all objects), compared one by one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.oracle import meaning, numbers
from tests.oracle.trouble import DIVISION, EMPTY, TIED, UNFIT, Trouble, every

from govperf.terms import terms as t
from govperf.values import Missing

if TYPE_CHECKING:
    from tests.oracle.meaning import Place

ABSENT = Missing.ABSENT


@dataclass(frozen=True)
class Member:
    """One of those that count, as far as the term asks."""

    place: Place
    value: Any
    ties: tuple[Any, ...]
    weight: Fraction


def of_cohort(term: t.OfCohort, place: Place) -> Any:
    group = every([lambda key=key: meaning.present(key, place) for key in term.groups])
    # Everybody is asked, whatever his group: one who cannot be read stops all.
    asked = every([lambda other=other: member(term, other, group) for other in everybody(term, place)])
    members = [one for one in asked if one is not None]
    mine = next((one for one in members if one.place == place_of(term, place)), None)
    match term.function:
        case "人数":
            return Fraction(len(members))
        case "名次" | "名次比例" if mine is None:
            return ABSENT
        case "名次":
            return rank(term, mine, members)
        case "名次比例":
            return rank(term, mine, members) / len(members)
        case "按比例分配":
            return allotment(term, place, mine, members)
        case _:
            return total(term, members)


def everybody(term: t.OfCohort, place: Place) -> list[Place]:
    """All that take part: objects, or the records of objects."""
    world = place.world
    objects = [meaning.Place(world, who) for who in world.taking_part()]
    if not term.ledger:
        return objects
    return [one.at(term.ledger, row) for one in objects for row in range(world.count(term.ledger, one.who))]


def place_of(term: t.OfCohort, place: Place) -> Place:
    here = meaning.Place(place.world, place.who)
    return here.at(term.ledger, place.rows[term.ledger]) if term.ledger else here


def member(term: t.OfCohort, other: Place, group: list[Any]) -> Member | None:
    """What the term says of one; None for one of another group, whose troubles may be told but need not be."""
    if every([lambda key=key: meaning.present(key, other) for key in term.groups]) == group:
        return measured(term, other)
    try:
        measured(term, other)
    except Trouble as trouble:
        other.world.doubts |= trouble.codes
    return None


def measured(term: t.OfCohort, other: Place) -> Member | None:
    if term.where is not None and not meaning.present(term.where, other):
        return None
    found = Fraction(0) if term.value is None else meaning.present(term.value, other)
    ties = tuple(meaning.present(key, other) for key in term.ties)
    weight = Fraction(1) if term.weight is None else meaning.present(term.weight, other)
    return Member(other, found, ties, weight)


def before(term: t.OfCohort, one: Member, other: Member) -> bool:
    """``one`` comes before ``other``: more comes first (倒序: less), then more of each further key."""
    if one.value != other.value:
        return bool(one.value < other.value) if term.ascending else bool(one.value > other.value)
    return one.ties > other.ties


def rank(term: t.OfCohort, mine: Member, members: list[Member]) -> Fraction:
    ahead = [one for one in members if before(term, one, mine)]
    if term.dense:
        return Fraction(1 + len({(one.value, one.ties) for one in ahead}))
    return Fraction(1 + len(ahead))


def total(term: t.OfCohort, members: list[Member]) -> Fraction:
    if not members:
        if term.function in ("合计", "计数"):
            return Fraction(0)
        raise Trouble(EMPTY)
    options = {"sample": term.sample, "places": term.places, "trim": None, "share": False}
    return numbers.summary(term.function, [m.value for m in members], [m.weight for m in members], options)


def allotment(term: t.OfCohort, place: Place, mine: Member | None, members: list[Member]) -> Fraction:
    """Largest remainder: everybody the whole steps of his share, what is left to the largest remainders.

    One who is not among them gets nothing; where there is nobody to allot to, nothing can be allotted.
    """
    amount = meaning.present(term.total, place)
    weights = [one.value for one in members]
    if amount < 0 or any(weight < 0 for weight in weights):
        raise Trouble(UNFIT)
    if sum(weights) == 0:
        raise Trouble(UNFIT, DIVISION)
    shares = [amount * weight / sum(weights) for weight in weights]
    step = term.step
    if step is None:
        return shares[members.index(mine)] if mine in members else Fraction(0)
    if amount % step:
        raise Trouble(UNFIT)
    floors = [math.floor(share / step) for share in shares]
    rests = [share / step - floor for share, floor in zip(shares, floors, strict=True)]
    chosen = winners(term, members, rests, int(amount / step) - sum(floors))
    if mine not in members:
        return Fraction(0)
    index = members.index(mine)
    return (floors[index] + (index in chosen)) * step


def winners(term: t.OfCohort, members: list[Member], rests: list[Fraction], left: int) -> list[int]:
    """Who gets one step more; two that are alike on both sides of the line make it undecided."""

    def key(index: int) -> tuple[Any, ...]:
        place = -index if term.in_order else 0
        return (rests[index], *members[index].ties, place)

    inorder = sorted(range(len(members)), key=key, reverse=True)
    if 0 < left < len(inorder) and key(inorder[left - 1]) == key(inorder[left]):
        raise Trouble(TIED)
    return inorder[:left]
