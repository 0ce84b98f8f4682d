"""Values rounded twice in succession.

What: a value that was rounded already is rounded again to fewer decimals.
Why: 89.445 becomes 89.45 and then 89.5; rounded once it is 89.4. GB/T 8170 forbids rounding in succession.
Example: 89.445 先成 89.45，再成 89.5；一次舍入是 89.4.
Instead: round once, at the end; mark the step before 中间, without 保留.

A sum, a mean, a product of rounded values is another value: to round it is no second rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.intervals import Interval
from govperf.checks.places import Use
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Label, Severity, Template
from govperf.terms.terms import Bounded, Choose, Default, Let, Local, Read, ReadColumn, Rounded, Term
from govperf.values import show_number
from govperf.values.rounding import round_to

TWICE = Template(
    "重复舍入",
    "rounded-twice",
    "“{words}”已经{first}，这里又{second}",
    "“{words}” was rounded already ({first}) and is rounded again ({second})",
    "请只在最后舍入一次，前面一步不写 保留",
    "round once, at the end",
    Severity.WARNING,
)


def twice_rounded(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each rounding whose operand comes rounded, where that can make a difference."""
    for use in subject.uses:
        if isinstance(use.term, Rounded):
            for inner, words in _rounded_below(subject, use, use.term.operand):
                example = _difference(subject, use, inner, use.term)
                if example is not None:
                    facts = {"words": words, "first": inner.words, "second": use.term.words}
                    labels = () if inner.span is None else (Label(inner.span, "先在这里舍入", "rounded here first"),)
                    yield evolve(TWICE.at(use.term.span, **facts), labels=labels, example=example)


def _rounded_below(subject: Subject, use: Use, term: Term) -> Iterator[tuple[Rounded, str]]:
    """Roundings whose value reaches this place unchanged."""
    waiting: list[tuple[Term, str]] = [(term, "这个数")]
    seen: set[str] = set()
    while waiting:
        current, words = waiting.pop()
        match current:
            case Rounded():
                yield current, words
            case Read() | ReadColumn():
                key = current.key if isinstance(current, Read) else f"{current.ledger}.{current.column}"
                definition = subject.definition(key)
                if definition is not None and key not in seen:
                    seen.add(key)
                    waiting.append((definition.term, definition.name))
            case Local():
                settled = use.settled(current)
                waiting.extend([] if settled is current else [(settled, words)])
            case Let(_, _, body):
                waiting.append((body, words))
            case Bounded(operand):
                waiting.append((operand, words))
            case Default(operand):
                waiting.append((operand, words))
            case Choose(branches, otherwise):
                waiting.extend((branch.value, words) for branch in branches)
                waiting.append((otherwise, words))
            case _:
                pass


def _difference(subject: Subject, use: Use, inner: Rounded, outer: Rounded) -> str | None:
    """A value that one rounding and two take to different ends, within what the policy can produce."""
    if inner.step >= outer.step:
        return None
    bounds = subject.ranges.of(inner.operand) or Interval()
    middle = bounds.high if bounds.high is not None else (bounds.low or Fraction(0)) + 90
    start = round(middle / outer.step) * outer.step
    for offset in range(-12, 12):
        for value in _before(start + offset * outer.step + outer.step / 2, inner.step, bounds):
            once = round_to(value, outer.step, outer.mode)
            first = round_to(value, inner.step, inner.mode)
            twice = round_to(first, outer.step, outer.mode)
            if once != twice and bounds.holds(value):
                shown = [show_number(one) for one in (value, first, twice, once)]
                return "{} 先成 {}，再成 {}；一次舍入是 {}".format(*shown)
    return None


def _before(tie: Fraction, step: Fraction, bounds: Interval) -> Iterator[Fraction]:
    """Values that the first rounding takes to the middle between two ends of the second."""
    if bounds.step:
        last = -(-tie // bounds.step) - 1
        yield last * bounds.step
    yield from (tie - step / 2, tie - step / 2 + step, tie + step / 2)


CHECK = Check(
    TWICE,
    twice_rounded,
    what="已经舍入过的数，原样再舍入到更少的位数。几个舍入过的数相加、平均、相乘以后再舍入，不在此列。",
    why="89.445 先成 89.45，再成 89.5；一次舍入是 89.4。GB/T 8170 不许连续修约。",
    instead="只在最后舍入一次，前面一步不写 保留。",
)
