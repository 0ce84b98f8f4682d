"""What can be wrong with the arms of a choice as a whole: one listed twice, 其他 before the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator
from govperf.source import Span
from govperf.terms.terms import Constant, Some, Term


def check_arms(e: Elaborator, arms: Sequence[tuple[Term | None, Span]]) -> None:
    """Notes what can never be used; an arm whose condition is None is 其他."""
    seen: set[Term] = set()
    for index, (condition, span) in enumerate(arms):
        if condition is None:
            if index < len(arms) - 1:
                e.report(messages.NOT_LAST, span)
            continue
        for part in _parts(condition):
            if part in seen:
                e.report(messages.REPEATED, part.span or span, words=(part.span or span).text)
            seen.add(part)


def _parts(condition: Term) -> Iterator[Term]:
    """The values that an arm lists; a constant stands for what was refused already."""
    match condition:
        case Constant():
            return
        case Some(parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield condition
