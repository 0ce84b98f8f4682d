"""Caps that never bite: the value cannot be above them.

What: a clamp (≤x) on a value that is never above x.
Why: a cap that does nothing is often on the wrong item, or its number is that of another line.
Example: 加分最多 3，上限 5 从不起作用.
Instead: remove the cap, or correct its number.

The bounds of a leaf (满分为止, 扣完为止) are not meant; nor are lower bounds, which people write to be safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.check import Check
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import Bounded
from govperf.values import show_number

IDLE_CAP = Template(
    "上限不起作用",
    "cap-never-bites",
    "“{words}”的上限 {cap} 从不起作用：它最多是 {most}",
    "the cap {cap} of “{words}” never bites: it is at most {most}",
    "请核对上限的数，或删去它",
    "correct the cap or remove it",
    Severity.NOTE,
)


def idle_caps(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each cap of a clamp that is never passed."""
    for use in subject.uses:
        match use.term:
            case Bounded(operand, low, high, high_label="上限") as term if high is not None:
                cap, bounds = subject.known(high), subject.ranges.of(operand, use.facts)
                most = None if bounds is None else bounds.high
                if isinstance(cap, Fraction) and most is not None and _idle(cap, most, two_sided=low is not None):
                    words = operand.span or term.span
                    facts = {"words": "" if words is None else words.text, "cap": show_number(cap)}
                    yield IDLE_CAP.at(term.span, most=show_number(most), **facts)
            case _:
                pass


def _idle(cap: Fraction, most: Fraction, *, two_sided: bool) -> bool:
    """Of ``(±10)`` on what reaches 10 both ends are named because the policy names them."""
    return most < cap or (most == cap and not two_sided)


CHECK = Check(
    IDLE_CAP,
    idle_caps,
    what="限幅的上限比这个量能达到的最大值还大，或者正好相等。",
    why="不起作用的上限，常常是写错了数，或者限错了项。",
    instead="核对上限，或删去它。",
)
