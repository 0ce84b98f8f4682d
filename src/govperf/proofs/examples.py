"""Objects that show a claim: made from a model or a search, replayed by the scalar evaluator, told in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import define, evolve, field

from govperf.checks import records
from govperf.checks.probe import Probe
from govperf.checks.records import Variable, as_json, reached, variables, varied
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import Failed, ObjectData, Outcome, Place
from govperf.evaluate.records import Reader
from govperf.evaluate.scoring import broken_requirements
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.proofs.model import Example
from govperf.terms.terms import Value
from govperf.values import Missing, ends, show_value

Outcomes = Mapping[str, Outcome]

Shows = Callable[[Sequence[Outcomes]], bool]
"""Whether the values of an object, one mapping for each version, show what is looked for."""

Fits = Callable[[ObjectData], bool]
"""Whether an object still shows what it should."""

MOST_LISTED = 4

MOST_TIDIED = 60
"""Evaluations that making one example shorter may take."""


@define
class Stage:
    """Objects under one graph, or under several versions at once; what nodes are worth for them is computed exactly."""

    graphs: Sequence[Graph]
    limits: Limits
    keys: tuple[str, ...]
    left: int = 60_000
    unbounded: bool = False
    probes: list[Probe] = field(init=False)
    variables: tuple[Variable, ...] = field(init=False)
    _base: ObjectData | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """What the nodes depend on in any version can be varied."""
        self.probes = [Probe(graph, self.limits) for graph in self.graphs]
        found: dict[tuple[str, str], Variable] = {}
        for graph in self.graphs:
            wanted = [key for key in self.keys if key in graph]
            for one in variables(graph, reached(graph, tuple(wanted))):
                found.setdefault((one.ledger, one.one.key), one)
        self.variables = tuple(found.values())

    @property
    def base(self) -> ObjectData:
        """An ordinary object: full marks, no deductions; of several versions what the last one finds ordinary."""
        if self._base is None:
            found = self.probes[-1].base
            for probe in self.probes[:-1]:
                other = probe.base
                found = evolve(
                    found, values={**other.values, **found.values}, ledgers={**other.ledgers, **found.ledgers}
                )
            self._base = found
        return self._base

    # --- what an object is worth ---

    def outcomes(self, data: ObjectData) -> list[Outcomes] | None:
        """The values of the nodes in each version; None where the data breaks a requirement, or work has run out."""
        found: list[Outcomes] = []
        for graph in self.graphs:
            if self.left <= 0 and not self.unbounded:
                return None
            evaluation = Evaluation(graph, (only(data, graph),), self.limits, whole=True)
            try:
                places = {key: _place(graph, key, data) for key in self.keys if key in graph}
                found.append({key: evaluation.outcome(place) for key, place in places.items() if place is not None})
                refused = any(True for _ in broken_requirements(evaluation, 0))
            except GovperfError:
                return None
            finally:
                self.left -= evaluation._steps + 1  # noqa: SLF001 - what the try has cost
            if refused:
                return None
        return found

    def certainly(self, data: ObjectData) -> Sequence[Outcomes]:
        """The values of an object that is known to be in order, however much work was done before."""
        return Stage(self.graphs, self.limits, self.keys, unbounded=True).outcomes(data) or ()

    def shows(self, data: ObjectData, wanted: Shows) -> bool:
        """The object is in order, it shows what is looked for."""
        found = self.outcomes(data)
        return found is not None and wanted(found)

    # --- an object to show ---

    def example(self, data: ObjectData, wanted: Shows) -> Example | None:
        """The object as an example, after reading it as data from outside; None where it does not show it then."""
        tidy = self.tidied(data, lambda one: self.shows(one, wanted))
        for candidate in (tidy, data):
            found = self.replayed(candidate, wanted)
            if found is not None:
                return found
        return None

    def example_of(self, data: ObjectData, fits: Fits) -> Example | None:
        """As :meth:`example`, where something else than the values of the nodes decides."""
        for candidate in (self.tidied(data, fits), data):
            found = self.replayed(candidate, lambda _: True) if fits(candidate) else None
            if found is not None:
                return found
        return None

    def replayed(self, data: ObjectData, wanted: Shows) -> Example | None:
        """The object exactly as it is, as an example."""
        read: list[Outcomes] = []
        for graph in self.graphs:
            own = only(data, graph)
            if not writable(own):
                return None
            again = Reader(graph.ruleset, self.limits).read(json.loads(as_json(own, graph)))
            if again.problems:
                return None
            stage = Stage([graph], self.limits, self.keys, unbounded=True)
            found = stage.outcomes(again)
            if found is None:
                return None
            read.extend(found)
        return self._told(data, read) if wanted(read) else None

    def _told(self, data: ObjectData, found: Sequence[Outcomes]) -> Example:
        values: dict[str, Value | None] = {}
        for number, outcomes in enumerate(found):
            for key, outcome in outcomes.items():
                name = key if len(found) == 1 else f"{'旧' if number == 0 else '新'}：{key}"
                values[name] = None if isinstance(outcome, Failed) else outcome
        return Example(data, values, self.told(data), self._record(data))

    def told(self, data: ObjectData) -> str:
        """What is not as with an ordinary object; of few inputs all of them."""
        changed = [one for one in self.variables if setting_of(data, one) != setting_of(self.base, one)]
        single = len(self.variables) <= MOST_LISTED
        shown = list(self.variables) if single else changed
        words = "，".join(_grouped(shown, data))
        if single or not words:
            return words or "各项照常（满分、没有扣分）"
        return f"{words}，其余照常（满分、没有扣分）" if len(changed) < len(self.variables) else words

    def _record(self, data: ObjectData) -> str:
        record: dict[str, object] = {}
        for graph in self.graphs:
            record.update(json.loads(as_json(only(data, graph), graph)))
        return json.dumps(record, ensure_ascii=False)

    def tidied(self, data: ObjectData, fits: Fits) -> ObjectData:
        """As many inputs as possible set back to those of an ordinary object, in halves."""
        changed = [one for one in self.variables if setting_of(data, one) != setting_of(self.base, one)]
        left = MOST_TIDIED
        # Those that were moved to the same value most likely matter, or do not matter, together.
        alike: dict[Value | None, list[Variable]] = {}
        for one in changed:
            alike.setdefault(setting_of(data, one), []).append(one)
        waiting = list(alike.values())
        while waiting and left > 0:
            group = waiting.pop()
            candidate = data
            for one in group:
                candidate = restored(candidate, self.base, one)
            left -= 1
            if group and fits(candidate):
                data = candidate
            elif len(group) > 1:
                middle = len(group) // 2
                waiting += [group[middle:], group[:middle]]
        return self._rounder(data, fits)

    def _rounder(self, data: ObjectData, fits: Fits) -> ObjectData:
        """Numbers nearer to those of an ordinary object, the roundest that still show it."""
        left = MOST_TIDIED
        for one in self.variables:
            here, there = setting_of(self.base, one), setting_of(data, one)
            if here == there or not (is_number(here) and is_number(there)) or one.choices():
                continue
            for value in _between(here, there, one):
                left -= 1
                if left < 0:
                    return data
                candidate = varied(data, one, value)
                if fits(candidate):
                    data = candidate
                    break
        return data


def setting_of(data: ObjectData, variable: Variable) -> Value | None:
    """What an object has for one input; None where it has nothing."""
    return records.value_of(data, variable)


def _grouped(found: Sequence[Variable], data: ObjectData) -> list[str]:
    """Inputs with their values, many of the same value together."""
    groups: dict[str, list[str]] = {}
    for one in found:
        value = setting_of(data, one)
        if not (value is None and one.ledger):
            shown = "缺" if value is None else show_value(value, percent=one.one.domain.kind.percent)
            groups.setdefault(shown, []).append(one.name)
    told = []
    for value, names in groups.items():
        if len(names) > MOST_LISTED:
            told.append(f"{'、'.join(names[:2])} 等 {len(names)} 项={value}")
        else:
            told.extend(f"{name}={value}" for name in names)
    return told


def _place(graph: Graph, key: str, data: ObjectData) -> Place | None:
    """Where the value of a node is: for a column in the first record; None where there is no record."""
    node = graph[key]
    ledger = node.definition.ledger if node.definition is not None else ""
    if node.input is not None and node.ledger is not None:
        ledger = node.ledger.name
    if not ledger:
        return Place(0, key)
    return Place(0, key, 0) if data.ledgers.get(ledger) else None


def _between(here: object, there: object, variable: Variable) -> list[Fraction]:
    """Round numbers on the way from one value to another, the nearest first."""
    if not (isinstance(here, Fraction) and isinstance(there, Fraction)):
        return []
    sign = 1 if there > here else -1
    steps = [factor * Fraction(10) ** power * variable.unit for power in range(-1, 3) for factor in (1, 2, 5)]
    found = [here + sign * step for step in steps if step < abs(there - here)]
    return [value for value in found if variable.allows(value)]


def is_number(value: object) -> bool:
    """A number, not a truth value."""
    return isinstance(value, Fraction)


def only(data: ObjectData, graph: Graph) -> ObjectData:
    """What a graph asks for of the object."""
    keys = {one.key for one in graph.ruleset.inputs}
    ledgers = {one.name: {column.key for column in one.columns} for one in graph.ruleset.ledgers}
    values = {key: value for key, value in data.values.items() if key in keys}
    rows = {
        name: tuple({key: value for key, value in row.items() if key in ledgers[name]} for row in found)
        for name, found in data.ledgers.items()
        if name in ledgers
    }
    return evolve(data, values=values, ledgers=rows)


def writable(data: ObjectData) -> bool:
    """All numbers have finitely many decimals, so that they can be written down."""
    rows = [row for found in data.ledgers.values() for row in found]
    values = [value for row in (data.values, *rows) for value in row.values()]
    return all(ends(value) for value in values if isinstance(value, Fraction))


def restored(data: ObjectData, base: ObjectData, variable: Variable) -> ObjectData:
    """The object with one input as an ordinary object has it."""
    if not variable.ledger:
        values = {key: value for key, value in data.values.items() if key != variable.one.key}
        if variable.one.key in base.values:
            values[variable.one.key] = base.values[variable.one.key]
        return evolve(data, values=values)
    return evolve(data, ledgers={**data.ledgers, variable.ledger: base.ledgers.get(variable.ledger, ())})


def without(data: ObjectData, variable: Variable) -> ObjectData:
    """The object without a value of one input."""
    if not variable.ledger:
        return evolve(data, values={key: value for key, value in data.values.items() if key != variable.one.key})
    rows = data.ledgers.get(variable.ledger, ())
    bare = tuple({key: value for key, value in row.items() if key != variable.one.key} for row in rows)
    return evolve(data, ledgers={**data.ledgers, variable.ledger: bare})


def put(data: ObjectData, variable: Variable, value: Value | None) -> ObjectData:
    """The object with a value of one input, or without it."""
    return without(data, variable) if value is None else varied(data, variable, value)


def number_of(outcome: Outcome | None) -> Fraction | None:
    """The number of an outcome; None where it is none."""
    return outcome if isinstance(outcome, Fraction) else None


def exists(outcome: Outcome | None) -> bool:
    """There is a value."""
    return outcome is not None and not isinstance(outcome, Failed | Missing)
