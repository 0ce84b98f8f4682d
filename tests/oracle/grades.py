"""Grades of one object, then who keeps his grade where places are few."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.oracle import meaning, numbers
from tests.oracle.trouble import MISSING, NO_GRADE, TIED, Trouble, every

from govperf.terms import terms as t
from govperf.values import Missing

if TYPE_CHECKING:
    from tests.oracle.meaning import Place


def grade(term: t.Grading, place: Place) -> Any:
    """不定等次; band; further conditions; 降等; 不高于; 一票否决 — in this order."""
    names = [band.grade for band in term.bands]
    scale = [*names, term.below] if term.below and term.below not in names else names
    if holding(term, "不定等次", place):
        return Missing.ABSENT
    at = entry(term, place)
    if at is None:
        raise Trouble(NO_GRADE)
    at = conditioned(term.bands, at, place)
    if at >= len(scale):
        raise Trouble(NO_GRADE)
    lower = sum(step.steps for step in holding(term, "降等", place))
    at = min(at + lower, len(scale) - 1)
    for step in holding(term, "不高于", place):
        at = max(at, scale.index(step.grade))
    vetoes = [scale.index(step.grade) for step in holding(term, "一票否决", place)]
    return scale[max(vetoes) if vetoes else at]


def holding(term: t.Grading, kind: str, place: Place) -> list[t.GradeStep]:
    return [step for step in term.steps if step.kind == kind and meaning.present(step.condition, place)]


def entry(term: t.Grading, place: Place) -> int | None:
    """The first band that holds; on a scale by choice, the grade that the value names."""
    if term.by_choice:
        named = meaning.present(term.score, place)
        return next((i for i, band in enumerate(term.bands) if band.grade == named), None)
    meaning.present(term.score, place)
    for index, band in enumerate(term.bands):
        if band.band is None or meaning.present(band.band, place):
            return index
    return None


def conditioned(bands: tuple[t.GradeBand, ...], at: int, place: Place) -> int:
    """Down past every grade whose further condition does not hold."""
    while at < len(bands):
        further = bands[at].condition
        if further is None or meaning.present(further, place):
            break
        at += 1
    return at


# --- quotas ---


def placed(term: t.Placement, place: Place) -> Any:
    """The grade after the quotas of the object's group."""
    world = place.world
    if isinstance(meaning.value(term.entry, place), Missing):
        return Missing.ABSENT
    meaning.alone(place)
    everybody = [meaning.Place(world, who) for who in world.taking_part()]
    asked = every([lambda other=other: candidate(term, other) for other in everybody])
    group = every([lambda key=key: meaning.present(key, place) for key in term.groups])
    members = [one for one in asked if one is not None and one["group"] == group]
    scale = [band.grade for band in term.bands]
    if term.below and term.below not in scale:
        scale.append(term.below)
    ways = list(fillings(term, members, scale, tuple(scale.index(one["entry"]) for one in members)))
    if len(ways) > 1:
        world.doubts.add(TIED)
    mine = next(index for index, one in enumerate(members) if one["place"] == place)
    return settled({way[mine] for way in ways}, scale)


def settled(found: set[int], scale: list[str]) -> str:
    """The grade, where it is the same whichever way a tie would be broken."""
    if len(found) > 1:
        raise Trouble(TIED)
    (at,) = found
    if at >= len(scale):
        raise Trouble(NO_GRADE)
    return scale[at]


def candidate(term: t.Placement, other: Place) -> dict[str, Any] | None:
    found = meaning.value(term.entry, other)
    if isinstance(found, Missing):
        return None
    group = every([lambda key=key: meaning.present(key, other) for key in term.groups])
    score = meaning.value(term.score, other)
    if isinstance(score, Missing):
        raise Trouble(MISSING)
    keys = tuple(meaning.present(key, other) for key in term.keys)
    return {"place": other, "entry": found, "group": group, "score": score, "keys": keys}


Filling = tuple[int, ...]
"""The place in the scale of each member."""


def fillings(
    term: t.Placement, members: list[dict[str, Any]], scale: list[str], at: Filling, first: int = 0
) -> Iterator[Filling]:
    """Best grade first: who is over the quota goes down to the next grade whose further condition he meets.

    Where nothing says who of those that are level goes down, each way to choose gives a filling of its own.
    """
    quotas = {quota.grade: quota for quota in term.quotas}
    grade_at = next((i for i in range(first, len(scale)) if scale[i] in quotas), None)
    if grade_at is None:
        yield at
        return
    here = [index for index, place in enumerate(at) if place == grade_at]
    places = room(quotas[scale[grade_at]], len(members), members)
    for leaving in losers(term, members, here, places):
        after = list(at)
        for index in leaving:
            after[index] = conditioned(term.bands, grade_at + 1, members[index]["place"])
        yield from fillings(term, members, scale, tuple(after), grade_at + 1)


def room(quota: t.GradeQuota, number: int, members: list[dict[str, Any]]) -> int:
    amount = meaning.present(quota.amount, members[0]["place"])
    exact = amount * number if quota.share else amount
    return int(numbers.rounded(exact, Fraction(1), quota.rounding.value))


def losers(term: t.Placement, members: list[dict[str, Any]], here: list[int], places: int) -> list[list[int]]:
    """Those who find no place, by how many come before them and how many stand level; one list for each way."""
    out: list[int] = []
    level: list[int] = []
    free = 0
    for index in here:
        ahead = sum(rank(term, members[other]) > rank(term, members[index]) for other in here)
        same = sum(rank(term, members[other]) == rank(term, members[index]) for other in here)
        if ahead >= places:
            out.append(index)
        elif ahead + same > places:
            level.append(index)
            free = places - ahead
    if not level or term.ties == "从宽":
        return [out]
    if term.ties == "从严":
        return [out + level]
    return [out + list(leaving) for leaving in combinations(level, len(level) - free)]


def rank(term: t.Placement, one: dict[str, Any]) -> tuple[Any, ...]:
    return (one["score"], *one["keys"])
