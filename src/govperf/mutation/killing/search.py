"""Finds objects for which two readings of a policy differ in a node: tries values, solves for where something turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice

from attrs import define, evolve, field

from govperf.checks.records import ordinary
from govperf.coverage.watching import Watched
from govperf.errors import GovperfError
from govperf.evaluate.outcome import ObjectData, Row
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.mutation.killing.groups import groups, mixed, nearby
from govperf.mutation.killing.targets import Target
from govperf.mutation.killing.values import Values
from govperf.mutation.scenes import Scene, Shown, Variable, places, shown
from govperf.terms.terms import Apply, Bounded, Compare, Rounded, Term, Value
from govperf.terms.walk import walk
from govperf.values import RoundingMode, ends, floor, round_to

BUDGET = 15_000
"""Nodes that one search may have computed."""

MOST_SEEDS = 6
MOST_KINDS = 12
MOST_MOVED = 3
MOST_ROWS = 3
MOST_SOLVED = 24

TIES = 12
"""Numbers half-way between two roundings that are looked at on either side: not each can be reached by decimals."""

_ASIDE = (Fraction(1, 4), Fraction(3, 4), Fraction(1))
_SIDES = (RoundingMode.DOWN, RoundingMode.UP)


@frozen
class Found:
    """Objects that tell the readings apart, with what the original gives for each."""

    scene: Scene
    key: str
    values: Shown

    @property
    def is_clean(self) -> bool:
        """Every value that the original gives is a value, not an error."""
        return not any(isinstance(value, frozenset) for value in self.values)


@frozen
class Measure:
    """A number that decides, with the values at which something turns; ``exact`` where beside them nothing does."""

    value: Fraction
    goals: tuple[Fraction, ...]
    exact: bool = False


@define
class Search:
    """The search in one node."""

    old: Graph
    new: Graph
    target: Target
    values: Values
    limits: Limits
    left: int = BUDGET
    _first: Found | None = field(default=None, init=False)

    def run(self, seeds: Sequence[Scene]) -> Found | None:
        """Objects that differ, those without an error in the original first."""
        self.left = BUDGET * 4 if self.target.whole else BUDGET
        for scene in self._scenes(seeds):
            if self.left <= 0:
                break
            found = self.differs(scene)
            if found is None:
                continue
            if found.is_clean:
                return found
            self._first = self._first or found
        return self._first

    def differs(self, scene: Scene) -> Found | None:
        """What the original gives, where the other reading gives something else."""
        key = self.target.key
        before, cost = shown(self.old, scene, key, self.limits)
        after, more = shown(self.new, scene, key, self.limits) if before else (before, 0)
        self.left -= cost + more
        return None if before == after else Found(scene, key, before)

    # --- what to look at ---

    def _scenes(self, seeds: Sequence[Scene]) -> Iterator[Scene]:
        known = [*islice((one for one in seeds if one.objects), MOST_SEEDS)]
        made = list(self._made())
        yield from (*known, *made)
        bases = (*made, *known)
        if self.target.whole:
            yield from self._together(made[0], known)
        for base in bases:
            yield from self._varied(base)
        for base in bases:
            yield from self._longer(base)
        for base in bases:
            yield from self._solved(base)
        for base in bases:
            yield from self._twice(base)

    def _together(self, made: Scene, known: Sequence[Scene]) -> Iterator[Scene]:
        """What matters among several: the first one changed, objects in every order, one more or one less."""
        yield from self._varied(made, 1)
        yield from groups(made, self.target.variables, self.values)
        for base in known:
            yield from nearby(base)
        yield from mixed(made, self.target.variables, self.values)

    def _made(self) -> Iterator[Scene]:
        """One object with ordinary values for all that can be given, or a few of them."""
        data = ObjectData({}, {name: self._records(name) for name in self.target.ledgers}, {}, "甲")
        for variable in self.target.variables:
            value = self.values.ordinary(variable)
            data = data if value is None else variable.put(data, value)
        for one in islice(self._kinds(data), MOST_KINDS):
            yield Scene(tuple(self._with_others(one)), whole=True) if self.target.whole else Scene((one,))

    def _with_others(self, data: ObjectData) -> Iterator[ObjectData]:
        """The object before three that are below it in every number: whatever is shared out, it comes first."""
        yield data
        low = data
        for variable in self.target.variables:
            value = variable.value(data)
            bounds = self.values.bounds(variable)
            least = bounds.low if bounds.low is not None and bounds.holds(bounds.low) else Fraction(0)
            if isinstance(value, Fraction) and value > least and bounds.holds(least):
                low = variable.put(low, least)
        yield from (evolve(low, name=name) for name in ("乙", "丙", "丁"))

    def _records(self, name: str) -> tuple[Row, ...]:
        """Empty records, three or as many as there must be; one for each key that the ledger is kept by."""
        ledger = self.old[name].ledger
        if ledger is None or (ledger.count is None and ledger.per is None):
            return ({}, {}, {})
        key = f"{name}.{ledger.per}"
        rows = ordinary(self.old, Fraction(100)).ledgers.get(name, ())
        return tuple({key: row[key]} if key in row else {} for row in rows)

    def _kinds(self, data: ObjectData) -> Iterator[ObjectData]:
        """The object as each sort of object that the choices tell apart."""
        yield data
        for variable in self.target.variables:
            for value in self.values.of(variable):
                if isinstance(value, str | bool) and value != variable.value(data):
                    yield variable.put(data, value)

    def _varied(self, base: Scene, most: int = MOST_MOVED) -> Iterator[Scene]:
        """One thing at a time is another."""
        for index, variable, row in self._places(base, most):
            for value in self.values.of(variable):
                yield base.put(index, variable, value, row)

    def _twice(self, base: Scene) -> Iterator[Scene]:
        """Two things at a time are others, the few values of each that matter most."""
        places = list(self._places(base))
        for place, (index, first, row) in enumerate(places):
            for value in islice(self.values.of(first), 8):
                changed = base.put(index, first, value, row)
                for other_index, second, other_row in places[place + 1 :]:
                    for other in islice(self.values.of(second), 8):
                        yield changed.put(other_index, second, other, other_row)

    def _longer(self, base: Scene) -> Iterator[Scene]:
        """Two records more, each like one that is there but for a number."""
        for index, data in enumerate(base.objects[:MOST_SEEDS]):
            for variable in self.target.variables:
                rows = data.ledgers.get(variable.ledger, ())
                numbers = [one for one in self.values.of(variable) if isinstance(one, Fraction)] if rows else []
                if len(numbers) < 2:
                    continue
                for row in rows[:MOST_SEEDS]:
                    more = tuple({**row, variable.key: number} for number in (max(numbers), min(numbers)))
                    longer = {**data.ledgers, variable.ledger: (*rows, *more)}
                    yield base.with_object(index, evolve(data, ledgers=longer))
                    longer = {**data.ledgers, variable.ledger: (*rows, more[0], more[0])}
                    yield base.with_object(index, evolve(data, ledgers=longer))

    def _places(self, base: Scene, most: int = MOST_MOVED) -> Iterator[tuple[int, Variable, int | None]]:
        for index, data in enumerate(base.objects[:most]):
            for variable in self.target.variables:
                if not variable.ledger:
                    yield index, variable, None
                    continue
                yield index, variable, None
                rows = len(data.ledgers.get(variable.ledger, ()))
                yield from ((index, variable, row) for row in range(min(rows, MOST_ROWS)) if rows > 1)

    # --- lines: where a condition turns, where a cap begins to bite, half-way between two roundings ---

    def _solved(self, base: Scene) -> Iterator[Scene]:
        """A number is moved to just where something turns, by the straight line through two of its values."""
        for index, variable, row in self._places(base):
            numbers = [one for one in self.values.of(variable) if isinstance(one, Fraction)]
            if len(numbers) < 2:
                continue
            low, high = min(numbers), max(numbers)

            def put(value: Value, index: int = index, variable: Variable = variable, row: int | None = row) -> Scene:
                return base.put(index, variable, value, row)

            for one in islice(dict.fromkeys(self._turns(put(low), put(high), low, high)), MOST_SOLVED):
                if self.values.bounds(variable).holds(one):
                    yield put(one)

    def _turns(self, first: Scene, second: Scene, low: Fraction, high: Fraction) -> Iterator[Fraction]:
        near = (high - low) / 10_000
        for graph in (self.old, self.new):
            at_low, at_high = self._measured(graph, first), self._measured(graph, second)
            self.left -= len(self.target.terms) * len(first.objects)
            for mark, one in at_low.items():
                other = at_high.get(mark, one)
                if one.value == other.value:
                    continue
                for goal in (*one.goals, *other.goals):
                    turn = low + (goal - one.value) * (high - low) / (other.value - one.value)
                    if one.exact:
                        yield from (turn,) if ends(turn) else ()
                        continue
                    yield from (one for one in (turn, turn + near, turn - near) if ends(one))
                    yield from (round_to(turn, Fraction(1, 10**4), mode) for mode in _SIDES if not ends(turn))

    def _measured(self, graph: Graph, scene: Scene) -> dict[int, Measure]:
        """What decides in each term of the target."""
        evaluation = Watched(graph, scene.objects, self.limits, whole=scene.whole)
        try:
            for place in islice(places(self.old, scene, self.target.key), 1):
                evaluation.outcome(place)
        except GovperfError:
            return {}
        found: dict[int, Measure] = {}
        key = self.target.key
        definition = graph[key].definition if key in graph else None
        for number, term in enumerate(walk(definition.term) if definition is not None else ()):
            for mark, measure in enumerate(_measures(term, evaluation)):
                found[number * 4 + mark] = measure
        return found


def _measures(term: Term, evaluation: Watched) -> Iterable[Measure]:
    def seen(part: Term | None) -> Fraction | None:
        value = None if part is None else evaluation.last.get(id(part))
        return value if isinstance(value, Fraction) else None

    match term:
        case Compare(_, left, right) | Apply(function="max" | "min", arguments=(left, right)):
            pairs: list[tuple[Term, Term | None]] = [(left, right)]
        case Bounded(operand, low, high):
            pairs = [(operand, low), (operand, high)]
        case Rounded(operand, step, _):
            value = seen(operand)
            if value is not None:
                start, half = Fraction(floor(value / step)) * step, Fraction(1, 2)
                yield Measure(value, tuple(start + part * step for part in _ASIDE))
                yield Measure(value, tuple(start + (half + count) * step for count in range(-TIES, TIES)), exact=True)
            return
        case _:
            return
    for one, other in pairs:
        a, b = seen(one), seen(other)
        if a is not None and b is not None:
            yield Measure(a - b, (Fraction(0),))
