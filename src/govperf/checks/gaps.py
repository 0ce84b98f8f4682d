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
from govperf.checks.crossings import Crossing, uncovered
from govperf.checks.intervals import Interval
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.leftovers import Leftover, leftovers
from govperf.checks.places import Use
from govperf.checks.ranked import Ranked, fallen, rank_of
from govperf.checks.records import as_json
from govperf.checks.search import Found
from govperf.checks.stretches import Stretches, difference, possible, union
from govperf.checks.subject import Subject
from govperf.checks.wording import name_of
from govperf.diagnostics import Diagnostic, Label, Severity, Template
from govperf.graph import Level
from govperf.semantics import Definition
from govperf.terms.failures import BEYOND_LAST
from govperf.terms.terms import Choose, Failure
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

CROSSED = Template(
    "缺口",
    "gap",
    "“{subject}”{lacks}：{place}",
    "“{subject}” has no arm for some cases",
    "{advice}",
    "add the case, or 其他",
    Severity.WARNING,
)

LEFT = Template(
    "缺口",
    "gap",
    "{subject}={value} 上下两档都不包括，只有它落到 否则（其他）",
    "{subject}={value} alone is left for 否则, as neither arm beside it holds it",
    "请在其中一档加上等号，例如 ≥{value}；本来就要单列的，写一档 ={value}",
    "let one of the arms hold it (≥{value}), or write an arm ={value}",
    Severity.WARNING,
)

MOST_TOLD = 3
"""Gaps of one scale that are told: whoever closes these sees the others."""

MOST_TRIED = 20
"""Gaps of one scale for which an object is looked for."""


