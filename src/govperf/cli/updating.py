"""Writes the workings that cases expect anew, where they are others now."""

from __future__ import annotations

from pathlib import Path

from govperf.adapters.decoding import read_bytes
from govperf.adapters.table_limits import DEFAULT_TABLE_LIMITS
from govperf.adapters.writing import write_bytes
from govperf.cases import Snapshot
from govperf.cli.fmt import RuleText
from govperf.errors import GovperfError
from govperf.policy import Policy


def update_workings(path: Path, policy: Policy) -> int:
    """Rewrites every ``期望 说明`` that differs; how many there were. Everything else stays as it is."""
    snapshots = _differing(policy)
    if not snapshots:
        return 0
    given = RuleText.from_bytes(read_bytes(path, DEFAULT_TABLE_LIMITS), path.name)
    text = policy.source.replace("\r\n", "\n")
    if given.text.removeprefix("\ufeff") != text:
        raise GovperfError(f"“{path.name}”在运行的时候被改动了，没有改写")
    for one in sorted(snapshots, key=lambda one: one.span.start, reverse=True):
        start, end = (len(policy.source[:offset].replace("\r\n", "\n")) for offset in (one.span.start, one.span.end))
        text = f"{text[:start]}{_block(text, start, end, one)}{text[end:]}"
    write_bytes(path, given.to_bytes(text))
    return len(snapshots)


def _differing(policy: Policy) -> list[Snapshot]:
    """Those of the file's own cases, but of none that is not computed at all: that is a fault of the case."""
    results = [policy.run_case(index) for index in range(len(policy.case_names))]
    found = [failure.snapshot for result in results for failure in result.failures]
    return [one for one in found if one is not None and one.lines]


def _block(text: str, start: int, end: int, snapshot: Snapshot) -> str:
    """The line 期望 说明 as it is, the new lines one step further in."""
    head = text[start:end].split("\n", 1)[0]
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    return "\n".join((head.rstrip(), *(f"{margin}  | {line}".rstrip() for line in snapshot.lines)))
