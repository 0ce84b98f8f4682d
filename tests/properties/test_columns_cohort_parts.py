"""Order, ranks, sums, statistics over columns equal the same over fractions, counted as well as sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often

from govperf.columns import cohort_near, cohort_order
from govperf.columns import evaluate as columns_evaluate
from govperf.columns.cohort_order import ordered
from govperf.columns.cohort_ranks import joined, standings
from govperf.columns.cohort_statistics import Entries, Options, statistic
from govperf.columns.cohort_sums import product_sums, totals, whole_sums
from govperf.columns.cohort_values import chosen, floored, fractions, from_fractions, taken
from govperf.columns.groups import Groups, grouped
from govperf.columns.model import EXACT, Numbers, Quotients
from govperf.evaluate import aggregates

HUGE = EXACT - 1
TOPS = st.one_of(st.integers(-6, 6), st.integers(-300, 300), st.integers(-HUGE, HUGE), st.integers(HUGE - 3, HUGE))
BOTTOMS = st.one_of(st.integers(1, 7), st.integers(1, 40), st.integers(HUGE - 3, HUGE), st.integers(1, HUGE))
ODD = st.fractions() | st.integers(-3, 3).map(Fraction) | st.sampled_from((Fraction(10**400), Fraction(1, 10**400)))


@st.composite
def columns(draw: st.DrawFn, length: int) -> Numbers | Quotients:
    """Whole numbers over a scale, or quotients, some values beside the column; many are equal."""
    tops = draw(st.lists(TOPS, min_size=1, max_size=4))
    bottoms = draw(st.lists(BOTTOMS, min_size=1, max_size=4))
    odd = draw(st.dictionaries(st.integers(0, max(0, length - 1)), ODD, max_size=2)) if length else {}
    top = np.array([0 if row in odd else draw(st.sampled_from(tops)) for row in range(length)], np.float64)
    per = draw(st.sampled_from((1, 1, 10, 100, 3)))
    if draw(st.booleans()):
        return Numbers(top, per, odd=odd)
    bottom = np.array([1 if row in odd else draw(st.sampled_from(bottoms)) for row in range(length)], np.float64)
    return Quotients(top, bottom, per, odd=odd)


@st.composite
def cases(draw: st.DrawFn, most: int = 8) -> tuple[Groups, Numbers | Quotients]:
    length = draw(st.integers(0, most))
    if draw(st.booleans()):
        groups = Groups(None, 1, length)
    else:
        codes = draw(st.lists(st.integers(0, 2), min_size=length, max_size=length))
        groups = Groups(np.array(codes, np.intp), 3, length)
    return groups, draw(columns(length))


@contextmanager
def as_with_many() -> Iterator[None]:
    """As with values too far apart to be counted, with too many sums, or rows that fail, to take them one by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cohort_order, "AT_LEAST", 0)
        patch.setattr(cohort_order, "WIDE", 0)
        patch.setattr(cohort_near, "FEW", -1)
        patch.setattr(columns_evaluate, "FEW_REASONS", 0)
        yield


def both_ways(compute: Callable[[], Any]) -> Iterator[Any]:
    """The result by counting where that is open, then by sorting."""
    yield compute()
    with as_with_many():
        yield compute()


def by_group(groups: Groups, values: Sequence[Any]) -> list[list[Any]]:
    codes = groups.all_codes()
    return [
        [value for code, value in zip(codes, values, strict=True) if code == group] for group in range(groups.count)
    ]


@often(150)
@given(cases())
def test_codes_stand_in_the_order_of_the_values(case: tuple[Groups, Numbers | Quotients]):
    _, column = case
    values = fractions(column)
    for order in both_ways(lambda: ordered(column)):
        pairs = [(a, b) for a in range(len(values)) for b in range(len(values))]
        assert all((values[a] < values[b]) == (order.codes[a] < order.codes[b]) for a, b in pairs)
        assert fractions(order.decoded(order.codes)) == values
        assert all(0 <= code < order.span for code in order.codes)


@often(60)
@given(st.lists(st.tuples(st.integers(HUGE - 4, HUGE), st.integers(HUGE - 4, HUGE)), max_size=8))
def test_quotients_with_the_same_float_are_told_apart(pairs: list[tuple[int, int]]):
    top, bottom = (np.array([pair[part] for pair in pairs], np.float64) for part in (0, 1))
    order = ordered(Quotients(top, bottom))
    values = [Fraction(*pair) for pair in pairs]
    assert [sorted(set(values)).index(value) for value in values] == list(order.codes)


@often(120)
@given(st.data(), cases(), st.booleans())
def test_ranks_count_who_comes_before(data: st.DataObject, case: tuple[Groups, Numbers | Quotients], ascending: bool):
    groups, column = case
    further = data.draw(columns(len(column)))
    keys = list(zip(fractions(column), fractions(further), strict=True))
    signed = [(value if ascending else -value, -tie) for value, tie in keys]
    codes = groups.all_codes()

    def ranked() -> Any:
        order = ordered(column) if ascending else ordered(column).descending()
        return standings(joined(order, ordered(further).descending()), groups)

    for found in both_ways(ranked):
        for row, own in enumerate(signed):
            same = [one for one, code in zip(signed, codes, strict=True) if code == codes[row]]
            assert found.ranks(dense=False)[row] == 1 + sum(one < own for one in same)
            assert found.ranks(dense=True)[row] == 1 + len({one for one in same if one < own})
            assert found.last[found.classes[row]] == sum(one <= own for one in same)


@often(150)
@given(cases())
def test_sums_are_exact(case: tuple[Groups, Numbers | Quotients]):
    groups, column = case
    found = totals(column, groups)
    assert fractions(found) == [sum(values, Fraction(0)) for values in by_group(groups, fractions(column))]


