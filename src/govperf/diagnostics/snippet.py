"""One line of a rule text, cut to a bearable length, with marks under the words that are meant."""

from __future__ import annotations

from typing import Final

from govperf.diagnostics.width import cell_width, printable, text_width
from govperf.frozen import frozen
from govperf.source import Span

_WIDEST: Final = 100
"""Cells of a source line that are shown."""

_LEAD: Final = 30
"""Cells kept before the marked words when the line has to be cut."""

_ELLIPSIS: Final = "…"


@frozen
class Snippet:
    """A source line as shown: ``indent`` cells lead to the marked words, which take ``marked`` cells."""

    line: int
    text: str
    indent: int
    marked: int


def snippet_of(span: Span) -> Snippet:
    """The line on which ``span`` starts; a longer span is marked to the end of that line."""
    whole = span.source.line_text(span.line)
    start = min(span.column - 1, len(whole))
    end = min(max(start + span.end - span.start, start), len(whole))
    first = _window_start(whole, start)
    last = _window_end(whole, first)
    before, after = _ELLIPSIS if first else "", _ELLIPSIS if last < len(whole) else ""
    lead = before + printable(whole[first:start])
    words = printable(whole[start : min(end, last)])
    rest = printable(whole[min(end, last) : last]) + after
    return Snippet(span.line, lead + words + rest, text_width(lead), max(text_width(words), 1))


def _window_start(whole: str, start: int) -> int:
    if _fits(whole):
        return 0
    cells = 0
    first = start
    while first > 0 and cells < _LEAD:
        first -= 1
        cells += _width(whole[first])
    return first


def _window_end(whole: str, first: int) -> int:
    cells = 0
    # Combining marks take no cell, so the characters are bounded as well.
    for last in range(first, min(len(whole), first + 2 * _WIDEST)):
        cells += _width(whole[last])
        if cells > _WIDEST:
            return last
    return min(len(whole), first + 2 * _WIDEST)


def _fits(whole: str) -> bool:
    return len(whole) <= 2 * _WIDEST and sum(map(_width, whole)) <= _WIDEST


def _width(char: str) -> int:
    return cell_width(printable(char))
