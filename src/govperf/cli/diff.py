"""govperf diff: what two versions of a policy differ in."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

import govperf
from govperf.adapters.csv_writer import write_csv
from govperf.adapters.excel_writer import write_excel
from govperf.adapters.files import read_data
from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, USAGE, Console
from govperf.cli.options import add_loading, existing_file, output_path, settings_of
from govperf.cli.progress import Progress
from govperf.cli.words import word
from govperf.diagnostics import Severity
from govperf.diagnostics.suggest import nearest
from govperf.errors import GovperfError
from govperf.policy.inputs import Inputs, InputSpec

# Other commands need not wait for what proves and compares: it is imported where it is used.
if TYPE_CHECKING:
    from govperf.versions import Comparison

_FORMS: Final = (".txt", ".json", ".html", ".htm", ".csv", ".tsv", ".xlsx")


def add(parser: Parser) -> None:
    """OLD NEW [DATA], --object, --format, -o."""
    language = parser.language
    parser.epilog = word("diff_codes", language)
    parser.add_argument("old", metavar="OLD", help=word("old_rules", language))
    parser.add_argument("new", metavar="NEW", help=word("new_rules", language))
    parser.add_argument("data", metavar="DATA", nargs="?", help=word("data", language))
    parser.add_argument("--object", metavar="NAME", help=word("object", language))
    kinds = word("format", language, kinds="text json", default="text")
    parser.add_argument("--format", choices=("text", "json"), help=kinds)
    parser.add_argument("-o", "--out", metavar="OUT", help=word("out", language, kinds=" ".join(_FORMS)))
    parser.add_argument("--skip-bad", action="store_true", help=word("skip_bad", language))
    add_loading(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the differences: 0 where both are proved to mean the same, 1 otherwise, 2 where nothing can be compared."""
    try:
        return _run(options, console)
    except GovperfError as error:
        console.show_error(error)
        return USAGE


def _run(options: argparse.Namespace, console: Console) -> int:
    from govperf.versions.opening import opened

    given = [options.old, options.new, *([options.data] if options.data else [])]
    old_path, new_path, *data_path = (existing_file(text, console) for text in given)
    target = None if options.out is None else output_path(options.out, _FORMS, console, given)
    day, parameters = settings_of(options, console)
    old, new = opened(old_path, new_path, parameters=parameters, on=day, root=options.root)
    comparison = _compared(old, new, data_path[0] if data_path else None, options, console)
    if options.object is not None:
        _check_object(options.object.strip(), comparison, console)
    _show(comparison, target, options, console)
    return GOOD if comparison.same else FAULTS


def _compared(
    old: govperf.Policy, new: govperf.Policy, data: Path | None, options: argparse.Namespace, console: Console
) -> Comparison:
    from govperf.versions import compare

    progress = Progress(console.err)

    def watch(what: str, done: int, count: int) -> None:
        progress.show(f"{console.say(_STEPS[what])} {done}/{count}")

    try:
        records = None if data is None else _reader(old, new, data, progress, console)
        return compare(old, new, records, skip_bad=options.skip_bad, progress=watch)
    finally:
        progress.clear()


def _reader(
    old: govperf.Policy, new: govperf.Policy, path: Path, progress: Progress, console: Console
) -> Callable[[govperf.Policy], Sequence[object]]:
    """Reads DATA as each policy asks for it; columns that either version knows are known to all."""
    known: list[tuple[Inputs, Sequence[object]]] = []
    both = {spec.name: spec for policy in (old, new) for spec in policy.inputs}

    def records(policy: govperf.Policy) -> Sequence[object]:
        inputs = _with_others(policy.inputs, both)
        found = next((kept for other, kept in known if other == inputs), None)
        if found is None:
            progress.show(console.say("reading"))
            dataset = read_data(inputs, path)
            found = dataset.records
            if not known:
                progress.clear()
                console.show_findings(one for one in dataset.findings if one.severity is Severity.ERROR)
            known.append((inputs, found))
        return found

    return records


def _with_others(inputs: Inputs, both: Mapping[str, InputSpec]) -> Inputs:
    own = {spec.name for spec in inputs}
    return evolve(inputs, items=(*inputs.items, *(spec for name, spec in both.items() if name not in own)))


def _check_object(name: str, comparison: Comparison, console: Console) -> None:
    if comparison.objects is None:
        raise console.usage_error("object_without_data")
    if name not in comparison.objects.names:
        error = console.usage_error("no_object", name=name)
        near = nearest(name, comparison.objects.names)
        raise type(error)(f"{error}{console.say('nearest', names='、'.join(near)) if near else ''}")


def _show(comparison: Comparison, target: Path | None, options: argparse.Namespace, console: Console) -> None:
    if target is not None:
        _write(comparison, target, options.object, console)
        console.warn(console.say("wrote", path=target))
    if options.format == "json":
        console.print(_json(comparison))
    elif target is None or options.format == "text":
        console.print(comparison.report(console.language, only=options.object))


def _write(comparison: Comparison, target: Path, only: str | None, console: Console) -> None:
    from govperf.versions.sheets import sheets_of

    language = console.language
    match target.suffix.lower():
        case ".json":
            _write_text(target, _json(comparison))
        case ".html" | ".htm":
            _write_text(target, comparison.to_html(language))
        case ".xlsx":
            write_excel(sheets_of(comparison, language), target)
        case ".csv" | ".tsv":
            write_csv(sheets_of(comparison, language)[-1], target)
        case _:
            _write_text(target, comparison.report(language, only=only))


def _json(comparison: Comparison) -> str:
    return json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2)


def _write_text(target: Path, text: str) -> None:
    write_bytes(target, f"{text}\n".encode("utf-8", "replace"))


_STEPS: Final = {"改动": "diff_changes", "结果": "diff_results", "对象": "diff_objects"}
