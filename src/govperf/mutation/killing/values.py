"""Values worth trying: those that the terms name, those just beside them, the ends of what there can be."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from fractions import Fraction

from govperf.checks.intervals import Interval
from govperf.checks.ranges import Ranges, of_domain
from govperf.graph import Graph
from govperf.mutation.scenes import Variable
from govperf.terms.kinds import Base, Kind
from govperf.terms.terms import Constant, Term, Value
from govperf.terms.walk import walk

MOST_NUMBERS = 48
FRIENDLY = (0, 1, 2, 3, 5, 10, 50, 60, 70, 80, 85, 90, 95, 100)
_ODD = tuple(Fraction(one) for one in ("1.005", "0.125", "33.335", "87.664", "87.666", "12.345"))


class Values:
    """What may be tried for the variables of one pair of readings."""

    def __init__(self, ranges: Ranges, other: Graph, terms: Iterable[Term]) -> None:
        self.ranges = ranges
        self.other = other
        named = {inside.value: None for term in terms for inside in walk(term) if isinstance(inside, Constant)}
        self.numbers = [one for one in named if isinstance(one, Fraction)]
        self.words = [one for one in named if isinstance(one, str)]
        self.days = [one for one in named if isinstance(one, datetime.date)]

    def of(self, variable: Variable) -> list[Value | None]:
        """Every value to try, None for none where that is allowed; each once."""
        kind = kind_of(variable)
        found: list[Value | None] = list(self._settled(variable, kind))
        if _may_be_absent(variable, kind):
            found.append(None)
        return list(dict.fromkeys(found))

    def ordinary(self, variable: Variable) -> Value | None:
        """A value that nothing is odd about: full marks, no veto, the first choice."""
        kind = kind_of(variable)
        one = variable.node.input
        if one is not None and (one.default is not None or one.optional):
            return None
        if kind.base is Base.BOOL:
            return False
        if kind.base is Base.NUMBER and not kind.options:
            bounds = self.bounds(variable)
            usual = next((one for one in map(Fraction, (100, 10, 1, 0)) if bounds.holds(one)), None)
            high = bounds.high if bounds.high is not None and not bounds.high_open else None
            return usual if high is None or (usual is not None and high > usual >= 100) else high
        return next(iter(self.of(variable)), None)

    def bounds(self, variable: Variable) -> Interval:
        """What a number can be."""
        one = variable.node.input
        found = of_domain(one.domain) if one is not None else self.ranges.nodes.get(variable.key)
        return found if found is not None else Interval()

    def _settled(self, variable: Variable, kind: Kind) -> Iterator[Value]:
        match kind.base:
            case Base.BOOL:
                yield from (False, True)
            case Base.NUMBER | Base.UNKNOWN if not kind.options:
                yield from self._numbers(variable)
            case Base.DATE:
                day = datetime.timedelta(days=1)
                for one in self.days or [datetime.date(2011, 6, 30)]:
                    yield from (one, one - day, one + day)
            case Base.TEXT if not kind.options:
                yield from (*self.words, "甲", "乙", "丙")
            case _:
                yield from kind.options

    def _numbers(self, variable: Variable) -> Iterator[Fraction]:
        bounds = self.bounds(variable)
        factor = variable.node.input.domain.factor if variable.node.input is not None else Fraction(1)
        near = bounds.step or factor / 100
        other = self._elsewhere(variable)
        ends = [end for one in (bounds, other) for end in (one.high, one.low) if end is not None]
        wanted: list[Fraction] = []
        for number in (*self.numbers, *ends):
            wanted += [number, number + near, number - near, number + factor, number - factor]
        wanted += [count * factor for count in FRIENDLY]
        wanted += [odd * factor for odd in _ODD]
        count = 0
        for number in dict.fromkeys(wanted):
            if count < MOST_NUMBERS and any(one.holds(number) for one in (bounds, other)):
                count += 1
                yield number

    def _elsewhere(self, variable: Variable) -> Interval:
        """What an input can be in the other reading."""
        node = self.other[variable.key] if variable.key in self.other else None  # noqa: SIM401 - a graph is no dict
        found = of_domain(node.input.domain) if node is not None and node.input is not None else None
        return self.bounds(variable) if found is None else found


def kind_of(variable: Variable) -> Kind:
    """The kind of what can be given."""
    if variable.node.input is not None:
        return variable.node.input.domain.kind
    definition = variable.node.definition
    return Kind(Base.UNKNOWN) if definition is None else definition.kind


def _may_be_absent(variable: Variable, kind: Kind) -> bool:
    one = variable.node.input
    return kind.absent if one is None else one.optional or one.default is not None
