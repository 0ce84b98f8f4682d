"""Grades of one object, then who keeps his grade where places are few."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oracle import meaning, numbers
from oracle.trouble import MISSING, NO_GRADE, TIED, Trouble, every

from govperf.terms import terms as t
from govperf.values import Missing

if TYPE_CHECKING:
    from oracle.meaning import Place


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
    everybody = [meaning.Place(world, who) for who in world.taking_part()]
    asked = every([lambda other=other: candidate(term, other) for other in everybody])
    group = every([lambda key=key: meaning.present(key, place) for key in term.groups])
    members = [one for one in asked if one is not None and one["group"] == group]
    scale = [band.grade for band in term.bands]
    if term.below and term.below not in scale:
        scale.append(term.below)
    for one in members:
        one["at"] = scale.index(one["entry"])
    fill(term, members, scale)
    return scale[next(one["at"] for one in members if one["place"] == place)]


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


def fill(term: t.Placement, members: list[dict[str, Any]], scale: list[str]) -> None:
    """Best grade first: who is over the quota goes down to the next grade whose further condition he meets."""
    quotas = {quota.grade: quota for quota in term.quotas}
    for at, name in enumerate(scale):
        if name not in quotas:
            continue
        here = [one for one in members if one["at"] == at]
        places = room(quotas[name], len(members), members)
        for one in losers(term, here, places):
            one["at"] = conditioned(term.bands, at + 1, one["place"])
            if one["at"] >= len(scale):
                raise Trouble(NO_GRADE)


def room(quota: t.GradeQuota, number: int, members: list[dict[str, Any]]) -> int:
    amount = meaning.present(quota.amount, members[0]["place"])
    exact = amount * number if quota.share else amount
    return int(numbers.rounded(exact, Fraction(1), quota.rounding.value))


def losers(term: t.Placement, here: list[dict[str, Any]], places: int) -> list[dict[str, Any]]:
    """Those who find no place, by how many come before them and how many stand level with them."""
    out = []
    for one in here:
        ahead = sum(rank(term, other) > rank(term, one) for other in here)
        level = sum(rank(term, other) == rank(term, one) for other in here)
        if ahead >= places:
            out.append(one)
        elif ahead + level > places:
            if term.ties == "从严":
                out.append(one)
            elif term.ties != "从宽":
                raise Trouble(TIED)
    return out


def rank(term: t.Placement, one: dict[str, Any]) -> tuple[Any, ...]:
    return (one["score"], *one["keys"])
