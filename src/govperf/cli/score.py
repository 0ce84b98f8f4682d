"""govperf score: the results of a data file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import govperf
from govperf.adapters.csv_writer import write_csv
from govperf.adapters.excel_writer import write_excel
from govperf.adapters.json_writer import write_json
from govperf.adapters.results import Outcome, Sheet, finding_sheet, result_sheet, shown, totals_sheet
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_data, add_loading, add_rules, existing_file, load_policy, output_path
from govperf.cli.scoring import score_file
from govperf.cli.streamed import show, write
from govperf.cli.streaming import has_extras, is_streamed, report, stream
from govperf.cli.table import table_text
from govperf.cli.words import word

_SUFFIXES: Final = (".csv", ".tsv", ".json", ".xlsx", ".parquet")


def add(parser: Parser) -> None:
    """RULES DATA, -o."""
    add_rules(parser)
    add_data(parser)
    parser.add_argument("-o", "--out", metavar="OUT", help=word("out", parser.language, kinds=" ".join(_SUFFIXES)))
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Scores what can be scored; what cannot is named by row and column."""
    target = None
    if options.out is not None:
        target = output_path(options.out, _SUFFIXES, console, (options.rules, options.data))
    policy = load_policy(options, console)
    path = existing_file(options.data, console)
    if is_streamed(path, target, policy) and has_extras(path, target, console):
        return _run_streamed(policy, path, target, options, console)
    outcome = score_file(policy, options, console)
    if target is None:
        console.print(table_text(result_sheet(outcome, policy.inputs.object_name, console.language)))
        for name, value in outcome.totals.items():
            console.print(f"{console.say('cohort')} {name} = {shown(value)}")
    else:
        _write(target, policy, outcome, console)
        console.warn(console.say("wrote", path=target))
    console.out.flush()
    console.show_findings(outcome.findings)
    _notes(outcome, console)
    _summary(outcome, console)
    return FAULTS if outcome.has_errors else GOOD


def _run_streamed(
    policy: govperf.Policy, path: Path, target: Path | None, options: argparse.Namespace, console: Console
) -> int:
    """The same for a file of any size, by columns, a block of rows at a time."""
    streamed = stream(policy, path, options, console)
    try:
        if target is None:
            show(streamed, policy, console)
        else:
            write(streamed, policy, target, console)
            console.warn(console.say("wrote", path=target))
        console.out.flush()
        return report(streamed, policy, console, in_file=target is not None)
    finally:
        streamed.store.close()


def _write(target: Path, policy: govperf.Policy, outcome: Outcome, console: Console) -> None:
    results = result_sheet(outcome, policy.inputs.object_name, console.language)
    match target.suffix.lower():
        case ".json":
            write_json(policy.identity, outcome, target, console.language)
        case ".xlsx":
            sheets = [results, *_totals(outcome, console)]
            sheets += [finding_sheet(outcome.findings, console.language), _facts_sheet(policy, console)]
            write_excel(sheets, target)
        case _:
            write_csv(results, target)


def _totals(outcome: Outcome, console: Console) -> list[Sheet]:
    return [totals_sheet(outcome, console.language)] if outcome.totals else []


def _facts_sheet(policy: govperf.Policy, console: Console) -> Sheet:
    """By which rules, parameters, date the results were computed."""
    zh = console.language == "zh"
    identity = policy.identity
    about = identity["policy"]
    facts = {
        "名称" if zh else "name": about["name"],
        "版本" if zh else "version": about["version"],
        "指纹" if zh else "fingerprint": about["fingerprint"],
        "考核日期" if zh else "date": identity["date"],
        "程序版本" if zh else "library": identity["library"],
    }
    facts |= {f"参数 {name}" if zh else f"parameter {name}": value for name, value in identity["parameters"].items()}
    return Sheet("规则" if zh else "policy", ("项目", "内容") if zh else ("item", "value"), tuple(facts.items()))


def _notes(outcome: Outcome, console: Console) -> None:
    notes = [str(note) for card in outcome.cards if card is not None for note in card.notes]
    for note in dict.fromkeys(notes):
        console.warn(f"{console.say('note')} {note}")


def _summary(outcome: Outcome, console: Console) -> None:
    count = len(outcome.cards)
    if outcome.failed:
        console.warn(console.say("scored", count=count, good=count - outcome.failed, bad=outcome.failed))
    else:
        console.warn(console.say("all_scored", count=count))
