"""Reads what the header says of a policy."""

from __future__ import annotations

from govperf.semantics.model import Facts
from govperf.syntax.declarations import Header

FIELDS = {"地区": "region", "版本": "version", "依据": "basis", "说明": "note"}


def facts(header: Header | None) -> Facts:
    """Name, region, version, basis, note, period of a policy; all empty for a bare formula."""
    if header is None:
        return Facts()
    said = {FIELDS[line.word]: line.text for line in header.lines if line.word in FIELDS}
    period = header.effective
    return Facts(header.name, **said, start=period.start if period else None, end=period.end if period else None)
