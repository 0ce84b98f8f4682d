"""What a list, or the cohort, can be worth before any data."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from attrs import evolve

from govperf.checks.intervals import ANY, Interval, added, hull, multiplied
from govperf.checks.narrowing import Facts, narrowed
from govperf.graph import Graph
from govperf.terms.terms import Aggregate, Items, OfCohort, Rows, Term
from govperf.values import ends

_ZERO = Fraction(0)
_PICKS = frozenset(("最高", "最低", "首个", "末个", "唯一"))
_MEANS = frozenset(("平均", "中位数", "去极值平均", "加权平均"))


class Bounds(Protocol):
    """Knows the bounds of terms of a graph."""

    graph: Graph

    def of(self, term: Term, facts: Facts | None = None, depth: int = 0) -> Interval | None:
        """The bounds of a term where the facts hold."""


def aggregate_range(term: Aggregate, bounds: Bounds, facts: Facts, depth: int) -> Interval | None:
    """The bounds of an aggregate over the records of a ledger, or over several values."""
    found = _of_list(term, bounds, facts, depth)
    if term.empty is None:
        return found
    instead = bounds.of(term.empty, facts, depth)
    return hull([part for part in (found, instead) if part is not None])


def _of_list(term: Aggregate, bounds: Bounds, facts: Facts, depth: int) -> Interval | None:
    count = _count(term, bounds)
    if term.function == "计数":
        return Interval(_ZERO, None if count is None else Fraction(count), step=Fraction(1))
    parts = _parts(term, bounds, facts, depth)
    if not parts:
        return None
    value = hull(parts) or ANY
    if term.function == "合计":
        return _total(term, parts, value, count)
    return _statistic(term, value, count)


def _parts(term: Aggregate, bounds: Bounds, facts: Facts, depth: int) -> list[Interval]:
    if isinstance(term.source, Items):
        found = [bounds.of(item, facts, depth) for item in term.source.items]
    else:
        inner = facts if term.where is None else narrowed(term.where, facts, bounds, holds=True)
        found = [] if inner is None else [bounds.of(term.value, inner, depth)]
    return [part for part in found if part is not None]


def _count(term: Aggregate, bounds: Bounds) -> int | None:
    """How many values the list can hold at most, where that is known."""
    match term.source:
        case Items(items):
            return len(items)
        case Rows(ledger):
            definition = bounds.graph[ledger].ledger if ledger in bounds.graph else None
            return None if definition is None else definition.count


def _exact(term: Aggregate) -> bool:
    """All values of the source count."""
    return term.where is None and term.same is None and term.most is None


def _total(term: Aggregate, parts: list[Interval], value: Interval, count: int | None) -> Interval:
    if isinstance(term.source, Items) and _exact(term) and not term.source.skip_absent:
        return added(parts)
    if isinstance(term.source, Rows) and count is not None and _exact(term):
        return evolve(multiplied(value, Interval(Fraction(count), Fraction(count))), step=value.step)
    reach = None if count is None else Fraction(count)
    low = _ZERO if value.low is not None and value.low >= 0 else _scaled(value.low, reach)
    high = _ZERO if value.high is not None and value.high <= 0 else _scaled(value.high, reach)
    return Interval(low, high, step=value.step, finite=value.finite)


def _scaled(end: Fraction | None, reach: Fraction | None) -> Fraction | None:
    return None if end is None or reach is None else end * reach


def _statistic(term: Aggregate, value: Interval, count: int | None) -> Interval:
    if term.function in ("方差", "标准差"):
        step = None if term.places is None else Fraction(1, 10**term.places)
        return Interval(_ZERO, step=step, finite=step is not None)
    if term.same is not None and term.same.take == "取合计":
        return evolve(ANY, low=_ZERO if value.low is not None and value.low >= 0 else None)
    averaged = term.function in _MEANS or (term.same is not None and term.same.take == "取平均")
    if not averaged:
        return value if term.function in _PICKS else ANY
    even = term.function == "平均" and _exact(term) and count is not None and ends(Fraction(1, max(count, 1)))
    step = value.step / count if even and count and value.step else None
    return evolve(value, step=step, finite=value.finite and (even or value.single is not None), nonzero=False)


def cohort_range(term: OfCohort, bounds: Bounds, facts: Facts, depth: int) -> Interval | None:
    """The bounds of a value that all objects decide."""
    whole = Fraction(1)
    match term.function:
        case "名次":
            return Interval(whole, step=whole, nonzero=True)
        case "名次比例":
            return Interval(_ZERO, whole, low_open=True, finite=False)
        case "人数" | "计数":
            return Interval(_ZERO if term.where is not None or term.function == "计数" else whole, step=whole)
        case "按比例分配":
            return Interval(_ZERO, step=term.step) if term.step else ANY
        case _:
            return _of_all(term, bounds, facts, depth)


def _of_all(term: OfCohort, bounds: Bounds, facts: Facts, depth: int) -> Interval | None:
    value = None if term.value is None else bounds.of(term.value, facts, depth)
    if value is None:
        return None
    if term.function == "合计":
        low = _ZERO if value.low is not None and value.low >= 0 else None
        high = _ZERO if value.high is not None and value.high <= 0 else None
        return Interval(low, high, step=value.step, finite=value.finite)
    if term.function in ("方差", "标准差"):
        return Interval(_ZERO, step=None if term.places is None else Fraction(1, 10**term.places))
    if term.function in _PICKS:
        return value
    return evolve(value, step=None, finite=False) if term.function in _MEANS else ANY
