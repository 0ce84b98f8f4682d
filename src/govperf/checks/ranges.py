"""What every term, every node of a policy can be worth before any data."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from attrs import define, evolve, field

from govperf.checks.intervals import (
    ANY,
    Interval,
    added,
    exactly,
    hull,
    inverted,
    largest,
    multiplied,
    negated,
    rounded,
    sized,
    smallest,
)
from govperf.checks.lists import aggregate_range, cohort_range
from govperf.checks.narrowing import Facts, narrowed
from govperf.graph import Graph, Node
from govperf.semantics import Domain
from govperf.terms.kinds import Base
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Constant,
    Default,
    Failure,
    Let,
    Local,
    OfCohort,
    Position,
    Read,
    ReadColumn,
    Root,
    Rounded,
    Term,
)

DEEPEST = 150
"""Levels of a term that are followed; nothing is known of what lies deeper."""

_WHOLE = Interval(step=Fraction(1))


@define
class Ranges:
    """The bounds of all number nodes of a graph; of a node that is no number there is none."""

    graph: Graph
    nodes: dict[str, Interval] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Nodes come after those that they read."""
        for node in self.graph.nodes:
            found = self._of_node(node)
            if found is not None:
                self.nodes[node.key] = found

    def _of_node(self, node: Node) -> Interval | None:
        if node.input is not None:
            found = of_domain(node.input.domain)
            default = node.input.default
            return hull([found, exactly(default)]) if found is not None and isinstance(default, Fraction) else found
        if node.definition is None or node.definition.kind.base not in (Base.NUMBER, Base.UNKNOWN):
            return None
        return self.of(node.definition.term)

    def of(self, term: Term, facts: Facts | None = None, depth: int = 0) -> Interval | None:
        """The bounds of a term where ``facts`` hold; None where it is never a number."""
        if depth > DEEPEST:
            return ANY
        facts = {} if facts is None else facts
        match term:
            case Constant(value):
                return exactly(value) if isinstance(value, Fraction) else None
            case Read() | ReadColumn() | Local():
                return self._read(term, facts)
            case Let(name, value, body):
                given = self.of(value, facts, depth + 1)
                inner = facts if given is None else {**facts, Local(name): given}
                return self.of(body, inner, depth + 1)
            case Choose():
                return self._choice(term, facts, depth)
            case Default(operand, default):
                return _either(self.of(operand, facts, depth + 1), self.of(default, facts, depth + 1))
            case Failure():
                return None
            case Bounded() | Rounded() | Root() | Apply():
                return self._number(term, facts, depth)
            case Aggregate():
                return aggregate_range(term, self, facts, depth + 1)
            case OfCohort():
                return cohort_range(term, self, facts, depth + 1)
            case Position(_, order):
                return Interval(Fraction(0), Fraction(max(len(order) - 1, 0)), step=Fraction(1))
            case _:
                return None

    def _read(self, term: Read | ReadColumn | Local, facts: Facts) -> Interval | None:
        if term in facts:
            return facts[term]
        match term:
            case Read(key):
                return self.nodes.get(key)
            case ReadColumn(ledger, column):
                return self.nodes.get(f"{ledger}.{column}")
            case _:
                return None

    def _choice(self, term: Choose, facts: Facts, depth: int) -> Interval | None:
        """Only ways that can be taken count, each where its condition holds."""
        found: list[Interval] = []
        for branch in term.branches:
            inside = narrowed(branch.condition, facts, self, holds=True)
            if inside is not None and (value := self.of(branch.value, inside, depth + 1)) is not None:
                found.append(value)
            rest = narrowed(branch.condition, facts, self, holds=False)
            if rest is None:
                return hull(found)
            facts = rest
        last = self.of(term.otherwise, facts, depth + 1)
        return hull(found if last is None else [*found, last])

    def _number(self, term: Bounded | Rounded | Root | Apply, facts: Facts, depth: int) -> Interval | None:
        match term:
            case Bounded(operand, low, high):
                return self._held(self.of(operand, facts, depth + 1), low, high, facts, depth)
            case Rounded(operand, step, mode):
                inner = self.of(operand, facts, depth + 1)
                return None if inner is None else rounded(inner, step, mode)
            case Root(operand, places):
                return Interval(Fraction(0), step=Fraction(1, 10**places))
            case Apply(function, arguments):
                parts = [self.of(argument, facts, depth + 1) for argument in arguments]
                known = [part for part in parts if part is not None]
                if len(known) != len(parts):
                    return _DATES.get(function, ANY)
                return applied(function, known)

    def _held(
        self, value: Interval | None, low: Term | None, high: Term | None, facts: Facts, depth: int
    ) -> Interval | None:
        if value is None:
            return None
        bottom = None if low is None else self.of(low, facts, depth + 1)
        top = None if high is None else self.of(high, facts, depth + 1)
        value = value if bottom is None else largest([value, bottom])
        return value if top is None else smallest([value, top])


def of_domain(domain: Domain) -> Interval | None:
    """The numbers of a domain; None where it holds none."""
    if domain.kind.base is not Base.NUMBER:
        return None
    numbers = [option for option in domain.kind.options if isinstance(option, Fraction)]
    if numbers:
        return hull([exactly(number) for number in numbers])
    return Interval(
        domain.low,
        domain.high,
        domain.low_open,
        domain.high_open,
        step=Fraction(1) if domain.integer else None,
        nonzero=domain.excluded == 0,
    )


def applied(function: str, parts: list[Interval]) -> Interval:
    """The bounds of a strict function."""
    match function:
        case "+":
            return added(parts)
        case "-":
            return added([parts[0], negated(parts[1])])
        case "neg":
            return negated(parts[0])
        case "*":
            return reduce(multiplied, parts)
        case "/":
            return multiplied(parts[0], inverted(parts[1]))
        case "max":
            return largest(parts)
        case "min":
            return smallest(parts)
        case "abs":
            return sized(parts[0])
        case "floor" | "ceil":
            return evolve(_stepped(parts[0], function), step=Fraction(1), finite=True, nonzero=False)
        case _:
            return _DATES.get(function, ANY)


def _stepped(a: Interval, function: str) -> Interval:
    up = 1 if function == "ceil" else 0
    low = None if a.low is None else Fraction(-(-a.low.numerator // a.low.denominator) if up else a.low // 1)
    high = None if a.high is None else Fraction(-(-a.high.numerator // a.high.denominator) if up else a.high // 1)
    return Interval(low, high)


def _either(a: Interval | None, b: Interval | None) -> Interval | None:
    return hull([part for part in (a, b) if part is not None])


_DATES: Mapping[str, Interval] = {
    "days": _WHOLE,
    "months": _WHOLE,
    "workdays": _WHOLE,
    "year": Interval(Fraction(1), Fraction(9999), step=Fraction(1)),
    "month": Interval(Fraction(1), Fraction(12), step=Fraction(1)),
}
