"""What running the 用例 of a rule file says."""

from __future__ import annotations

from attrs import field

from govperf.frozen import frozen
from govperf.source import Span


@frozen
class CaseFailure:
    """One expectation that was not met, in words; ``object`` is the row of a table of objects."""

    message: str
    target: str = ""
    expected: str = ""
    actual: str = ""
    object: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return self.message


@frozen
class CaseResult:
    """One 用例: passed where there is no failure."""

    name: str
    failures: tuple[CaseFailure, ...]
    span: Span = field(eq=False, repr=False)

    @property
    def passed(self) -> bool:
        """All expectations were met."""
        return not self.failures
