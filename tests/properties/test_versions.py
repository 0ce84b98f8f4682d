"""Versions of a policy compared: nothing is found where nothing was changed, all that was changed is found."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.strategies import groups, policies

import govperf
from govperf.policy.compiling import build
from govperf.proofs import Verdict
from govperf.semantics.inherit import merge
from govperf.versions.cores import same_policy
from govperf.versions.joining import rule_file
from govperf.versions.objects import Objects, listed, objects_of
from govperf.versions.sides import Sides
from govperf.versions.splitting import clauses_of
from govperf.versions.staging import Stage, stages

KINDS = {
    "inputs": policies.papers_with_inputs(),
    "ledgers": policies.papers_with_ledgers(),
    "trees": policies.papers_with_trees(),
    "grades": policies.papers_with_grades(),
    "cohorts": policies.papers_of_cohorts(),
    "cohort ledgers": policies.papers_of_cohort_ledgers(),
    "chains": groups.papers_of_chains(),
}
PAPERS = st.one_of(*KINDS.values())
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\d.])")


def compiled(text: str) -> govperf.Policy | None:
    try:
        return govperf.compile(text)
    except govperf.GovperfError:
        return None


def way_of(old: govperf.Policy, new: govperf.Policy) -> tuple[Sides, govperf.Policy, tuple[Stage, ...]]:
    sides = Sides.of(old, new)
    mixer = sides.mixer(sides.differences().changes)
    start = sides.start(mixer)
    return sides, start, stages(mixer, start, new)


@st.composite
def revised(draw: st.DrawFn, text: str, most: int = 4) -> str:
    """The text with other numbers in a few places."""
    for _ in range(draw(st.integers(1, most))):
        places = list(NUMBER.finditer(text))
        assume(places)
        place = draw(st.sampled_from(places))
        other = draw(st.sampled_from(("0", "1", "2", "3", "4.5", "7", "12", "60", "75", "90", "95.5")))
        text = f"{text[: place.start()]}{other}{text[place.end() :]}"
    return text


@pytest.mark.parametrize("kind", KINDS)
def test_clauses_make_up_the_policy_again(kind: str):
    @often(10)
    @given(KINDS[kind])
    def again(paper: policies.Paper):
        policy = govperf.compile(paper.text)
        file = merge(policy.compiled.files).file
        clauses = clauses_of(file)
        assert len({one.key for one in clauses}) == len(clauses)
        joined = build((rule_file(clauses, file),), policy.compiled.settings, policy.limits)
        assert same_policy(policy.graph, joined.graph)
        assert joined.graph.ruleset.outputs == policy.graph.ruleset.outputs

    again()


@often(30)
@given(PAPERS)
def test_nothing_differs_from_itself_or_from_its_canonical_form(paper: policies.Paper):
    policy = govperf.compile(paper.text)
    for other in (policy, govperf.compile(govperf.format_text(paper.text))):
        found = Sides.of(policy, other).differences()
        assert (found.changes, found.without_scores, found.remarks, found.renamed) == ((), (), (), ())
        assert not found.reordered


@often(60)
@given(st.data(), PAPERS)
def test_another_number_is_always_found(data: st.DataObject, paper: policies.Paper):
    text = data.draw(revised(paper.text, most=1))
    old, new = govperf.compile(paper.text), compiled(text)
    assume(new is not None)
    assert new is not None
    found = Sides.of(old, new).differences()
    same = merge(old.compiled.files).file == merge(new.compiled.files).file
    assert bool(found.changes or found.without_scores) == (not same)


@pytest.mark.parametrize("kind", KINDS)
def test_parts_of_causes_add_up_to_the_difference(kind: str):
    @often(12)
    @given(st.data(), KINDS[kind])
    def adds_up(data: st.DataObject, paper: policies.Paper):
        old, new = govperf.compile(paper.text), compiled(data.draw(revised(paper.text)))
        assume(new is not None)
        assert new is not None
        cohort = data.draw(paper.cohort(4))
        sides, start, way = way_of(old, new)
        assert sorted(number for stage in way for number in stage.made) == list(range(len(sides.differences().changes)))
        objects = objects_of(start, way, listed(cohort), skip_bad=True)
        check_causes(objects)
        check_ends(objects, old, new, cohort)

    adds_up()


def check_causes(objects: Objects) -> None:
    for moved in [one for changed in objects.changed for one in changed.moved]:
        assert moved.causes
        assert (moved.causes[0].before, moved.causes[-1].after) == (moved.before, moved.after)
        assert all(a.after == b.before for a, b in zip(moved.causes, moved.causes[1:], strict=False))
        if moved.difference is not None and all(cause.part is not None for cause in moved.causes):
            assert sum((cause.part or Fraction() for cause in moved.causes), Fraction()) == moved.difference


def check_ends(objects: Objects, old: govperf.Policy, new: govperf.Policy, cohort: list[dict[str, object]]) -> None:
    """What is said to be the value under either version is; what is said to be the same is."""
    before, after = (policy.score_all(cohort, skip_bad=True) for policy in (old, new))
    moved = {(changed.index, one.name): one for changed in objects.changed for one in changed.moved}
    failed = {one.index for board in (before, after) for one in board.errors}
    for index in set(range(len(cohort))) - failed:
        for name in objects.results:
            pair = before[index].get(name, "不适用"), after[index].get(name, "不适用")
            found = moved.get((index, name))
            if found is None:
                assert pair[0] == pair[1]
            elif "不适用" not in pair:
                assert (found.before, found.after) == pair


@pytest.mark.parametrize("kind", ["inputs", "trees", "grades"])
def test_no_object_contradicts_what_is_said_of_all(kind: str):
    @often(5)
    @given(st.data(), KINDS[kind])
    def agrees(data: st.DataObject, paper: policies.Paper):
        old, new = govperf.compile(paper.text), compiled(data.draw(revised(paper.text, most=2)))
        assume(new is not None)
        assert new is not None
        found = govperf.compare(old, new)
        for record in data.draw(st.lists(paper.record(), min_size=3, max_size=6)):
            check_effects(found, old, new, record)

    agrees()


def check_effects(
    found: govperf.Comparison, old: govperf.Policy, new: govperf.Policy, record: dict[str, object]
) -> None:
    before, after = (scored(policy, record) for policy in (old, new))
    if found.same:
        assert before == after
    if before is None or after is None:
        return
    for effect in found.effects:
        first, second = before.get(effect.name, "不适用"), after.get(effect.name, "不适用")
        match effect.verdict:
            case Verdict.EQUAL:
                assert first == second
            case Verdict.NEVER_LOWER | Verdict.NEVER_HIGHER if isinstance(first, Decimal | Fraction):
                lower, higher = sorted((Fraction(first), Fraction(second)))
                assert (lower, higher) == (
                    (Fraction(first), Fraction(second))
                    if effect.verdict is Verdict.NEVER_LOWER
                    else (Fraction(second), Fraction(first))
                )
            case _:
                pass


def scored(policy: govperf.Policy, record: dict[str, object]) -> dict[str, object] | None:
    try:
        return dict(policy.score(record).items())
    except govperf.GovperfError:
        return None
