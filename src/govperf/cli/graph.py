"""govperf graph: how the values of a policy depend on each other."""

from __future__ import annotations

import argparse
import json
from typing import Final

import govperf
from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import GOOD, Console
from govperf.cli.options import add_loading, add_rules, load_policy, output_path
from govperf.cli.words import word
from govperf.export.graph_page import graph_page

_FORMS: Final = {
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
}


def add(parser: Parser) -> None:
    """RULES, --format, -o."""
    language = parser.language
    add_rules(parser)
    kinds = word("format", language, kinds="mermaid dot json html", default="mermaid")
    parser.add_argument("--format", choices=("mermaid", "dot", "json", "html"), help=kinds)
    parser.add_argument("-o", "--out", metavar="OUT", help=word("out", language, kinds=" ".join(_FORMS)))
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Draws the graph in the form that --format, otherwise the name of OUT, asks for."""
    target = None
    if options.out is not None:
        target = output_path(options.out, tuple(_FORMS), console, (options.rules,))
    policy = load_policy(options, console)
    form = options.format or (_FORMS[target.suffix.lower()] if target else "mermaid")
    text = _in_form(policy, form, console).rstrip("\n")
    if target is None:
        console.print(text)
    else:
        write_bytes(target, f"{text}\n".encode("utf-8", "replace"))
        console.warn(console.say("wrote", path=target))
    return GOOD


def _in_form(policy: govperf.Policy, form: str, console: Console) -> str:
    match form:
        case "dot":
            return policy.graph.to_dot()
        case "json":
            return json.dumps(policy.graph.to_dict(), ensure_ascii=False, indent=2)
        case "html":
            return graph_page(policy.graph.to_dict(), policy.name, console.language)
        case _:
            return policy.graph.to_mermaid()
