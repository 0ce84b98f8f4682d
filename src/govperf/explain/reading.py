"""What a value read: the nodes below it, the way to a grade, which outputs are parts of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define, field

from govperf.evaluate.evaluation import Evaluation, Trace
from govperf.evaluate.outcome import NO_ROW, FailedError, NeededError, Place
from govperf.explain.grades import Grade, grading_in, subject_of
from govperf.explain.seen import Seen, seen_at
from govperf.graph import Graph
from govperf.semantics import Definition, Role
from govperf.terms import terms
from govperf.terms.terms import Value
from govperf.terms.walk import reads, walk
from govperf.values import Missing


@define
class Reading:
    """The trace of one object, asked by place."""

    graph: Graph
    evaluation: Evaluation
    trace: Trace
    _seen: dict[Place, Seen] = field(factory=dict)

    def place(self, key: str) -> Place:
        """Where a node of the object has its value."""
        return Place(self.trace.object, key)

    def at(self, place: Place) -> Seen:
        """What was seen at a place."""
        if place not in self._seen:
            self._seen[place] = seen_at(self.graph, self.evaluation, self.trace, place)
        return self._seen[place]

    def value(self, place: Place) -> Value | None:
        """The value at a place; None where it was not needed or there is none."""
        try:
            return self.evaluation.value_at(place)
        except (NeededError, FailedError):
            return None

    def is_computed(self, place: Place) -> bool:
        """The value comes from its formula, not from a case that sets it."""
        return place.row != NO_ROW or place.key not in self.evaluation.data(place.object).given

    # --- which outputs stand at the top ---

    def roots(self) -> tuple[str, ...]:
        """Outputs in the order of the file, without those that are a part of another number."""
        outputs = self.graph.ruleset.outputs
        shown = [key for key in outputs if self.value(self.place(key)) not in (None, Missing.NOT_APPLICABLE)]
        parts = {part for key in shown for part in self._parts(key)}
        return tuple(key for key in shown if key not in parts)

    def _parts(self, key: str) -> Iterator[str]:
        """Outputs that are parts of a number, through what is no output itself."""
        outputs = set(self.graph.ruleset.outputs)
        waiting, met = [key], {key}
        while waiting:
            for used in self._added(waiting.pop()):
                if used in met:
                    continue
                met.add(used)
                if used in outputs:
                    yield used
                else:
                    waiting.append(used)

    def _added(self, key: str) -> Iterator[str]:
        """Numbers that a number is made of; what is only ranked, graded, tested is none of them."""
        definition = self.graph[key].definition
        if definition is None or not definition.kind.is_number:
            return
        apart = _ranked_or_tested(definition.term)
        for one in self.at(self.place(key)).order:
            if isinstance(one, terms.Read) and id(one) not in apart and self._is_number(one.key):
                yield one.key
        yield from (child for child in definition.children if self._is_number(child))

    def _is_number(self, key: str) -> bool:
        definition = self.graph[key].definition
        return definition is not None and definition.kind.is_number

    # --- the way to a grade ---

    def grade(self, definition: Definition, place: Place, vetoes: Mapping[str, str]) -> Grade | None:
        """What the trace has on the way to a grade; None for any other node.

        ``vetoes`` are the words of those that hold, by key.
        """
        if definition.role is not Role.GRADE:
            return None
        entry = self._entry(definition, place)
        steps = self.trace.steps
        notes = (*steps.get(entry, ()), *(steps.get(place, ()) if entry != place else ()))
        seen, found = self.at(entry), self.graph[entry.key].definition
        grading = None if found is None else grading_in(found.term)
        if grading is None or not notes or notes[0].grade is None:
            return Grade(seen, notes, vetoes)
        needed = len(notes) > 1 or not self._is_shown(grading.score)
        return Grade(seen, notes, vetoes, subject_of(grading, seen) if needed else "")

    def _is_shown(self, score: terms.Term) -> bool:
        return isinstance(score, terms.Read) and self.graph[score.key].definition is not None

    def _entry(self, definition: Definition, place: Place) -> Place:
        """The place at which the grade before quotas was found."""
        for inside in walk(definition.term):
            if isinstance(inside, terms.Placement) and isinstance(inside.entry, terms.Read):
                return Place(place.object, inside.entry.key)
        return place

    # --- what a value reads ---

    def below(self, place: Place) -> list[Place]:
        """The places that a value read, in the order of reading, each once."""
        definition = self.graph[place.key].definition
        if definition is None or not self.is_computed(place):
            return []
        found: dict[Place, None] = {}
        for term in self._order(definition, place):
            if isinstance(term, terms.Read):
                found.update(dict.fromkeys(self._opened(self.place(term.key))))
            elif isinstance(term, terms.ReadColumn) and place.row != NO_ROW:
                column = Place(place.object, f"{term.ledger}.{term.column}", place.row)
                if self.graph[column.key].definition is not None:
                    found[column] = None
        for key in self._read_by_rows(place):
            found.update(dict.fromkeys(self._opened(self.place(key))))
        found.pop(place, None)
        return list(found)

    def _order(self, definition: Definition, place: Place) -> list[terms.Term]:
        if definition.children:
            overridden = [one for one in self.at(place).order if isinstance(one, terms.Read)]
            vetoes = [one for one in overridden if self.graph[one.key].role is Role.VETO]
            return [*vetoes, *(terms.Read(key) for key in definition.children)]
        entry = self._entry(definition, place)
        own = [*self.at(entry).order, *self.at(place).order] if entry != place else self.at(place).order
        terms_read = (*own, *self.at(place).names.values())
        return [one for one in terms_read if not (isinstance(one, terms.Read) and one.key == entry.key != place.key)]

    def _opened(self, place: Place) -> list[Place]:
        """The place itself; for a veto what it reads, as the veto is told where it applied.

        The data behind a leaf is the leaf.
        """
        if place.key.endswith("#") or place.key not in self.graph:
            return []
        if self.graph[place.key].role is Role.VETO:
            return [one for one in self.below(place) if self.graph[one.key].definition is not None]
        return [place]

    def _read_by_rows(self, place: Place) -> Iterator[str]:
        """Nodes of the object that an aggregate reads for every record."""
        for one in self.at(place).order:
            if isinstance(one, terms.Aggregate):
                for key in reads(one):
                    definition = self.graph[key].definition if key in self.graph else None
                    known = definition is not None and not definition.ledger
                    if known and self.value(self.place(key)) is not None:
                        yield key


def _ranked_or_tested(term: terms.Term) -> frozenset[int]:
    """Identities of the terms inside values of the cohort or conditions."""
    found: set[int] = set()
    for inside in walk(term):
        match inside:
            case terms.OfCohort() | terms.Compare() | terms.IsPresent():
                found.update(id(part) for part in walk(inside))
            case _:
                pass
    return frozenset(found)
