"""A total whose items do not make 100 marks.

What: a graded total that is a plain sum of at least three items with full marks, which together are near 100, not 100.
Why: 20+30+30+30 makes 110: whoever graded by 90 and 80 had 100 in mind, so one of the items has the wrong marks.
Example: 20+30+30+30=110.
Instead: correct the marks of an item, or the bands.

Bonuses, deductions do not count. A scale that grades beyond 100 (108 of 120) means what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.check import Check
from govperf.checks.subject import Subject
from govperf.checks.wording import is_bonus, name_of
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.semantics import Role
from govperf.terms.terms import Apply, Bounded, Constant, Grading, Let, Read, Rounded, Term
from govperf.terms.walk import walk
from govperf.values import show_number

NOT_A_HUNDRED = Template(
    "满分合计不符",
    "marks-of-total",
    "“{name}”各项的满分 {marks} 合计 {sum}，不是 100",
    "the full marks {marks} of “{name}” add up to {sum}, not 100",
    '请核对各项的满分或取值范围；总分本来就是 {sum} 分的，写 已知 满分合计 说明 "…"',
    "check the marks of the items",
    Severity.WARNING,
)

_NEAREST, _FARTHEST = 80, 130
FEWEST = 3


def broken_totals(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each graded total whose items miss 100."""
    for key, top in _graded(subject):
        definition = subject.definition(key)
        if definition is None or definition.role is not Role.VALUE:
            continue
        marks = _marks(subject, _bare(definition.term))
        total = sum(marks, Fraction(0))
        if 100 in marks or total < top:
            continue  # extras beside a full score; a top band that nobody reaches has its own finding
        if len(marks) >= FEWEST and total != 100 and _NEAREST <= total <= _FARTHEST:
            shown = "+".join(show_number(one) for one in marks)
            yield NOT_A_HUNDRED.at(definition.span, name=definition.name, marks=shown, sum=show_number(total))


def _graded(subject: Subject) -> Iterator[tuple[str, Fraction]]:
    """Keys of the numbers that a 等次 grades on a scale of a hundred, with its highest bound."""
    for definition in subject.computed():
        for term in walk(definition.term):
            if isinstance(term, Grading) and isinstance(term.score, Read):
                top = _top(subject, term)
                if top is not None and 80 <= top <= 100:
                    yield term.score.key, top


def _top(subject: Subject, term: Grading) -> Fraction | None:
    limits = [
        value
        for band in term.bands
        if band.band is not None
        for inside in walk(band.band)
        if isinstance(inside, Constant) and isinstance(value := subject.known(inside), Fraction)
    ]
    return max(limits, default=None)


def _marks(subject: Subject, term: Term) -> list[Fraction]:
    """The full marks of the items of a sum; empty where one has none."""
    if not (isinstance(term, Apply) and term.function in ("+", "-")):
        return []
    found = []
    positive = term.arguments if term.function == "+" else term.arguments[:1]
    for item in positive:
        bounds = subject.ranges.of(item)
        if (isinstance(item, Apply) and item.function == "neg") or is_bonus(name_of(item)):
            continue
        if _is_weighted(subject, item):
            return []
        inner = _marks(subject, item) if isinstance(item, Apply) and item.function in ("+", "-") else []
        if inner:
            found.extend(inner)
        elif bounds is not None and bounds.low is not None and bounds.low >= 0 and bounds.high is not None:
            found.append(bounds.high)
        elif bounds is None or bounds.low is None or bounds.low >= 0:
            return []
    return found


def _is_weighted(subject: Subject, item: Term) -> bool:
    """A share of another score: sums of those are judged by their rates."""
    if not (isinstance(item, Apply) and item.function == "*"):
        return False
    known = [subject.known(factor) for factor in item.arguments]
    return any(isinstance(value, Fraction) and value < 1 for value in known)


def _bare(term: Term) -> Term:
    while isinstance(term, Rounded | Bounded | Let):
        term = term.body if isinstance(term, Let) else term.operand
    return term


CHECK = Check(
    NOT_A_HUNDRED,
    broken_totals,
    what="按百分制定等次的总分，各项满分加起来接近 100 而不是 100。加分、扣分不算。",
    why="20+30+30+30 是 110 分：90 分以上为优秀的线是照 100 分定的，多半有一项的满分写错了。",
    instead='核对各项的满分；总分本来就不是 100 的，改等次的线，或写 已知 满分合计 说明 "…"。',
    also=("满分合计",),
)
