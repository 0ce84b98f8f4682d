"""Scores records by the graph alone: what each object gets, or the kinds of error of which one must be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.oracle import data, meaning
from tests.oracle.meaning import Place
from tests.oracle.trouble import MISSING, UNFIT, Trouble, every

from govperf.graph import Graph
from govperf.semantics.model import Definition, InputDefinition, LedgerDefinition, Role
from govperf.terms import terms as t
from govperf.values import Missing

NOWHERE = Missing.NOT_APPLICABLE


@dataclass(frozen=True)
class Answer:
    """The values by key, or the kinds of error that may be told, of which the ``certain`` ones must be."""

    values: Mapping[str, Any] | None = None
    codes: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()


class World:
    """All that is known: the graph, the records, whether they are the whole cohort."""

    def __init__(
        self, graph: Graph, records: Sequence[Mapping[str, Any]], *, whole: bool, skip_bad: bool = False
    ) -> None:
        rules = graph.ruleset
        self.graph = graph
        self.rules = rules
        self.records = records
        self.whole = whole
        self.definitions: dict[str, Definition] = {one.key: one for one in rules.definitions}
        self.inputs: dict[str, InputDefinition] = {one.key: one for one in rules.inputs}
        self.ledgers: dict[str, LedgerDefinition] = {one.name: one for one in rules.ledgers}
        self._known: dict[tuple[Any, ...], Any] = {}
        self.faults: list[frozenset[str]] = [frozenset()] * len(records)
        self.faults = [self._faults(who) for who in range(len(records))]
        self._known.clear()
        self.doubts: set[str] = set()
        """Kinds of error that may be told although the oracle, which tries every way, knows the value."""
        self.skipped = {who for who in range(len(records)) if skip_bad and self._is_bad(who)}

    # --- values ---

    def node(self, key: str, who: int) -> Any:
        """The value of a node of an object."""
        return self._once((key, who), lambda: self._node(key, Place(self, who)))

    def column(self, ledger: str, column: str, who: int, row: int) -> Any:
        """The value of a column in a record."""
        place = Place(self, who).at(ledger, row)
        return self._once((ledger, column, who, row), lambda: self._column(ledger, column, place))

    def count(self, ledger: str, who: int) -> int:
        """How many records an object has; a ledger that is not there is missing unless it is 可缺."""
        rows = self.records[who].get(ledger)
        if rows is None and not self.ledgers[ledger].optional:
            raise Trouble(MISSING)
        return len(rows or ())

    def taking_part(self) -> list[int]:
        """The objects that count in ranks, averages, quotas."""
        everybody = [who for who in range(len(self.records)) if who not in self.skipped]
        condition = self.rules.participation
        if condition is None:
            return everybody
        held = every([lambda who=who: meaning.present(condition, Place(self, who)) for who in everybody])
        return [who for who, holds in zip(everybody, held, strict=True) if holds]

    def _once(self, key: tuple[Any, ...], compute: Any) -> Any:
        if key not in self._known:
            try:
                self._known[key] = compute()
            except Trouble as trouble:
                self._known[key] = trouble
        found = self._known[key]
        if isinstance(found, Trouble):
            raise found
        return found

    def _node(self, key: str, place: Place) -> Any:
        if key in self.definitions:
            return meaning.value(self.definitions[key].term, place)
        return self._given(self.inputs[key], self.records[place.who], place)

    def _column(self, ledger: str, column: str, place: Place) -> Any:
        key = f"{ledger}.{column}"
        if key in self.definitions:
            return meaning.value(self.definitions[key].term, place)
        row = self.records[place.who][ledger][place.rows[ledger]]
        declared = next(one for one in self.ledgers[ledger].columns if one.name == column)
        return self._given(declared, row, place)

    def _given(self, one: InputDefinition, given: Mapping[str, Any], place: Place) -> Any:
        if one.applies is not None and not meaning.present(one.applies, place):
            return NOWHERE
        found = data.cell(given, one.name)
        if found is not None:
            return data.read(found, one.domain)
        if one.default is not None:
            return one.default
        if one.optional:
            return Missing.ABSENT
        raise Trouble(MISSING)

    # --- what is wrong with the data ---

    def _faults(self, who: int) -> frozenset[str]:
        """The kinds of error of all supplied values, with 不合要求 where a requirement says no."""
        found = data.faults(self.records[who], self.rules.inputs, self.rules.ledgers)
        for place, condition in self._requirements(who):
            try:
                if meaning.value(condition, place) is False:
                    found.add(UNFIT)
            except Trouble:
                pass  # what a requirement cannot read, it does not refuse
        return frozenset(found)

    def _is_bad(self, who: int) -> bool:
        """The object's own data is wrong, or something that its outputs reach is missing."""
        alone = World(self.graph, [self.records[who]], whole=True)
        return bool(alone.faults[0]) or MISSING in alone.answer(0).codes

    def _requirements(self, who: int) -> list[tuple[Place, t.Term]]:
        place = Place(self, who)
        found = [(place, one.condition) for one in self.rules.requirements]
        for ledger in self.rules.ledgers:
            rows = range(len(self.records[who].get(ledger.name) or ()))
            found += [(place.at(ledger.name, row), one.condition) for row in rows for one in ledger.requirements]
        return found

    # --- answers ---

    def answer(self, who: int) -> Answer:
        """All outputs with all vetoes, or the kinds of error that stop the object."""
        if self.faults[who] or who in self.skipped:
            return Answer(codes=self.faults[who] | {MISSING}, certain=self.faults[who])
        vetoes = [one.key for one in self.rules.definitions if one.role is Role.VETO]
        keys = [*self.rules.outputs, *vetoes]
        try:
            found = every([lambda key=key: self.node(key, who) for key in keys])
        except Trouble as trouble:
            return Answer(codes=trouble.codes | self._troubles_below(who))
        return Answer(values=dict(zip(keys, found, strict=True)))

    def _troubles_below(self, who: int) -> frozenset[str]:
        """What is wrong with the nodes of trees, which may be told as well."""
        nodes = [one.key for one in self.rules.definitions if one.role is Role.INDICATOR]
        try:
            every([lambda key=key: self.node(key, who) for key in nodes])
        except Trouble as trouble:
            return trouble.codes
        return frozenset()

    def total(self, key: str) -> Answer:
        """One value for the cohort."""
        try:
            return Answer(values={key: self.node(key, 0)})
        except Trouble as trouble:
            return Answer(codes=trouble.codes)


def score(graph: Graph, record: Mapping[str, Any]) -> Answer:
    """The answer for one object scored alone."""
    return World(graph, [record], whole=False).answer(0)


def score_all(graph: Graph, records: Sequence[Mapping[str, Any]], *, skip_bad: bool = False) -> list[Answer]:
    """The answers for a cohort, in order; then those of 全体输出."""
    world = World(graph, records, whole=True, skip_bad=skip_bad)
    answers = [world.answer(who) for who in range(len(records))]
    answers += [world.total(key) for key in graph.ruleset.cohort_outputs]
    return [replace(one, codes=one.codes | world.doubts) for one in answers]
