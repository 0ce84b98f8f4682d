"""What a comparison of two versions of a policy holds."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field

from govperf.frozen import frozen
from govperf.policy import Policy
from govperf.proofs.model import PROVED, Refuted, Settled
from govperf.versions.changes import Change, Differences
from govperf.versions.effects import Effect
from govperf.versions.objects import Objects


@frozen
class Asked:
    """What the new version asks for that the old one did not, and the other way round.

    ``required`` are new inputs (ledgers) that an object cannot do without; ``altered`` those whose domain, default or
    condition changed.
    """

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Both versions take the same data."""
        return not (self.required or self.optional or self.dropped or self.altered)


@frozen
class Compared:
    """What differs between two versions of a policy.

    ``changes`` are in the order of the new file, numbered from 1 in reports; ``kept`` are the numbers (from 0) of those
    that are proved to leave every result as it was; ``effects`` one for each result that both have; ``gone`` and
    ``come`` the results of one version alone; ``renamed`` old names to new ones. ``whole`` says whether the results are
    the same for data that lacks something, too.
    """

    old: Policy = field(eq=False)
    new: Policy = field(eq=False)
    differences: Differences
    renamed: Mapping[str, str]
    effects: tuple[Effect, ...]
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    asked: Asked = Asked()
    kept: frozenset[int] = frozenset()
    recorded: bool = False
    whole: Settled = PROVED
    objects: Objects | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes on which scores can depend."""
        return self.differences.changes

    @property
    def same(self) -> bool:
        """Both versions are proved to give every object the same results, from the same data."""
        results = not self.gone and not self.come and all(one.equal for one in self.effects)
        return results and self.asked.same and not self.recorded and not isinstance(self.whole, Refuted)

    @property
    def differs(self) -> bool:
        """It is known that the versions do not mean the same."""
        shown = any(one.differs for one in self.effects) or isinstance(self.whole, Refuted)
        shown = shown or (self.objects is not None and not self.objects.same)
        return shown or bool(self.gone or self.come) or not self.asked.same or self.recorded


__all__ = ["Asked", "Compared"]
