"""Records that a check tries: an ordinary object to start from, how it can be varied, how it is told."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from govperf.checks.ranges import of_domain
from govperf.evaluate.outcome import ObjectData, Row
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.semantics import InputDefinition, LedgerDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import show_value, to_json_text

GUESSES = (Fraction(100), Fraction(10), Fraction(1), Fraction(0))
"""What an input without an upper end is taken to be, one after the other, until the data is in order."""

FARTHEST = Fraction(1000)
"""How far an input without an end is varied."""


@frozen
class Variable:
    """One thing that can be varied: an input, or a column in all records of its ledger."""

    one: InputDefinition
    ledger: str = ""

    @property
    def name(self) -> str:
        """How it is told."""
        return f"{self.ledger}.{self.one.name}" if self.ledger else self.one.name

    @property
    def unit(self) -> Fraction:
        """What one step of its written bounds is worth: 1/100 where they are in %."""
        return self.one.domain.factor

    def ends(self) -> tuple[Fraction, Fraction]:
        """The lowest, the highest value to try, both inside its domain."""
        bounds = of_domain(self.one.domain)
        if bounds is None:
            return Fraction(0), Fraction(0)
        far = FARTHEST * self.unit
        low, high = bounds.low, bounds.high
        if low is None:
            low = -far if high is None else min(-far, high - far)
        high = low + far if high is None else high
        nudge = bounds.step or (high - low) / 100
        return (low + nudge if bounds.low_open else low), (high - nudge if bounds.high_open else high)

    def allows(self, value: Fraction) -> bool:
        """The value is in its domain."""
        bounds = of_domain(self.one.domain)
        options = self.one.domain.kind.options
        return bounds is not None and bounds.holds(value) and (not options or value in options)

    def choices(self) -> tuple[Value, ...]:
        """All values of what has only a few; empty for numbers of an interval, texts, dates."""
        kind = self.one.domain.kind
        if kind.base is Base.BOOL:
            return (False, True)
        if kind.options:
            return tuple(kind.options)
        bounds = of_domain(self.one.domain)
        if bounds is None or not bounds.step or bounds.low is None or bounds.high is None:
            return ()
        count = (bounds.high - bounds.low) / bounds.step
        return tuple(bounds.low + bounds.step * i for i in range(int(count) + 1)) if count <= 12 else ()


def variables(graph: Graph, keys: frozenset[str]) -> tuple[Variable, ...]:
    """What can be varied among these nodes, in the order of the file."""
    found = [Variable(one) for one in graph.ruleset.inputs if one.key in keys]
    for ledger in graph.ruleset.ledgers:
        found.extend(
            Variable(column, ledger.name)
            for column in ledger.columns
            if column.key in keys and column.name != ledger.per
        )
    return tuple(found)


def reached(graph: Graph, starts: Iterator[str] | tuple[str, ...]) -> frozenset[str]:
    """Keys of everything that these nodes depend on, themselves included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key in graph and key not in found:
            found.add(key)
            waiting.extend(graph[key].reads)
    return frozenset(found)


# --- an ordinary object ---


def ordinary(graph: Graph, guess: Fraction) -> ObjectData:
    """An object with full marks: each input at its upper end, or at ``guess`` where it has none; nothing is vetoed."""
    ruleset = graph.ruleset
    values = {one.key: value for one in ruleset.inputs if (value := ordinary_value(one, guess)) is not None}
    ledgers = {one.name: tuple(_rows(one, guess)) for one in ruleset.ledgers if not one.optional}
    return ObjectData(values, ledgers, name="甲")


def ordinary_value(one: InputDefinition, guess: Fraction) -> Value | None:
    """None where the default, or absence, is the ordinary case."""
    if one.default is not None or one.optional:
        return None
    match one.domain.kind.base:
        case Base.BOOL:
            return False
        case Base.NUMBER:
            return _number(one, guess)
        case Base.DATE:
            return datetime.date(2011, 6, 30)
        case _:
            options = one.domain.kind.options
            return options[0] if options else "甲"


def _number(one: InputDefinition, guess: Fraction) -> Fraction:
    variable = Variable(one)
    numbers = [option for option in one.domain.kind.options if isinstance(option, Fraction)]
    if numbers:
        return max(numbers)
    if one.domain.high is not None and not one.domain.high_open:
        return one.domain.high
    wanted = guess * variable.unit
    if variable.allows(wanted):
        return wanted
    low, high = variable.ends()
    return next((value for value in (high, low, low + 1) if variable.allows(value)), high)


