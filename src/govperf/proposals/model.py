"""One proposed case."""

from __future__ import annotations

from attrs import field

from govperf.boundaries import Kind
from govperf.frozen import frozen
from govperf.source import Span


@frozen
class Proposal:
    """A 用例 that nobody has confirmed yet.

    ``text`` is the case in canonical form, marked 待确认; ``kind`` what it shows, at place ``span`` of node ``key``.
    """

    name: str
    text: str
    key: str
    kind: Kind
    span: Span | None = field(default=None, eq=False, repr=False)
