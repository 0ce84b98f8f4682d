"""govperf mutate: whether the cases of a rule file would notice a mistake."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import govperf
from govperf.cli import covering
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_rules, rule_files
from govperf.cli.progress import Progress
from govperf.cli.words import word
from govperf.coverage.model import percent_of, shown_percent
from govperf.errors import DiagnosedError, GovperfError

# Whoever asks for another command need not wait for this one.
if TYPE_CHECKING:
    from govperf.mutation import Mutation


def add(parser: Parser) -> None:
    """RULES…, --format, --fail-under, --write, -v, --root."""
    language = parser.language
    add_rules(parser, many=True)
    kinds = word("format", language, kinds="text json", default="text")
    parser.add_argument("--format", choices=("text", "json"), default="text", help=kinds)
    parser.add_argument("--fail-under", metavar="N", help=word("fail_under", language))
    parser.add_argument("--write", action="store_true", help=word("write_offers", language))
    parser.add_argument("-v", "--verbose", action="store_true", help=word("verbose_mutants", language))
    parser.add_argument("--root", metavar="FOLDER", help=word("root", language))


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the survivors of every file; where --fail-under says nothing, one survivor is one too many."""
    from govperf.cli.cases import append_cases
    from govperf.mutation import Verdict
    from govperf.mutation.text import mutation_text

    least = covering.least(options, console)
    found: list[Mutation] = []
    broken = False
    for path in rule_files(options.rules, console):
        one = _mutated(path, options, console)
        broken = broken or one is None
        if one is not None:
            found.append(one)
            if options.write and one.offers:
                append_cases(path, [offer.text for offer in one.offers])
                console.warn(console.say("offers_written", path=path, count=len(one.offers)))
            if options.format == "text":
                console.print(mutation_text(one, console.language, whole=options.verbose, color=console.color))
    if options.format == "json":
        console.print(json.dumps([one.to_dict(console.language) for one in found], ensure_ascii=False, indent=2))
    killed = sum(len(one.of(Verdict.KILLED)) for one in found)
    alive = sum(len(one.alive) for one in found)
    score = percent_of(killed, killed + alive)
    if len(found) > 1 and options.format == "text":
        console.print(console.say("noticed", percent=shown_percent(score), killed=killed, counted=killed + alive))
    enough = alive == 0 if least is None else score >= least
    if least is not None and not enough:
        console.warn(console.say("under", percent=shown_percent(score), least=options.fail_under.strip("% ")))
    return GOOD if enough and not broken else FAULTS


def _mutated(path: Path, options: argparse.Namespace, console: Console) -> Mutation | None:
    from govperf.mutation import mutate

    progress = Progress(console.err)
    try:
        policy = govperf.load(path, root=options.root)
        return mutate(
            policy,
            folder=path.resolve().parent,
            told=lambda what, done, of: progress.show(f"{path.name} {console.say(what)} {done}/{of}"),
        )
    except DiagnosedError as error:
        console.warn(console.say("not_loaded", path=path))
        console.show_diagnostics(error.diagnostics, console.err)
    except GovperfError as error:
        console.warn(f"{path}：{error}")
    finally:
        progress.clear()
    return None
