"""The canonical form of rule texts, as the front door shows it."""

from __future__ import annotations

from govperf.syntax.formatting import format_text

__all__ = ["format_text"]
