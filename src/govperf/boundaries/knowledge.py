"""What is known of a policy before any record is made: bounds, words, an ordinary object with all its values."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from govperf.boundaries.watch import Watched, watch
from govperf.checks.intervals import ANY, Interval
from govperf.checks.probe import Probe
from govperf.checks.ranges import Ranges
from govperf.evaluate.grading import grade_names
from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import InputDefinition, LedgerDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Choose,
    Compare,
    Constant,
    Default,
    Failure,
    Grading,
    Let,
    Local,
    Placement,
    Read,
    ReadColumn,
    Rows,
    Term,
    Value,
)
from govperf.terms.walk import key_of, walk
from govperf.values import Missing

_ORDINARY_TEXTS = ("甲", "乙", "丙", "丁")
_MOST_WORDS = 60


class Knowledge:
    """One policy, looked at from all sides."""

    def __init__(self, graph: Graph, limits: Limits, base: ObjectData | None = None) -> None:
        self.graph = graph
        self.limits = limits
        self._base = base
        self.ranges = Ranges(graph)
        self._ranges: dict[int, Interval] = {}
        self._kept: list[Term] = []

    @cached_property
    def base(self) -> ObjectData:
        """An ordinary object whose data is in order, as far as one is found."""
        return Probe(self.graph, self.limits).base if self._base is None else self._base

    @cached_property
    def watched(self) -> Watched:
        """All values of the ordinary object."""
        return watch(self.graph, (self.base,), self.limits)

    @cached_property
    def _by_term(self) -> Mapping[int, Value]:
        return {term: values[0] for (_, term), values in self.watched.seen.items() if values}

    def guess(self, term: Term) -> Fraction:
        """What the number is for the ordinary object; 0 where it has none."""
        found = self._by_term.get(id(term))
        return found if isinstance(found, Fraction) else Fraction(0)

    def ordinarily(self, term: Term) -> Value | None:
        """What the term is worth for the ordinary object; None where it is not looked at."""
        return self._by_term.get(id(term))

    def range_of(self, term: Term) -> Interval | None:
        """What the number can be; None where it is none."""
        if id(term) not in self._ranges:
            self._kept.append(term)
            self._ranges[id(term)] = self.ranges.of(term) or ANY
        return self._ranges[id(term)]

    def step_of(self, *terms: Term) -> Fraction | None:
        """The distance between neighbours that differences of the terms keep."""
        from govperf.checks.intervals import common_step

        return common_step([self.range_of(term) or ANY for term in terms])

    # --- inputs ---

    def input(self, key: str) -> InputDefinition:
        """The input, the column that bears the key."""
        one = self.graph[key].input
        if one is None:
            raise AssertionError(key)
        return one

    def ledger_of(self, key: str) -> str:
        """The ledger of a column."""
        ledger = self.graph[key].ledger
        return "" if ledger is None else ledger.name

    def ledger(self, name: str) -> LedgerDefinition:
        """The ledger of a name."""
        found = self.graph[name].ledger
        if found is None:
            raise AssertionError(name)
        return found

    def given(self, slot: tuple[str, int]) -> Value | None:
        """What the ordinary object has; None where it has nothing."""
        key, group = slot
        if group < 0:
            return self.base.values.get(key)
        rows = self.base.ledgers.get(self.ledger_of(key), ())
        return rows[min(group, len(rows) - 1)].get(key) if rows else self._blank_rows.get(key)

    @cached_property
    def _blank_rows(self) -> Mapping[str, Value]:
        """Columns of an ordinary record for ledgers that the ordinary object does not have."""
        from govperf.checks.records import ordinary_value

        columns = [column for ledger in self.graph.ruleset.ledgers for column in ledger.columns]
        found = {column.key: ordinary_value(column, Fraction(1)) for column in columns}
        return {key: value for key, value in found.items() if value is not None}

    def start(self, one: InputDefinition, slot: tuple[str, int]) -> Fraction:
        """The number from which a search starts; the ordinal of a date."""
        value = self.given(slot)
        value = one.default if value is None else value
        if isinstance(value, datetime.date):
            return Fraction(value.toordinal())
        if isinstance(value, Fraction):
            return value
        if one.domain.kind.base is Base.DATE:
            return Fraction(self.usual_day.toordinal())
        return one.domain.low or one.domain.high or Fraction(0)

    @cached_property
    def usual_day(self) -> datetime.date:
        """A day on which the policy is in force."""
        start = self.graph.ruleset.facts.start
        return start if start is not None else datetime.date(2011, 6, 30)

    def settings(self, one: InputDefinition, slot: tuple[str, int]) -> tuple[Value, ...]:
        """The words, the truths that data can give, the ordinary one first."""
        if one.domain.kind.base is Base.BOOL:
            found: tuple[Value, ...] = (False, True)
        elif one.domain.kind.options:
            found = tuple(one.domain.kind.options)
        else:
            found = (*_ORDINARY_TEXTS, *self._texts)
        first = self.given(slot)
        first = one.default if first is None else first
        return tuple(dict.fromkeys((*((first,) if first is not None else ()), *found)))

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """Texts with which something is compared."""
        found: dict[str, None] = {}
        for definition in self.graph.ruleset.definitions:
            for term in walk(definition.term):
                if isinstance(term, Compare):
                    for side in (term.left, term.right):
                        if isinstance(side, Constant) and isinstance(side.value, str):
                            found[side.value] = None
        return tuple(found)[:_MOST_WORDS]

    @cached_property
    def rules(self) -> Mapping[str, Term]:
        """Terms by key of node, requirements aside."""
        return {one.key: one.term for one in self.graph.ruleset.definitions}

    # --- words ---

    def words_of(self, term: Term, depth: int = 0) -> tuple[Value, ...]:
        """The words that a term can be."""
        return tuple(dict.fromkeys(self._words(term, depth)))[:_MOST_WORDS]

    def _words(self, term: Term, depth: int) -> Iterator[Value]:
        if depth > 60:
            return
        match term:
            case Constant(value):
                if not isinstance(value, Missing):
                    yield value
            case Read() | ReadColumn():
                yield from self._words_of_node(key_of(term), depth)
            case Choose(branches, otherwise):
                for branch in branches:
                    yield from self._words(branch.value, depth + 1)
                yield from self._words(otherwise, depth + 1)
            case Default(operand, default):
                yield from self._words(operand, depth + 1)
                yield from self._words(default, depth + 1)
            case Let(_, _, body):
                yield from self._words(body, depth + 1)
            case Grading() | Placement():
                yield from grade_names(term)
            case Aggregate(value=value, source=Rows()):
                yield from self._words(value, depth + 1)
            case _:
                return

    def _words_of_node(self, key: str, depth: int) -> Iterator[Value]:
        if key not in self.graph:
            return
        node = self.graph[key]
        if node.input is not None:
            yield from self.settings(node.input, (key, -1 if node.ledger is None else 0))
        elif node.definition is not None:
            yield from self._words(node.definition.term, depth + 1)

    # --- sorts ---

    def sort_of(self, term: Term, depth: int = 0) -> str:
        """``number`` (dates among them), ``word`` or ``truth``."""
        if depth > 60:
            return "number"
        match term:
            case Constant(bool()):
                return "truth"
            case Constant(str()):
                return "word"
            case Read() | ReadColumn():
                return self._sort_of_node(key_of(term), depth)
            case Choose(branches, otherwise):
                values = [*(branch.value for branch in branches), otherwise]
                return self._sort_of_first(values, depth)
            case Default(operand, default):
                return self._sort_of_first([operand, default], depth)
            case Let(_, _, body):
                return self.sort_of(body, depth + 1)
            case Grading() | Placement():
                return "word"
            case Aggregate(function="首个" | "末个" | "唯一" | "最高" | "最低", value=value, source=Rows()):
                return self.sort_of(value, depth + 1)
            case Apply("in") | Compare():
                return "truth"
            case Local():
                return "local"
            case _:
                return "truth" if type(term).__name__ in ("Every", "Some", "Opposite", "IsPresent") else "number"

    def _sort_of_first(self, terms: list[Term], depth: int) -> str:
        for term in terms:
            if not isinstance(term, Failure) and not (isinstance(term, Constant) and isinstance(term.value, Missing)):
                return self.sort_of(term, depth + 1)
        return "number"

    def _sort_of_node(self, key: str, depth: int) -> str:
        if key not in self.graph:
            return "number"
        node = self.graph[key]
        if node.input is not None:
            return _SORTS.get(node.input.domain.kind.base, "number")
        if node.definition is None:
            return "number"
        base = node.definition.kind.base
        return _SORTS[base] if base in _SORTS else self.sort_of(node.definition.term, depth + 1)


_SORTS = {
    Base.NUMBER: "number",
    Base.DATE: "number",
    Base.BOOL: "truth",
    Base.TEXT: "word",
    Base.CHOICE: "word",
    Base.GRADE: "word",
}
