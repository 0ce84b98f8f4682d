"""Runs every check over one policy."""

from __future__ import annotations

from collections.abc import Sequence

from govperf.checks import gaps, overlaps, unreached
from govperf.checks.check import Check
from govperf.checks.known import with_known
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.syntax.declarations import RuleFile

CHECKS: tuple[Check, ...] = tuple(
    module.CHECK
    for module in (
        gaps,
        overlaps,
        unreached,
    )
)
"""All checks, in the order in which the reference tells them."""


def examine(files: Sequence[RuleFile], graph: Graph, limits: Limits) -> tuple[Diagnostic, ...]:
    """Everything that the checks find in a policy that compiles; files as they were read, the policy's own first."""
    subject = Subject(files, graph, limits)
    return tuple(finding for check in CHECKS for finding in check.run(subject))


__all__ = ["CHECKS", "examine", "with_known"]
