"""Makes the changes one by one, in the order of the file, each as a policy that can be scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field

from govperf.frozen import frozen
from govperf.policy import Policy
from govperf.versions.changes import Change
from govperf.versions.cores import same_policy
from govperf.versions.mixing import Mixer

MOST_ATTEMPTS = 1_000
"""Mixtures that are tried; changes that are left then count as one."""

Watch = Callable[[int, int], object]
"""Told how many of how many are done."""


def unwatched(*_: object) -> None:
    """Nobody looks on."""


@frozen
class Stage:
    """A policy on the way with the changes (by number) that made it from the one before.

    ``same`` says that the two compute the same by the same steps: the words alone are others.
    """

    made: tuple[int, ...]
    policy: Policy = field(eq=False, repr=False)
    same: bool = False


def stages(mixer: Mixer, start: Policy, last: Policy, watch: Watch = unwatched) -> tuple[Stage, ...]:
    """The ways from ``start`` to ``last``, which come from the changes of the mixer.

    A change that cannot be made alone waits for those that it needs; what needs each other is made together.
    """
    way = _Way(mixer, start)
    count = len(mixer.changes)
    for number in range(count):
        way.take(number)
        watch(number + 1, count)
    way.end(last)
    return tuple(way.stages)


@define
class _Way:
    mixer: Mixer
    current: Policy
    stages: list[Stage] = field(factory=list)
    done: list[int] = field(factory=list)
    waiting: list[int] = field(factory=list)

    def take(self, number: int) -> None:
        """Makes a change, alone or with those that wait; otherwise it waits as well."""
        related = [one for one in self.waiting if _related(self.mixer.changes[one], self.mixer.changes[number])]
        for group in dict.fromkeys([(number,), (*related, number), (*self.waiting, number)]):
            if self._make(group):
                self._try_waiting()
                return
        self.waiting.append(number)

    def end(self, last: Policy) -> None:
        """What is left is made at once; the policy at the end is the new version itself."""
        left = tuple(self.waiting)
        if left or not self.stages:
            if left:
                self.stages.append(Stage(left, last, same_policy(self.current.graph, last.graph)))
            return
        before = self.stages.pop()
        self.stages.append(Stage(before.made, last, before.same))

    def _try_waiting(self) -> None:
        """Each change that was made may be what another waited for."""
        found = True
        while found and self.waiting:
            found = any(self._make((one,)) for one in tuple(self.waiting))

    def _make(self, group: Sequence[int]) -> bool:
        if self.mixer.attempts >= MOST_ATTEMPTS:
            return False
        policy = self.mixer.mixed((*self.done, *group))
        if policy is None:
            return False
        self.stages.append(Stage(tuple(group), policy, same_policy(self.current.graph, policy.graph)))
        self.current = policy
        self.done.extend(group)
        self.waiting = [one for one in self.waiting if one not in group]
        return True


def _related(one: Change, other: Change) -> bool:
    """Both touch the same statement."""
    mine = {pair.either.head for pair in one.pairs}
    return any(pair.either.head in mine for pair in other.pairs)


__all__ = ["Stage", "Watch", "stages", "unwatched"]
