"""Clamps that leave only one value.

What: a clamp whose cap lies below all that it can be applied to, or whose floor lies above.
Why: x(≥5)(≤3) is 3 whatever x is: one of the two numbers is wrong.
Example: 得分(≥5)(≤3) 总是 3.
Instead: correct the bounds; both may stand in one bracket: x(3~5).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.check import Check
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import Bounded, Constant
from govperf.values import show_number

STUCK = Template(
    "限幅矛盾",
    "clamp-leaves-one-value",
    "“{words}”总是 {value}：{reason}",
    "“{words}” is always {value}",
    "请核对上限和下限；两头都限的，写在一个括号里，例如 得分(3~5)",
    "correct the bounds; both can stand in one bracket",
    Severity.WARNING,
)


def stuck_clamps(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each clamp, or leaf, of which nothing but a bound is left."""
    for use in subject.uses:
        match use.term:
            case Bounded(operand, low, high) as term if not isinstance(operand, Constant):
                bounds = subject.ranges.of(operand, use.facts)
                if bounds is None or bounds.single is not None or term.span is None:
                    continue
                cap = None if high is None else subject.known(high)
                floor = None if low is None else subject.known(low)
                words = operand.span.text if operand.span is not None else term.span.text
                place = term.span if high is None or term.high_label == "上限" else use.definition.span
                if isinstance(cap, Fraction) and bounds.low is not None and bounds.low >= cap:
                    reason = f"“{words}”最低是 {show_number(bounds.low)}，{term.high_label}却是 {show_number(cap)}"
                    yield STUCK.at(place, words=term.span.text, value=show_number(cap), reason=reason)
                elif isinstance(floor, Fraction) and bounds.high is not None and bounds.high <= floor:
                    reason = f"“{words}”最高是 {show_number(bounds.high)}，下限却是 {show_number(floor)}"
                    yield STUCK.at(place, words=term.span.text, value=show_number(floor), reason=reason)
            case _:
                pass


CHECK = Check(
    STUCK,
    stuck_clamps,
    what="限幅以后只剩一个数：上限比最小值还小，或下限比最大值还大。",
    why="得分(≥5)(≤3) 不论得分多少总是 3，两个数里必有一个写错。",
    instead="核对上限和下限；两头都限的写 得分(3~5)。",
    also=("限幅",),
)
