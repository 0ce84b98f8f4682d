"""Findings as data for editors, pipelines, code hosts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from govperf.diagnostics.model import Diagnostic, Label, Language, Problem
from govperf.frozen import frozen
from govperf.source import Span

_NO_TEXTS: Final[Mapping[str, RuleText]] = {}
_SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@frozen
class RuleText:
    """What is shown beside a code: in a few words, in full as plain text, in full as Markdown."""

    short: str
    text: str
    markdown: str


def to_dict(diagnostic: Diagnostic, language: Language = "zh") -> dict[str, object]:
    """One finding, JSON-ready; ``span`` is None where the finding has no place."""
    return {
        "code": diagnostic.code,
        "slug": diagnostic.template.slug,
        "severity": diagnostic.severity.value,
        "message": diagnostic.say(language),
        "hint": diagnostic.advise(language),
        "example": diagnostic.example,
        "facts": dict(diagnostic.facts),
        "span": _span_to_dict(diagnostic.span),
        "labels": [_label_to_dict(label, language) for label in diagnostic.labels],
    }


def problem_to_dict(problem: Problem, language: Language = "zh") -> dict[str, object]:
    """One problem with a record, JSON-ready; ``path`` leads to the value."""
    return {
        "code": problem.code,
        "slug": problem.template.slug,
        "message": problem.say(language),
        "hint": problem.advise(language),
        "path": list(problem.path),
        "facts": dict(problem.facts),
        "span": _span_to_dict(problem.span),
    }


def sarif(
    diagnostics: Sequence[Diagnostic],
    version: str = "",
    language: Language = "zh",
    texts: Mapping[str, RuleText] = _NO_TEXTS,
) -> dict[str, object]:
    """All findings as one SARIF 2.1.0 log; ``version`` is the version of this library.

    ``texts`` are what is shown beside the codes, where the caller has it.
    """
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in diagnostics))
    driver: dict[str, object] = {"name": "govperf", "rules": _rules(diagnostics, codes, language, texts)}
    if version:
        driver["semanticVersion"] = version
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if language == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(diagnostic, codes.index(diagnostic.code), language) for diagnostic in diagnostics],
    }
    return {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(
    diagnostics: Iterable[Diagnostic], codes: list[str], language: Language, texts: Mapping[str, RuleText]
) -> list[dict[str, object]]:
    templates = {diagnostic.code: diagnostic.template for diagnostic in diagnostics}
    rules = []
    for code in codes:
        rule: dict[str, object] = {
            "id": code,
            "name": templates[code].slug,
            "shortDescription": {"text": code if language == "zh" else templates[code].slug},
            "defaultConfiguration": {"level": templates[code].severity.value},
        }
        if code in texts:
            rule["fullDescription"] = {"text": texts[code].short}
            rule["help"] = {"text": texts[code].text, "markdown": texts[code].markdown}
        rules.append(rule)
    return rules


def _result(diagnostic: Diagnostic, rule: int, language: Language) -> dict[str, object]:
    said = [diagnostic.say(language), diagnostic.advise(language), diagnostic.example]
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity.value,
        "message": _message("\n".join(part for part in said if part)),
    }
    if diagnostic.span is not None:
        result["locations"] = [_location(diagnostic.span)]
    if "known" in diagnostic.facts:
        result["suppressions"] = [{"kind": "inSource", "justification": diagnostic.facts["known"]}]
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"id": number, **_location(label.span), "message": _message(_said(label, language))}
            for number, label in enumerate(diagnostic.labels, start=1)
        ]
    return result


def _location(span: Span) -> dict[str, object]:
    end_line, end_column = _end(span)
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.source.name)}, "region": region}}


def _uri(name: str) -> str:
    path = name.replace("\\", "/")
    if path[1:3] == ":/":
        path = f"file:///{path}"
    # A lone surrogate stands for a byte of a file name that is no UTF-8.
    return quote(path.encode("utf-8", "surrogatepass"), safe="/:")


def _message(text: str) -> dict[str, str]:
    # Braces are placeholders in SARIF unless doubled.
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _span_to_dict(span: Span | None) -> dict[str, object] | None:
    if span is None:
        return None
    end_line, end_column = _end(span)
    return {
        "source": span.source.name,
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _label_to_dict(label: Label, language: Language) -> dict[str, object]:
    return {"span": _span_to_dict(label.span), "message": _said(label, language)}


def _said(label: Label, language: Language) -> str:
    return label.zh if language == "zh" else label.en


def _end(span: Span) -> tuple[int, int]:
    line = span.source.line_number(span.end)
    return line, span.end - span.source.line_start(line) + 1
