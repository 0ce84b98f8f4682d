"""A 用例 for each mutant that would notice it, checked by running it under both readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, field

from govperf.checks.ranges import Ranges
from govperf.evaluate.outcome import ObjectData
from govperf.mutation.bench import Bench, Reading, passes
from govperf.mutation.killing.search import Found, Search
from govperf.mutation.killing.shrinking import shrunk
from govperf.mutation.killing.targets import Target, targets
from govperf.mutation.killing.values import Values
from govperf.mutation.killing.writing import case_text
from govperf.mutation.model import Offer
from govperf.mutation.scenes import Scene
from govperf.source import Source
from govperf.syntax import parse
from govperf.syntax.declarations import Case


@define
class Offers:
    """Finds cases for the mutants of one policy; names are given once."""

    bench: Bench
    original: Reading
    ranges: Ranges
    names: set[str] = field(factory=set)

    def find(self, reading: Reading, name: str) -> tuple[Offer, Case] | None:
        """A case that passes under the original, not under the mutant; None where none was found."""
        for target in targets(self.bench.graph, reading.graph, reading.changed):
            terms = target.terms
            values = Values(self.ranges, reading.graph, terms)
            search = Search(self.bench.graph, reading.graph, target, values, self.bench.limits)
            found = search.run(list(self._seeds(target, reading)))
            offer = None if found is None else self.written(shrunk(found, search), reading, name)
            if offer is not None:
                return offer
        return None

    def shown_by(self, objects: Sequence[ObjectData], reading: Reading, name: str) -> tuple[Offer, Case] | None:
        """The same for objects that somebody else has found, as the prover does."""
        for target in targets(self.bench.graph, reading.graph, reading.changed):
            values = Values(self.ranges, reading.graph, target.terms)
            search = Search(self.bench.graph, reading.graph, target, values, self.bench.limits)
            found = search.differs(Scene(tuple(objects), target.whole or len(objects) > 1))
            offer = None if found is None else self.written(shrunk(found, search), reading, name)
            if offer is not None:
                return offer
        return None

    def _seeds(self, target: Target, reading: Reading) -> Iterator[Scene]:
        """The objects of cases that come by here, those of the fewest words first."""
        wanted = {target.key, *reading.changed}
        near = [scene for scene, keys in self.bench.scenes if wanted & keys and scene.whole >= target.whole]
        return iter(sorted(near, key=_size))

    def written(self, found: Found, reading: Reading, name: str) -> tuple[Offer, Case] | None:
        """The case as text, read again: only what passes and notices is offered."""
        fresh = self._fresh(name)
        text = case_text(self.bench.graph, found, fresh)
        case = read_case(text)
        if case is None:
            return None
        settings, limits = self.bench.settings, self.bench.limits
        if passes(case, self.original, settings, limits) and not passes(case, reading, settings, limits):
            self.names.add(fresh)
            return Offer(fresh, text), case
        return None

    def _fresh(self, name: str) -> str:
        taken = {*self.names, *self.bench.policy.case_names}
        if name not in taken:
            return name
        return next(new for number in range(2, 10_000) if (new := f"{name}（{number}）") not in taken)


def _size(scene: Scene) -> int:
    return sum(
        len(one.values) + len(one.given) + sum(len(row) for rows in one.ledgers.values() for row in rows)
        for one in scene.objects
    )


def read_case(text: str) -> Case | None:
    """The case that a text says; None where it cannot be read."""
    parsed = parse(Source(f"规则 用例\n\n{text}", "用例"))
    cases = [one for one in parsed.file.statements if isinstance(one, Case)]
    return cases[0] if len(cases) == 1 and not parsed.diagnostics else None


__all__ = ["Offers", "read_case"]
