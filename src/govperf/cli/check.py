"""govperf check: what is wrong with rule files."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Mapping, Sequence
from importlib import metadata
from itertools import groupby
from pathlib import Path

import govperf
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_loading, add_rules, rule_files, settings_of
from govperf.cli.words import word
from govperf.diagnostics import Diagnostic, Severity, shorten
from govperf.diagnostics.render_json import sarif, to_dict
from govperf.semantics import Changed


def add(parser: Parser) -> None:
    """RULES…, --format; parameters and a date may be needed to judge a file."""
    add_rules(parser, many=True)
    kinds = word("format", parser.language, kinds="text json sarif", default="text")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help=kinds)
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the findings about all files; faults are findings of severity error."""
    files = rule_files(options.rules, console)
    day, parameters = settings_of(options, console)
    found = [
        diagnostic
        for path in files
        for diagnostic in govperf.check(path, parameters=parameters, on=day, root=options.root)
    ]
    _show(found, options.format, console, len(files))
    if options.format == "text":
        for path in files:
            _show_changes(_changes(path, parameters, day, options.root), console)
    return FAULTS if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else GOOD


def _show(found: Sequence[Diagnostic], form: str, console: Console, files: int) -> None:
    match form:
        case "json":
            console.print(_json([to_dict(diagnostic, console.language) for diagnostic in found]))
        case "sarif":
            console.print(_json(sarif(found, metadata.version("govperf"), console.language)))
        case _ if found:
            console.show_diagnostics(found, console.out)
        case _:
            console.print(console.say("checked", count=files))


def _changes(
    path: Path, parameters: Mapping[str, object], day: datetime.date | None, root: str | None
) -> tuple[Changed, ...]:
    """What each file changes against the one it builds on; nothing where one does not compile."""
    try:
        return govperf.load(path, parameters=parameters, on=day, root=root).changes
    except govperf.GovperfError:
        return ()


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
