"""Full marks that nobody can reach.

What: a leaf whose formula stays below its full marks whatever the data.
Why: the mean of three ratings worth 7 each is at most 7, so 14 of the 21 marks can never be given.
Example: 领导评议 满分 21，最多得 7.
Instead: correct the formula (a sum for a mean), its cap, or the marks.
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
from govperf.terms.terms import Read
from govperf.values import show_number

UNREACHABLE = Template(
    "满分达不到",
    "full-marks-unreachable",
    "“{name}”满分 {full}，最多只能得 {most}",
    "“{name}” has full marks {full}, of which at most {most} can be reached",
    "请核对计分式（是不是该用 合计 而不是 平均）、限幅或满分",
    "check the formula (a sum for a mean?), its cap, the marks",
    Severity.WARNING,
)


def unreachable_marks(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each leaf with a rule that stays below its full marks."""
    for one in subject.ruleset.definitions:
        if one.role is not Role.INDICATOR or one.children or one.formula is None or one.full is None:
            continue
        full, bounds = subject.known(one.full), subject.ranges.nodes.get(one.key)
        if isinstance(full, Fraction) and bounds is not None and bounds.high is not None and bounds.high < full:
            yield _finding(subject, one, full, bounds.high)


def _finding(subject: Subject, one: Definition, full: Fraction, most: Fraction) -> Diagnostic:
    facts = {"name": one.name, "full": show_number(full), "most": show_number(most)}
    read = Read(one.key)
    found = subject.search(read, Use(read, one, {}, {})).reach((Interval(most, most),))
    if found is None:
        return UNREACHABLE.at(one.span, **facts)
    told = subject.probe.told(found.data, found.variables)
    example = f"{one.name}={show_number(found.value)}：{told}"
    return evolve(UNREACHABLE.at(one.span, **facts, inputs=as_json(found.data, subject.graph)), example=example)


CHECK = Check(
    UNREACHABLE,
    unreachable_marks,
    what="指标的计分式，不论数据怎样都到不了满分。",
    why="三个层次各 7 分取平均，最多 7 分，21 分的指标就有 14 分永远得不到。",
    instead="核对计分式、限幅、满分；该相加的不要取平均。",
)
