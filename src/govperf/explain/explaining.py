"""Turns a trace into the tree of reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field

from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation, Trace
from govperf.evaluate.outcome import Failed, Place
from govperf.explain.drafts import Draft, Drafts
from govperf.explain.explanation import Explanation
from govperf.explain.formula import condition, whole
from govperf.explain.listing import Line, lines_of_records
from govperf.explain.methods import methods_in
from govperf.explain.reading import Reading
from govperf.explain.reasons import Reason
from govperf.explain.records import listed
from govperf.explain.seen import exact, form_of, show
from govperf.explain.workings import working_of
from govperf.frozen import frozen
from govperf.graph import Graph, Node
from govperf.semantics import Definition, Role
from govperf.syntax.expressions import Remarks
from govperf.terms.terms import Value
from govperf.values import Missing

_MOST_RECORDS_IN_ALL = 5_000
_NO_REMARKS = Remarks()


def explain(graph: Graph, evaluation: Evaluation, trace: Trace, values: Mapping[str, Value]) -> Explanation:
    """The working of one object's score.

    ``values`` are those of the card; raises GovperfError where the trace arrived at another.
    """
    _check(graph, evaluation, trace, values)
    return _Explainer(graph, evaluation, trace, values, Reading(graph, evaluation, trace)).explanation()


def explain_found(graph: Graph, evaluation: Evaluation, trace: Trace) -> tuple[Reason, ...]:
    """The working of every output that was computed."""
    reading = Reading(graph, evaluation, trace)
    keys = [*graph.ruleset.outputs, *(one.key for one in graph.ruleset.definitions if one.role is Role.VETO)]
    values = {key: value for key in keys if (value := reading.value(reading.place(key))) is not None}
    return _Explainer(graph, evaluation, trace, values, reading).explanation().reasons


def explain_place(graph: Graph, evaluation: Evaluation, trace: Trace, place: Place) -> tuple[Reason, ...]:
    """The working of one value alone, as far as it was computed; nothing where there is none."""
    reading = Reading(graph, evaluation, trace)
    vetoes = [one.key for one in graph.ruleset.definitions if one.role is Role.VETO]
    values = {key: value for key in vetoes if (value := reading.value(reading.place(key))) is not None}
    return _Explainer(graph, evaluation, trace, values, reading).of_place(place)


def _check(graph: Graph, evaluation: Evaluation, trace: Trace, values: Mapping[str, Value]) -> None:
    for key, value in values.items():
        again = evaluation.outcome(Place(trace.object, key))
        if type(again) is not type(value) or again != value:
            found = "没有结果" if isinstance(again, Failed) else show(again, form_of(graph, key))
            kept = show(value, form_of(graph, key))
            raise GovperfError(f"“{graph[key].name}”复算得 {found}，成绩单上是 {kept}：数据或规则已不是计分时的那份")


@frozen
class _Task:
    """A place to be explained under a parent."""

    place: Place
    parent: Draft | None


@define
class _Explainer:
    graph: Graph
    evaluation: Evaluation
    trace: Trace
    values: Mapping[str, Value]
    reading: Reading
    _vetoes: dict[str, str] = field(factory=dict)
    _done: set[Place] = field(factory=set)
    _vetoes_told: set[str] = field(factory=set)
    _columns_told: dict[str, Place] = field(factory=dict)
    _drafts: Drafts = field(factory=Drafts)
    _records: int = 0

    def explanation(self) -> Explanation:
        """All outputs that apply, then the vetoes that hold but change nothing."""
        self._hear_vetoes()
        roots = self.reading.roots()
        tops = [draft for key in roots if (draft := self._tree(self.reading.place(key), roots)) is not None]
        tops += [self._drafts.begin(reason, None) for reason in self._other_vetoes()]
        facts, data = self.graph.ruleset.facts, self.evaluation.data(self.trace.object)
        return Explanation(data.name, facts.name, facts.version, self._drafts.finished(tops), tuple(data.notes))

    def of_place(self, place: Place) -> tuple[Reason, ...]:
        """The working of one value."""
        self._hear_vetoes()
        top = self._tree(place, (place.key,))
        return self._drafts.finished([] if top is None else [top])

    def _hear_vetoes(self) -> None:
        for one in self.graph.ruleset.definitions:
            if one.role is Role.VETO and self.values.get(one.key) is True:
                self._vetoes[one.key] = self._words(one)

    # --- one tree ---

    def _tree(self, root: Place, roots: Sequence[str]) -> Draft | None:
        """The root with everything below it; what another root explains is only named."""
        top: Draft | None = None
        waiting = [_Task(root, None)]
        while waiting:
            task = waiting.pop()
            elsewhere = task.parent is not None and task.place == self.reading.place(task.place.key)
            if task.place in self._done or (elsewhere and task.place.key in roots):
                self._refer(task)
                continue
            value = self.reading.value(task.place)
            if value is None or value is Missing.NOT_APPLICABLE:
                continue
            self._done.add(task.place)
            draft = self._drafts.begin(self._reason(self.graph[task.place.key], task.place, value), task.parent)
            top = top or draft
            self._with_methods(task.place, draft)
            tasks = [*self._with_records(task.place, draft), *self._below(task.place, draft)]
            waiting.extend(reversed(tasks))
        return top

    def _below(self, place: Place, draft: Draft) -> Iterator[_Task]:
        for one in self.reading.below(place):
            yield _Task(one, draft)

    def _refer(self, task: _Task) -> None:
        """Names what is explained elsewhere, once."""
        holder = None if task.parent is None else task.parent.holder
        value = self.reading.value(task.place)
        if holder is None or value is None or task.place.key in holder.keys:
            return
        node = self.graph[task.place.key]
        shown = show(value, form_of(self.graph, node.key))
        places = None if node.definition is None else node.definition.places
        reason = Reason(node.name, node.key, node.role.value, shown, exact(value, places), again=True)
        self._drafts.begin(reason, task.parent)

    # --- one reason ---

    def _reason(self, node: Node, place: Place, value: Value) -> Reason:
        definition = node.definition
        if definition is None:
            return self._input(node, value)
        shown = show(value, form_of(self.graph, node.key))
        if node.role is Role.PARAMETER:
            clause, note = definition.remarks.clause, definition.remarks.note
            told = bool(clause or note)
            return Reason(
                node.name, node.key, "参数", shown, exact(value), shown, clause=clause, note=note, listed=told
            )
        grade = self.reading.grade(definition, place, self._vetoes)
        work = working_of(definition, self.reading.at(place), value, self._vetoes, grade)
        self._vetoes_told.update(work.vetoes)
        return Reason(
            definition.name,
            node.key,
            node.role.value,
            shown,
            exact(value, definition.places),
            work.text,
            work.formula,
            work.before,
            work.steps,
            work.mark,
            clause=work.clause or self._remarks(definition, place).clause,
            note=self._remarks(definition, place).note,
        )

    def _remarks(self, definition: Definition, place: Place) -> Remarks:
        """The remarks of a definition; those of a computed column are told once, not with every record."""
        first = self._columns_told.setdefault(definition.key, place)
        return definition.remarks if first == place or not definition.ledger else _NO_REMARKS

    def _input(self, node: Node, value: Value) -> Reason:
        data = self.evaluation.data(self.trace.object)
        status = value.value if isinstance(value, Missing) else "已填" if node.key in data.values else "默认"
        clause, note = ("", "") if node.input is None else (node.input.remarks.clause, node.input.remarks.note)
        shown = show(value, form_of(self.graph, node.key))
        return Reason(
            node.name,
            node.key,
            "输入",
            shown,
            exact(value),
            status,
            status=status,
            clause=clause,
            note=note,
            listed=False,
        )

    # --- methods, records ---

    def _with_methods(self, place: Place, draft: Draft) -> None:
        """Puts the methods of the file that a formula uses under it, each with its own working."""
        definition = self.graph[place.key].definition
        if definition is None or not self.reading.is_computed(place):
            return
        for one in methods_in(definition.formula, self.reading.at(place)):
            work, shown = one.working, show(one.value)
            self._drafts.begin(
                Reason(
                    one.name,
                    one.name,
                    "方法",
                    shown,
                    exact(one.value),
                    work.text,
                    work.formula,
                    work.before,
                    work.steps,
                ),
                draft,
            )

    def _with_records(self, place: Place, draft: Draft) -> list[_Task]:
        """Puts the records behind a value under it; what a record itself reads is still to be explained."""
        definition = self.graph[place.key].definition
        if definition is None or not self.reading.is_computed(place):
            return []
        found = listed(self.reading.at(place), definition.term, definition.formula)
        tasks: list[_Task] = []
        for one in found:
            alone = sum(other.ledger == one.ledger for other in found) == 1
            for line in lines_of_records(one, self.graph, alone=alone, room=_MOST_RECORDS_IN_ALL - self._records):
                self._records += 1
                tasks += self._begin_record(line, one.column, draft)
        return tasks

    def _begin_record(self, line: Line, column: str, draft: Draft) -> list[_Task]:
        place = None if line.record is None or not column else Place(self.trace.object, column, line.record.number - 1)
        value = None if place is None or line.record is None or line.record.value is None else self.reading.value(place)
        if place is None or value is None or place in self._done:
            self._drafts.begin(line.reason, draft)
            return []
        self._done.add(place)
        work = self._reason(self.graph[column], place, value)
        text = "，".join(
            part for part in (f"{work.name} = {work.text}", line.reason.why and f"不计：{line.reason.why}") if part
        )
        reason = evolve(
            line.reason, text=text, formula=work.formula, steps=work.steps, clause=work.clause, note=work.note
        )
        record = self._drafts.begin(reason, draft)
        return list(self._below(place, record))

    # --- vetoes ---

    def _words(self, veto: Definition) -> str:
        """``一票否决：旷工天数 3 超过 2天``."""
        span = whole(veto.span, veto.name)
        said = veto.name if span is None else condition(span, self.reading.at(self.reading.place(veto.key)))
        return f"{'否决' if veto.key.startswith('否决#') else '一票否决'}：{said}"

    def _other_vetoes(self) -> Iterator[Reason]:
        """Vetoes that hold but change nothing that is shown above."""
        for key, words in self._vetoes.items():
            definition = self.graph[key].definition
            if key not in self._vetoes_told and definition is not None:
                word, _, text = words.partition("：")
                clause, note = definition.remarks.clause, definition.remarks.note
                yield Reason(word, key, word, "是", True, text, clause=clause, note=note)
