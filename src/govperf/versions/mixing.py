"""Policies between two versions: the old one with some of the changes made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, evolve, field

from govperf.errors import GovperfError
from govperf.limits import Limits
from govperf.policy import Policy
from govperf.policy.compiling import build
from govperf.semantics import Settings
from govperf.syntax.declarations import ParameterDeclaration, RuleFile
from govperf.versions.changes import Change
from govperf.versions.clauses import NAMELESS, Clause, Key, Order
from govperf.versions.joining import UnfitError, rule_file
from govperf.versions.ordering import arranged


@define
class Mixer:
    """Makes the policies between ``old`` and ``new``; both are clauses, under the keys of the old version."""

    old: Mapping[Key, Clause]
    new: Mapping[Key, Clause]
    changes: Sequence[Change]
    model: RuleFile
    settings: tuple[Settings, Settings]
    limits: Limits
    attempts: int = 0
    _keys: tuple[list[Key], list[Key]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """The order of all clauses, by either version."""
        old, new = list(self.old), list(self.new)
        self._keys = (arranged(old, new, new_first=False), arranged(old, new, new_first=True))

    def mixed(self, made: Iterable[int]) -> Policy | None:
        """The old policy with these changes made; None where it does not compile."""
        self.attempts += 1
        numbers = set(made)
        try:
            file = rule_file(self._clauses(numbers), self.model)
            return Policy(build((file,), self._settings(file, numbers), self.limits))
        except (GovperfError, UnfitError):
            return None

    def _clauses(self, made: set[int]) -> list[Clause]:
        present = dict(self.old)
        turned: set[Key] = set()
        for number in made:
            for pair in self.changes[number].pairs:
                if isinstance(pair.either.node, Order):
                    turned.add(pair.either.key)
                    continue
                if pair.old is not None:
                    present.pop(pair.old.key, None)
                if pair.new is not None:
                    present[pair.new.key] = pair.new
        by_old, by_new = self._keys
        found = [present[key] for key in by_old if key in present]
        for group in turned:
            found = _turned(found, group, [key for key in by_new if key in present], present)
        return found

    def _settings(self, file: RuleFile, made: set[int]) -> Settings:
        """The host's settings, without parameters that the mixture does not have; of new ones the new setting holds."""
        old, new = self.settings
        names = _parameters(file.statements)
        changed = any(isinstance(pair.either.node, Settings) for n in made for pair in self.changes[n].pairs)
        first, second = (new, old) if changed else (old, new)
        known = _parameters(one.node for one in (self.new if changed else self.old).values())
        others = {name: value for name, value in second.parameters.items() if name not in known}
        given = {**others, **first.parameters}
        return Settings({name: value for name, value in given.items() if name in names}, first.on)


def _parameters(nodes: Iterable[object]) -> frozenset[str]:
    return frozenset(one.name.text for one in nodes if isinstance(one, ParameterDeclaration))


def _turned(clauses: list[Clause], group: Key, order: list[Key], present: Mapping[Key, Clause]) -> list[Clause]:
    """The lines of one statement, or all vetoes, in the order of the new version; everything else stays."""
    if group[0] == NAMELESS:
        own = {key for key in present if key[:2] == (NAMELESS, group[2])}
    else:
        own = {key for key in present if key[:1] == group[:1] and len(key) > 1}
    waiting = iter([key for key in order if key in own])
    return [present[next(waiting)] if one.key in own else one for one in clauses]


def without_dates(files: tuple[RuleFile, ...]) -> tuple[RuleFile, ...]:
    """The files without the days on which they are in force: two versions seldom share one."""
    return tuple(
        file if file.header is None else evolve(file, header=evolve(file.header, effective=None)) for file in files
    )


__all__ = ["Mixer", "without_dates"]
