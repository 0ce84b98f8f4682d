"""Divisors that can be 0: a quotient that some object does not have.

What: a divisor whose domain includes 0, with nothing that guards the division.
Why: 实际÷目标 with 目标：≥0 cannot be computed for whoever has no target; the object stays without a score.
Example: 目标=0 时除数为零.
Instead: declare the target >0, or write 如果 目标≠0 则 … 否则 ….
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
from govperf.terms.failures import DIVISION
from govperf.terms.terms import Aggregate, Apply, OfCohort, Read, ReadColumn, Term
from govperf.terms.walk import walk

ZERO_DIVISOR = Template(
    "除数可能为零",
    "divisor-may-be-zero",
    "除数“{words}”可能是 0",
    "the divisor “{words}” can be 0",
    "请把“{words}”的取值范围改成 >0，或写 如果 {words}≠0 则 … 否则 …",
    "declare it >0, or guard the division",
    Severity.WARNING,
)

_ZERO = (Interval(Fraction(0), Fraction(0)),)


def zero_divisors(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each divisor with which the scoring of an object fails."""
    if subject.formula_alone:
        return
    for use in subject.uses:
        match use.term:
            case Apply("/", (_, divisor)):
                bounds = subject.ranges.of(divisor, use.facts)
                if bounds is not None and bounds.holds(Fraction(0)):
                    yield from _shown(subject, use, divisor, bounds)
            case _:
                pass


def _shown(subject: Subject, use: Use, divisor: Term, bounds: Interval) -> Iterator[Diagnostic]:
    settled = use.settled(divisor)
    key = use.definition.key
    search = subject.search(settled, use)
    if subject.unsure(search):
        return
    found = search.reach(_ZERO, lambda data: subject.probe.failing(data, DIVISION.code, key))
    if found is None:
        return
    words = _words(divisor, settled)
    example = f"除数是 0：{subject.probe.told(found.data, found.variables)}"
    finding = ZERO_DIVISOR.at(divisor.span or use.term.span, words=words, inputs=as_json(found.data, subject.graph))
    # Zero between two ends is a coincidence of two values; an empty list is for 无则 to settle.
    rare = bounds.low != 0 and bounds.high != 0
    listed = any(isinstance(part, Aggregate | OfCohort) for part in walk(settled))
    yield evolve(finding, example=example, severity_override=Severity.NOTE if rare or listed else None)


def _words(divisor: Term, settled: Term) -> str:
    match settled:
        case Read(key):
            return key.rpartition(".")[2].removesuffix("#")
        case ReadColumn(_, column):
            return column
        case _:
            span = divisor.span or settled.span
            return "除数" if span is None else span.text


CHECK = Check(
    ZERO_DIVISOR,
    zero_divisors,
    what="除数的取值范围包括 0，除法又没有防备。两个量之差、明细汇总作除数的，只作提示。",
    why="目标写成 ≥0，没有目标的对象就算不出得分，要等到计分那天才发现。",
    instead="把取值范围写成 >0，或写 如果 目标≠0 则 … 否则 …。",
    also=("除数为零",),
)
