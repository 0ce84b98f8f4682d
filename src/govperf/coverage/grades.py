"""Bands, the lines that move a grade, quotas as aims."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.checks.narrowing import Facts, narrowed
from govperf.checks.places import Use
from govperf.checks.ranges import Ranges
from govperf.coverage.choices import of_condition
from govperf.coverage.drafts import Draft, drafted
from govperf.coverage.model import AimKind, Side
from govperf.terms.terms import Grading, Placement


def of_grading(term: Grading, use: Use, ranges: Ranges, owner: str) -> Iterator[Draft]:
    """Each band that some score can fall into; each further condition, each line that moves a grade, both ways."""
    if term.by_choice:
        yield from _by_choice(term, owner)
    else:
        yield from _bands(term, use, ranges, owner)
    for band in term.bands:
        if band.condition is not None:
            yield from of_condition(band.condition, AimKind.CONDITION, owner)
    for step in term.steps:
        if step.kind != "一票否决":  # which is a node of its own
            yield from of_condition(step.condition, AimKind.STEP, owner)


def _by_choice(term: Grading, owner: str) -> Iterator[Draft]:
    for band in term.bands:
        yield drafted(AimKind.BAND, Side.REACHED, band.grade, owner, band.span, (id(term.score), band.grade))


def _bands(term: Grading, use: Use, ranges: Ranges, owner: str) -> Iterator[Draft]:
    facts: Facts | None = use.facts
    before = None
    for band in term.bands:
        if facts is None:
            return
        words = f"{band.grade}：{band.words}"
        if band.band is None:
            if before is not None:
                yield drafted(AimKind.BAND, Side.REACHED, words, owner, band.span, (id(before), False))
            return
        before = band.band
        if narrowed(before, facts, ranges, holds=True) is not None:
            yield drafted(AimKind.BAND, Side.REACHED, words, owner, band.span, (id(before), True))
        facts = narrowed(before, facts, ranges, holds=False)


def of_placement(term: Placement, owner: str) -> Iterator[Draft]:
    """Each quota must have bitten, must have left all in; a rule for ties must have been needed."""
    spans = {band.grade: band.span for band in term.bands}
    for quota in term.quotas:
        for side in (Side.BITES, Side.SPARES):
            words = f"{quota.grade}：{quota.words}"
            span = spans.get(quota.grade)
            yield drafted(AimKind.QUOTA, side, words, owner, span, (id(quota), side.value), extra=quota.grade)
    if term.ties:
        yield drafted(AimKind.TIE, Side.REACHED, f"并列 {term.ties}", owner, term.span, (id(term), "tied"))
