"""govperf prove: what holds for every object whose data is in order."""

from __future__ import annotations

import argparse
import json
from typing import Final

from govperf.cli import proving
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_loading, add_rules, load_policy
from govperf.cli.words import word
from govperf.diagnostics.width import printable
from govperf.errors import UnknownKeyError
from govperf.proofs import NotSettled, Proved, Refuted, Report, prove

OPEN: Final = 4
"""Nothing was refuted, something was not settled."""


def add(parser: Parser) -> None:
    """RULES, --output, --format."""
    language = parser.language
    add_rules(parser)
    parser.add_argument("--output", metavar="NAME", action="append", help=word("prove_output", language))
    kinds = word("format", language, kinds="text json", default="text")
    parser.add_argument("--format", choices=("text", "json"), default="text", help=kinds)
    add_loading(parser)
    parser.epilog = word("prove_codes", language)


def run(options: argparse.Namespace, console: Console) -> int:
    """Proves what can be proved; says of the rest why not."""
    policy = load_policy(options, console)
    try:
        report = prove(policy.graph, options.output, policy.limits)
    except UnknownKeyError:
        known = "、".join(policy.outputs)
        raise console.usage_error("no_output", name="、".join(options.output), known=known) from None
    if options.format == "json":
        console.print(json.dumps(proving.as_dict(report, console.language), ensure_ascii=False, indent=2))
    else:
        for line in proving.lines(report, policy.graph, console):
            console.print(printable(line))
    return code_of(report)


def code_of(report: Report) -> int:
    """1 where an assertion fails, a divisor can be 0, an arm is never reached; 4 where one of these is open."""
    claims = [one.settled for one in (*report.assertions, *report.divisions)]
    if any(isinstance(one, Refuted) for one in claims) or any(isinstance(one.settled, Proved) for one in report.arms):
        return FAULTS
    return (
        OPEN if any(isinstance(one, NotSettled) for one in (*claims, *(arm.settled for arm in report.arms))) else GOOD
    )
