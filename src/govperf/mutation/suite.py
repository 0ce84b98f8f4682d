"""Puts every mistake into a policy, one at a time; says which of them its cases do not notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from govperf.errors import GovperfError
from govperf.mutation.bench import Bench
from govperf.mutation.model import Mutant, Mutation, Verdict
from govperf.mutation.operators import changes_of, shares_in
from govperf.mutation.operators.change import Change
from govperf.mutation.owners import owner_of
from govperf.mutation.settling import Draft, Told, settled
from govperf.mutation.words import wording
from govperf.policy import Policy
from govperf.syntax.declarations import Known, Statement

ACCEPTED = "变异"


class FailingCasesError(GovperfError):
    """Cases fail before anything is changed: they cannot notice a mistake."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        shown = "、".join(f"“{name}”" for name in names[:5])
        super().__init__(f"有 {len(names)} 个用例本来就没有通过：{shown}；请先改好，再看它们能发现什么")


def mutate(policy: Policy, *, folder: Path | None = None, told: Told = lambda *_: None) -> Mutation:
    """What became of every mistake put into the policy's own file; inherited files have cases of their own.

    ``folder`` is that of the rule file, where tables of cases may lie. For each survivor a 用例 that would notice it is
    looked for. Raises FailingCasesError.
    """
    bench = Bench(policy, folder)
    bench.prepare()
    if bench.failing:
        raise FailingCasesError(bench.failing)
    shares = shares_in(bench.file.statements)
    changes = [
        (index, statement, change)
        for index, statement in enumerate(bench.file.statements)
        for change in changes_of(statement, shares)
    ]
    drafts = []
    for done, (index, statement, change) in enumerate(changes):
        told("trying", done, len(changes))
        drafts.append(_tried(bench, index, statement, change))
    accepted = {one.about: one.remarks.note or one.about for one in _known(policy)}
    drafts = [_accepted(draft, accepted) for draft in _once(drafts)]
    mutants = settled(bench, drafts, told=told)
    alive = {mutant.name for mutant in mutants if mutant.verdict is Verdict.ACCEPTED}
    idle = tuple(name for name in accepted if name not in alive)
    return Mutation(policy.graph.ruleset.source, policy.name, tuple(_in_order(mutants)), idle)


def _known(policy: Policy) -> Iterator[Known]:
    """The survivors that the author knows; ``已知 变异 "…" 说明 "…"`` of the policy's own file."""
    own = policy.graph.ruleset.source
    return (one for one in policy.graph.ruleset.known if one.finding == ACCEPTED and one.span.source is own)


def _accepted(draft: Draft, accepted: Mapping[str, str]) -> Draft:
    if draft.reading is None or draft.mutant.name not in accepted:
        return draft
    return Draft(evolve(draft.mutant, verdict=Verdict.ACCEPTED, by=accepted[draft.mutant.name]))


def _tried(bench: Bench, index: int, statement: Statement, change: Change) -> Draft:
    reading = bench.read(index, change.after)
    mutant = Mutant(owner_of(statement), change.kind, wording(statement, change), Verdict.SURVIVED, span=change.span)
    if reading is None:
        return Draft(evolve(mutant, verdict=Verdict.REFUSED))
    if reading.same:
        return Draft(evolve(mutant, verdict=Verdict.SAME, by="一样的算法"))
    noticed = bench.noticed(reading)
    if noticed is not None:
        return Draft(evolve(mutant, verdict=Verdict.KILLED, by=noticed))
    return Draft(mutant, reading)


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """Survivors of the same name are numbered, so that each can be named."""
    seen: Counter[str] = Counter()
    found = []
    for draft in drafts:
        seen[draft.mutant.name] += 1
        count = seen[draft.mutant.name]
        found.append(draft if count == 1 else evolve(draft, mutant=evolve(draft.mutant, number=count)))
    return found


def _in_order(mutants: Sequence[Mutant]) -> list[Mutant]:
    return sorted(mutants, key=lambda one: (one.span.start if one.span else 0, one.span.end if one.span else 0))


__all__ = ["FailingCasesError", "mutate"]
