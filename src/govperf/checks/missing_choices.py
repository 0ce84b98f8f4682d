"""Choices that no arm answers.

What: 对照, or 分档 without 其他, over a choice or a grade of which one value is not listed.
Why: whoever has that value cannot be scored.
Example: 级别=市级 没有对应.
Instead: add the value, or 其他.

Only what is looked at for every object, or every record, is judged: an inner 对照 may leave out what cannot come there.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.places import Use
from govperf.checks.records import as_json, variables, varied
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.evaluate.outcome import ObjectData
from govperf.terms.terms import Choose, Compare, Constant, Failure, Read, ReadColumn, Some, Term

MISSING = Template(
    "缺少选项",
    "choice-not-covered",
    "“{subject}”可以是 {value}，这里没有列出",
    "“{subject}” can be {value}, which is not listed",
    "请补上“{value}”这一项，或写 其他",
    "add it, or 其他",
    Severity.WARNING,
)


def missing_choices(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each value of a choice with which the scoring of an object fails."""
    for use in subject.uses:
        match use.term:
            case Choose(branches, Failure(template, subject=Read() | ReadColumn() as tested)) if not use.guarded:
                listed = [_listed(branch.condition, tested) for branch in branches]
                if all(values is not None for values in listed):
                    known = {value for values in listed for value in values or ()}
                    left = [option for option in _options(subject, tested) if option not in known]
                    yield from _shown(subject, use, tested, left, template.code)
            case _:
                pass


def _listed(condition: Term, tested: Term) -> tuple[str, ...] | None:
    match condition:
        case Compare("=", left, Constant(str() as value)) if left == tested:
            return (value,)
        case Some(parts):
            found = [_listed(part, tested) for part in parts]
            return None if None in found else tuple(value for values in found for value in values or ())
        case _:
            return None


def _options(subject: Subject, tested: Read | ReadColumn) -> tuple[str, ...]:
    node = subject.graph[_key(tested)]
    kind = node.input.domain.kind if node.input is not None else node.definition.kind if node.definition else None
    return () if kind is None else tuple(option for option in kind.options if isinstance(option, str))


def _key(tested: Read | ReadColumn) -> str:
    return tested.key if isinstance(tested, Read) else f"{tested.ledger}.{tested.column}"


def _shown(subject: Subject, use: Use, tested: Read | ReadColumn, left: list[str], code: str) -> Iterator[Diagnostic]:
    """Of an input the value is put in; of a grade or a label one input after the other is changed until it comes."""
    for value in left:
        found = next(_failing(subject, use, tested, value, code), None)
        if found is not None:
            name = _key(tested).rpartition(".")[2]
            matters = variables(subject.graph, frozenset([_key(tested)]))
            finding = MISSING.at(use.term.span, subject=name, value=value, inputs=as_json(found, subject.graph))
            told = subject.probe.told(found, matters)
            yield evolve(finding, example=f"{name}={value} 没有对应：{told}")


def _failing(subject: Subject, use: Use, tested: Read | ReadColumn, value: str, code: str) -> Iterator[ObjectData]:
    key, probe = use.definition.key, subject.probe
    own = next(iter(variables(subject.graph, frozenset([_key(tested)]))), None)
    search = subject.search(tested, use)
    candidates = (
        [varied(probe.base, own, value)]
        if own is not None
        else [
            varied(probe.base, variable, setting)
            for variable in search.variables
            for setting in (*variable.choices(), *variable.ends())
        ]
    )
    for candidate in candidates:
        if probe.value(tested, candidate, key, use.ledger) == value and (
            failing := probe.failing(candidate, code, key)
        ):
            yield failing


CHECK = Check(
    MISSING,
    missing_choices,
    what="对照，或没有“其他”的分档，漏列了选项或等次中的一个。",
    why="是这一项的对象算不出得分。",
    instead="补上这一项，或写 其他。",
    also=("缺口",),
)
