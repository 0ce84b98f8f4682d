"""Where the parser stopped in a piece of a rule text, with what it expected there."""

from __future__ import annotations

import re

from govperf.diagnostics import Diagnostic, Template
from govperf.frozen import frozen
from govperf.syntax.reading import Reading

RUN = re.compile(r"[\w\u0300-\u036f]+")
"""Letters in a row, with the marks that belong to them."""


@frozen
class Failure:
    """Where the parser stopped: at ``offset`` of the piece, on a token of ``kind`` (empty: no token at all)."""

    reading: Reading
    offset: int
    kind: str
    expected: frozenset[str]

    @property
    def rest(self) -> str:
        """The line from where it stopped, at most some fifty characters."""
        return self.reading.text[self.offset : self.offset + 50].split("\n", 1)[0]

    @property
    def before(self) -> str:
        """The line up to where it stopped."""
        start = self.reading.text.rfind("\n", 0, self.offset) + 1
        return self.reading.text[max(start, self.offset - 400) : self.offset]

    def found(self, length: int, template: Template, **facts: object) -> Diagnostic:
        """A finding about the next ``length`` characters."""
        span = self.reading.span(self.offset, self.offset + max(1, length))
        return template.at(span, **facts)
