"""Every arm that any record reaches is reached by a record that was aimed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.strategies import arms

import govperf
from govperf.boundaries import aimed, record_of
from govperf.boundaries.spot import Spot
from govperf.boundaries.spots import spots_in
from govperf.boundaries.watch import Watched, watch
from govperf.evaluate.records import Reader
from govperf.semantics import Role

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/*.govperf"))

SETTINGS = {"04-budget/grade": {"总分": 100, "优线": 90, "良线": 80, "中线": 60, "扣减比例": "20%"}}
"""Parameters that the policy leaves to the host."""


def places(policy: govperf.Policy) -> list[Spot]:
    """The arms, grades, lines that move a grade."""
    found = [one for one in policy.graph.ruleset.definitions if one.role is not Role.PARAMETER]
    return [spot for one in found for spot in spots_in(one) if spot.kind in ("arm", "grade", "step")]


def watched_all(policy: govperf.Policy) -> list[Watched]:
    """What the aimed records show; each must be in order as data."""
    found = []
    for one in aimed(policy.graph, policy.limits):
        watched = watch(policy.graph, one.cohort, policy.limits)
        assert watched.refused == ()
        found.append(watched)
    return found


@often(6)
@given(st.data())
def test_aimed_records_reach_what_drawn_ones_reach(data: st.DataObject):
    text = data.draw(arms.policies())
    try:
        policy = govperf.compile(text)
    except govperf.GovperfError:
        assume(False)  # two arms came out the same, or 次 was added to 分
    reached = watched_all(policy)
    spots = [spot for spot in places(policy) if not any(spot.shows(one) for one in reached)]
    reader = Reader(policy.graph.ruleset, policy.limits)
    for record in data.draw(st.lists(arms.records(policy), min_size=25, max_size=25)):
        read = reader.read(record)
        if not read.problems:
            drawn = watch(policy.graph, (read,), policy.limits)
            assert [spot.words for spot in spots if spot.shows(drawn)] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_aimed_records_reach_what_the_cases_of_examples_reach(path: Path):
    from govperf.proposals.covered import Covered

    policy = govperf.load(path, root=path.parent, parameters=SETTINGS.get(f"{path.parent.name}/{path.stem}"))
    reached = watched_all(policy)
    missed = [spot for spot in places(policy) if not any(spot.shows(one) for one in reached)]
    shown = [spot for spot in missed if any(spot.shows(one) for one in Covered(policy)._seen)]
    assert [f"{spot.key}：{spot.words}" for spot in shown] == []


@often(4)
@given(arms.policies())
def test_the_record_of_every_aim_is_taken_by_the_policy(text: str):
    try:
        policy = govperf.compile(text)
    except govperf.GovperfError:
        assume(False)
    for one in aimed(policy.graph, policy.limits):
        policy.score(record_of(policy.graph, one.data), strict=True)
