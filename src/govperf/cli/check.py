"""govperf check: what is wrong with rule files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

import govperf
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_rules, rule_files
from govperf.cli.words import word
from govperf.diagnostics import Diagnostic, Severity
from govperf.diagnostics.render_json import sarif, to_dict


def add(parser: Parser) -> None:
    """RULES…, --format."""
    add_rules(parser, many=True)
    kinds = word("format", parser.language, kinds="text json sarif", default="text")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help=kinds)


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the findings about all files; faults are findings of severity error."""
    files = rule_files(options.rules, console)
    found = [diagnostic for path in files for diagnostic in govperf.check(path)]
    _show(found, options.format, console, len(files))
    return FAULTS if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else GOOD


def _show(found: Sequence[Diagnostic], form: str, console: Console, files: int) -> None:
    match form:
        case "json":
            console.print(_json([to_dict(diagnostic, console.language) for diagnostic in found]))
        case "sarif":
            console.print(_json(sarif(found, govperf.__version__, console.language)))
        case _ if found:
            console.show_diagnostics(found, console.out)
        case _:
            console.print(console.say("checked", count=files))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