@often(150)
@given(cases(), st.booleans())
def test_near_sums_are_as_near_as_they_say(case: tuple[Groups, Numbers | Quotients], mean: bool):
    groups, column = case
    with as_with_many():
        near = None if isinstance(column, Numbers) else cohort_near.near_sums(column, groups, groups.sizes(), mean=mean)
    if near is None:
        assert (
            isinstance(column, Numbers)
            or column.odd
            or not len(column)
            or max(column.top) > 10**9
            or max(column.bottom) > 10**9
        )
        return
    for group, values in enumerate(by_group(groups, fractions(column))):
        right = sum(values, Fraction(0)) / (len(values) if mean and values else 1)
        assert near.value(group) == right
        assert abs(Fraction(near.x[group]) / near.per - right) <= (0 if near.whole[group] else near.error / near.per)


@often(100)
@given(st.lists(st.tuples(TOPS, TOPS), max_size=6))
def test_whole_sums_and_those_of_products_are_exact(pairs: list[tuple[int, int]]):
    n, other = (np.array([pair[part] for pair in pairs], np.float64) for part in (0, 1))
    groups = Groups(None, 1, len(pairs))
    assert whole_sums(n, groups).at(0) == sum(a for a, _ in pairs)
    products = product_sums(n, other, groups)
    if products is not None:
        assert products.at(0) == sum(a * b for a, b in pairs)
    else:
        assert max(abs(a) for a, _ in pairs) * max(abs(b) for _, b in pairs) >= EXACT


def by_fractions(function: str, values: list[Fraction], weights: list[Fraction], options: Options) -> Any:
    """The function over fractions; None where there is no value."""
    match function:
        case "合计":
            return sum(values, Fraction(0))
        case _ if not values:
            return None
        case "平均":
            return aggregates.mean(values)
        case "最高":
            return max(values)
        case "最低":
            return min(values)
        case "中位数":
            return aggregates.median(values)
        case "加权平均":
            return aggregates.weighted_mean(values, weights)
        case "方差":
            return aggregates.variance(values, sample=options.sample)
        case "标准差":
            return aggregates.deviation(values, options.places, sample=options.sample)
        case _:
            raise AssertionError(function)


FUNCTIONS = ("合计", "平均", "最高", "最低", "中位数", "加权平均", "方差", "标准差")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_statistics_are_exact(function: str):
    @often(100)
    @given(st.data(), cases(), st.booleans(), st.integers(0, 4))
    def agree(data: st.DataObject, case: tuple[Groups, Numbers | Quotients], sample: bool, places: int):
        groups, column = case
        weights = data.draw(columns(len(column)))
        options = Options(sample, places)
        gathered = by_group(groups, fractions(column)), by_group(groups, fractions(weights))
        right = [by_fractions(function, *both, options) for both in zip(*gathered, strict=True)]
        for found in both_ways(lambda: statistic(function, Entries(groups, column, weights), options)):
            assert [bool(none) for none in found.none] == [value is None for value in right]
            assert [found.column.value(group) for group, value in enumerate(right) if value is not None] == [
                value for value in right if value is not None
            ]

    agree()


@often(100)
@given(
    cases(), st.sampled_from((Fraction(0), Fraction(1), Fraction(3), Fraction(1, 10), Fraction(1, 3))), st.booleans()
)
def test_extremes_are_left_out(case: tuple[Groups, Numbers | Quotients], cut: Fraction, share: bool):
    groups, column = case
    trim = taken(from_fractions([cut]), np.zeros(groups.count, np.intp))
    options = Options(trim_share=share)
    gathered = by_group(groups, fractions(column))
    right = [aggregates.trimmed_mean(values, cut, share=share) if values else None for values in gathered]
    for found in both_ways(lambda: statistic("去极值平均", Entries(groups, column, trim=trim), options)):
        assert [bool(none) for none in found.none] == [value is None for value in right]
        assert all(value is None or found.column.value(group) == value for group, value in enumerate(right))


@often(100)
@given(st.data(), st.integers(0, 6))
def test_rows_with_equal_keys_are_one_group(data: st.DataObject, length: int):
    keys = [data.draw(columns(length)) for _ in range(data.draw(st.integers(0, 3)))]
    together = list(zip(*(fractions(key) for key in keys), strict=True)) if keys else [()] * length
    for groups in both_ways(lambda: grouped(keys, length)):
        codes = groups.all_codes()
        assert all((codes[a] == codes[b]) == (together[a] == together[b]) for a in range(length) for b in range(length))
        assert all(code < groups.count for code in codes)


@often(100)
@given(st.data(), st.integers(0, 5))
def test_two_columns_become_one(data: st.DataObject, length: int):
    one, two = data.draw(columns(length)), data.draw(columns(length))
    where = np.array(data.draw(st.lists(st.booleans(), min_size=length, max_size=length)), np.bool_)
    found = chosen(where, one, two)
    if found is not None:
        right = [one.value(row) if where[row] else two.value(row) for row in range(length)]
        assert [found.value(row) for row in range(length)] == right
    else:
        assert isinstance(one, Quotients) or isinstance(two, Quotients)


@often(100)
@given(st.data(), st.integers(0, 5))
def test_whole_parts_are_those_of_fractions(data: st.DataObject, length: int):
    column = data.draw(columns(length))
    times = data.draw(st.lists(st.integers(0, 9), min_size=length, max_size=length))
    right = [value * by // 1 for value, by in zip(fractions(column), times, strict=True)]
    assert list(floored(column, np.array(times, np.float64))) == [max(-1, min(whole, EXACT)) for whole in right]
