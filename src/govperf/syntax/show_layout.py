"""Lays canonical lines out on the page, with the author's comments, blank lines, line breaks inside brackets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from govperf.source import Source
from govperf.syntax import keywords as kw
from govperf.syntax.declarations import Comment
from govperf.syntax.preprocess import BLANKS, fold, indentation_width
from govperf.syntax.show_words import BLANK, Line, Word

STEP: Final = 2
"""Blanks of one level of indentation."""

_OPENERS: Final = frozenset("([{")
_CLOSERS: Final = frozenset(")]}")
_CONTINUING: Final = frozenset((*kw.SIGN_OF.values(), kw.AND, kw.OR))
_UNSAID: Final = re.compile(r"(?:\s|#[^\n]*)*")


def plain(lines: Iterable[Line]) -> str:
    """The lines alone, each on one line of text."""
    return "".join(f"{' ' * (STEP * each.level)}{each.text}\n" for each in lines)


def layout(lines: Iterable[Line], comments: Iterable[Comment], source: Source) -> str:
    """The lines with what the author put between and beside them.

    A line is broken where the source breaks it and the language lets it: inside brackets, or before an operator.
    At most one blank line stays where there were some. A comment stays before the line that followed it, or behind the
    words that it stood behind.
    """
    page = _Page(source, comments)
    for each in page.joined(lines):
        page.put(each)
    return page.finished()


class _Page:
    """The text so far, beside what of the source is still to come."""

    def __init__(self, source: Source, comments: Iterable[Comment]) -> None:
        # Folded: every way to end a line is "\n", every blank looks like one; offsets are those of the source.
        self.source = Source(fold(source.text))
        self.waiting = deque(sorted(comments, key=lambda comment: comment.span.start))
        self.rows: list[str] = []
        self.open: list[
            tuple[int, int]
        ] = []  # of the lines around the last one: column in the source, indentation here

    def joined(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines, those that may stand beside the one before them put there if the author had them so."""
        before: Line | None = None
        for each in lines:
            if before is not None and each.joins and self._first(each) == self._first(before):
                before = evolve(before, words=(*before.words, BLANK, *each.words))
                continue
            if before is not None:
                yield before
            before = each
        if before is not None:
            yield before

    def put(self, line: Line) -> None:
        """Writes a line after the comments that stand before it."""
        first = self._first(line)
        indentation = STEP * line.level
        self._comments_before(first, indentation)
        self._separate(first)
        self._nest(first, indentation)
        self._write(line, first, indentation)

    def finished(self) -> str:
        """The whole text, after the comments that are left."""
        self._comments_before(self.source.line_number(len(self.source.text)) + 1, 0)
        return "".join(f"{row}\n" for row in self.rows)

    # --- places ---

    def _line_of(self, word: Word) -> int:
        """The line of the source on which a word stands; 0 for one without a place."""
        if word.at is None:
            return 0
        found = _UNSAID.match(self.source.text, word.at) if word.sought else None
        return self.source.line_number(found.end() if found else word.at)

    def _first(self, line: Line) -> int:
        return next((number for number in map(self._line_of, line.words) if number), 0)

    def _column(self, number: int) -> int:
        text = self.source.line_text(number)
        return indentation_width(text[: len(text) - len(text.lstrip(BLANKS))])

    # --- between lines ---

    def _separate(self, number: int) -> None:
        """One blank line where the source has any before line ``number``."""
        if self.rows and number > 1 and not self.source.line_text(number - 1).strip():
            self.rows.append("")

    def _nest(self, number: int, indentation: int) -> None:
        while self.open and self.open[-1][1] >= indentation:
            self.open.pop()
        self.open.append((self._column(number) if number else indentation, indentation))

    def _comments_before(self, number: int, indentation: int) -> None:
        while self.waiting and self.source.line_number(self.waiting[0].span.start) < number:
            comment = self.waiting.popleft()
            own = self.source.line_number(comment.span.start)
            self._separate(own)
            self.rows.append(f"{' ' * self._comment_indentation(own, indentation)}{comment_text(comment)}")

    def _comment_indentation(self, number: int, following: int) -> int:
        """That of the line that follows, or of the block just ended that the comment's column lies in."""
        column = self._column(number)
        ended = [(start, depth) for start, depth in self.open if depth >= following]
        deepest = ended[-1][1] if ended else following
        return next((depth for start, depth in ended if start >= column), deepest)

    # --- one line ---

    def _write(self, line: Line, first: int, indentation: int) -> None:
        text, here, depth = " " * indentation, first, 0
        for word in line.words:
            there = self._line_of(word)
            depth -= word.text in _CLOSERS
            if there > here and (depth > 0 or word.text in _CLOSERS or word.text in _CONTINUING):
                hanging = " " * (indentation + STEP * max(depth, 1))
                self._break(text, there, hanging)
                text = hanging
            depth += word.text in _OPENERS
            here = max(here, there)
            text += word.text
        self._break(text, here + 1, " " * indentation)

    def _break(self, text: str, there: int, hanging: str) -> None:
        """Ends a row: the comment beside it follows it, further ones that stand before line ``there`` come under it."""
        beside = ""
        under: list[str] = []
        while self.waiting and self.source.line_number(self.waiting[0].span.start) < there:
            comment = self.waiting.popleft()
            if comment.own_line or beside or under:
                under.append(f"{hanging}{comment_text(comment)}")
            else:
                beside = f"  {comment_text(comment)}"
        self.rows += (f"{text.rstrip()}{beside}", *under)


def comment_text(comment: Comment) -> str:
    """``# …`` with a half-width mark set off by a blank."""
    said = comment.text[1:].rstrip()
    return f"# {said}" if said and said[0] not in f"{BLANKS}#!" else f"#{said}"
