"""What a check looks at: the rule file as written, its meaning, its graph, with what is derived from them once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from govperf.checks.places import Use, uses_of
from govperf.checks.probe import Probe
from govperf.checks.ranges import Ranges
from govperf.checks.search import Search
from govperf.graph import Graph, Node
from govperf.limits import Limits
from govperf.semantics import Definition, Role, Ruleset
from govperf.semantics.inherit import merge
from govperf.syntax.declarations import RuleFile, Statement
from govperf.terms.fold import known_value
from govperf.terms.terms import Term, Value

T = TypeVar("T")


class Subject:
    """One compiled policy under examination."""

    def __init__(
        self, files: Sequence[RuleFile], graph: Graph, limits: Limits, given: frozenset[str] = frozenset()
    ) -> None:
        """``given`` are keys of what a mistake leaves without a formula, so that nothing is known of its values."""
        self.files = tuple(files)
        self.graph = graph
        self.limits = limits
        self.given = given
        self.probe = Probe(graph, limits)
        self._once: dict[Callable[[Subject], Any], Any] = {}
        self._searches: dict[tuple[str, str, Term], Search] = {}

    def once(self, compute: Callable[[Subject], T]) -> T:
        """What the function finds in this policy, computed for the first that asks."""
        if compute not in self._once:
            self._once[compute] = compute(self)
        found: T = self._once[compute]
        return found

    @property
    def ruleset(self) -> Ruleset:
        """The policy with its names resolved."""
        return self.graph.ruleset

    @property
    def formula_alone(self) -> bool:
        """It is a bare formula, whose inputs say nothing of themselves."""
        return self.files[0].header is None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the file laid over those that it builds on."""
        return merge(self.files).file.statements

    @cached_property
    def ranges(self) -> Ranges:
        """What every node can be worth."""
        return Ranges(self.graph)

    @cached_property
    def constants(self) -> Mapping[str, Term]:
        """The parameters that are set."""
        return {one.key: one.term for one in self.ruleset.definitions if one.role is Role.PARAMETER}

    def node(self, key: str) -> Node | None:
        """The node of a key; None where there is none."""
        return self.graph[key] if key in self.graph else None  # noqa: SIM401 - a graph is no dict

    def definition(self, key: str) -> Definition | None:
        """What computes a node; None where data gives it."""
        node = self.node(key)
        return None if node is None else node.definition

    def known(self, term: Term) -> Value | None:
        """The value of a term that parameters settle."""
        return known_value(term, self.constants)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every term of every definition, outermost first, with what is known where it stands."""
        return tuple(use for definition in self.computed() for use in uses_of(definition, self.ranges))

    def computed(self) -> Iterator[Definition]:
        """The definitions that formulas give: all but parameters."""
        return (one for one in self.ruleset.definitions if one.role is not Role.PARAMETER)

    def search(self, term: Term, use: Use) -> Search:
        """The search for values of a term that stands where ``use`` does; what it learns is kept."""
        term = use.closed(term)
        place = (use.definition.key, use.ledger, term)
        found = self._searches.get(place)
        if found is None:
            found = self._searches[place] = Search(self.probe, term, use.definition.key, use.ledger)
        return found

    def unsure(self, search: Search) -> bool:
        """What is searched depends on something of which nothing is known."""
        return any(variable.one.key in self.given for variable in search.variables)
