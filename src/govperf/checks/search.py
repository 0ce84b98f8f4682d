"""Looks for a record that brings a value into a stretch: from one corner to the other, then halving what crosses it.

It finds, it never proves: where nothing is found, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice

from attrs import define, field

from govperf.checks.intervals import Interval
from govperf.checks.probe import Probe
from govperf.checks.records import Variable, reached, value_of, variables, varied
from govperf.checks.stretches import LADDER, Stretches, friendly, inside
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.terms.terms import Apply, Read, ReadColumn, Term, Value
from govperf.terms.walk import reads, walk

MOST_VARIED = 200
FRIENDLY_TRIES = 24
MOST_CANDIDATES = 40
MOST_PAIRED = 4

Accepted = Callable[[ObjectData], ObjectData | None]
"""Gives back a record, or one near it, that shows what is looked for; None where it does not."""


@frozen
class Found:
    """A record with the value that it brings, with what was there to vary."""

    data: ObjectData
    value: Fraction
    variables: tuple[Variable, ...]


@define
class Search:
    """The search for one term in the definition of node ``key``."""

    probe: Probe
    term: Term
    key: str
    ledger: str = ""
    variables: tuple[Variable, ...] = field(init=False)
    _moves: list[Move] | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """What the term depends on can be varied."""
        self.variables = variables(self.probe.graph, reached(self.probe.graph, reads(self.term)))[:MOST_VARIED]

    def worth(self, data: ObjectData) -> Fraction | None:
        """The value of the term for a record."""
        return self.probe.number(self.term, data, self.key, self.ledger)

    def reach(self, wanted: Stretches, accepted: Accepted | None = None) -> Found | None:
        """A record whose value lies in one of the stretches and that is accepted, the friendliest that comes by."""
        for candidate in islice(self._candidates(wanted), MOST_CANDIDATES):
            value = self.worth(candidate)
            if value is None or not inside(wanted, value):
                continue
            taken = candidate if accepted is None else accepted(candidate)
            again = None if taken is None else self.worth(taken)
            if taken is not None and again is not None and inside(wanted, again):
                return Found(taken, again, self.variables)
        return None

    def some(self, wanted: Callable[[Fraction], bool]) -> Found | None:
        """A record whose value is as wanted, among the corners with one input at a time on a small number."""
        base = self.probe.base
        value = self.worth(base)
        if value is not None and wanted(value):
            return Found(base, value, self.variables)
        for variable in self.variables:
            for setting in (*variable.choices(), *(count * variable.unit for count in (3, 7)), *variable.ends()):
                number = isinstance(setting, Fraction) and not isinstance(setting, bool)
                if number and not variable.allows(setting):  # type: ignore[arg-type]  # a number
                    continue
                candidate = varied(base, variable, setting)
                value = self.worth(candidate)
                if value is not None and wanted(value) and not self.probe.refused(candidate):
                    return Found(candidate, value, self.variables)
        return None

    def _candidates(self, wanted: Stretches) -> Iterator[ObjectData]:
        base = self.probe.base
        start = self.worth(base)
        own = self._own_variable()
        if own is not None:
            yield from self._direct(base, own, wanted)
            return
        if start is not None and inside(wanted, start):
            yield base
        for stretch in wanted:
            yield from self._toward(base, start, stretch)
        if start is not None and self._divides():
            for stretch in wanted:
                yield from self._over_others(base, stretch)

    def _divides(self) -> bool:
        """Somewhere a quotient of data is taken, whose values lie between those of whole numbers over a hundred."""
        graph = self.probe.graph
        keys = reached(graph, reads(self.term))
        terms = [self.term, *(node.definition.term for node in graph.nodes if node.definition and node.key in keys)]
        return any(
            isinstance(part, Apply) and part.function == "/" and reads(part.arguments[1])
            for term in terms
            for part in walk(term)
        )

    def _over_others(self, base: ObjectData, stretch: Interval) -> Iterator[ObjectData]:
        """One variable halved while another, what it is divided by, stands on a larger number."""
        numeric = [one for one in self.variables if _is_number(value_of(base, one)) and not one.choices()]
        for other in numeric[:MOST_PAIRED]:
            for count in (200, 1000, 400, 30):
                setting = count * other.unit
                if not other.allows(setting):
                    continue
                data = varied(base, other, setting)
                for variable in numeric[:MOST_PAIRED]:
                    if variable is not other:
                        yield from self._across(data, variable, stretch)

    def _across(self, data: ObjectData, variable: Variable, stretch: Interval) -> Iterator[ObjectData]:
        low, high = variable.ends()
        at_low, at_high = (self.worth(varied(data, variable, end)) for end in (low, high))
        if at_low is None or at_high is None or at_low == at_high:
            return
        for unit in (*LADDER[:3], LADDER[4]):
            line = (low, high, unit * variable.unit)
            found = self._between(data, variable, stretch, line, up=at_high > at_low)
            if found is not None:
                yield found
                return

    def _own_variable(self) -> Variable | None:
        """The variable that the term is, where it is nothing else."""
        key = self.term.key if isinstance(self.term, Read) else ""
        if isinstance(self.term, ReadColumn):
            key = f"{self.term.ledger}.{self.term.column}"
        return next((one for one in self.variables if one.one.key == key), None)

    def _direct(self, base: ObjectData, own: Variable, wanted: Stretches) -> Iterator[ObjectData]:
        for stretch in wanted:
            value = friendly(stretch, own.unit)
            candidates = [value, *own.ends(), *(one for one in own.choices() if isinstance(one, Fraction))]
            for one in candidates:
                if stretch.holds(one) and own.allows(one):
                    yield varied(base, own, one)

    # --- from one corner to the other ---

    def _toward(self, base: ObjectData, start: Fraction | None, stretch: Interval) -> Iterator[ObjectData]:
        if start is None:
            return
        down = stretch.high is not None and start >= stretch.high
        moves = [move for move in self.moves(base, start) if (move.value < start) == down]
        # What every object has is varied before what few have: bonuses, deductions, which come with a default.
        moves.sort(key=lambda move: (move.variable.one.default is not None, move.value if down else -move.value))
        data, value = base, start
        for move in moves:
            after = varied(data, move.variable, move.setting)
            reached_value = self.worth(after)
            if reached_value is None:
                continue
            if stretch.holds(reached_value):
                yield from self._friendlier(data, moves, stretch)
                yield after
            if _crosses(value, reached_value, stretch):
                yield from self._friendlier(data, moves, stretch)
                yield from self._halved(data, move, stretch, rising=reached_value > value)
                continue  # it jumps over the stretch, as whole points do: another may land in it
            if (reached_value < value) == down:
                data, value = after, reached_value

    def moves(self, base: ObjectData, start: Fraction) -> list[Move]:
        """How far each variable can take the value by itself, up or down."""
        if self._moves is None:
            found = (self._extremes(base, start, variable) for variable in self.variables)
            self._moves = [move for moves in found for move in moves]
        return self._moves

    def _extremes(self, base: ObjectData, start: Fraction, variable: Variable) -> list[Move]:
        settings: tuple[Value, ...] = variable.choices() or _unless_equal(variable.ends())
        values = [(self.worth(varied(base, variable, setting)), setting) for setting in settings]
        known = [Move(variable, setting, value) for value, setting in values if value is not None and value != start]
        if not known:
            return []
        low, high = min(known, key=lambda one: one.value), max(known, key=lambda one: one.value)
        return [one for one in dict.fromkeys((low, high)) if (one.value < start) == (one is low)]

    def _halved(self, data: ObjectData, move: Move, stretch: Interval, *, rising: bool) -> Iterator[ObjectData]:
        """The roundest setting between here and the end of the move that brings the value into the stretch."""
        here, there = value_of(data, move.variable), move.setting
        if not _is_number(here) or not _is_number(there):
            return
        low, high = sorted((here, there))  # type: ignore[type-var]  # both are numbers
        up = rising == (there > here)  # type: ignore[operator]  # both are numbers
        for unit in LADDER:
            step = unit * move.variable.unit
            found = self._between(data, move.variable, stretch, (low, high, step), up=up)  # type: ignore[arg-type]
            if found is not None:
                yield found

    def _between(
        self,
        data: ObjectData,
        variable: Variable,
        stretch: Interval,
        line: tuple[Fraction, Fraction, Fraction],
        *,
        up: bool,
    ) -> ObjectData | None:
        low, high, step = line
        first, last = -(-low // step), high // step
        while first <= last:
            middle = (first + last) // 2
            candidate = varied(data, variable, middle * step)
            value = self.worth(candidate) if variable.allows(middle * step) else None
            if value is None:
                return None
            if stretch.holds(value):
                return candidate
            if _below(value, stretch) == up:
                first = middle + 1
            else:
                last = middle - 1
        return None

    # --- numbers that people like better ---

    def _friendlier(self, before: ObjectData, moves: list[Move], stretch: Interval) -> Iterator[ObjectData]:
        """Two inputs on multiples of five that make the friendliest value of the stretch."""
        numeric = [
            move.variable
            for move in moves
            if _is_number(value_of(before, move.variable)) and not move.variable.choices()
        ]
        if len(numeric) < 2:
            return
        first, second = numeric[0], numeric[1]
        wanted = friendly(stretch)
        found = []
        for x in _fives(first)[:FRIENDLY_TRIES]:
            y = self._solved(varied(before, first, x), second, wanted)
            if y is not None:
                spread = abs(x / first.unit - y / second.unit)
                found.append((spread, x, varied(varied(before, first, x), second, y)))
        for _, _, candidate in sorted(found, key=lambda one: one[:2]):
            yield candidate

    def _solved(self, data: ObjectData, variable: Variable, wanted: Fraction) -> Fraction | None:
        """The setting, a multiple of five, that gives the value on the straight line between the ends."""
        low, high = variable.ends()
        at_low, at_high = self.worth(varied(data, variable, low)), self.worth(varied(data, variable, high))
        if at_low is None or at_high is None or at_low == at_high:
            return None
        setting = low + (wanted - at_low) * (high - low) / (at_high - at_low)
        five = 5 * variable.unit
        return setting if (setting / five).denominator == 1 and variable.allows(setting) else None


@frozen
class Move:
    """One variable set to an end of its domain, with the value that this brings."""

    variable: Variable
    setting: Value
    value: Fraction


def _unless_equal(ends: tuple[Fraction, Fraction]) -> tuple[Value, ...]:
    return ends if ends[0] != ends[1] else ()


def _is_number(value: Value | None) -> bool:
    return isinstance(value, Fraction) and not isinstance(value, bool)


def _fives(variable: Variable) -> list[Fraction]:
    low, high = variable.ends()
    five = 5 * variable.unit
    return [
        count * five
        for count in range(int(high // five), int(-(-low // five)) - 1, -1)
        if variable.allows(count * five)
    ]


def _below(value: Fraction, stretch: Interval) -> bool:
    return stretch.low is not None and (value < stretch.low or (value == stretch.low and stretch.low_open))


def _crosses(before: Fraction, after: Fraction, stretch: Interval) -> bool:
    return _below(before, stretch) != _below(after, stretch)
