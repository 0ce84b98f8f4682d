"""Both versions of a policy, taken apart into clauses that bear the same keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from govperf.errors import GovperfError
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.policy import Policy
from govperf.policy.compiling import build
from govperf.semantics import Settings
from govperf.semantics.inherit import merge
from govperf.syntax.declarations import Assertion, Case, Known, RuleFile
from govperf.versions.changes import Change, Differences, differences
from govperf.versions.clauses import NAMELESS, SETTINGS, Clause
from govperf.versions.matching import Pair, matched
from govperf.versions.mixing import Mixer
from govperf.versions.renaming import Renaming, recognised
from govperf.versions.splitting import clauses_of, locks_of


@frozen
class Sides:
    """Both versions as clauses; the old one in the words of the new one where names were replaced."""

    policies: tuple[Policy, Policy]
    files: tuple[RuleFile, RuleFile]
    renaming: Renaming
    original: tuple[Clause, ...]
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]

    @classmethod
    def of(cls, old: Policy, new: Policy) -> Sides:
        """Both versions, with what of the old one goes on under another name."""
        files = (merge(old.compiled.files).file, merge(new.compiled.files).file)
        ruling = [_ruling(file) for file in files]
        renaming = recognised(ruling[0], ruling[1], old.graph, lambda file: _graph(file, old))
        settings = _settings(old, new, renaming.names)
        common = [(*locks_of(policy.compiled.files), *said) for policy, said in zip((old, new), settings, strict=True)]
        mine = (*clauses_of(files[0]), *common[0])
        again = (*clauses_of(renaming.applied(files[0])), *common[0])
        theirs = (*clauses_of(files[1]), *common[1])
        return cls((old, new), files, renaming, mine, again, matched(again, theirs))

    def differences(self) -> Differences:
        """What was changed, names that were replaced first."""
        originals = {one.key: before for one, before in zip(self.old, self.original, strict=True)}
        found = differences(self.old, self.new, originals)
        return evolve(found, renamed=tuple(self._renames()))

    def _renames(self) -> Iterable[Change]:
        for before, after in self.renaming.names.items():
            old = next(one for one in self.original if one.key[-1] == before)
            new = next(one for one in self.new if one.key[-1] == after)
            pair = Pair(old, new)
            yield Change("改名", new.sort, after, before, after, pairs=(pair,), was=old.span, now=new.span)

    def start(self, mixer: Mixer) -> Policy:
        """The old policy, in the words of the new one."""
        return (mixer.mixed(()) or self.policies[0]) if self.renaming.names else self.policies[0]

    def mixer(self, changes: Sequence[Change]) -> Mixer:
        """What makes the policies in between."""
        old, new = self.policies
        settings = (_renamed(old, self.renaming.names), new.compiled.settings)
        mine, theirs = ({one.key: one for one in clauses} for clauses in (self.old, self.new))
        return Mixer(mine, theirs, changes, self.files[1], settings, new.limits)


def _ruling(file: RuleFile) -> RuleFile:
    """The file without what no score depends on: 用例 write names in cells, which nobody replaces."""
    kept = tuple(one for one in file.statements if not isinstance(one, Case | Assertion | Known))
    return evolve(file, statements=kept)


def _graph(file: RuleFile, policy: Policy) -> Graph | None:
    try:
        return build((file,), policy.compiled.settings, policy.limits).graph
    except GovperfError:
        return None


def _settings(old: Policy, new: Policy, names: Mapping[str, str]) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """What the host set counts as a clause of each version where it set different things for both."""
    first, second = _renamed(old, names), new.compiled.settings
    both = _declared(old, names) & _declared(new, {})
    shown = [
        Settings({name: one.parameters[name] for name in one.parameters if name in both}, one.on)
        for one in (first, second)
    ]
    if shown[0] == shown[1]:
        return (), ()
    clauses = [Clause((NAMELESS, SETTINGS), SETTINGS, "调用时的设定", one) for one in shown]
    return (clauses[0],), (clauses[1],)


def _renamed(policy: Policy, names: Mapping[str, str]) -> Settings:
    settings = policy.compiled.settings
    return Settings({names.get(name, name): value for name, value in settings.parameters.items()}, settings.on)


def _declared(policy: Policy, names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names.get(one.name, one.name) for one in policy.parameters)


__all__ = ["Sides"]
