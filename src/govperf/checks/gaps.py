"""Scores between two bands: values that no grade, no arm takes.

What: a number that the policy can produce lies between two bands of 等次, or two arms of 分档 without 其他.
Why: 80—89 beside 90以上 leaves 89.5 without a grade; the object cannot be scored.
Example: 绩效考核得分=89.5 没有等次：重点考核得分=90，公众评议得分=85.
Instead: let the bands meet (80~90(不含90)), round the score first, or say 已知 缺口 说明 "…".

A gap is told only with an object that falls into it. Over a value that was rounded, the gap is one of rounded values.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.intervals import Interval
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.records import as_json
from govperf.checks.search import Found
from govperf.checks.stretches import Stretches, difference, possible, union
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Label, Severity, Template
from govperf.graph import Level
from govperf.semantics import Definition
from govperf.terms.failures import BEYOND_LAST
from govperf.values import show_number

GAP = Template(
    "缺口",
    "gap",
    "{subject}={value} {lacks}：{place}",
    "{subject}={value} falls into no band: {place}",
    "{advice}",
    'let the bands meet, round the value first, or keep it as known: 已知 缺口 说明 "…"',
    Severity.WARNING,
)


MOST_TOLD = 3
"""Gaps of one scale that are told: whoever closes these sees the others."""

MOST_TRIED = 20
"""Gaps of one scale for which an object is looked for."""


def gaps(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each gap that an object can fall into."""
    for ladder in ladders(subject):
        if not ladder.failure or any(rung.sure is None for rung in ladder.rungs):
            continue
        yield from islice(_told(subject, ladder), MOST_TOLD)


def _told(subject: Subject, ladder: Ladder) -> Iterator[Diagnostic]:
    for gap in _left_over(ladder)[:MOST_TRIED]:
        found = _fallen(subject, ladder, (gap,))
        if found is not None:
            yield _finding(subject, ladder, gap, found)


def _left_over(ladder: Ladder) -> Stretches:
    taken: Stretches = ()
    for rung in ladder.rungs:
        taken = union(taken, rung.most)
    return possible(difference((Interval(),), taken), ladder.bounds)


def _fallen(subject: Subject, ladder: Ladder, gap: Stretches) -> Found | None:
    """An object whose scoring fails here, because its value lies in the gap."""
    key = ladder.use.definition.key
    search = subject.search(ladder.term, ladder.use)
    return search.reach(gap, lambda data: subject.probe.failing(data, ladder.failure, key))


def _finding(subject: Subject, ladder: Ladder, gap: Interval, found: Found) -> Diagnostic:
    below, above = _neighbours(ladder, gap)
    beyond = ladder.failure == BEYOND_LAST.code
    lacks = "没有等次" if ladder.graded else "超出了最后一档" if beyond else "不属于任何一档"
    value = shown(found, ladder, subject)
    alone = "（只有这一个对象时）" if subject.graph[ladder.use.definition.key].level is Level.COHORT else ""
    told = subject.probe.told(found.data, found.variables)
    itself = f"{ladder.subject_words}={value}"
    example = f"{itself} {lacks}" if told == itself else f"{itself} {lacks}：{told}{alone}"
    rung = below or above
    finding = GAP.at(
        rung.span if rung is not None else ladder.use.term.span,
        subject=ladder.subject_words,
        value=value,
        lacks=lacks,
        place="最后一档没有写到头" if beyond else _place(below, above),
        advice="请给最后一档写 …以上" if beyond else _advice(below, above),
        inputs=as_json(found.data, subject.graph),
    )
    labels: tuple[Label, ...] = ()
    if below is not None and above is not None and above.span is not None:
        labels = (Label(above.span, "上一档", "the band above"),)
    return evolve(finding, example=example, labels=labels)


def shown(found: Found, ladder: Ladder, subject: Subject) -> str:
    """The value as the node that gives it shows it."""
    key = getattr(ladder.term, "key", "")
    definition: Definition | None = subject.definition(key)
    places = None if definition is None else definition.places
    return show_number(found.value, places, percent=definition is not None and definition.kind.percent)


def _neighbours(ladder: Ladder, gap: Interval) -> tuple[Rung | None, Rung | None]:
    """The band just below, the band just above."""
    parts = [(part, rung) for rung in ladder.rungs for part in rung.most]
    low, high = gap.low, gap.high
    below = [
        (part.high, rung) for part, rung in parts if part.high is not None and low is not None and part.high <= low
    ]
    above = [(part.low, rung) for part, rung in parts if part.low is not None and high is not None and part.low >= high]
    lower = max(below, key=lambda one: one[0], default=(None, None))[1]
    upper = min(above, key=lambda one: one[0], default=(None, None))[1]
    return lower, upper


def _place(below: Rung | None, above: Rung | None) -> str:
    if below is not None and above is not None:
        return f"“{above.words}”与“{below.words}”之间有缺口"
    if above is not None:
        return f"“{above.words}”之下没有别的档"
    return f"“{below.words}”之上没有别的档" if below is not None else "各档都不包括它"


def _advice(below: Rung | None, above: Rung | None) -> str:
    keep = '原文如此要保留的，写 已知 缺口 说明 "…"'
    if below is not None and above is not None:
        start = next((part for part in above.most if part.low is not None), None)
        low = next((part.low for part in below.most if part.low is not None), None)
        if start is not None and start.low is not None and low is not None and not start.low_open:
            end = show_number(start.low)
            return f"请让两档相接，例如写 {show_number(low)}~{end}(不含{end})，或先把得分 保留整数；{keep}"
        return f"请让两档相接，或先把得分 保留整数；{keep}"
    return f"请补上这一档，或写 其他；{keep}"


CHECK = Check(
    GAP,
    gaps,
    what="等次的两档之间，或没有“其他”的分档的两档之间，有得分落得进去的数。",
    why="落在缺口里的对象没有等次，计分时是错误。印发的文件写 80—89、90 以上时，往往没有想到 89.5。",
    instead='让两档首尾相接（80~90(不含90)）；得分都是整数的先 保留整数；原文如此要保留的，写 已知 缺口 说明 "…"。',
)
