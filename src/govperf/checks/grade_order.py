"""Grades that are not written from the best to the worst.

What: a 等次 whose names go from bad to good, or whose bands jump up again.
Why: the first line is the best grade: 降一等, 不高于, 限额 and every comparison go by the order of the lines.
Example: “不合格”写在“优秀”前面.
Instead: write the best grade first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Label, Severity, Template

OUT_OF_ORDER = Template(
    "等次次序",
    "grade-order",
    "“{second}”写在“{first}”后面，{reason}",
    "“{second}” is written after “{first}” and should come before it",
    "等次要从最好的写到最差的：降一等、不高于、限额、等次的比较都按这个次序",
    "write the best grade first: what moves or compares grades goes by the order of the lines",
    Severity.WARNING,
)

_MERIT = (
    ("特优", "优秀", "优", "优等", "先进", "一等", "一级", "一类", "好", "优胜", "甲等", "甲", "a", "a级", "特级"),
    ("良好", "良", "较好", "二等", "二级", "二类", "乙等", "乙", "b", "b级"),
    ("合格", "称职", "达标", "中", "一般", "三等", "三级", "三类", "丙等", "丙", "c", "c级", "中等"),
    ("基本合格", "基本称职", "及格", "基本达标", "较差", "较低"),
    ("不合格", "不称职", "不达标", "不及格", "差", "未达标", "很差", "末等"),
)
_RANK = {word: rank for rank, words in enumerate(_MERIT) for word in words}


def misplaced_grades(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for the first grade of a scale that stands below a worse one."""
    for ladder in ladders(subject):
        if not ladder.graded:
            continue
        found = _by_name(ladder.rungs) or _by_number(ladder)
        if found is not None:
            yield found


def _by_name(rungs: Sequence[Rung]) -> Diagnostic | None:
    """Names that everybody ranks, in the wrong order."""
    named = [(rung, rank) for rung in rungs if (rank := _RANK.get(_grade(rung).lower())) is not None]
    for (worse, low), (better, high) in pairwise(named):
        if high < low:
            return _finding(worse, better, "而它是更好的等次")
    return None


def _by_number(ladder: Ladder) -> Diagnostic | None:
    """Bands that neither fall nor rise all the way: one of them stands in the wrong place."""
    banded = [(rung, _middle(rung)) for rung in ladder.rungs if not rung.other and rung.sure is not None]
    middles = [middle for _, middle in banded if middle is not None]
    if len(middles) < len(banded) or len(middles) < 3:
        return None
    if all(a >= b for a, b in pairwise(middles)) or all(a <= b for a, b in pairwise(middles)):
        return None
    falling = middles[0] > middles[-1]
    for (first, above), (second, below) in pairwise(zip([rung for rung, _ in banded], middles, strict=True)):
        if (below > above) == falling:
            return _finding(first, second, "分数却比它高" if below > above else "分数却比它低")
    return None


def _middle(rung: Rung) -> Fraction | None:
    """Where a band stands: its start, or far below for one that is open at the low end."""
    if rung.sure is None or len(rung.sure) != 1:
        return None
    part = rung.sure[0]
    if part.low is not None:
        return part.low
    return None if part.high is None else part.high - 10**6


def _finding(first: Rung, second: Rung, reason: str) -> Diagnostic:
    finding = OUT_OF_ORDER.at(second.span, first=_grade(first), second=_grade(second), reason=reason)
    labels = () if first.span is None else (Label(first.span, "写在前面的等次", "written first"),)
    return evolve(finding, labels=labels)


def _grade(rung: Rung) -> str:
    return rung.words.partition("：")[0]


CHECK = Check(
    OUT_OF_ORDER,
    misplaced_grades,
    what="等次不是从最好的写到最差的，或者有一档的分数不合次序。",
    why="第一行就是最好的等次：降一等、不高于、限额、等次 不低于 良好 都按各行的次序。",
    instead="从最好的等次写起。",
    also=("次序",),
)
