"""Aggregates: the records that count, one for each key, the highest few, then one value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.oracle import meaning, numbers
from tests.oracle.trouble import EMPTY, NOT_SINGLE, Trouble, every

from govperf.terms import terms as t
from govperf.values import Missing

if TYPE_CHECKING:
    from tests.oracle.meaning import Place

Pair = tuple[Any, Fraction]
"""A value with its weight."""


def aggregate(term: t.Aggregate, place: Place) -> Any:
    """The options act in the order 其中, 同一, 最多, 无则."""
    pairs = items(term, term.source, place) if isinstance(term.source, t.Items) else rows(term, term.source, place)
    if term.most is not None:
        most = int(meaning.present(term.most, place))
        pairs = sorted(pairs, key=lambda pair: pair[0], reverse=True)[:most]
    if not pairs:
        return nothing(term, place)
    if term.function == "唯一":
        if len(pairs) > 1:
            raise Trouble(NOT_SINGLE)
        return pairs[0][0]
    trim = None if term.trim is None else meaning.present(term.trim, place)
    options = {"trim": trim, "share": term.trim_share, "sample": term.sample, "places": term.places}
    return numbers.summary(term.function, [v for v, _ in pairs], [w for _, w in pairs], options)


def nothing(term: t.Aggregate, place: Place) -> Any:
    if term.empty is not None:
        return meaning.value(term.empty, place)
    if term.function in ("合计", "计数"):
        return Fraction(0)
    raise Trouble(EMPTY)


def items(term: t.Aggregate, source: t.Items, place: Place) -> list[Pair]:
    read = meaning.value if source.skip_absent else meaning.present
    values = every([lambda one=one: read(one, place) for one in source.items])
    return [(value, Fraction(1)) for value in values if not isinstance(value, Missing)]


def rows(term: t.Aggregate, source: t.Rows, place: Place) -> list[Pair]:
    places = [place.at(source.ledger, row) for row in range(place.world.count(source.ledger, place.who))]
    found = every([lambda here=here: row_of(term, here) for here in places])
    counted = [row for row in found if row is not None]
    if term.same is None:
        return [pair for _, pair in counted]
    groups: dict[Any, list[Pair]] = {}
    for key, pair in counted:
        groups.setdefault(key, []).append(pair)
    return [one_of(term.same.take, group) for group in groups.values()]


def row_of(term: t.Aggregate, here: Place) -> tuple[Any, Pair] | None:
    """Key, value, weight of a record; None for one that does not count."""
    if term.where is not None and not meaning.present(term.where, here):
        return None
    key = None if term.same is None else meaning.present(term.same.key, here)
    weight = Fraction(1) if term.weight is None else meaning.present(term.weight, here)
    return key, (meaning.present(term.value, here), weight)


def one_of(take: str, group: list[Pair]) -> Pair:
    values = [value for value, _ in group]
    match take:
        case "取最高":
            return max(group, key=lambda pair: pair[0])
        case "取最低":
            return min(group, key=lambda pair: pair[0])
        case "取首个":
            return group[0]
        case "取平均":
            return numbers.mean(values), group[0][1]
        case "取合计":
            return sum(values, Fraction(0)), group[0][1]
        case _:
            raise AssertionError(take)
