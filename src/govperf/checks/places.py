"""Every term of a definition with what is known at its place: the conditions above it, the values that are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field

from govperf.checks.narrowing import Facts, narrowed
from govperf.checks.ranges import DEEPEST, Ranges
from govperf.frozen import frozen
from govperf.semantics import Definition
from govperf.terms.terms import Aggregate, Choose, Let, Local, Rows, Term
from govperf.terms.walk import parts, walk


@frozen
class Use:
    """One term where it stands.

    ``facts`` are the bounds that the conditions above it give; ``named`` the terms behind its local values;
    ``guarded`` says that it is looked at only where a condition holds; ``ledger`` is that whose records an aggregate
    around it looks at; ``above`` are the terms around it, outermost first.
    """

    term: Term
    definition: Definition
    facts: Facts = field(eq=False, repr=False)
    named: Mapping[int, Term] = field(eq=False, repr=False)
    guarded: bool = False
    ledger: str = ""
    above: tuple[Term, ...] = field(default=(), eq=False, repr=False)

    @property
    def parent(self) -> Term | None:
        """The term that it is a part of."""
        return self.above[-1] if self.above else None

    def settled(self, term: Term) -> Term:
        """The term behind a local value."""
        while isinstance(term, Local) and term.name in self.named:
            term = self.named[term.name]
        return term

    def closed(self, term: Term) -> Term:
        """The term with the local values that it reads put around it, so that it can be evaluated by itself."""
        term = self.settled(term)
        for name in sorted(self.named, reverse=True):
            if any(isinstance(inside, Local) and inside.name == name for inside in walk(term)):
                term = Let(name, self.named[name], term, span=term.span)
        return term


def uses_of(definition: Definition, ranges: Ranges) -> Iterator[Use]:
    """The terms of a definition that can be looked at, outermost first."""
    waiting = [Use(definition.term, definition, {}, {})]
    while waiting:
        use = waiting.pop()
        yield use
        if len(use.above) < DEEPEST:
            waiting.extend(reversed(list(_below(use, ranges))))


def _below(use: Use, ranges: Ranges) -> Iterator[Use]:
    above = (*use.above, use.term)
    match use.term:
        case Choose():
            yield from _ways(use, use.term, ranges)
        case Let(name, value, body):
            given = ranges.of(value, use.facts)
            facts = use.facts if given is None else {**use.facts, Local(name): given}
            named = {**use.named, name: value}
            yield Use(value, use.definition, use.facts, use.named, use.guarded, use.ledger, above)
            yield Use(body, use.definition, facts, named, use.guarded, use.ledger, above)
        case Aggregate(source=Rows(ledger), where=where):
            inside = use.facts if where is None else narrowed(where, use.facts, ranges, holds=True)
            for part in parts(use.term):
                facts = use.facts if part is where or inside is None else inside
                yield Use(part, use.definition, facts, use.named, use.guarded, ledger, above)
        case _:
            for part in parts(use.term):
                yield Use(part, use.definition, use.facts, use.named, use.guarded, use.ledger, above)


def _ways(use: Use, choose: Choose, ranges: Ranges) -> Iterator[Use]:
    """Each way stands under its condition, under the failure of those before it."""
    facts = use.facts
    above = (*use.above, choose)
    guarded = use.guarded
    for branch in choose.branches:
        yield Use(branch.condition, use.definition, facts, use.named, guarded, use.ledger, above)
        inside = narrowed(branch.condition, facts, ranges, holds=True)
        if inside is not None:
            yield Use(branch.value, use.definition, inside, use.named, True, use.ledger, above)
        rest = narrowed(branch.condition, facts, ranges, holds=False)
        if rest is None:
            return
        facts, guarded = rest, True
    yield Use(choose.otherwise, use.definition, facts, use.named, True, use.ledger, above)
