"""The working of one object's score, as text, data or a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govperf.errors import UnknownKeyError
from govperf.explain.reasons import Reason
from govperf.explain.text import lines_of
from govperf.export.reason_page import explanation_page
from govperf.frozen import frozen


@frozen
class Explanation:
    """The working of one object's score; ``str()`` is its text, a line for each value."""

    object: str
    policy: str
    version: str
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(lines_of(self.reasons))

    def __iter__(self) -> Iterator[Reason]:
        """Every reason, each before those under it."""
        waiting = list(reversed(self.reasons))
        while waiting:
            reason = waiting.pop()
            yield reason
            waiting.extend(reversed(reason.children))

    def __getitem__(self, name: str) -> Reason:
        """The working of one value by its name or key; UnknownKeyError where there is none."""
        for reason in self:
            if name in (reason.key, reason.name) and not reason.again:
                return reason
        raise UnknownKeyError(f"说明里没有“{name}”")

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, all values as text."""
        return {
            "object": self.object,
            "policy": {"name": self.policy, "version": self.version},
            "reasons": [reason.to_dict() for reason in self.reasons],
            "notes": list(self.notes),
        }

    def to_html(self) -> str:
        """A page that needs nothing but itself, to be read on screen or printed."""
        return explanation_page(self.to_dict())