def _rows(ledger: LedgerDefinition, guess: Fraction) -> Iterator[Row]:
    columns = {one.key: value for one in ledger.columns if (value := ordinary_value(one, guess)) is not None}
    keys = record_keys(ledger, ledger.count or 1)
    for index in range(ledger.count or 1):
        row = dict(columns)
        if keys is not None:
            row[f"{ledger.name}.{ledger.per}"] = keys[index % len(keys)]
        yield row


def record_keys(ledger: LedgerDefinition, count: int) -> tuple[Value, ...] | None:
    """Different values for the column after 每; None where there is no such column."""
    column = next((one for one in ledger.columns if one.name == ledger.per), None)
    if column is None:
        return None
    choices = Variable(column).choices()
    if choices:
        return choices
    if column.domain.kind.base is Base.TEXT:
        return tuple(f"第{index + 1}" for index in range(count))
    start = column.domain.low or Fraction(1)
    return tuple(start + index for index in range(count))


# --- variations ---


def varied(data: ObjectData, variable: Variable, value: Value) -> ObjectData:
    """The object with another value of one variable."""
    if not variable.ledger:
        return evolve(data, values={**data.values, variable.one.key: value})
    rows = data.ledgers.get(variable.ledger, ()) or ({},)
    changed = tuple({**row, variable.one.key: value} for row in rows)
    return evolve(data, ledgers={**data.ledgers, variable.ledger: changed})


def value_of(data: ObjectData, variable: Variable) -> Value | None:
    """What the object has now; None where it has nothing."""
    if not variable.ledger:
        return data.values.get(variable.one.key, variable.one.default)
    rows = data.ledgers.get(variable.ledger, ())
    return rows[0].get(variable.one.key, variable.one.default) if rows else None


# --- in words ---

MOST_ORDINARY = 2
"""Ordinary values beside those that matter; of more it is said that the rest is ordinary."""


def told(data: ObjectData, base: ObjectData, found: tuple[Variable, ...], most: int = 6) -> str:
    """The values that matter, those that differ from an ordinary object first; of many the rest is ordinary."""
    single = len(found) == 1
    changed = [one for one in found if single or value_of(data, one) != value_of(base, one)]
    others = [one for one in found if one not in changed and value_of(data, one) not in (None, one.one.default)]
    everything = len(changed) + len(others)
    shown = (
        (*changed, *others) if everything <= most and (not changed or len(others) <= MOST_ORDINARY) else changed[:most]
    )
    words = "，".join(_told(one, data) for one in found if one in shown)
    if len(shown) == everything:
        return words
    return f"{words}，其余照常（满分、没有扣分）" if words else "各项照常（满分、没有扣分）"


def _told(variable: Variable, data: ObjectData) -> str:
    value = value_of(data, variable)
    domain = variable.one.domain
    if isinstance(value, Fraction) and domain.factor > 1:
        return f"{variable.name}={show_value(value / domain.factor)}{domain.unit}"
    return f"{variable.name}={'缺' if value is None else show_value(value, percent=domain.kind.percent)}"


def as_json(data: ObjectData, graph: Graph) -> str:
    """The whole object as a record that :meth:`govperf.Policy.score` takes."""
    inputs = {one.key: one for one in graph.ruleset.inputs}
    record: dict[str, object] = {inputs[key].name: _plain(v, inputs[key]) for key, v in data.values.items()}
    for ledger in graph.ruleset.ledgers:
        if ledger.name in data.ledgers:
            columns = {column.key: column for column in ledger.columns}
            rows = data.ledgers[ledger.name]
            record[ledger.name] = [_record(row, columns) for row in rows]
    return json.dumps(record, ensure_ascii=False)


def _record(row: Row, columns: Mapping[str, InputDefinition]) -> dict[str, object]:
    return {columns[key].name: _plain(value, columns[key]) for key, value in row.items()}


def _plain(value: Value, one: InputDefinition) -> object:
    """A value as data has it, with the % or 万 that its domain is written with."""
    if isinstance(value, Fraction):
        domain = one.domain
        scaled = domain.unit if domain.factor != 1 else ""
        return f"{to_json_text(value / domain.factor)}{scaled}"
    return value if isinstance(value, bool) else str(value)
