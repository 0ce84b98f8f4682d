"""How a node of a new version lies to that of the old one: never lower, never higher, by how much at most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from govperf.evaluate.outcome import Failed, Outcome
from govperf.graph import Graph
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.proofs.effort import DEFAULT_EFFORT, Effort
from govperf.proofs.encode import Text
from govperf.proofs.examples import Outcomes, Stage, exists
from govperf.proofs.forms import UnsettledError
from govperf.proofs.model import (
    PROVED,
    Difference,
    Example,
    GradeChange,
    NotSettled,
    Proved,
    Refuted,
    Relation,
    Settled,
)
from govperf.proofs.numbers import less
from govperf.proofs.ordering import Scale, scale_of
from govperf.proofs.question import TOO_DEEP, Case
from govperf.proofs.rebuilding import smoothed
from govperf.proofs.same import Comparison, differs
from govperf.proofs.search import best, tried
from govperf.proofs.signs import directions
from govperf.proofs.smtlib import real
from govperf.proofs.solver import Solver
from govperf.terms.terms import Value
from govperf.values import Missing

MOST_CHANGES = 20
"""Pairs of grades for which an object is looked for."""

MOST_STEPS = 4
NO_ORDER = NotSettled("它的值分不出高低", "its values have no order")


def relation(
    old: Graph,
    new: Graph,
    key: str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    effort: Effort = DEFAULT_EFFORT,
    solver: Solver | None = None,
) -> Relation:
    """The relation of node ``key`` in two versions, over objects whose data both versions take.

    Raises UnknownKeyError where a version has no such node. ``solver`` may be shared between questions.
    """
    for graph in (old, new):
        graph[key]
    if solver is not None:
        return _related(old, new, key, limits, effort, solver)
    with Solver(effort) as own:
        return _related(old, new, key, limits, effort, own)


def _related(old: Graph, new: Graph, key: str, limits: Limits, effort: Effort, solver: Solver) -> Relation:
    try:
        comparison = Comparison(old, new, limits, effort, solver, missing=False)
        first, second = comparison.forms_of(key)
        if first == second:
            return Relation(key, PROVED, PROVED, PROVED, PROVED)
        return _Related(comparison, key, first, second).found()
    except UnsettledError as error:
        reason = NotSettled(error.reason, error.reason_en)
    except RecursionError:
        reason = TOO_DEEP
    return Relation(key, reason, reason, reason, reason)


class _Related:
    """The work on one node."""

    def __init__(self, comparison: Comparison, key: str, first: int, second: int) -> None:
        case = comparison.case
        self._case = Case(case.graphs, (key,), case.limits, case.effort, case.solver)
        self._case.forms, self._case.inputs, self._case.lowered = case.forms, case.inputs, case.lowered
        self._stage = self._case.stage
        self._gaps = comparison.gaps
        self._key = key
        self._first, self._second = first, second
        scales = [scale_of(graph, key) for graph in case.graphs]
        self._scale = scales[0] if scales[0] == scales[1] else Scale()
        self._grades = tuple(dict.fromkeys((*scales[0].grades, *scales[1].grades)))
        self._sides = self._ordered()
        self._difference = None if self._sides is None else less(case.forms, self._sides[1], self._sides[0])

    def _ordered(self) -> tuple[int, int] | None:
        """Old, new as numbers that are greater the better; None where the values have no order."""
        forms = self._case.forms
        try:
            sides = [self._scale.form(forms, one) for one in (self._first, self._second)]
        except UnsettledError:
            return None
        return None if sides[0] is None or sides[1] is None else (sides[0], sides[1])

    def found(self) -> Relation:
        """The relation."""
        presence = self._presence()
        if self._difference is None:
            equal = self._equal(presence, None)
            return Relation(self._key, equal, NO_ORDER, NO_ORDER, presence, changes=self._changes())
        fall, lower = self._extreme(rises=False)
        rise, higher = self._extreme(rises=True)
        equal = self._equal(presence, (lower, higher))
        if isinstance(equal, Proved):
            return Relation(self._key, PROVED, PROVED, PROVED, PROVED)
        numeric = self._case.forms[self._first].sort == "number" == self._case.forms[self._second].sort
        changes = () if numeric else self._changes()
        return Relation(
            self._key, equal, lower, higher, presence, rise if numeric else None, fall if numeric else None, changes
        )

    def _equal(self, presence: Settled, sides: tuple[Settled, Settled] | None) -> Settled:
        known = (presence, *(sides or ()))
        shown = next((one for one in known if isinstance(one, Refuted)), None)
        if shown is not None:
            return shown
        if sides is not None:
            return next((one for one in known if isinstance(one, NotSettled)), PROVED)
        example = tried(self._stage, lambda found: differs(found, self._key))
        if example is not None:
            return Refuted(example)

        def wanted(text: Text) -> Sequence[str]:
            a, b = text.values[self._first], text.values[self._second]
            return (text.exists(self._first), text.exists(self._second), f"(not (= {a} {b}))")

        if self._case.forms[self._first].sort != self._case.forms[self._second].sort:
            return NO_ORDER
        settled = self._case.refute((self._first, self._second), wanted, lambda found: differs(found, self._key))
        return presence if isinstance(settled, Proved) else settled

    # --- having a value at all ---

    def _presence(self) -> Settled:
        forms = self._case.forms
        if forms.safe(self._first, self._second):
            return PROVED
        example = tried(self._stage, self._one_alone)
        if example is not None:
            return Refuted(example)

        def wanted(text: Text) -> Sequence[str]:
            told = [text.fails(one) or "false" for one in (self._first, self._second)]
            return (f"(not (= {told[0]} {told[1]}))",)

        return self._case.refute((self._first, self._second), wanted, self._one_alone)

    def _one_alone(self, found: Sequence[Outcomes]) -> bool:
        there = [exists(outcomes.get(self._key)) for outcomes in found]
        return there[0] != there[1]

    # --- how far the versions lie apart ---

    def _moved(self, found: Sequence[Outcomes], *, rises: bool) -> Fraction | None:
        values = [self._scale.worth(outcomes.get(self._key)) for outcomes in found]
        if values[0] is None or values[1] is None:
            return None
        return values[1] - values[0] if rises else values[0] - values[1]

    def _extreme(self, *, rises: bool) -> tuple[Difference | None, Settled]:
        """The largest difference in one direction, with the claim that there is none."""
        if self._never(rises=rises):
            return None, PROVED
        found = self._climbed(rises=rises)
        claim = self._beyond(Fraction(0), rises=rises) if found is None else Refuted(found)
        if not isinstance(claim, Refuted):
            return None, claim
        return self._largest(claim.example, rises=rises), claim

    def _never(self, *, rises: bool) -> bool:
        """The forms alone show that there is no difference in this direction."""
        return self._never_above(Fraction(0), rises=rises)

    def _never_above(self, value: Fraction, *, rises: bool) -> bool:
        """As far as the forms alone show."""
        if self._sides is None:
            return False
        old, new = self._sides
        most = self._gaps.most(new, old) if rises else self._gaps.most(old, new)
        return most is not None and most <= value

    def _climbed(self, *, rises: bool) -> Example | None:
        if self._difference is None:
            return None
        guide = smoothed(self._case.forms, self._difference)
        signs = directions(self._case.forms, guide, self._gaps)
        found = best(self._stage, lambda told: self._moved(told, rises=rises), signs, top=rises)
        if found is None or found[1] <= 0:
            return None
        data, value = found
        return self._stage.example(data, lambda told: self._moved(told, rises=rises) == value)

    def _largest(self, example: Example, *, rises: bool) -> Difference:
        """The best difference that is found, with the proof that there is none larger."""
        value = self._of(example, rises=rises)
        farther = None if self._never_above(value, rises=rises) else self._farthest(value, rises=rises)
        if farther is not None:
            example, value = farther, self._of(farther, rises=rises)
        settled: Settled = NO_ORDER
        for _ in range(MOST_STEPS):
            settled = self._beyond(value, rises=rises)
            if not isinstance(settled, Refuted):
                break
            example, value = settled.example, self._of(settled.example, rises=rises)
        if isinstance(settled, Refuted):
            settled = NotSettled("还有更大的，没有找到最大的", "there are larger ones")
        return Difference(value if rises else -value, example, settled)

    def _of(self, example: Example, *, rises: bool) -> Fraction:
        return self._moved(self._stage.certainly(example.data), rises=rises) or Fraction(0)

    def _farthest(self, value: Fraction, *, rises: bool) -> Example | None:
        if self._difference is None:
            return None
        found = self._case.greatest(self._difference, top=rises)
        if found is None or found[1].verdict != "sat":
            return None
        data = self._case.read(*found)
        return None if data is None else self._stage.example(data, lambda told: self._passes(told, value, rises=rises))

    def _passes(self, found: Sequence[Outcomes], value: Fraction, *, rises: bool) -> bool:
        moved = self._moved(found, rises=rises)
        return moved is not None and moved > value

    def _beyond(self, value: Fraction, *, rises: bool) -> Settled:
        """Whether any difference is larger."""
        number = self._difference
        if number is None:
            return NO_ORDER
        if self._never_above(value, rises=rises):
            return PROVED

        def wanted(text: Text) -> Sequence[str]:
            sign, level = (">", value) if rises else ("<", -value)
            return (text.exists(number), f"({sign} {text.values[number]} {real(level)})")

        shows = self._passes
        return self._case.refute((number,), wanted, lambda found: shows(found, value, rises=rises))

    # --- grades, labels, conditions ---

    def _changes(self) -> tuple[GradeChange, ...]:
        """An object for each pair of values that some object has."""
        found: list[GradeChange] = []
        for before, after in list(product(self._values(0), self._values(1)))[: MOST_CHANGES**2]:
            if before == after or len(found) >= MOST_CHANGES:
                continue
            example = self._changed(before, after)
            if example is not None:
                found.append(GradeChange(before, after, example))
        return tuple(found)

    def _values(self, version: int) -> tuple[Value, ...]:
        form = self._case.forms[(self._first, self._second)[version]]
        if form.sort == "bool":
            return (True, False)
        if form.options is None:
            return ()
        ordered = [one for one in self._grades if one in form.options]
        return (*ordered, *sorted(form.options - set(ordered)))

    def _changed(self, before: Value, after: Value) -> Example | None:
        def shows(found: Sequence[Outcomes]) -> bool:
            values = [_shown(outcomes.get(self._key)) for outcomes in found]
            return values == [before, after]

        example = tried(self._stage, shows)
        if example is not None:
            return example

        def wanted(text: Text) -> Sequence[str]:
            a, b = text.values[self._first], text.values[self._second]
            there = (text.exists(self._first), text.exists(self._second))
            return (*there, f"(= {a} {text.value(before)})", f"(= {b} {text.value(after)})")

        settled = self._case.refute((self._first, self._second), wanted, shows)
        return settled.example if isinstance(settled, Refuted) else None


def _shown(outcome: Outcome | None) -> Value | None:
    return None if isinstance(outcome, Failed | Missing) else outcome


__all__ = ["Stage", "relation"]
