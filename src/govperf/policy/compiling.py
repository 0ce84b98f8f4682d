"""The pipeline on one page: text, syntax, meaning, graph."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from govperf.diagnostics import Diagnostic, Problem, Severity
from govperf.errors import GovperfError, LimitError, RuleError, RuleSyntaxError
from govperf.frozen import frozen
from govperf.graph import Graph, from_semantics
from govperf.limits import OVER_LIMIT, Limits
from govperf.semantics import Changed, Settings, from_syntax
from govperf.source import Source
from govperf.syntax import parse
from govperf.syntax.declarations import RuleFile
from govperf.values import BadValue, parse_date


@frozen
class Compiled:
    """A policy that is ready to score, with the findings that do not stop it."""

    files: tuple[RuleFile, ...]
    graph: Graph
    settings: Settings
    limits: Limits
    findings: tuple[Diagnostic, ...]
    changes: tuple[Changed, ...] = ()

    @property
    def file(self) -> RuleFile:
        """The file that was asked for; the others are those that it builds on."""
        return self.files[0]


def read_text(text: str, name: str, limits: Limits) -> tuple[RuleFile, tuple[Diagnostic, ...]]:
    """The statements of a text with what is wrong with its form."""
    parsed = parse(Source(text, name), limits=limits)
    return parsed.file, parsed.diagnostics


Files = tuple[RuleFile, ...]
"""A rule file, then the one it builds on, then the one that builds on, and so forth."""


def examine(files: Files, settings: Settings, limits: Limits) -> tuple[Compiled, tuple[Diagnostic, ...]]:
    """The compiled policy with everything found; it can be used only where no finding is an error."""
    meaning = from_syntax(files, settings, limits)
    graph, circles = from_semantics(meaning.ruleset)
    findings = in_order((*meaning.diagnostics, *circles))
    return Compiled(files, graph, settings, limits, findings, meaning.changes), findings


def build(files: Files, settings: Settings, limits: Limits) -> Compiled:
    """The compiled policy; raises RuleError where anything is wrong."""
    compiled, findings = examine(files, settings, limits)
    if any(is_error(finding) for finding in findings):
        raise RuleError(findings)
    return compiled


def judged(compiled: Compiled, before: Sequence[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """The findings of the compiler with those of the checks; ``before`` is what was found while the text was read."""
    from govperf import checks  # asked for on demand alone: compiling and scoring need not wait for it

    found = (*before, *compiled.findings)
    return in_order(checks.examine(compiled.files, compiled.graph, compiled.limits, found))


def settings_of(parameters: Mapping[str, object] | None, on: datetime.date | None) -> Settings:
    """The host's settings as data; a date may also be text. Raises GovperfError for what is neither."""
    if parameters is not None and not isinstance(parameters, Mapping):
        raise GovperfError(f"parameters 要是 {{参数名: 值}}，现在是 {type(parameters).__name__}")
    for name in parameters or ():
        if not isinstance(name, str):
            raise GovperfError(f"parameters 里的参数名要是 str，现在是 {type(name).__name__}")
    day = None if on is None else parse_date(on)
    if isinstance(day, BadValue):
        raise GovperfError(f"on 要是日期：{day.problem('考核日期').message}")
    return Settings(dict(parameters or {}), day)


def raise_for(diagnostics: Sequence[Diagnostic]) -> None:
    """Raises LimitError where a text is beyond a limit, RuleSyntaxError where anything else is an error."""
    for diagnostic in diagnostics:
        if diagnostic.template is OVER_LIMIT:
            raise LimitError(Problem(diagnostic.template, (), diagnostic.facts, diagnostic.span))
    if any(is_error(diagnostic) for diagnostic in diagnostics):
        raise RuleSyntaxError(in_order(diagnostics))


def is_error(diagnostic: Diagnostic) -> bool:
    """The finding stops the policy."""
    return diagnostic.severity is Severity.ERROR


def in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings in the order of the text, each once."""
    unique: dict[tuple[object, ...], Diagnostic] = {}
    for one in diagnostics:
        start, end = (-1, -1) if one.span is None else (one.span.start, one.span.end)
        source = "" if one.span is None else one.span.source.name
        unique.setdefault((source, start, end, one.code, one.message), one)
    return tuple(one for _, one in sorted(unique.items(), key=lambda item: item[0][:3]))
