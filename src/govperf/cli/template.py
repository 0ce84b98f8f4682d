"""govperf template: an Excel form to collect the data."""

from __future__ import annotations

import argparse

from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import GOOD, Console
from govperf.cli.options import add_loading, add_rules, load_policy, output_path
from govperf.cli.words import word
from govperf.export.form import form_bytes


def add(parser: Parser) -> None:
    """RULES, -o."""
    add_rules(parser)
    parser.add_argument(
        "-o", "--out", metavar="FORM.xlsx", required=True, help=word("out", parser.language, kinds=".xlsx")
    )
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Writes the form; filled in, it is what ``govperf score`` reads."""
    target = output_path(options.out, (".xlsx",), console, (options.rules,))
    policy = load_policy(options, console)
    write_bytes(target, form_bytes(policy.inputs, policy.name))
    console.warn(console.say("form_done", path=target))
    return GOOD
