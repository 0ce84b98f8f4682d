"""Bonuses that can become a deduction: what is added on top can be below 0.

What: a bonus, by its name, computed from a difference that some object has below 0.
Why: 超额加分=(实际−任务)×0.1 takes points from whoever is below the task, on top of what the task itself costs.
Example: 加分是 -10：实际=0，任务=100.
Instead: 超出(实际，任务), or (…)(≥0).
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
from govperf.semantics import Definition, Role
from govperf.terms.terms import Apply
from govperf.terms.walk import walk
from govperf.values import show_number

BONUS = Template(
    "加分变扣分",
    "bonus-deducts",
    "“{name}”可能小于 0，那样反而扣了分",
    "the bonus “{name}” can be below 0 and then takes points away",
    "差额请写成 超出(实际，标准)，或写 (…)(≥0)；有加有减的，名称写成 加减分",
    "use 超出, or hold it at (≥0); call what goes both ways 加减分",
    Severity.WARNING,
)

_MARKS = ("加分", "奖励分", "奖分")
_BOTH_WAYS = ("加减", "增减", "奖惩", "奖罚", "附加", "净")
_BELOW = (Interval(high=Fraction(0), high_open=True),)


def negative_bonuses(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each bonus that an object has below 0."""
    if subject.formula_alone:
        return
    for one in subject.computed():
        bounds = subject.ranges.nodes.get(one.key)
        if bounds is None or not _is_bonus(one) or (bounds.low is not None and bounds.low >= 0):
            continue
        if any(isinstance(term, Apply) and term.function in ("-", "+", "neg") for term in walk(one.term)):
            yield from _shown(subject, one)


def _is_bonus(one: Definition) -> bool:
    named = any(mark in one.name for mark in _MARKS) and not any(word in one.name for word in _BOTH_WAYS)
    return named and one.role in (Role.VALUE, Role.COLUMN)


def _shown(subject: Subject, one: Definition) -> Iterator[Diagnostic]:
    search = subject.search(one.term, Use(one.term, one, {}, {}, ledger=one.ledger))
    if subject.unsure(search):
        return
    found = search.reach(_BELOW, lambda data: None if subject.probe.refused(data) else data)
    if found is not None:
        told = subject.probe.told(found.data, found.variables)
        finding = BONUS.at(one.span, name=one.name, inputs=as_json(found.data, subject.graph))
        yield evolve(finding, example=f"{one.name}={show_number(found.value)}：{told}")


CHECK = Check(
    BONUS,
    negative_bonuses,
    what="名称是加分的计算项，有的对象会小于 0。",
    why="超额加分=(实际-任务)×0.1，没有完成任务的反而从总分里再扣。",
    instead="差额写成 超出(实际，任务)，或者限住：(…)(≥0)。有加有减的，名称写成 加减分。",
)
