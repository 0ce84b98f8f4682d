"""What is wrong with a policy on one record, or on one cohort."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from govperf.checks.intervals import Interval
from govperf.checks.ranges import Ranges
from govperf.errors import GovperfError, InputError, ScoringError, UnknownKeyError
from govperf.frozen import frozen
from govperf.graph import Level
from govperf.policy import Policy, Scorecard
from govperf.testing.direction import Direction, higher, shown
from govperf.values import show_number

STEPS = (1, 100, 1000)
"""How far an input is raised above a boundary record, in hundredths of its unit."""


@frozen
class Standing:
    """The policy with the laws that it must keep."""

    policy: Policy
    within: Mapping[str, tuple[Any, Any]]
    allow: frozenset[str]
    laws: Sequence[Any]
    directions: Sequence[Direction]


def faults_of(standing: Standing, cohort: list[dict[str, Any]], more: st.DataObject | None = None) -> list[str]:
    """The first fault in words; nothing where all is well."""
    return next(([one] for one in _faults(standing, cohort, more)), [])


def _faults(standing: Standing, cohort: list[dict[str, Any]], more: st.DataObject | None) -> Iterator[str]:
    try:
        cards = _scored(standing.policy, cohort)
    except GovperfError as error:
        yield from _refusal(standing, error)
        return
    except Exception as error:  # noqa: BLE001 - that it crashed is what is told
        yield f"计分时程序出错：{type(error).__name__}: {error}"
        return
    # Of a drawn cohort one object is looked at closely, another one each time: shrinking runs this often.
    chosen = None if more is None or not cards else more.draw(st.integers(0, len(cards) - 1), label="looked at")
    for place, (record, card) in enumerate(zip(cohort, cards, strict=True)):
        if isinstance(card, GovperfError):
            yield from _refusal(standing, card)
        elif chosen is None or place == chosen:
            yield from _of_card(standing, record, card)
            for direction in standing.directions:
                yield from _turned(standing, direction, cohort, place, card, more)


def _scored(policy: Policy, cohort: list[dict[str, Any]]) -> list[Scorecard | GovperfError]:
    if not together(policy) and len(cohort) == 1:
        return [policy.score(cohort[0])]
    board = policy.score_all(cohort)
    errors = {one.index: one.error for one in board.errors}
    return [errors[place] if place in errors else board[place] for place in range(len(cohort))]


@lru_cache(maxsize=32)
def together(policy: Policy) -> bool:
    """Some value of the policy needs all objects."""
    return any(node.level is Level.COHORT for node in policy.graph.nodes)


def _refusal(standing: Standing, error: GovperfError) -> Iterator[str]:
    codes = {problem.code for problem in getattr(error, "problems", ())}
    if codes and codes <= standing.allow:
        return
    match error:
        case InputError():
            yield f"符合声明的数据被拒绝：{error}"
        case ScoringError():
            allowed = "、".join(f'"{code}"' for code in sorted(codes))
            yield f"有的结果算不出：{error}（本来就该如此的，请写 allow=({allowed},)）"
        case _:
            yield f"算不出：{error}"


# --- one card ---


def _of_card(standing: Standing, record: dict[str, Any], card: Scorecard) -> Iterator[str]:
    yield from _again(standing.policy, record, card)
    yield from _explained(standing.policy, card)
    yield from _bounded(standing.policy, card)
    for name, (low, high) in standing.within.items():
        value = card.get(name)
        if isinstance(value, Decimal | Fraction) and not _inside(Fraction(value), low, high):
            yield f"“{name}”是 {shown(value)}，不在 {low}~{high} 之内"
    for law in standing.laws:
        yield from _judged(law, record, card)


def _inside(value: Fraction, low: Any, high: Any) -> bool:
    return (low is None or value >= Fraction(str(low))) and (high is None or value <= Fraction(str(high)))


def _judged(law: Any, record: dict[str, Any], card: Scorecard) -> Iterator[str]:
    name = getattr(law, "__name__", repr(law))
    try:
        if law(record, card) is False:
            yield f"不满足 {name}"
    except AssertionError as error:
        yield f"不满足 {name}{f'：{error}' if str(error) else ''}"


def _again(policy: Policy, record: dict[str, Any], card: Scorecard) -> Iterator[str]:
    if together(policy):
        return
    slow = policy.score_slowly(record)
    if slow.to_dict() != card.to_dict():
        yield f"两次计分结果不同：{policy.verify(slow.to_dict(), record)}"


def _explained(policy: Policy, card: Scorecard) -> Iterator[str]:
    explanation = card.explain()
    for key in policy.graph.ruleset.outputs:
        try:
            value, reason = card[key], explanation[key]
        except UnknownKeyError:  # it does not apply, or is told within another
            continue
        if not _same(value, reason.exact):
            yield f"说明里“{reason.name}”是 {reason.exact}，成绩是 {shown(value)}"


def _same(value: Any, exact: Any) -> bool:
    if isinstance(value, Decimal | Fraction):
        return isinstance(exact, str) and Fraction(exact) == Fraction(value)
    if isinstance(value, datetime.date):
        return bool(exact == value.isoformat())
    return bool(value == exact)


@lru_cache(maxsize=32)
def _ranges(policy: Policy) -> Mapping[str, Interval]:
    return Ranges(policy.graph).nodes


def _bounded(policy: Policy, card: Scorecard) -> Iterator[str]:
    """No number leaves the bounds that hold whatever the data."""
    for key, bounds in _ranges(policy).items():
        if key not in card:
            continue
        value = card.get(key)
        if not isinstance(value, Decimal | Fraction) or card.vetoes:
            continue
        number = Fraction(value)
        if (bounds.low is not None and number < bounds.low) or (bounds.high is not None and number > bounds.high):
            yield f"“{key}”是 {show_number(number)}，越出了规则算得的范围"


# --- directions ---


def _turned(
    standing: Standing,
    direction: Direction,
    cohort: list[dict[str, Any]],
    place: int,
    card: Scorecard,
    more: st.DataObject | None,
) -> Iterator[str]:
    record = cohort[place]
    given = record.get(direction.field, direction.input.default)
    if given is None:
        return
    for far in STEPS if more is None else (more.draw(st.integers(1, 10_000), label="raised by"),):
        above = higher(direction, given, standing.policy, far)
        if above is None:
            continue
        changed = [*cohort[:place], {**record, direction.field: above}, *cohort[place + 1 :]]
        try:
            after = _scored(standing.policy, changed)[place]
        except GovperfError:
            continue  # the other record has its own faults, which are not those of the law
        if isinstance(after, Scorecard) and direction.broken(card, after):
            raised = f"{direction.field} {shown(given)} → {shown(above)}"
            moved = f"{shown(card.get(direction.output))} → {shown(after.get(direction.output))}"
            yield f"不满足“{direction.words}”：{raised}，{direction.output} {moved}"
