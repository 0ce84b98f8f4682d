"""govperf test: the cases of rule files."""

from __future__ import annotations

import argparse
from pathlib import Path

import govperf
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_rules, rule_files
from govperf.cli.words import word
from govperf.diagnostics import Problem
from govperf.errors import DiagnosedError, GovperfError


def add(parser: Parser) -> None:
    """RULES…, -v, --root."""
    add_rules(parser, many=True)
    parser.add_argument("-v", "--verbose", action="store_true", help=word("verbose", parser.language))
    parser.add_argument("--root", metavar="FOLDER", help=word("root", parser.language))


def run(options: argparse.Namespace, console: Console) -> int:
    """Runs all cases; a rule file that does not compile counts as one failure. The last line counts both."""
    passed = failed = 0
    for path in rule_files(options.rules, console):
        good, bad = _run_file(path, options, console)
        passed, failed = passed + good, failed + bad
    console.print(f"{passed} passed, {failed} failed")
    return FAULTS if failed else GOOD


def _run_file(path: Path, options: argparse.Namespace, console: Console) -> tuple[int, int]:
    try:
        results = govperf.load(path, root=options.root).run_cases()
    except DiagnosedError as error:
        console.print(console.say("not_loaded", path=path))
        console.show_diagnostics(error.diagnostics, console.out)
        return 0, 1
    except GovperfError as error:
        console.print(f"{console.say('not_loaded', path=path)}\n  {error}")
        return 0, 1
    if not results:
        console.print(console.say("no_cases", path=path))
    for result in results:
        if not result.passed:
            console.print(f"{console.say('failed')} {path} “{result.name}”")
            for failure in result.failures:
                console.print(_indented(_failure(failure, console)))
        elif options.verbose:
            console.print(f"{console.say('passed')} {path} “{result.name}”")
    good = sum(result.passed for result in results)
    return good, len(results) - good


def _failure(failure: object, console: Console) -> str:
    return failure.say(console.language) if isinstance(failure, Problem) else str(failure)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
