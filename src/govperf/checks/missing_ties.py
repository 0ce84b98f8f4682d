"""Quotas that do not say what a tie across the line means.

What: a 等次 with 限额 without a line 并列.
Why: two objects with the same score and one place left: nobody decided who is in, so neither can be graded.
Example: 限额 25% 线上两个对象得分相同.
Instead: 并列 从严, 并列 从宽, or 并列 次 another score.
"""

from __future__ import annotations

from collections.abc import Iterator

from govperf.checks.check import Check
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import Placement
from govperf.terms.walk import walk

UNDECIDED = Template(
    "并列未写",
    "tie-rule-missing",
    "“{name}”有限额，没有写得分相同的跨在限额线上怎么办",
    "“{name}” has quotas, and nothing says what a tie across the line means",
    "请补一行：并列 从严（都不进），并列 从宽（都进），或 并列 次 另一项得分",
    "add 并列 从严, 并列 从宽 or 并列 次 with another score",
    Severity.WARNING,
)


def missing_ties(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each scale with quotas whose ties are undecided."""
    for definition in subject.computed():
        for term in walk(definition.term):
            if isinstance(term, Placement) and term.quotas and not term.ties:
                words = "、".join(quota.words for quota in term.quotas[:3])
                yield UNDECIDED.at(definition.span, name=definition.name, words=words)


CHECK = Check(
    UNDECIDED,
    missing_ties,
    what="等次写了限额，没有写并列怎么办。",
    why="只剩一个名额而两个对象得分相同，谁进谁不进没有人定过，计分时两个都定不了等次（并列未定）。",
    instead="补一行 并列 从严、并列 从宽 或 并列 次 另一项得分。",
    also=("并列",),
)
