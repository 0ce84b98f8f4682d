"""Results that do not end: a quotient that nobody rounds.

What: a number at the end of the policy that can have endlessly many decimals.
Why: 33.33…（100/3） is exact, but it cannot be announced, nor paid.
Example: 得分=33.33…（100/3）.
Instead: 保留2位小数 at the end of the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.places import Use
from govperf.checks.records import as_json
from govperf.checks.search import Found
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.semantics import Definition, Role
from govperf.terms.terms import Read
from govperf.values import ends, show_number

ENDLESS = Template(
    "结果除不尽",
    "endless-result",
    "“{name}”的结果可能除不尽，又没有写保留几位小数",
    "“{name}” can have endlessly many decimals, and nothing rounds it",
    "请在这一行末尾写 保留2位小数，或写明别的位数",
    "add 保留2位小数",
    Severity.NOTE,
)


def endless_results(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each result, read by no other, that an object has without end."""
    if subject.formula_alone:
        return
    read = {key for node in subject.graph.nodes for key in node.reads}
    for one in subject.ruleset.definitions:
        if one.key not in subject.ruleset.outputs or one.key in read or one.role not in (Role.VALUE, Role.INDICATOR):
            continue
        bounds = subject.ranges.nodes.get(one.key)
        found = None if bounds is None or bounds.finite else _without_end(subject, one)
        if found is not None:
            told = subject.probe.told(found.data, found.variables)
            finding = ENDLESS.at(one.span, name=one.name, inputs=as_json(found.data, subject.graph))
            yield evolve(finding, example=f"{one.name}={show_number(found.value)}：{told}")


def _without_end(subject: Subject, one: Definition) -> Found | None:
    read = Read(one.key)
    search = subject.search(read, Use(read, one, {}, {}))
    return None if subject.unsure(search) else search.some(lambda value: not ends(value))


CHECK = Check(
    ENDLESS,
    endless_results,
    what="最后的结果可能除不尽，又没有写保留几位小数。",
    why="33.33…（100/3）是精确的，但不能公布，也不能发放。",
    instead="在这一行末尾写 保留2位小数。",
    also=("未保留",),
)
