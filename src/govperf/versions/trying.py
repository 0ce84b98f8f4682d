"""Tries made-up objects under both versions, tells those whose results differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from govperf.checks.probe import Probe
from govperf.checks.records import Variable, as_json, reached, variables
from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph, Level
from govperf.limits import Limits
from govperf.terms.kinds import Base
from govperf.terms.terms import Grading, Placement, Read
from govperf.terms.walk import reads, walk
from govperf.versions.instances import Instance, instances, known_to, shared
from govperf.versions.telling import told_of


@define
class Trial:
    """The two versions, with what is known of each result."""

    old: Graph
    new: Graph
    limits: Limits
    ordinary: ObjectData = field(init=False)
    _bases: dict[str, str] = field(factory=dict)
    _below: dict[str, tuple[Variable, ...]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """What is ordinary is told by the new version, as far as it has a say."""
        before, after = (Probe(graph, self.limits).base for graph in (self.old, self.new))
        ledgers = {**before.ledgers, **after.ledgers}
        self.ordinary = evolve(after, values={**before.values, **after.values}, ledgers=ledgers)

    def shown(self, keys: Sequence[str], cohort: Sequence[ObjectData]) -> dict[str, Instance]:
        """The results that differ for the first object, computed exactly under both versions."""
        objects = [shared(one, self.old, self.new) for one in cohort]
        bases = [basis for key in keys if (basis := self.basis(key))]
        found = instances(self.old, self.new, tuple(dict.fromkeys((*keys, *bases))), objects, self.limits)
        differing = [key for key in keys if key in found and found[key][0] != found[key][1]]
        record = as_json(known_to(objects[0], self.new), self.new) if differing else ""
        others = len(objects) - 1
        return {
            key: Instance(self._told(objects[0], key), *found[key], record, others, found.get(self.basis(key)))
            for key in differing
        }

    def basis(self, key: str) -> str:
        """The key of the score by which a grade is given, where both versions compute it; empty otherwise."""
        if key not in self._bases:
            self._bases[key] = next((one for one in _scores(self.new, key) if one in self.old), "")
        return self._bases[key]

    def _told(self, data: ObjectData, key: str) -> str:
        """The object in words: the inputs on which the result depends in either version."""
        if key not in self._below:
            below = reached(self.old, _starts(self.old, key)) | reached(self.new, _starts(self.new, key))
            found = {one.name: one for graph in (self.old, self.new) for one in variables(graph, below)}
            self._below[key] = tuple(found.values())
        return told_of(data, self.ordinary, self._below[key])


def _scores(graph: Graph, key: str) -> Iterator[str]:
    """The keys of computed scores by which a grade is given."""
    waiting = [key]
    while waiting:
        definition = graph[waiting.pop()].definition
        if definition is None or definition.kind.base is not Base.GRADE:
            continue
        for inside in walk(definition.term):
            match inside:
                case Grading(score=Read(score)) if graph[score].definition is not None:
                    yield score
                case Placement(entry=Read(entry)):
                    waiting.append(entry)
                case _:
                    pass


def _starts(graph: Graph, key: str) -> tuple[str, ...]:
    """What decides a result: itself, for one of the cohort also who takes part."""
    participation = graph.ruleset.participation
    return (key, *(reads(participation) if participation is not None and graph[key].level is Level.COHORT else ()))


__all__ = ["Trial"]
