"""How many terminal cells a text takes."""

from __future__ import annotations

import unicodedata
from typing import Final

_STAND_IN: Final = "\N{REPLACEMENT CHARACTER}"
_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ZERO_WIDTH: Final = frozenset({"Mn", "Me"})


def cell_width(char: str) -> int:
    """Cells of one printable character: 2 for wide and full-width ones, 0 for combining marks, else 1."""
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def text_width(text: str) -> int:
    """Cells of a text without control characters."""
    return len(text) if text.isascii() else sum(map(cell_width, text))


def printable(text: str) -> str:
    """``text`` with a stand-in for each character that a terminal would obey or hide, one for one.

    A tab becomes one blank. Control and direction marks, line separators and lone surrogates could move the cursor,
    reorder the line or fail to be encoded.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable_char, text))


def _printable_char(char: str) -> str:
    if char == "\t":
        return " "
    return _STAND_IN if unicodedata.category(char) in _UNPRINTABLE else char
