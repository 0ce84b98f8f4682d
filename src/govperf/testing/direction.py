"""The law that more of one thing never means less of another."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from govperf.boundaries.hosts import host_value, names_of
from govperf.diagnostics.suggest import nearest
from govperf.errors import GovperfError
from govperf.evaluate.records import convert
from govperf.frozen import frozen
from govperf.policy import Policy, Scorecard
from govperf.semantics import InputDefinition
from govperf.terms.kinds import Base
from govperf.values import show_value


@frozen
class Direction:
    """Raising ``input`` never lowers ``output``; never raises it where ``up`` is false."""

    input: InputDefinition
    field: str
    output: str
    up: bool
    grades: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The law as 断言 says it."""
        return f"{self.field} 越高，{self.output} {'不降' if self.up else '不升'}"

    def place(self, value: Any) -> Any:
        """Something that compares: a grade counts from the last up; None for absence."""
        if isinstance(value, str):
            return -self.grades.index(value) if value in self.grades else None
        return Fraction(value) if isinstance(value, Decimal | int) else value

    def broken(self, before: Scorecard, after: Scorecard) -> bool:
        """The output went the wrong way."""
        first, second = self.place(before.get(self.output)), self.place(after.get(self.output))
        if first is None or second is None:
            return False
        return bool(second < first if self.up else second > first)


def direction_of(policy: Policy, pair: tuple[str, str], *, up: bool) -> Direction:
    """The law for an input with an output; GovperfError where there is no such input, no output that compares."""
    graph = policy.graph
    names = names_of(graph)
    one = next((one for one in graph.ruleset.inputs if pair[0] in (names[one.key], one.name)), None)
    if one is None:
        raise GovperfError(f"没有叫“{pair[0]}”的输入{_near(pair[0], tuple(names.values()))}")
    if one.domain.kind.base not in (Base.NUMBER, Base.DATE, Base.BOOL):
        raise GovperfError(f"“{pair[0]}”是{one.domain.kind.base.value}，没有高低，不能说“越高”")
    definition = graph[pair[1]].definition if pair[1] in policy.outputs or pair[1] in graph else None
    if definition is None:
        raise GovperfError(f"没有叫“{pair[1]}”的结果{_near(pair[1], policy.outputs)}")
    kind = definition.kind
    if kind.base not in (Base.NUMBER, Base.BOOL, Base.DATE, Base.GRADE):
        raise GovperfError(f"“{pair[1]}”是{kind.base.value}，没有高低，不能说“不降”")
    grades = tuple(str(option) for option in kind.options) if kind.base is Base.GRADE else ()
    return Direction(one, names[one.key], pair[1], up, grades)


def _near(name: str, names: tuple[str, ...]) -> str:
    found = nearest(name, names)
    return f"；是不是“{found[0]}”？" if found else f"；有：{'、'.join(names[:12])}"


def higher(direction: Direction, given: Any, policy: Policy, far: int) -> Any:
    """A value of the input above the given one, the nearer the smaller ``far`` is; None where there is none."""
    domain = direction.input.domain
    value = convert(domain, given, (direction.field,), policy.limits)
    if isinstance(value, bool):
        return True if not value else None
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=max(far, 1)) if value.year < 9000 else None
    if not isinstance(value, Fraction):
        return None
    options = sorted(one for one in domain.kind.options if isinstance(one, Fraction) and one > value)
    if domain.kind.options:
        return host_value(options[far % len(options)]) if options else None
    step = domain.factor if domain.integer else domain.factor / 100
    for candidate in (value + step * max(far, 1), domain.high):
        if candidate is not None and candidate > value and domain.spans(candidate):
            return host_value(candidate)
    return None


def shown(value: Any) -> str:
    """A result for a person."""
    return show_value(Fraction(value)) if isinstance(value, Decimal | Fraction) else str(value)
