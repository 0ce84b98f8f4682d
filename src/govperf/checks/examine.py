"""Runs every check over one policy."""

from __future__ import annotations

from collections.abc import Sequence

from govperf.checks import (
    caps,
    deductions,
    divisors,
    endless,
    full_marks,
    gaps,
    inversions,
    missing_choices,
    odd_one,
    overlaps,
    rates,
    rerounding,
    unreached,
    unused,
    weights,
)
from govperf.checks.check import Check
from govperf.checks.known import NOTHING_KNOWN, with_known
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.syntax.declarations import RuleFile

CHECKS: tuple[Check, ...] = (
    gaps.CHECK,
    missing_choices.CHECK,
    overlaps.CHECK,
    unreached.CHECK,
    inversions.CHECK,
    weights.CHECK,
    rates.CHECK,
    divisors.CHECK,
    deductions.CHECK,
    full_marks.CHECK,
    caps.CHECK,
    rerounding.CHECK,
    endless.CHECK,
    unused.CHECK,
    odd_one.CHECK,
)
"""All checks, in the order in which the reference tells them."""

TEMPLATES = (*(check.template for check in CHECKS), NOTHING_KNOWN)
"""The words of everything that is found here."""

BEARABLE = frozenset(("档次重叠", "限额不明", "参数超出范围"))
"""Codes of errors beside which the rest of a policy still means what it says."""


def examine(
    files: Sequence[RuleFile], graph: Graph, limits: Limits, found: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """What was ``found`` so far with all that the checks find; what a 已知 names becomes a note.

    ``files`` as they were read, the policy's own first.
    """
    subject = Subject(files, graph, limits)
    findings = (*found, *(finding for check in CHECKS for finding in check.run(subject)))
    return with_known(findings, files[0], {check.code: check.also for check in CHECKS})
