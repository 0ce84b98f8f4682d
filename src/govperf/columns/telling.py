"""Which reasons each row tells, found for all rows at once by the steps that the evaluation of terms takes.

The reasons are values that a row lacks. Everything else has a value in it, and what is chosen by conditions is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, assert_never

from govperf.columns.model import Flags
from govperf.columns.specials import Special, reading_of
from govperf.columns.told import NOTHING, UNSURE, Told, after, either, gathered, unsure, within
from govperf.graph import Graph, Node
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Failure,
    Grading,
    IsPresent,
    Items,
    Let,
    Local,
    OfCohort,
    Opposite,
    Placement,
    Position,
    Read,
    ReadColumn,
    Root,
    Rounded,
    Rows,
    Some,
    Term,
)
from govperf.terms.walk import key_of, parts, walk

Lets = tuple[Let, ...]
"""What gives the local values of a term their names, outermost first."""

Lacking = Mapping[str, tuple[int, Flags]]
"""Keys of inputs with the number of the reason that is told where they are read, the rows that lack them."""


class World(Protocol):
    """What is known of the rows."""

    def judged(self, condition: Term, lets: Lets) -> tuple[Flags, Flags]:
        """Where a condition holds, with where that is known."""

    def beyond(self, term: Special) -> Told:
        """What a term tells that looks beyond its own row."""

    def is_foreign(self, node: Node) -> bool:
        """A value of the object, where the rows are records."""

    def of_object(self, node: Node) -> Told:
        """What a value of the object tells."""


class Telling:
    """What the nodes of a policy tell, as far as ``terms`` need them."""

    def __init__(self, graph: Graph, lacking: Lacking, world: World, terms: Iterable[Term]) -> None:
        self.lacking, self.world = lacking, world
        self.reading = reading_of(graph)
        self.nodes: dict[str, Told] = {}
        wanted = needed(graph, terms, world.is_foreign)
        for node in graph.nodes:
            if node.key in wanted:
                self.nodes[node.key] = self._node(node)

    def of(self, term: Term) -> Told:
        """What a term tells, read in any row."""
        return self._told(term, ())

    def _node(self, node: Node) -> Told:
        if self.world.is_foreign(node):
            return self.world.of_object(node)
        if node.definition is not None:
            return self._told(node.definition.term, ())
        own = Told((self.lacking[node.key],)) if node.key in self.lacking else NOTHING
        if node.input is None or node.input.applies is None:
            return own
        return self._gated(node.input.applies, (), own, NOTHING)

    def _told(self, term: Term, lets: Lets) -> Told:
        match term:
            case Constant() | Local():
                return NOTHING
            case Read() | ReadColumn():
                return self.nodes.get(key_of(term), NOTHING)
            case Let():
                return after(self._told(term.value, lets), self._told(term.body, (*lets, term)))
            case Apply() | Compare():
                return gathered(self._told(part, lets) for part in parts(term))
            case Opposite() | Position() | Rounded() | Root() | IsPresent() | Failure() | Bounded():
                return after(*(self._told(part, lets) for part in parts(term)))
            case Every() | Some() | Choose() | Default():
                return self._by_conditions(term, lets)
            case OfCohort() | Placement() | Aggregate(source=Rows()):
                return self.world.beyond(term)
            case Aggregate():
                return self._items(term, lets)
            case Grading():
                return self._grading(term, lets)
            case _:
                assert_never(term)

    def _by_conditions(self, term: Every | Some | Choose | Default, lets: Lets) -> Told:
        """What is read next depends on what was found."""
        match term:
            case Every() | Some():
                found = self._told(term.parts[-1], lets) if term.parts else NOTHING
                for part in reversed(term.parts[:-1]):
                    ways = (found, NOTHING) if isinstance(term, Every) else (NOTHING, found)
                    found = self._gated(part, lets, *ways)
                return found
            case Choose():
                found = self._told(term.otherwise, lets)
                for branch in reversed(term.branches):
                    found = self._gated(branch.condition, lets, self._told(branch.value, lets), found)
                return found
            case Default():
                there = self.reading.made((term,), lambda: IsPresent(term.operand))
                return self._gated(there, lets, NOTHING, self._told(term.default, lets))

    def _gated(self, condition: Term, lets: Lets, yes: Told, no: Told) -> Told:
        """What a condition tells, then what is told where it holds, what where it does not."""
        first = self._told(condition, lets)
        failed = first.failed
        if failed is not None:
            yes, no = within(yes, ~failed), within(no, ~failed)
        open_rows = gathered((yes, no)).failed
        if open_rows is None:
            return first
        holds, known = self.world.judged(condition, lets)
        chosen = either(within(yes, holds & known), within(no, ~holds & known))
        return gathered((first, chosen, within(Told(((UNSURE, open_rows),)), ~known)))

    def _items(self, term: Aggregate, lets: Lets) -> Told:
        """Values given one by one."""
        items = term.source.items if isinstance(term.source, Items) else ()
        weight = NOTHING if term.weight is None else self._told(term.weight, lets)
        listed = gathered(self._told(item, lets) for item in items)
        later = [one for one in (term.most, term.empty, term.trim) if one is not None]
        return after(weight, listed, self._unsure(later, lets))

    def _grading(self, term: Grading, lets: Lets) -> Told:
        bands = [one for band in term.bands for one in (band.band, band.condition) if one is not None]
        moves = [self._told(step.condition, lets) for step in term.steps if step.kind != "不定等次"]
        found = after(self._told(term.score, lets), self._unsure(bands, lets), *moves)
        for step in reversed(term.steps):
            if step.kind == "不定等次":
                found = self._gated(step.condition, lets, NOTHING, found)
        return found

    def _unsure(self, terms: Iterable[Term], lets: Lets) -> Told:
        """Terms that are read in some rows, in an order of their own."""
        return unsure(gathered(self._told(term, lets) for term in terms))


def needed(graph: Graph, terms: Iterable[Term], foreign: Callable[[Node], bool]) -> set[str]:
    """The nodes that terms may read in their own row, directly or not, down to those that are ``foreign``."""
    reading = reading_of(graph)
    found = {key for term in terms for key in reading.reads_of(term)}
    for node in reversed(graph.nodes):
        own = node.definition.term if node.definition is not None else node.input and node.input.applies
        if node.key in found and own and not foreign(node):
            found |= reading.reads_of(own)
    return found


def closed(term: Term, lets: Lets) -> Term:
    """The term on its own: with the local values that it uses put in."""
    for one in reversed(lets):
        if any(isinstance(part, Local) and part.name == one.name for part in walk(term)):
            term = Let(one.name, one.value, term, span=term.span)
    return term
