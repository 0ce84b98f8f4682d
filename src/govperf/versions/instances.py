"""Made-up objects that show a difference, computed exactly by both versions before anybody sees them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, field

from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import COHORT, Failed, ObjectData, Place
from govperf.evaluate.records import check_domain
from govperf.evaluate.scoring import broken_requirements
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import InputDefinition
from govperf.terms.terms import Value


@frozen
class Stopped:
    """There is no value, for the reason of this code."""

    code: str


Outcome = Value | Stopped


@frozen
class Instance:
    """One object with what a result is under either version.

    ``told`` are the inputs that matter, in words; ``record`` is the object as JSON text that ``Policy.score`` takes,
    ``others`` how many more objects are scored beside it; ``basis`` what a grade is given by, before and after.
    """

    told: str
    before: Outcome
    after: Outcome
    record: str = field(repr=False)
    others: int = 0
    basis: tuple[Outcome, Outcome] | None = None

    @property
    def difference(self) -> Fraction | None:
        """``after − before``; None where either is no number."""
        old, new = self.before, self.after
        if isinstance(old, Fraction) and isinstance(new, Fraction):
            return new - old
        return None


def instances(
    old: Graph, new: Graph, keys: Sequence[str], objects: Sequence[ObjectData], limits: Limits
) -> dict[str, tuple[Outcome, Outcome]]:
    """What results are for the first object under both versions; empty where either refuses the data."""
    before = worths(old, keys, objects, limits)
    after = worths(new, keys, objects, limits) if before else {}
    return {key: (before[key], after[key]) for key in keys if key in before and key in after}


def shared(data: ObjectData, old: Graph, new: Graph) -> ObjectData:
    """The object with numbers moved into what both versions take, where their domains are not the same."""
    values = dict(data.values)
    for graph in (old, new):
        for one in graph.ruleset.inputs:
            value = values.get(one.key)
            if isinstance(value, Fraction):
                values[one.key] = _within(one, value)
    return evolve(data, values=values)


def _within(one: InputDefinition, value: Fraction) -> Fraction:
    domain = one.domain
    if domain.low is not None and not domain.low_open:
        value = max(value, domain.low)
    if domain.high is not None and not domain.high_open:
        value = min(value, domain.high)
    return value


def worths(graph: Graph, keys: Sequence[str], objects: Sequence[ObjectData], limits: Limits) -> dict[str, Outcome]:
    """What nodes are worth for the first object, scored together with the others; empty where data is not in order."""
    fitting = tuple(known_to(one, graph) for one in objects)
    if not all(_in_domain(graph, one) for one in fitting):
        return {}
    evaluation = Evaluation(graph, fitting, limits, whole=True)
    whole = graph.ruleset.cohort_outputs
    try:
        found = {key: _outcome(evaluation.outcome(Place(COHORT if key in whole else 0, key))) for key in keys}
        broken = any(True for index in range(len(fitting)) for _ in broken_requirements(evaluation, index))
    except GovperfError:
        return {}
    return {} if broken else {key: value for key, value in found.items() if value is not None}


def _outcome(found: Value | Failed) -> Outcome | None:
    """None where made-up data lacks something, which says nothing of the rules."""
    if isinstance(found, Failed):
        return None if any(problem.path for problem in found.problems) else Stopped(found.problems[0].code)
    return found


def known_to(data: ObjectData, graph: Graph) -> ObjectData:
    """The object as one version reads it: what it does not ask for is left out."""
    inputs = {one.key for one in graph.ruleset.inputs}
    ledgers = {one.name: {column.key for column in one.columns} for one in graph.ruleset.ledgers}
    values = {key: value for key, value in data.values.items() if key in inputs}
    rows = {
        name: tuple({key: value for key, value in row.items() if key in ledgers[name]} for row in records)
        for name, records in data.ledgers.items()
        if name in ledgers
    }
    return ObjectData(values, rows, name=data.name)


def _in_domain(graph: Graph, data: ObjectData) -> bool:
    columns = [(one, [data.values]) for one in graph.ruleset.inputs]
    columns += [
        (column, list(data.ledgers.get(ledger.name, ())))
        for ledger in graph.ruleset.ledgers
        for column in ledger.columns
    ]
    return all(_fits(one, row[one.key]) for one, rows in columns for row in rows if one.key in row)


def _fits(one: InputDefinition, value: Value) -> bool:
    options = one.domain.kind.options
    if options and value not in options:
        return False
    if isinstance(value, Fraction):
        return isinstance(check_domain(one.domain, value, (one.name,)), Fraction)
    return True


__all__ = ["Instance", "Outcome", "Stopped", "instances", "known_to", "shared", "worths"]
