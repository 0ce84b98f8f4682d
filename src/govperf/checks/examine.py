"""Runs every check over one policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from govperf.checks import (
    beyond_marks,
    bonuses,
    caps,
    clamps,
    copied,
    deductions,
    divisors,
    endless,
    fixed_conditions,
    full_marks,
    gaps,
    grade_order,
    inversions,
    leaving_bounds,
    missing_choices,
    missing_ties,
    odd_one,
    overlaps,
    rates,
    rerounding,
    sums_of_marks,
    unreached,
    unused,
    weights,
)
from govperf.checks.check import Check
from govperf.checks.known import NOTHING_KNOWN, with_known
from govperf.checks.repaired import BEARABLE, repaired
from govperf.checks.shadows import without_shadows
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.syntax.declarations import RuleFile

CHECKS: tuple[Check, ...] = (
    gaps.CHECK,
    missing_choices.CHECK,
    overlaps.CHECK,
    unreached.CHECK,
    inversions.CHECK,
    grade_order.CHECK,
    missing_ties.CHECK,
    weights.CHECK,
    sums_of_marks.CHECK,
    rates.CHECK,
    fixed_conditions.CHECK,
    divisors.CHECK,
    deductions.CHECK,
    bonuses.CHECK,
    leaving_bounds.CHECK,
    full_marks.CHECK,
    beyond_marks.CHECK,
    caps.CHECK,
    clamps.CHECK,
    rerounding.CHECK,
    endless.CHECK,
    unused.CHECK,
    odd_one.CHECK,
    copied.CHECK,
)
"""All checks, in the order in which the reference tells them."""

TEMPLATES = (*(check.template for check in CHECKS), NOTHING_KNOWN)
"""The words of everything that is found here."""

_ASKS_ALL = frozenset((unused.CHECK.code, NOTHING_KNOWN.code))
"""Codes that only a file without mistakes can earn: a line that could not be read may hold what they miss."""


def examine(
    files: Sequence[RuleFile], graph: Graph, limits: Limits, found: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """What was ``found`` so far with all that the checks find; what a 已知 names becomes a note.

    ``files`` as they were read, the policy's own first. Where mistakes stand among what was found, the rest is judged
    as far as it can be; what they touch is taken as given.
    """
    whole = repaired(files, graph, found)
    subject = Subject(files, whole.graph, limits, whole.given)
    findings = [*found, *(finding for check in CHECKS for finding in check.run(subject))]
    findings = list(without_shadows(findings))
    told = with_known(findings, files[0], {check.code: check.also for check in CHECKS})
    broken = any(one.severity is Severity.ERROR and one.code not in BEARABLE for one in found)
    return tuple(_sure(told, whole.given)) if broken else told


def _sure(findings: Sequence[Diagnostic], given: frozenset[str]) -> Iterator[Diagnostic]:
    """The findings that mistakes elsewhere cannot have caused; their examples are for people alone."""
    for one in findings:
        if one.code not in _ASKS_ALL:
            yield evolve(one, facts={key: text for key, text in one.facts.items() if key != "inputs"}) if given else one
