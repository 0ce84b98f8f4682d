"""Cohorts whose objects are often level, in few groups."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from govperf.errors import GovperfError
from govperf.policy import Policy
from govperf.testing.records import Record, meets
from govperf.testing.records import _records as one_record
from govperf.testing.subjects import overrides_of, policy_of

_NAMES = "甲乙丙丁戊己庚辛壬癸"


def cohorts(
    policy: Policy, min_size: int = 1, max_size: int = 8, *, ties: float = 0.5, **overrides: Any
) -> st.SearchStrategy[list[Record]]:
    """Records of objects that are scored together, under different names.

    ``ties`` is the share of objects, from 0 to 1, that repeat another one but for one field at most, so that scores are
    level, quotas are cut through. ``overrides`` as in :func:`records`. Raises GovperfError as that does, for sizes
    that make no sense.
    """
    policy = policy_of(policy, "cohorts")
    if not 0 <= min_size <= max_size:
        raise GovperfError(f"cohorts 的人数要 0 ≤ min_size ≤ max_size，现在是 {min_size} 和 {max_size}")
    if not 0 <= ties <= 1:
        raise GovperfError(f"cohorts 的 ties 是 0 到 1 之间的比例，现在是 {ties}")
    given = overrides_of(policy, overrides)
    return _cohort(policy, one_record(policy, given), (min_size, max_size), round(ties * 100))


@st.composite
def _cohort(
    draw: st.DrawFn, policy: Policy, one: st.SearchStrategy[Record], sizes: tuple[int, int], ties: int
) -> list[Record]:
    found: list[Record] = []
    for _ in range(draw(st.integers(*sizes))):
        # A high number is a new object: a cohort shrinks to one of equals.
        again = found and draw(st.integers(0, 99)) < ties
        found.append(_like(draw, policy, found, one) if again else draw(one))
    name = policy.inputs.object_name
    return [_called(record, name, place) for place, record in enumerate(found)]


def _like(draw: st.DrawFn, policy: Policy, found: list[Record], one: st.SearchStrategy[Record]) -> Record:
    """The same as another object, but for one field at most."""
    model = dict(draw(st.sampled_from(found)))
    if draw(st.booleans()):
        return model
    other = draw(one)
    changed = draw(st.sampled_from(sorted(other))) if other else ""
    mixed = {**model, **({changed: other[changed]} if changed else {})}
    return mixed if meets(policy, mixed) else model


def _called(record: Record, name: str | None, place: int) -> Record:
    if name is None:
        return record
    rounds, letter = divmod(place, len(_NAMES))
    return {name: f"{_NAMES[letter]}{rounds + 1}" if rounds else _NAMES[letter], **_without(record, name)}


def _without(record: Record, name: str) -> Record:
    return {key: value for key, value in record.items() if key != name}
