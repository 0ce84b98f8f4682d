"""Turns the blanks at the start of lines into block tokens, after the lexer."""

from __future__ import annotations

from collections.abc import Iterator

from lark.lexer import Token

from govperf.syntax.preprocess import indentation_width

NEWLINE = "_NL"
INDENT = "_INDENT"
DEDENT = "_DEDENT"


class UnevenIndentationError(Exception):
    """A line is further in than the head of its block, yet not as far as the block; ``offset`` is its start."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(offset)


class BlockIndenter:
    """Post-lexer without state of its own, so that threads may share a parser.

    Line ends inside brackets are blank before the lexer sees them, so every line end that arrives here counts. The
    first line of a piece sets its margin.
    """

    always_accept = (NEWLINE,)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """The stream with ``_INDENT`` and ``_DEDENT`` added after line ends."""
        widths = [0]
        for token in stream:
            yield token
            if token.type == NEWLINE:
                yield from _blocks(token, widths)


def _blocks(newline: Token, widths: list[int]) -> Iterator[Token]:
    width = indentation_width(newline.rsplit("\n", 1)[1])
    if width > widths[-1]:
        widths.append(width)
        yield _empty(INDENT, newline)
    while width < widths[-1]:
        widths.pop()
        yield _empty(DEDENT, newline)
    if width != widths[-1]:
        raise UnevenIndentationError(newline.end_pos or 0)


def _empty(kind: str, newline: Token) -> Token:
    return Token(kind, "", newline.end_pos, newline.end_line, newline.end_column, end_pos=newline.end_pos)
