"""Gaps among ranks: a cohort of different objects, one of which stands where no arm is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from govperf.checks.ladders import Ladder
from govperf.checks.records import Variable, as_json, varied
from govperf.checks.search import Move, Search
from govperf.checks.stretches import Stretches, inside
from govperf.checks.subject import Subject
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.terms.terms import Let, OfCohort, Read, Rounded, Term

MOST_OBJECTS = 60
MOST_MOVED = 3


@frozen
class Ranked:
    """A cohort with the place of the object that falls into the gap, from 1, its value there."""

    objects: tuple[ObjectData, ...]
    place: int
    value: Fraction

    def as_json(self, subject: Subject) -> str:
        """The whole cohort as records that :meth:`govperf.Policy.score_all` takes."""
        return json.dumps([json.loads(as_json(one, subject.graph)) for one in self.objects], ensure_ascii=False)


def rank_of(subject: Subject, term: Term) -> OfCohort | None:
    """The rank that a term is, by itself or by the name that it reads."""
    for _ in range(5):
        match term:
            case OfCohort(function="名次" | "名次比例", ledger=""):
                return term
            case Rounded() | Let():
                term = term.operand if isinstance(term, Rounded) else term.body
            case Read(key) if (definition := subject.definition(key)) is not None:
                term = definition.term
            case _:
                return None
    return None


def fallen(subject: Subject, ladder: Ladder, rank: OfCohort, gap: Stretches) -> Ranked | None:
    """A cohort in which the object at some place has no arm."""
    place = _place(rank, gap)
    if place is None or rank.value is None:
        return None
    number, count, value = place
    key = ladder.use.definition.key
    search = Search(subject.probe, rank.value, key)
    base = subject.probe.base
    start = search.worth(base)
    if start is None:
        return None
    for move in islice(search.moves(base, start), MOST_MOVED):
        objects = tuple(_different(base, move, count))
        if len(objects) == count and subject.probe.fails_among(objects, ladder.failure, key):
            return Ranked(objects, number, value)
    return None


def _place(rank: OfCohort, gap: Stretches) -> tuple[int, int, Fraction] | None:
    """The place in the smallest cohort that lies in the gap: its number, how many objects, what it is worth."""
    for count in range(1, MOST_OBJECTS + 1):
        for number in range(1, count + 1):
            value = Fraction(number) if rank.function == "名次" else Fraction(number, count)
            if inside(gap, value):
                return number, count, value
    return None


def _different(base: ObjectData, move: Move, count: int) -> Iterator[ObjectData]:
    """Objects that differ in one variable alone."""
    for value in islice(_settings(move.variable, count), count):
        yield varied(base, move.variable, value)


def _settings(variable: Variable, count: int) -> Iterator[Fraction]:
    low, high = variable.ends()
    step = variable.unit if high - low >= count * variable.unit else (high - low) / (count + 1)
    for index in range(count):
        value = high - index * step
        if variable.allows(value):
            yield value


__all__ = ["Ranked", "fallen", "rank_of"]
