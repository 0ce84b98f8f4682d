"""One change of one statement, before it is tried."""

from __future__ import annotations

from typing import Any

from attrs import field

from govperf.frozen import frozen
from govperf.mutation.sites import Path, replaced
from govperf.source import Span

Edit = tuple[Path, Any]
"""Where, and what stands there instead."""


@frozen
class Change:
    """A statement as it might have been written by mistake; ``after`` is None where it is left out.

    ``kind`` says what sort of mistake it is, in Chinese; ``span`` is the place that it is about; ``path`` leads to the
    one node that is another, None where several are, or a line. ``old`` with ``new`` are the nodes that say best what
    is different, where no single one does.
    """

    kind: str
    after: Any
    span: Span = field(eq=False, repr=False)
    path: Path | None = None
    old: tuple[Any, ...] = ()
    new: tuple[Any, ...] = ()


def edited(
    kind: str, statement: Any, span: Span, *edits: Edit, old: tuple[Any, ...] = (), new: tuple[Any, ...] = ()
) -> Change:
    """The change that these edits make together; none of them moves the place of another."""
    after = statement
    for path, node in edits:
        after = replaced(after, path, node)
    return Change(kind, after, span, None, old, new)
