"""govperf check: what is wrong with rule files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from itertools import groupby
from pathlib import Path

from govperf.checks.configuration import configuration_for
from govperf.checks.explained import catalogue
from govperf.cli import explaining
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_loading, add_rules, rule_files, settings_of
from govperf.cli.words import word
from govperf.diagnostics import Diagnostic, Severity, shorten
from govperf.diagnostics.render_json import RuleText, sarif, to_dict
from govperf.frozen import frozen
from govperf.library.versions import HeaderVersion, findings_of
from govperf.policy.loading import Inspection, inspect
from govperf.semantics import Changed


@frozen
class Checked:
    """One rule file with what there is to say of it, as its folder wants it said."""

    path: Path
    inspection: Inspection
    findings: tuple[Diagnostic, ...]


def add(parser: Parser) -> None:
    """RULES…, --explain, --format; parameters and a date may be needed to judge a file."""
    add_rules(parser, many=True, needed=False)
    parser.add_argument("--explain", metavar="CODE", help=word("explain_code", parser.language))
    kinds = word("format", parser.language, kinds="text json sarif", default="text")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help=kinds)
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the findings about all files; faults are findings of severity error. Or explains a code."""
    if options.explain is not None:
        return explaining.run(options.explain, options.format, console)
    if not options.rules:
        raise console.usage_error("no_rules_named")
    files = rule_files(options.rules, console)
    day, parameters = settings_of(options, console)
    checked = [_checked(path, inspect(path, parameters=parameters, on=day, root=options.root)) for path in files]
    found = [*(one for each in checked for one in each.findings), *_versions(checked)]
    _show(found, options.format, console, len(files))
    if options.format == "text":
        for each in checked:
            _show_changes(each.inspection.changes, console)
    return FAULTS if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else GOOD


def _checked(path: Path, found: Inspection) -> Checked:
    return Checked(path, found, tuple(configuration_for(path).applied(found.findings)))


def _versions(checked: Sequence[Checked]) -> Iterator[Diagnostic]:
    """Files of one name that are in force at once, or leave days between them; what others build on is no version."""
    bases = {base for each in checked for base in each.inspection.bases}
    by_name: dict[str, list[HeaderVersion]] = {}
    for each in checked:
        header = each.inspection.header
        if header is not None and header.effective is not None and each.path.resolve() not in bases:
            period = header.effective
            version = HeaderVersion(header.name, str(each.path), period.start, period.end, period.span)
            by_name.setdefault(header.name, []).append(version)
    for versions in by_name.values():
        yield from findings_of(versions)


def _show(found: Sequence[Diagnostic], form: str, console: Console, files: int) -> None:
    match form:
        case "json":
            console.print(_json([to_dict(diagnostic, console.language) for diagnostic in found]))
        case "sarif":
            texts = _rule_texts(found)
            console.print(_json(sarif(found, metadata.version("govperf"), console.language, texts)))
        case _ if found:
            console.show_diagnostics(found, console.out)
        case _:
            console.print(console.say("checked", count=files))


def _rule_texts(found: Sequence[Diagnostic]) -> Mapping[str, RuleText]:
    """What a code host shows beside the codes that were found."""
    wanted = {one.code for one in found}
    return {
        one.code: RuleText(one.what, explaining.as_text(one), explaining.as_markdown(one))
        for one in catalogue()
        if one.code in wanted
    }


def _show_changes(changes: Sequence[Changed], console: Console) -> None:
    """The changes clause by clause, those of each file together."""
    for source, theirs in groupby(changes, key=lambda one: one.span.source.name):
        console.print(console.say("changes", path=source))
        for one in theirs:
            console.print(f"  {_change(one)}")


def _change(one: Changed) -> str:
    before, after = (" ".join(text.split()) for text in (one.before, one.after))
    told = f"{before} → {after}" if before and after else before or after
    clause = f"  依据 {one.clause}" if one.clause and one.clause not in told else ""
    named = "" if told.startswith(one.name) else f"{one.name}："
    return f"{one.action} {named}{shorten(told, 200)}{clause}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
