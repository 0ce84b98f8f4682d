"""govperf explain: the working of one object's score."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Final

from govperf.adapters.results import Outcome, about
from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_data, add_loading, add_rules, load_policy, output_path
from govperf.cli.scoring import score_file
from govperf.cli.words import word
from govperf.diagnostics import shorten
from govperf.diagnostics.suggest import nearest

_FORMS: Final = {".txt": "text", ".html": "html", ".htm": "html", ".json": "json"}


def add(parser: Parser) -> None:
    """RULES DATA, --object or --row, -o, --format."""
    language = parser.language
    add_rules(parser)
    add_data(parser)
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--object", metavar="NAME", help=word("object", language))
    chosen.add_argument("--row", metavar="N", type=int, help=word("row", language))
    parser.add_argument("-o", "--out", metavar="OUT", help=word("out", language, kinds=" ".join(_FORMS)))
    kinds = word("format", language, kinds="text html json", default="text")
    parser.add_argument("--format", choices=("text", "html", "json"), help=kinds)
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Scores the whole file, as ranks need everybody, then explains one object."""
    target = None
    if options.out is not None:
        target = output_path(options.out, tuple(_FORMS), console, (options.rules, options.data))
    policy = load_policy(options, console)
    outcome = score_file(policy, options, console)
    index = _chosen(outcome, options, console)
    card = outcome.cards[index]
    if card is None:
        console.show_findings(about(outcome, index))
        return FAULTS
    form = options.format or (_FORMS[target.suffix.lower()] if target else "text")
    _show(_in_form(card, form), target, console)
    return GOOD


def _show(text: str, target: Path | None, console: Console) -> None:
    if target is None:
        console.print(text)
        return
    write_bytes(target, f"{text}\n".encode("utf-8", "replace"))
    console.warn(console.say("wrote", path=target))


def _in_form(card: Any, form: str) -> str:
    explanation = card.explain()
    match form:
        case "html":
            return str(explanation.to_html())
        case "json":
            return json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2)
        case _:
            return str(explanation)


def _chosen(outcome: Outcome, options: argparse.Namespace, console: Console) -> int:
    count = len(outcome.names)
    if options.object is not None:
        return _named(outcome.names, options.object.strip(), console)
    if options.row is not None and 1 <= options.row <= count:
        return int(options.row) - 1
    if options.row is None and count == 1:
        return 0
    if any(outcome.names):
        raise console.usage_error("which_object", count=count, names=shorten("、".join(outcome.names)))
    raise console.usage_error("which_row", count=count)


def _named(names: tuple[str, ...], name: str, console: Console) -> int:
    found = [index for index, other in enumerate(names) if other == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise console.usage_error("several_objects", name=name)
    error = console.usage_error("no_object", name=name)
    near = nearest(name, names)
    raise type(error)(f"{error}{console.say('nearest', names='、'.join(near)) if near else ''}")
