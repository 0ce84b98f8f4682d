"""Scores a large data file a block of rows at a time; what it says is what it says of a small one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import govperf
from govperf.adapters.place import Finding
from govperf.adapters.results import totals_of
from govperf.adapters.table_limits import DEFAULT_TABLE_LIMITS
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.progress import Progress
from govperf.errors import MissingExtraError
from govperf.evaluate.scoring import shown_keys
from govperf.frozen import frozen
from govperf.graph import Level
from govperf.policy.board import Totals

if TYPE_CHECKING:  # they need NumPy with Arrow, which are extras
    from govperf.streams.results import Results, Seen, Store
    from govperf.streams.source import BlockReader, Source

ARROW: Final = (".parquet", ".arrow", ".feather")
TEXT: Final = (".csv", ".tsv")

EXTRAS: Final = '"govperf[frames,batch]"'

LARGE: Final = 4_000_000
"""Bytes of a CSV file from which on it is streamed."""

MOST_LISTED: Final = 100
"""How many findings of a streamed file are listed; the others are counted."""


@frozen
class Streamed:
    """The results of a file with what has been seen of them, the values of the cohort, what failed of these."""

    source: Source
    store: Store
    seen: Seen
    totals: dict[str, object]
    faults: tuple[Finding, ...]


def is_streamed(path: Path, target: Path | None, policy: govperf.Policy) -> bool:
    """Whether a file is scored by blocks: one of Arrow always, a large CSV unless it has ledgers beside it."""
    suffix, wanted = path.suffix.lower(), "" if target is None else target.suffix.lower()
    if suffix in ARROW:
        return True
    if suffix not in TEXT or wanted == ".xlsx" or has_ledger_files(path, policy):
        return False
    return wanted in ARROW or (path.is_file() and path.stat().st_size >= LARGE)


def has_ledger_files(path: Path, policy: govperf.Policy) -> bool:
    """Whether ledgers lie in files of their own beside the data."""
    names = [f"{path.stem}.{ledger.name}{path.suffix}" for ledger in policy.inputs.ledgers]
    return any(path.with_name(name).exists() for name in names)


def has_extras(path: Path, target: Path | None, console: Console) -> bool:
    """Whether the libraries for columns are there; a large CSV can do without them, only more slowly."""
    try:
        import numpy as _np  # noqa: F401 - only asked for
        import pyarrow as _pa  # noqa: F401 - as above
    except ImportError:
        if path.suffix.lower() in ARROW or (target is not None and target.suffix.lower() in ARROW):
            raise MissingExtraError(f"读写 Parquet 要用 PyArrow 和 NumPy：请先安装 pip install {EXTRAS}") from None
        console.warn(f"{console.say('note')} {console.say('quicker', extra=EXTRAS)}")
        return False
    return True


def stream(policy: govperf.Policy, path: Path, options: argparse.Namespace, console: Console) -> Streamed:
    """Reads a file and scores it; its results are kept until they are written."""
    progress = Progress(console.err)
    progress.show(console.say("reading"))
    try:
        source = _source(policy, path, strict=options.strict)
        if any(node.level is Level.COHORT for node in policy.graph.nodes):
            return _as_a_whole(policy, source, options, console, progress)
        return _by_blocks(policy, source, options, console, progress)
    finally:
        progress.clear()


def _source(policy: govperf.Policy, path: Path, *, strict: bool) -> Source:
    if path.suffix.lower() in ARROW:
        from govperf.streams.arrow_file import open_arrow

        return open_arrow(policy.inputs, policy.graph.ruleset.ledgers, path, policy.limits, strict=strict)
    from govperf.streams.csv_file import open_csv

    return open_csv(policy.inputs, path, DEFAULT_TABLE_LIMITS, strict=strict)


def _reader(policy: govperf.Policy, source: Source) -> BlockReader:
    from govperf.streams.source import BlockReader, doubles_in

    return BlockReader(source, policy.graph, policy.inputs, policy.limits, doubles_in(source))


def _by_blocks(
    policy: govperf.Policy, source: Source, options: argparse.Namespace, console: Console, progress: Progress
) -> Streamed:
    """Each block is scored by itself, its results put aside."""
    from govperf.policy.frames import answer_of
    from govperf.streams.results import Seen, Spool, results_of

    reader, spool, seen = _reader(policy, source), Spool(), Seen(policy.graph)
    keys = _keys(policy, options)
    try:
        for block in source.blocks():
            portion = reader.portion(block)
            answer = answer_of(policy, portion.table, skip_bad=options.skip_bad, keys=keys)
            results = results_of(portion, answer, source, seen.count)
            seen.add(results)
            spool.add(results)
            progress.bar(console.say("scoring"), block.done, seen.count)
    except BaseException:
        spool.close()
        raise
    return Streamed(source, spool, seen, {}, ())


def _as_a_whole(
    policy: govperf.Policy, source: Source, options: argparse.Namespace, console: Console, progress: Progress
) -> Streamed:
    """Ranks and the like need everybody: the columns that the policy reads are kept, in exact form."""
    from govperf.policy.frames import answer_of
    from govperf.streams.results import Kept, Seen
    from govperf.streams.whole import whole_of

    reader, portions, count = _reader(policy, source), [], 0
    for block in source.blocks():
        portions.append(reader.portion(block))
        count += len(block.numbers)
        progress.bar(console.say("reading"), block.done, count)
    whole = whole_of(portions)
    portions.clear()
    progress.show(f"{console.say('scoring')}…", at_once=True)
    answer = answer_of(policy, whole.table, skip_bad=options.skip_bad, keys=_keys(policy, options))
    kept, seen = Kept(whole, answer, source), Seen(policy.graph)
    for results in kept:
        seen.add(results)
    totals, faults = totals_of(Totals(policy, answer.totals))
    return Streamed(source, kept, seen, totals, tuple(faults))


def _keys(policy: govperf.Policy, options: argparse.Namespace) -> Sequence[str]:
    """JSON has the trees below the outputs as well."""
    return shown_keys(policy.graph) if options.out is not None and options.out.lower().endswith(".json") else ()


def findings_of(streamed: Streamed) -> Iterator[Finding]:
    """Everything found, in the order in which it is told of a small file."""
    yield from streamed.source.heads.findings
    for results in streamed.store:
        yield from results.remarks
    for part in (_spoils, _findings):
        for results in streamed.store:
            yield from part(results)
    yield from streamed.faults


def _spoils(results: Results) -> Iterator[Finding]:
    return (finding for findings in results.spoils.values() for finding in findings)


def _findings(results: Results) -> Iterator[Finding]:
    return (finding for findings in results.findings.values() for finding in findings)


def report(streamed: Streamed, policy: govperf.Policy, console: Console, *, in_file: bool) -> int:
    """Lists what was found, as far as a person can read; the exit code."""
    seen = streamed.seen
    count = len(streamed.source.heads.findings) + seen.findings + len(streamed.faults)
    console.show_findings(islice(findings_of(streamed), MOST_LISTED))
    if count > MOST_LISTED:
        console.warn(console.say("more_findings_in_file" if in_file else "more_findings", count=count - MOST_LISTED))
    notes = [*policy.standing_notes, *seen.notes] if seen.count > seen.failed else []
    for note in notes[:MOST_LISTED]:
        console.warn(f"{console.say('note')} {note}")
    if seen.failed:
        console.warn(console.say("scored", count=seen.count, good=seen.count - seen.failed, bad=seen.failed))
    else:
        console.warn(console.say("all_scored", count=seen.count))
    return FAULTS if seen.failed or seen.errors or streamed.faults else GOOD
