"""What the changes of a policy do to its results, over all objects there could be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from govperf.boundaries import aimed
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.proofs import Effort, Solver
from govperf.proofs import relation as relation_of
from govperf.proofs.model import Difference, Example, NotSettled, Proved, Refuted, Relation, Verdict
from govperf.proofs.relation import NO_ORDER
from govperf.terms.kinds import Base
from govperf.versions.cores import same_nodes
from govperf.versions.instances import Instance, Outcome
from govperf.versions.staging import Watch, unwatched
from govperf.versions.trying import Trial

EFFORT = Effort(steps=1_000_000)
"""A quarter of what one question may cost otherwise: a comparison asks some dozens of them."""

_AIMED = 400
"""Objects aimed at what either version decides that are tried for differences."""


@frozen
class Extreme:
    """The largest rise, or fall, that was found; ``largest`` says whether it is proved that none is larger."""

    difference: Fraction
    instance: Instance
    largest: bool


@frozen
class Shift:
    """A grade, a label, a truth value, a failure that becomes another one, with an object to which it happens."""

    before: Outcome
    after: Outcome
    instance: Instance


@frozen
class Effect:
    """How one result relates to what it was before.

    ``reason`` says why more could not be settled; ``basis`` is the key of the score by which a grade is given.
    """

    name: str
    key: str
    verdict: Verdict
    rise: Extreme | None = None
    fall: Extreme | None = None
    shifts: tuple[Shift, ...] = ()
    reason: str = ""
    reason_en: str = ""
    basis: str = ""

    @property
    def equal(self) -> bool:
        """The result is the same for every object, which is proved."""
        return self.verdict is Verdict.EQUAL

    @property
    def unsettled(self) -> bool:
        """More could be asked than was answered."""
        return self.verdict in (Verdict.OPEN, Verdict.OTHER) and bool(self.reason)

    @property
    def differs(self) -> bool:
        """There is an object to which it happens."""
        return bool(self.rise or self.fall or self.shifts)


def effects_of(old: Graph, new: Graph, limits: Limits, solver: Solver, watch: Watch = unwatched) -> tuple[Effect, ...]:
    """One effect for each result that both versions have, in the order of the new one."""
    known = set(results_of(old))
    keys = [key for key in results_of(new) if key in known]
    touched = [key for key in keys if not same_nodes(old, new, key)]
    work = Trial(old, new, limits)
    tried = _tried(work, touched) if touched else {}
    found: dict[str, Effect] = {}
    for number, key in enumerate(touched, start=1):
        relation = relation_of(old, new, key, limits, effort=EFFORT, solver=solver)
        found[key] = _effect(work, relation, tried.get(key, []))
        watch(number, len(touched))
    paths = new.ruleset.paths
    return tuple(found.get(key, Effect(paths.get(key, key), key, Verdict.EQUAL)) for key in keys)


def results_of(graph: Graph) -> tuple[str, ...]:
    """The keys of all results, those of the cohort as a whole last."""
    return (*graph.ruleset.outputs, *graph.ruleset.cohort_outputs)


def _tried(work: Trial, keys: Sequence[str]) -> dict[str, list[Instance]]:
    """Differences that show on objects aimed at the lines of both versions; those told in few words come first."""
    found: dict[str, list[Instance]] = {}
    for graph in (work.new, work.old):
        for one in islice(aimed(graph, work.limits), _AIMED):
            for key, shown in work.shown(keys, one.cohort).items():
                found.setdefault(key, []).append(shown)
    return {key: sorted(some, key=lambda one: len(one.told)) for key, some in found.items()}


def _effect(work: Trial, relation: Relation, tried: Sequence[Instance]) -> Effect:
    key = relation.key
    shown = [*_shown(work, relation), *tried]
    name = work.new.ruleset.paths.get(key, key)
    if isinstance(relation.equal, Proved) and not shown:
        return Effect(name, key, Verdict.EQUAL)
    rise = _extreme(shown, relation.largest_rise, up=True)
    fall = _extreme(shown, relation.largest_fall, up=False)
    order = _grades(work.new, key)
    shifts = _shifts(shown)
    better = rise is not None or any(_compared(one, order) > 0 for one in shifts)
    worse = fall is not None or any(_compared(one, order) < 0 for one in shifts)
    verdict = _verdict(relation, better=better, worse=worse, other=bool(shown))
    reason, reason_en = _reason(relation) if verdict in (Verdict.OPEN, Verdict.OTHER) else ("", "")
    return Effect(name, key, verdict, rise, fall, shifts, reason, reason_en, work.basis(key))


def _shown(work: Trial, relation: Relation) -> Iterator[Instance]:
    """The examples of the proof, each computed once more by both versions."""
    for example in _examples(relation):
        yield from work.shown([relation.key], (example.data,)).values()


def _examples(relation: Relation) -> Iterator[Example]:
    for extreme in (relation.largest_rise, relation.largest_fall):
        if extreme is not None:
            yield extreme.example
    yield from (one.example for one in relation.changes)
    for settled in (relation.equal, relation.never_lower, relation.never_higher, relation.same_presence):
        if isinstance(settled, Refuted):
            yield settled.example


def _extreme(shown: Sequence[Instance], proved: Difference | None, *, up: bool) -> Extreme | None:
    """The farthest of the differences; the first of equal ones, which is the friendliest."""
    sign = 1 if up else -1
    known = [(one.difference, one) for one in shown if one.difference is not None and one.difference * sign > 0]
    if not known:
        return None
    difference, found = max(known, key=lambda each: each[0] * sign)
    largest = proved is not None and isinstance(proved.settled, Proved) and proved.value == difference
    return Extreme(difference, found, largest)


def _shifts(shown: Sequence[Instance]) -> tuple[Shift, ...]:
    """Each way in which a value that is no number becomes another, once."""
    found: dict[tuple[Outcome, Outcome], Shift] = {}
    for one in shown:
        if one.difference is None:
            found.setdefault((one.before, one.after), Shift(one.before, one.after, one))
    return tuple(found.values())


def _grades(graph: Graph, key: str) -> tuple[str, ...]:
    """The grades of a result, best first; empty where it has none."""
    definition = graph[key].definition
    if definition is None or definition.kind.base is not Base.GRADE:
        return ()
    return tuple(str(option) for option in definition.kind.options)


def _compared(shift: Shift, order: Sequence[str]) -> int:
    """1 where the grade is better than before, −1 where it is worse, 0 where neither can be said."""
    if shift.before not in order or shift.after not in order:
        return 0
    return 1 if order.index(str(shift.after)) < order.index(str(shift.before)) else -1


def _verdict(relation: Relation, *, better: bool, worse: bool, other: bool) -> Verdict:
    """What is proved, with what was shown; nothing else."""
    never_lower = isinstance(relation.never_lower, Proved) and not worse
    never_higher = isinstance(relation.never_higher, Proved) and not better
    if better and worse:
        return Verdict.BOTH
    if never_lower and better:
        return Verdict.NEVER_LOWER
    if never_higher and worse:
        return Verdict.NEVER_HIGHER
    return Verdict.OTHER if other else Verdict.OPEN


def _reason(relation: Relation) -> tuple[str, str]:
    """Why something was not settled; empty where everything was."""
    for one in (relation.equal, relation.never_lower, relation.never_higher, relation.same_presence):
        if isinstance(one, NotSettled) and one != NO_ORDER:
            return one.reason, one.reason_en
    return "", ""


__all__ = ["EFFORT", "Effect", "Extreme", "Shift", "effects_of", "results_of"]
