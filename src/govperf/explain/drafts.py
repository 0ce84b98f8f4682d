"""A tree of reasons while it is being found."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field

from govperf.explain.reasons import Reason

_DEEPEST = 40
"""Levels of indentation; what lies deeper stands beside what uses it, so that a long chain stays readable."""


@define
class Draft:
    """A reason whose children are still being found; what is too deep has them put beside it, in ``holder``."""

    reason: Reason
    level: int = 0
    children: list[Draft] = field(factory=list)
    keys: set[str] = field(factory=set)
    _holder: Draft | None = None

    @property
    def holder(self) -> Draft:
        """Where children belong."""
        return self if self._holder is None else self._holder


@define
class Drafts:
    """All drafts of one explanation in the order in which they were begun."""

    _begun: list[Draft] = field(factory=list)

    def begin(self, reason: Reason, parent: Draft | None) -> Draft:
        """A new draft under its parent, None for one at the top."""
        if parent is None:
            draft = Draft(reason)
        else:
            holder = parent.holder
            level = holder.level + 1
            draft = Draft(reason, level, holder=holder if level >= _DEEPEST else None)
            holder.children.append(draft)
            holder.keys.add(reason.key)
        self._begun.append(draft)
        return draft

    def finished(self, tops: Sequence[Draft]) -> tuple[Reason, ...]:
        """The reasons with their children, made from below: every draft was begun after the one above it."""
        made: dict[int, Reason] = {}
        for draft in reversed(self._begun):
            children = tuple(made[id(child)] for child in draft.children)
            made[id(draft)] = evolve(draft.reason, children=children) if children else draft.reason
        return tuple(made[id(draft)] for draft in tops)
