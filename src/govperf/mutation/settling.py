"""Looks closer at the mutants that no case notices: a case that would, or a proof that there is nothing to notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, evolve, field

from govperf.checks.ranges import Ranges
from govperf.frozen import frozen
from govperf.mutation.bench import Bench, Reading, passes
from govperf.mutation.equal import Different, Equal, Open, Prover
from govperf.mutation.killing.offers import Offers
from govperf.mutation.killing.targets import innermost, targets
from govperf.mutation.model import Mutant, Offer, Verdict
from govperf.mutation.words import NO_QUOTES
from govperf.syntax.declarations import Case

Told = Callable[[str, int, int], None]
"""Hears how far the work is: what is being done, how many are done, of how many."""


PROOF = "证明"


@frozen
class Draft:
    """A mutant on its way, with what is needed to look closer at it."""

    mutant: Mutant
    reading: Reading | None = None


@define
class Settling:
    """Settles the mutants of one policy; a case that was found for one is tried on those that follow."""

    bench: Bench
    finder: Offers
    prover: Prover
    found: list[tuple[Offer, Case]] = field(factory=list)

    def settled(self, mutant: Mutant, reading: Reading) -> Mutant:
        """The mutant with what became of it."""
        waiting = self.bench.would_notice(reading)
        if waiting is not None:
            return evolve(mutant, waiting=waiting)
        for offer, case in self.found:
            if not passes(case, reading, self.bench.settings, self.bench.limits):
                return evolve(mutant, offer=offer)
        old, new, changed = self.bench.graph, reading.graph, reading.changed
        keys = [target.key for target in targets(old, new, changed)]
        inner = innermost(old, new, changed)
        if self.prover.glance(new, keys) or self.prover.glance(new, inner):
            return evolve(mutant, verdict=Verdict.SAME, by=PROOF)
        found = self._kept(self.finder.find(reading, title_of(mutant)))
        return self._proved(mutant, reading, keys, inner) if found is None else evolve(mutant, offer=found)

    def _proved(self, mutant: Mutant, reading: Reading, keys: Sequence[str], inner: Sequence[str]) -> Mutant:
        answer = self.prover.look(reading.graph, keys)
        if isinstance(answer, Open) and isinstance(self.prover.look(reading.graph, inner), Equal):
            answer = Equal()
        match answer:
            case Equal():
                return evolve(mutant, verdict=Verdict.SAME, by=PROOF)
            case Different(data):
                return evolve(mutant, offer=self._kept(self.finder.shown_by((data,), reading, title_of(mutant))))
            case Open(reason):
                return evolve(mutant, verdict=Verdict.UNSETTLED, by=reason)

    def _kept(self, new: tuple[Offer, Case] | None) -> Offer | None:
        if new is None:
            return None
        self.found.append(new)
        return new[0]


def settled(bench: Bench, drafts: Sequence[Draft], *, told: Told) -> list[Mutant]:
    """Every mutant with its verdict, for the survivors a case that would notice them."""
    alive = sum(draft.reading is not None for draft in drafts)
    finder = Offers(bench, bench.original, Ranges(bench.graph))
    mutants = []
    done = 0
    with Prover(bench.graph, bench.limits) as prover:
        settling = Settling(bench, finder, prover)
        for draft in drafts:
            if draft.reading is None:
                mutants.append(draft.mutant)
                continue
            told("settling", done, alive)
            done += 1
            mutants.append(settling.settled(draft.mutant, draft.reading))
    return mutants


def title_of(mutant: Mutant) -> str:
    """What a case that notices the mutant is called: the node with the words that it watches over."""
    words = "、".join(mutant.wording.before or mutant.wording.after)
    return f"{mutant.owner}：{words}".translate(NO_QUOTES)
