"""Divisions that cannot fail, arms that something reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from govperf.checks.intervals import Interval
from govperf.checks.probe import TRIES, Probe
from govperf.checks.search import Search
from govperf.checks.stretches import Stretches, covered
from govperf.evaluate.outcome import Failed, ObjectData
from govperf.proofs.encode import Text
from govperf.proofs.examples import Outcomes, put
from govperf.proofs.model import PROVED, Claim, Example, NotSettled, Refuted, Settled
from govperf.proofs.places import Arm, Condition, Spot, arms, divisions, lowered_at
from govperf.proofs.question import Case, guarded
from govperf.proofs.search import tried, varied_once
from govperf.proofs.solver import Answer
from govperf.semantics import Role
from govperf.terms.failures import DIVISION
from govperf.terms.fold import known_value
from govperf.terms.terms import Apply, Compare, Constant, Every, Read, ReadColumn, Some, Term
from govperf.terms.walk import key_of

NO_FORM = NotSettled("这个式子不在证明的范围里", "this term is beyond the proof")
NO_VALUE = NotSettled("它的条件总是没有值，例如参数没有设定", "its condition never has a value: a parameter is not set")
MOST_ARMS = 400
"""Arms that are looked at: of a longer table the rest is left out."""

LEAST_TRIES = 600
"""Nodes that are computed for one arm before the solver is asked."""

MOST_TRIED = 120
"""Objects near the ordinary one that are tried for one arm."""

_ZERO: Stretches = (Interval(Fraction(0), Fraction(0)),)


def never_zero(case: Case) -> tuple[Claim, ...]:
    """For each division: the claim that its divisor is never 0 where it is looked at.

    The keys of the case must be all nodes with a division.
    """
    return tuple(_division(case, spot, term) for spot, term in divisions(case.lowered[0]))


def _division(case: Case, spot: Spot, term: Apply) -> Claim:
    span = term.arguments[1].span or term.span
    words = span.text if span is not None else "除数"
    name = spot.definition.name
    said = f"{name} 的除数“{words}”不会是 0"
    return Claim(
        said, guarded(lambda: _never_zero(case, spot, term)), span, f"the divisor “{words}” of {name} is never 0"
    )


def _never_zero(case: Case, spot: Spot, term: Apply) -> Settled:
    number = lowered_at(case.lowered[0], spot, term.arguments[1])
    if number is None:
        return NO_FORM
    if any(case.forms[one].op == "fail" for one in (number, *(each.form for each in spot.conditions))):
        return NO_VALUE
    form = case.forms[number]
    few = form.few is None or 0 in form.few
    if not few or (form.bounds is not None and not form.bounds.holds(Fraction(0))):
        return PROVED
    key = spot.definition.key

    def fails(found: Sequence[Outcomes]) -> bool:
        outcome = found[0].get(key)
        return isinstance(outcome, Failed) and any(one.code == DIVISION.code for one in outcome.problems)

    if not spot.ledger:
        example = tried(case.stage, fails, _reaching_zero(case, spot, term))
        if example is not None:
            return Refuted(example)

    def wanted(text: Text) -> Sequence[str]:
        return (*_held(text, spot.conditions), text.exists(number), f"(= {text.values[number]} 0.0)")

    return case.refute((number, *(one.form for one in spot.conditions)), wanted, fails)


def _reaching_zero(case: Case, spot: Spot, term: Apply) -> Iterator[ObjectData]:
    search = Search(case.stage.probes[0], spot.closed(term.arguments[1]), spot.definition.key, spot.ledger)
    found = search.reach(_ZERO)
    if found is not None:
        yield found.data


# --- arms ---


def unreachable(case: Case) -> tuple[Claim, ...]:
    """For each arm, each band: the claim that nothing reaches it, which an object that does refutes.

    The keys of the case must be all nodes with arms.
    """
    found = list(islice(arms(case.lowered[0]), MOST_ARMS))
    tries = max(LEAST_TRIES, TRIES // max(1, len(found)))
    return tuple(_arm(case, one, tries) for one in found)


def _arm(case: Case, arm: Arm, tries: int) -> Claim:
    name = arm.spot.definition.name
    said, said_en = f"{name} 的“{arm.words}”没有对象够得到", f"nothing reaches “{arm.words}” of {name}"
    return Claim(said, guarded(lambda: _never_reached(case, arm, tries)), arm.span, said_en)


def _never_reached(case: Case, arm: Arm, tries: int) -> Settled:
    forms = case.forms
    conditions = arm.spot.conditions
    if any(forms.value_of(one.form) is (not one.holds) for one in conditions):
        return PROVED
    if any(forms[one.form].op == "fail" for one in conditions):
        return NO_VALUE
    example = _found(case, arm, tries)
    if example is not None:
        return Refuted(example)

    def wanted(text: Text) -> Sequence[str]:
        return tuple(_held(text, conditions))

    def show(text: Text, answer: Answer) -> Example | None:
        data = case.read(text, answer)
        return None if data is None else _shown(case, arm, data)

    return case.settle([one.form for one in conditions], wanted, show)


def _held(text: Text, conditions: Sequence[Condition]) -> Iterator[str]:
    for one in conditions:
        yield text.exists(one.form)
        yield text.values[one.form] if one.holds else f"(not {text.values[one.form]})"


def _found(case: Case, arm: Arm, tries: int) -> Example | None:
    """An object near the ordinary one, or one that brings the number that is tested where it is wanted."""
    probe = Probe(case.graphs[0], case.limits, tries)
    own = arm.spot.conditions[-1].term
    subject = _subject(own, case)
    if subject is not None:
        stretches = covered(own, subject, lambda term: known_value(term, _constants(case)), loose=True)
        search = Search(probe, subject, arm.spot.definition.key, arm.spot.ledger)
        hit = (
            search.reach(stretches, lambda data: data if _takes(case, arm, data, probe) else None)
            if stretches
            else None
        )
        example = None if hit is None else _shown(case, arm, hit.data)
        if example is not None:
            return example
    nearby = islice((*_asked_for(case, own), *varied_once(case.stage, case.stage.base)), MOST_TRIED)
    for data in nearby:
        if probe.left > 0 and _takes(case, arm, data, probe):
            return _shown(case, arm, data)
    return None


def _asked_for(case: Case, condition: Term) -> Iterator[ObjectData]:
    """The object that gives an input the word or the number that a condition asks for."""
    match condition:
        case Compare("=", Read() | ReadColumn() as side, Constant(value)):
            for one in case.stage.variables:
                if key_of(side) in (one.one.key, one.name):
                    yield put(case.stage.base, one, value)
        case Every(inner) | Some(inner):
            for part in inner:
                yield from _asked_for(case, part)
        case _:
            pass


def _constants(case: Case) -> dict[str, Term]:
    return {one.key: one.term for one in case.graphs[0].ruleset.definitions if one.role is Role.PARAMETER}


def _subject(condition: Term, case: Case) -> Term | None:
    """The number that a condition tests first."""
    match condition:
        case Compare(_, left, right):
            sides = [side for side in (left, right) if not isinstance(side, Constant)]
            return sides[0] if sides else None
        case Every(inner) | Some(inner):
            return _subject(inner[0], case)
        case _:
            return None


def _takes(case: Case, arm: Arm, data: ObjectData, probe: Probe | None = None) -> bool:
    """The scalar evaluator goes this way for the object; without ``probe`` whatever was tried before."""
    probe = Probe(case.graphs[0], case.limits) if probe is None else probe
    key, ledger = arm.spot.definition.key, arm.spot.ledger
    return all(probe.value(one.term, data, key, ledger) is one.holds for one in arm.spot.conditions)


def _shown(case: Case, arm: Arm, data: ObjectData) -> Example | None:
    return case.stage.example_of(data, lambda one: _takes(case, arm, one))
