"""Cases that no arm of a 分档 over several subjects takes: looked for around the numbers of its conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, islice, pairwise, product

from govperf.checks.places import Use
from govperf.checks.records import Variable, reached, variables, varied
from govperf.checks.stretches import LADDER
from govperf.checks.subject import Subject
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.terms.terms import Choose, Compare, Failure, Some, Term, Value
from govperf.terms.walk import key_of, reads, walk

MOST_VARIABLES = 4
MOST_CHANGED = 3
MOST_TRIED = 800


@frozen
class Crossing:
    """An object that meets none of the conditions, with what was varied."""

    data: ObjectData
    variables: tuple[Variable, ...]


def uncovered(subject: Subject, use: Use, term: Choose) -> Crossing | None:
    """An object with which the 分档 fails; None where none is found."""
    if not isinstance(term.otherwise, Failure):
        return None
    conditions = tuple(use.closed(branch.condition) for branch in term.branches)
    found = _varied(subject, conditions)
    if not found:
        return None
    anything = conditions[0] if len(conditions) == 1 else Some(conditions)
    settings = {one: tuple(_settings(subject, conditions, one)) for one in found}
    for data in islice(_objects(subject.probe.base, settings), MOST_TRIED):
        if subject.probe.value(anything, data, use.definition.key, use.ledger) is False:
            failing = subject.probe.failing(data, term.otherwise.template.code, use.definition.key)
            if failing is not None:
                return Crossing(failing, found)
    return None


def _objects(base: ObjectData, settings: Mapping[Variable, tuple[Value, ...]]) -> Iterator[ObjectData]:
    """The ordinary object, then those that differ from it in one variable, in two, in three."""
    yield base
    for count in range(1, MOST_CHANGED + 1):
        for chosen in combinations(settings, count):
            for values in product(*(settings[one] for one in chosen)):
                data = base
                for variable, value in zip(chosen, values, strict=True):
                    data = varied(data, variable, value)
                yield data


def _varied(subject: Subject, conditions: tuple[Term, ...]) -> tuple[Variable, ...]:
    """What the conditions name themselves, then what is behind it."""
    named = tuple(key for one in conditions for key in reads(one))
    found = variables(subject.graph, reached(subject.graph, named))
    if any(one.one.key in subject.given for one in found):
        return ()
    return tuple(sorted(found, key=lambda one: one.one.key not in named))[:MOST_VARIABLES]


def _settings(subject: Subject, conditions: tuple[Term, ...], variable: Variable) -> Iterator[Value]:
    """The values of a choice; of a number its ends, the numbers it is compared with, those beside and between them."""
    choices = variable.choices()
    if choices:
        yield from choices
        return
    limits = sorted({*_limits(subject, conditions, variable), *variable.ends()}, reverse=True)
    between = [_round_between(low, high, variable) for high, low in pairwise(limits)]
    beside = [limit + side * variable.unit for limit in limits for side in (1, -1)]
    yield from (value for value in dict.fromkeys((*limits, *beside, *between)) if variable.allows(value))


def _limits(subject: Subject, conditions: tuple[Term, ...], variable: Variable) -> Iterator[Fraction]:
    for term in (inside for condition in conditions for inside in walk(condition)):
        if isinstance(term, Compare):
            for tested, limit in ((term.left, term.right), (term.right, term.left)):
                value = subject.known(limit)
                if key_of(tested) == variable.one.key and isinstance(value, Fraction):
                    yield value


def _round_between(low: Fraction, high: Fraction, variable: Variable) -> Fraction:
    middle = (low + high) / 2
    for step in LADDER:
        value = round(middle / (step * variable.unit)) * step * variable.unit
        if low < value < high and variable.allows(value):
            return value
    return middle