def gaps(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each gap that an object can fall into."""
    swept = set()
    for ladder in ladders(subject):
        if all(rung.sure is not None for rung in ladder.rungs):
            swept.add(id(ladder.use.term))
            yield from islice(_told(subject, ladder), MOST_TOLD) if ladder.failure else ()
    for use in subject.uses:
        if isinstance(use.term, Choose) and id(use.term) not in swept and _is_block(use.term):
            found = uncovered(subject, use, use.term)
            if found is not None:
                yield _crossed(subject, use, use.term, found)
    yield from (_left(subject, one) for one in leftovers(subject))


def _left(subject: Subject, one: Leftover) -> Diagnostic:
    words, value = name_of(one.tested), show_number(one.value)
    told = subject.probe.told(one.found.data, one.found.variables)
    finding = LEFT.at(
        one.term.otherwise.span or one.term.span or one.use.definition.span,
        subject=words,
        value=value,
        inputs=as_json(one.found.data, subject.graph),
    )
    return evolve(finding, example=f"{words}={value} 落到 否则：{told}")


def _is_block(term: Choose) -> bool:
    """A 分档 of whole conditions; that of a choice has its own check."""
    return isinstance(term.otherwise, Failure) and term.otherwise.subject is None


def _crossed(subject: Subject, use: Use, term: Choose, found: Crossing) -> Diagnostic:
    told = subject.probe.told(found.data, found.variables)
    finding = CROSSED.at(
        term.branches[-1].span or term.span or use.definition.span,
        subject=use.definition.name,
        lacks="有的情况不属于任何一档",
        place="各档的条件没有包括所有情况",
        advice="请补上这种情况，或写 其他",
        inputs=as_json(found.data, subject.graph),
    )
    return evolve(finding, example=f"各档的条件都不成立：{told}")


def _told(subject: Subject, ladder: Ladder) -> Iterator[Diagnostic]:
    for gap in _left_over(ladder)[:MOST_TRIED]:
        rank = rank_of(subject, ladder.term)
        if rank is not None:
            among = fallen(subject, ladder, rank, (gap,))
            if among is not None:
                yield _ranked(subject, ladder, gap, among)
            continue
        found = _fallen(subject, ladder, (gap,))
        if found is not None:
            yield _finding(subject, ladder, gap, found)


def _left_over(ladder: Ladder) -> Stretches:
    taken = union(tuple(part for rung in ladder.rungs for part in rung.most), ())
    return possible(difference((Interval(),), taken), ladder.bounds)


def _fallen(subject: Subject, ladder: Ladder, gap: Stretches) -> Found | None:
    """An object whose scoring fails here, because its value lies in the gap."""
    key = ladder.use.definition.key
    search = subject.search(ladder.term, ladder.use)
    return search.reach(gap, lambda data: subject.probe.failing(data, ladder.failure, key))


def _finding(subject: Subject, ladder: Ladder, gap: Interval, found: Found) -> Diagnostic:
    value = shown(found, ladder, subject)
    alone = "（只有这一个对象时）" if subject.graph[ladder.use.definition.key].level is Level.COHORT else ""
    told = subject.probe.told(found.data, found.variables)
    itself = f"{ladder.subject_words}={value}"
    example = f"{itself} {_lacks(ladder)}" if told == itself else f"{itself} {_lacks(ladder)}：{told}{alone}"
    return _told_at(ladder, gap, value, example, as_json(found.data, subject.graph))


def _ranked(subject: Subject, ladder: Ladder, gap: Interval, found: Ranked) -> Diagnostic:
    value = ladder.shown(found.value)
    count, noun = len(found.objects), subject.ruleset.object_name or "对象"
    example = f"{ladder.subject_words}={value} {_lacks(ladder)}：{count} 个{noun}得分各不相同，第 {found.place} 名"
    return _told_at(ladder, gap, value, example, found.as_json(subject))


def _lacks(ladder: Ladder) -> str:
    beyond = ladder.failure == BEYOND_LAST.code
    return "没有等次" if ladder.graded else "超出了最后一档" if beyond else "不属于任何一档"


def _told_at(ladder: Ladder, gap: Interval, value: str, example: str, inputs: str) -> Diagnostic:
    below, above = _neighbours(ladder, gap)
    beyond = ladder.failure == BEYOND_LAST.code
    rung = below or above
    finding = GAP.at(
        rung.span if rung is not None else ladder.use.term.span,
        subject=ladder.subject_words,
        value=value,
        lacks=_lacks(ladder),
        place="最后一档没有写到头" if beyond else _place(below, above),
        advice="请给最后一档写 …以上" if beyond else _advice(ladder, below, above),
        inputs=inputs,
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
    if definition is not None and definition.kind.percent:
        return show_number(found.value, places, percent=True)
    return ladder.shown(found.value, places)


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


def _advice(ladder: Ladder, below: Rung | None, above: Rung | None) -> str:
    keep = '原文如此要保留的，写 已知 缺口 说明 "…"'
    if below is not None and above is not None:
        start = next((part for part in above.most if part.low is not None), None)
        low = next((part.low for part in below.most if part.low is not None), None)
        if start is not None and start.low is not None and low is not None and not start.low_open:
            end = ladder.shown(start.low)
            whole = ladder.bounds.step == 1 and not ladder.graded
            joined = f"{ladder.shown(low)}~{ladder.shown(start.low - 1) if whole else f'{end}(不含{end})'}"
            return f"请让两档相接，例如写 {joined}{_or_rounded(ladder)}；{keep}"
        return f"请让两档相接{_or_rounded(ladder)}；{keep}"
    return f"请补上这一档，或写 其他；{keep}"


def _or_rounded(ladder: Ladder) -> str:
    """Whole points close the gap between 79 and 80; what is no score is not rounded for that."""
    words = "".join(rung.words for rung in ladder.rungs)
    return f"，或先把{ladder.subject_words} 保留整数" if ladder.graded and "%" not in words else ""


CHECK = Check(
    GAP,
    gaps,
    what="等次的两档之间，或没有“其他”的分档的两档之间，有得分落得进去的数。",
    why="落在缺口里的对象没有等次，计分时是错误。印发的文件写 80—89、90 以上时，往往没有想到 89.5。",
    instead='让两档首尾相接（80~90(不含90)）；得分都是整数的先 保留整数；原文如此要保留的，写 已知 缺口 说明 "…"。',
)
