"""What running the 用例 of a rule file says."""

from __future__ import annotations

from attrs import field

from govperf.evaluate.outcome import Place
from govperf.frozen import frozen
from govperf.source import Span


@frozen
class Snapshot:
    """What a ``期望 说明`` of a rule file would have to say now; ``span`` is all of it as it stands."""

    lines: tuple[str, ...]
    span: Span = field(eq=False, repr=False)


@frozen
class CaseFailure:
    """One expectation that was not met, in words; ``object`` is the row of a table of objects.

    ``working`` are the lines of how the value came about, where that was asked for and the difference begins here;
    ``cause`` names the expected value in which it began, ``sound`` those on the way that are as expected; ``snapshot``
    is what an expected working would have to be.
    """

    message: str
    target: str = ""
    expected: str = ""
    actual: str = ""
    object: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)
    place: Place | None = field(default=None, eq=False, repr=False)
    working: tuple[str, ...] = field(default=(), eq=False, repr=False)
    cause: str = field(default="", eq=False, repr=False)
    sound: tuple[str, ...] = field(default=(), eq=False, repr=False)
    snapshot: Snapshot | None = field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return self.message


@frozen
class CaseResult:
    """One 用例: passed where there is no failure; ``pending`` where nobody has confirmed yet what it expects."""

    name: str
    failures: tuple[CaseFailure, ...]
    span: Span = field(eq=False, repr=False)
    pending: bool = False

    @property
    def passed(self) -> bool:
        """All expectations were met."""
        return not self.failures
