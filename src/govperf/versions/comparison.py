"""Two versions of a policy compared, as text, as data."""

from __future__ import annotations

from typing import Any

from govperf.diagnostics import Language
from govperf.frozen import frozen
from govperf.versions.compared import Compared
from govperf.versions.page import comparison_page
from govperf.versions.plain import plain
from govperf.versions.report import report


@frozen
class Comparison(Compared):
    """What differs between two versions of a policy; true in a condition where they are proved to mean the same."""

    def __bool__(self) -> bool:
        return self.same

    def __str__(self) -> str:
        return self.report()

    def report(self, language: Language = "zh", *, only: str | None = None) -> str:
        """The whole comparison as text; ``only`` names the one object whose results are told."""
        return report(self, language, only=only)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, numbers as text."""
        return plain(self)

    def to_html(self, language: Language = "zh") -> str:
        """A page that needs nothing but itself."""
        return comparison_page(self, language)


__all__ = ["Comparison"]
