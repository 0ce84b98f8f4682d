"""Writes streamed results: a table in the terminal, JSON, or one of the formats for tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import govperf
from govperf.adapters.json_writer import problem_dict, result_dict
from govperf.adapters.results import json_value, shown
from govperf.adapters.writing import draft
from govperf.cli.console import Console
from govperf.cli.progress import Progress
from govperf.cli.streaming import ARROW, Streamed, findings_of
from govperf.cli.table import line
from govperf.diagnostics.width import printable, text_width
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.scoring import Scored
from govperf.policy.scorecard import Cohort, Scorecard


def write(streamed: Streamed, policy: govperf.Policy, target: Path, console: Console) -> None:
    """Writes the results to a file, by its name."""
    from govperf.streams.writers import stream_csv, stream_parquet

    progress, total = Progress(console.err), max(streamed.seen.count, 1)
    name, store, seen = policy.inputs.object_name, streamed.store, streamed.seen

    def tell(done: int) -> None:
        progress.bar(console.say("writing"), done / total, done)

    try:
        if target.suffix.lower() == ".json":
            _write_json(streamed, policy, target, console)
        elif target.suffix.lower() in ARROW:
            stream_parquet(store, seen, name, target, console.language, tell)
        else:
            stream_csv(store, seen, name, target, console.language, tell)
    finally:
        progress.clear()


def show(streamed: Streamed, policy: govperf.Policy, console: Console) -> None:
    """Prints the table; its columns are as wide as the widest cell of the whole file."""
    from govperf.streams.writers import heads_of, numeric_heads, rows_of

    name, store, seen = policy.inputs.object_name, streamed.store, streamed.seen
    heads = [printable(head) for head in heads_of(seen, name, console.language)]
    right = numeric_heads(seen, name)
    widths = [text_width(head) for head in heads]
    for rows in rows_of(store, seen, name, console.language):
        for place, column in enumerate(zip(*rows, strict=True)):
            widths[place] = max(widths[place], *(text_width(printable(cell or "")) for cell in set(column)))
    console.print(line(heads, widths, right))
    console.print("  ".join("-" * width for width in widths))
    for rows in rows_of(store, seen, name, console.language):
        for row in rows:
            console.print(line([printable(cell or "") for cell in row], widths, right))
    for key, value in streamed.totals.items():
        console.print(f"{console.say('cohort')} {key} = {shown(value)}")


def _write_json(streamed: Streamed, policy: govperf.Policy, target: Path, console: Console) -> None:
    """As the writer of small files does, an entry at a time."""
    with draft(target) as stream:
        for piece in _json_pieces(streamed, policy, console):
            stream.write(piece.encode("utf-8", "replace"))


def _json_pieces(streamed: Streamed, policy: govperf.Policy, console: Console) -> Iterator[str]:
    identity = _dumped(dict(policy.identity))
    yield identity.removesuffix("\n}")
    yield ',\n  "results": '
    yield from _listed(_results(streamed, policy))
    yield f',\n  "totals": {_indented(json_value(streamed.totals), "  ").lstrip()}'
    yield ',\n  "problems": '
    yield from _listed(problem_dict(finding, console.language) for finding in findings_of(streamed))
    yield "\n}\n"


def _listed(items: Iterator[dict[str, object]]) -> Iterator[str]:
    empty = True
    for item in items:
        yield "[\n" if empty else ",\n"
        yield _indented(item, "    ")
        empty = False
    yield "[]" if empty else "\n  ]"


def _results(streamed: Streamed, policy: govperf.Policy) -> Iterator[dict[str, object]]:
    for results in streamed.store:
        for row in range(results.length):
            name = (results.names[row] or "") if results.names is not None else ""
            if row in results.failed:
                yield result_dict(name, None)
                continue
            values = {key: column.value(row) for key, column in results.columns.items()}
            data = ObjectData({}, name=name, notes=results.notes.get(row, ()))
            yield result_dict(name, Scorecard.of(policy, Scored(values), Cohort((data,), whole=False), 0))


def _indented(value: Any, blanks: str) -> str:
    return blanks + _dumped(value).replace("\n", f"\n{blanks}")


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
