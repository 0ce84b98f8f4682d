"""The material of canonical text: words that know where they stood, put together as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from govperf.frozen import frozen
from govperf.source import Span


@frozen
class Word:
    """A run of characters that is never broken; ``at`` is its offset in the source, None for what has no place there.

    A sign has no span of its own: it is ``sought`` as the first thing that stands at or after ``at``.
    """

    text: str
    at: int | None = None
    sought: bool = False


Words = Iterator[Word]

BLANK = Word(" ")
GAP = Word("  ")


def word(text: str, span: Span) -> Word:
    """A word that stands where ``span`` starts."""
    return Word(text, span.start)


def sign(text: str, after: Span) -> Word:
    """A sign, or a word of the language, that follows ``after``."""
    return Word(text, after.end, sought=True)


def closing(text: str, span: Span) -> Word:
    """A closing bracket: the last character of ``span``."""
    return Word(text, max(span.start, span.end - 1))


def spaced(text: str, after: Span) -> Words:
    """A word of the language between two blanks."""
    yield BLANK
    yield sign(text, after)
    yield BLANK


@frozen
class Line:
    """One line of canonical text, ``level`` steps inside its statement.

    ``joins`` says that it stays on the line before it if that is where the author wrote it.
    """

    words: tuple[Word, ...]
    level: int = 0
    joins: bool = False

    @property
    def text(self) -> str:
        """The line without its indentation."""
        return "".join(part.text for part in self.words).rstrip()


Lines = Iterator[Line]


def line(*parts: Word | Iterable[Word], joins: bool = False) -> Line:
    """A line of these words."""
    flat = (each for part in parts for each in ([part] if isinstance(part, Word) else part))
    return Line(tuple(flat), joins=joins)


def indented(lines: Iterable[Line]) -> Lines:
    """The same lines one level deeper."""
    for each in lines:
        yield evolve(each, level=each.level + 1)
