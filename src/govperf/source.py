"""A rule text with its places: offsets for the machine, line beside column for a person."""

from __future__ import annotations

from bisect import bisect_right

from attrs import field

from govperf.frozen import frozen


@frozen
class Source:
    """One rule text under the name that messages show (a file's path as the host gave it, or ``公式``)."""

    text: str = field(repr=False)
    name: str = "公式"
    _line_starts: tuple[int, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        starts = (0, *(index + 1 for index, char in enumerate(self.text) if char == "\n"))
        object.__setattr__(self, "_line_starts", starts)

    def line_number(self, offset: int) -> int:
        """The line that holds ``offset``, counted from 1."""
        return bisect_right(self._line_starts, offset)

    def line_start(self, number: int) -> int:
        """The offset at which line ``number`` (from 1) starts."""
        return self._line_starts[number - 1]

    def line_text(self, number: int) -> str:
        """Line ``number`` (from 1) without its line end; empty beyond the last line."""
        if not 1 <= number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] - 1 if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].removesuffix("\r")


@frozen(order=False)
class Span:
    """A stretch of a source: two offsets into its text, the end excluded."""

    source: Source = field(repr=False, eq=id)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """Line of the first character, counted from 1."""
        return self.source.line_number(self.start)

    @property
    def column(self) -> int:
        """Column of the first character, counted from 1, in characters."""
        return self.start - self.source.line_start(self.line) + 1

    def to(self, other: Span) -> Span:
        """The stretch from the start of this span to the end of ``other``."""
        return Span(self.source, self.start, other.end)
