"""Bands or arms that nothing can reach: earlier ones take all of theirs, or the value never gets there.

What: a band of 等次, an arm of 分档 that holds for no value which the policy can produce and earlier ones leave.
Why: 超过3次：1分 before 5次以上：0分 gives a point that the policy denies; a 优秀 beyond full marks is for nobody.
Example: “5次以上”的数都已归“超过3次”.
Instead: write the narrower test first, or correct its bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.stretches import Stretches, Taken, difference, friendly, intersection, possible
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Label, Severity, Template

COVERED = Template(
    "用不上的档",
    "never-reached",
    "“{words}”永远用不上：{reason}",
    "“{words}” is never reached",
    "{advice}",
    "write the narrower test first, or correct the bounds",
    Severity.WARNING,
)


def unreached(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each rung that nothing reaches."""
    for ladder in ladders(subject):
        taken = Taken()
        before: list[Rung] = []
        for rung in ladder.rungs:
            if not rung.other:
                yield from _judged(ladder, rung, taken.near(rung.most), before)
            if rung.sure is not None:
                taken.add(rung.sure)
                before.append(rung)


def _judged(ladder: Ladder, rung: Rung, taken: Stretches, before: list[Rung]) -> Iterator[Diagnostic]:
    if not rung.most:
        yield _finding(ladder, rung, "没有一个数满足它", "请检查它的界限", None)
    elif not possible(rung.most, ladder.bounds):
        reason = f"{ladder.subject_words}只能{_range(ladder)}"
        yield _finding(ladder, rung, reason, f"请检查界限，或检查{ladder.subject_words}的算法", None)
    elif taken and not possible(difference(rung.most, taken), ladder.bounds):
        first = next((one for one in before if intersection(one.most, rung.most)), None)
        words = "前面几档" if first is None else f"写在前面的“{first.words}”"
        finding = _finding(ladder, rung, f"它的数都已归{words}", "请把范围小的一档写在前面，或改它的界限", first)
        example = f"{ladder.subject_words}={ladder.shown(_edge(ladder, rung))} 归{words.removeprefix('写在前面的')}"
        yield evolve(finding, example=example)


def _edge(ladder: Ladder, rung: Rung) -> Fraction:
    """The number by which an arm is written: the end of its stretch that it holds."""
    stretch = possible(rung.most, ladder.bounds)[0]
    ends = ((stretch.low, stretch.low_open), (stretch.high, stretch.high_open))
    return next((end for end, is_open in ends if end is not None and not is_open), friendly(stretch))


def _finding(ladder: Ladder, rung: Rung, reason: str, advice: str, first: Rung | None) -> Diagnostic:
    finding = COVERED.at(rung.span or ladder.use.term.span, words=rung.words, reason=reason, advice=advice)
    labels = () if first is None or first.span is None else (Label(first.span, "先写的一档", "written first"),)
    return evolve(finding, labels=labels)


def _range(ladder: Ladder) -> str:
    bounds = ladder.bounds
    low = None if bounds.low is None else ladder.shown(bounds.low)
    high = None if bounds.high is None else ladder.shown(bounds.high)
    if low is not None and high is not None:
        return f"在 {low}~{high} 之间" if low != high else f"是 {low}"
    return f"不低于 {low}" if low is not None else f"不高于 {high}"


CHECK = Check(
    COVERED,
    unreached,
    what="等次或分档的一档，得分到不了，或者它的数都已归前面的档。",
    why="“超过3次：1分”写在“5次以上：0分”前面，5 次也得 1 分；满分只有 80 的评价定不出 90 以上的优秀。",
    instead="把范围小的一档写在前面；到不了的，检查界限或得分的算法。",
    also=("用不上",),
)
