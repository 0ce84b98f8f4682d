"""``已知 缺口 说明 "…"``: findings that the author knows become notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.source import Span
from govperf.syntax.declarations import GradeScale, Known, RuleFile

KNOWN = "known"
"""The fact of a finding that a 已知 names: what its 说明 says."""

NOTHING_KNOWN = Template(
    "已知不符",
    "known-without-finding",
    "这里没有发现“{words}”",
    "nothing of the kind “{words}” is found here",
    "已经改好的，请删去这一行；“已知”后面写发现的名称，例如 缺口、重叠、未使用",
    "remove the line, or name the finding by its code",
    Severity.NOTE,
)


def with_known(
    findings: Sequence[Diagnostic], file: RuleFile, also: Mapping[str, Sequence[str]]
) -> tuple[Diagnostic, ...]:
    """The findings, those that a 已知 of the file names as notes; a 已知 that names none is noted itself.

    ``also`` are further words for a code. A 已知 inside a 等次 speaks of that block, one at the margin of the file.
    """
    lines = list(_lines(file))
    used: set[int] = set()
    kept = []
    for finding in findings:
        index = next((i for i, (known, block) in enumerate(lines) if _names(known, block, finding, also)), None)
        if index is None or finding.severity is Severity.ERROR:
            kept.append(finding)
        else:
            used.add(index)
            facts = {**finding.facts, KNOWN: lines[index][0].remarks.note}
            kept.append(evolve(finding, severity_override=Severity.NOTE, facts=facts))
    idle = [
        NOTHING_KNOWN.at(known.span, words=known.finding)
        for i, (known, _) in enumerate(lines)
        if i not in used and known.finding not in OF_CASES
    ]
    return (*kept, *idle)


OF_CASES = frozenset(("变异", "未覆盖"))
"""Words by which a 已知 speaks of the 用例, to those who test them."""


def _lines(file: RuleFile) -> Iterable[tuple[Known, Span | None]]:
    for statement in file.statements:
        if isinstance(statement, Known):
            yield statement, None
        elif isinstance(statement, GradeScale):
            yield from ((line, statement.span) for line in statement.lines if isinstance(line, Known))


def _names(known: Known, block: Span | None, finding: Diagnostic, also: Mapping[str, Sequence[str]]) -> bool:
    if known.finding not in (finding.code, *also.get(finding.code, ())):
        return False
    span = finding.span
    if span is None or span.source is not known.span.source:
        return False
    return block is None or block.start <= span.start < block.end
