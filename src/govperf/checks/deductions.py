"""Deductions that can become a bonus: what is subtracted can be below 0.

What: a deduction (by its name, or taken from a fixed number) that some object has below 0.
Why: 100−(标准−实际)×5 pays points to whoever is beyond the standard; nobody decided that.
Example: 标准−实际=-10.
Instead: 短少(标准，实际), or (…)(≥0); an input declared ≥0.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.intervals import Interval
from govperf.checks.places import Use
from govperf.checks.records import as_json
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.evaluate.outcome import ObjectData
from govperf.terms.terms import Apply, Bounded, Read, ReadColumn, Term
from govperf.terms.walk import reads
from govperf.values import show_number

DEDUCTION = Template(
    "扣分变加分",
    "deduction-adds",
    "扣掉的“{words}”可能小于 0，那样反而加了分",
    "what is subtracted, “{words}”, can be below 0 and then adds points",
    "请把输入的取值范围写成 ≥0，差额写成 短少(标准，实际) 或 超出(实际，标准)，或写 ({words})(≥0)",
    "declare the input ≥0, use 短少 or 超出, or hold it at (≥0)",
    Severity.WARNING,
)

_MARKS = ("扣", "罚", "减分")
_BELOW = (Interval(high=Fraction(0), high_open=True),)
_JUST_BELOW = (Interval(Fraction(-10), Fraction(0), high_open=True),)


def negative_deductions(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each deduction that an object has below 0."""
    if subject.formula_alone:
        return
    for use in subject.uses:
        for taken, rest in _subtracted(use.term):
            bounds = subject.ranges.of(taken, use.facts)
            low = None if bounds is None else bounds.low
            if bounds is None or (low is not None and low >= 0) or not _is_deduction(subject, use, taken, rest):
                continue
            yield from _shown(subject, use, taken)


def _subtracted(term: Term) -> Iterator[tuple[Term, tuple[Term, ...]]]:
    """Each term that is subtracted, with what it is subtracted from."""
    match term:
        case Apply("-", (left, right)):
            yield right, (left,)
        case Apply("+", arguments):
            for index, argument in enumerate(arguments):
                if isinstance(argument, Apply) and argument.function == "neg":
                    yield argument.arguments[0], (*arguments[:index], *arguments[index + 1 :])
        case _:
            return


def _is_deduction(subject: Subject, use: Use, taken: Term, rest: tuple[Term, ...]) -> bool:
    """By its words, or as taken from a fixed number of points; where full marks hold the rest, nothing is gained."""
    start = rest[0] if len(rest) == 1 else None
    known = None if start is None else subject.known(start)
    if isinstance(use.parent, Bounded) and known is not None and known == subject.known(use.parent.high or taken):
        return False
    names = [*reads(taken), "" if taken.span is None else taken.span.text]
    if any(mark in name for mark in _MARKS for name in names):
        return True
    return isinstance(known, Fraction) and known >= 2


def _shown(subject: Subject, use: Use, taken: Term) -> Iterator[Diagnostic]:
    settled = use.settled(taken)
    search = subject.search(settled, use)
    if subject.unsure(search):
        return
    # A small one is easier to picture.
    reached = (search.reach(wanted, lambda data: _in_order(subject, data)) for wanted in (_JUST_BELOW, _BELOW))
    found = next((one for one in reached if one is not None), None)
    if found is None:
        return
    words = _words(settled)
    finding = DEDUCTION.at(taken.span or use.term.span, words=words, inputs=as_json(found.data, subject.graph))
    told = subject.probe.told(found.data, found.variables)
    yield evolve(finding, example=f"扣掉的是 {show_number(found.value)}：{told}")


def _in_order(subject: Subject, data: ObjectData) -> ObjectData | None:
    return None if subject.probe.refused(data) else data


def _words(term: Term) -> str:
    match term:
        case Read(key):
            return key.rpartition(".")[2].removesuffix("#")
        case ReadColumn(_, column):
            return column
        case _:
            return "扣分" if term.span is None else term.span.text


CHECK = Check(
    DEDUCTION,
    negative_deductions,
    what="从得分里减去的扣分，有的对象会小于 0。",
    why="100−(标准−实际)×5，超过标准的反而加分；扣分写成“数”，填了负数也照减。",
    instead="输入写 ≥0；差额写 短少(标准，实际)、超出(实际，标准)；或者限住：(…)(≥0)。",
)
