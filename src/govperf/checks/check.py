"""What a check is: one question about a policy, with the words for its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from govperf.diagnostics import Diagnostic, Template
from govperf.frozen import frozen

if TYPE_CHECKING:
    from govperf.checks.subject import Subject


@frozen
class Check:
    """One check: its template, its question, the words by which 已知 may name it besides its code.

    ``what``, ``why``, ``instead`` are what the reference says of it.
    """

    template: Template
    run: Callable[[Subject], Iterable[Diagnostic]]
    what: str
    why: str
    instead: str
    also: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The stable code of its findings."""
        return self.template.code
