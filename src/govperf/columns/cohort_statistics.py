"""One exact value for each group: sums, means, extremes, medians, spreads."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from attrs import frozen

from govperf.columns.cohort_order import Ordered, ordered
from govperf.columns.cohort_sums import product_sums, totals, whole_sums
from govperf.columns.cohort_values import (
    Measured,
    Rows,
    as_quotients,
    floored,
    fractions,
    from_fractions,
    largest,
    number_at,
    taken,
)
from govperf.columns.groups import Groups
from govperf.columns.model import EXACT, Column, Days, Flags, Floats, Nearly, Numbers, Quotients, Shown
from govperf.evaluate import aggregates
from govperf.frozen import frozen as model
from govperf.values import sqrt_rounded


@model
class Options:
    """What the rule says besides the function."""

    sample: bool = False
    places: int = 0
    trim_share: bool = False


@frozen(eq=False)
class Found:
    """The value of each group; ``none`` marks those that have none: too few values, weights that add up to 0."""

    column: Column
    none: Flags


@frozen(eq=False)
class Entries:
    """The values that count, with their weights; ``trim`` is what 去极值平均 leaves out, by group."""

    groups: Groups
    values: Shown | None = None
    weights: Numbers | Quotients | None = None
    trim: Numbers | Quotients | None = None

    @property
    def numbers(self) -> Numbers | Quotients:
        """The values, which are numbers."""
        if isinstance(self.values, Numbers | Quotients):
            return self.values
        raise AssertionError("asked for the numbers of what has none")


def statistic(function: str, entries: Entries, options: Options) -> Found | None:
    """The function of each group; None where columns cannot tell."""
    sizes = entries.groups.sizes()
    if function in ("人数", "计数"):
        return Found(Numbers(sizes), np.zeros(len(sizes), np.bool_))
    if function in ("最高", "最低"):
        return _extreme(entries, sizes, highest=function == "最高")
    if function == "中位数" and isinstance(entries.values, Nearly):
        return _median(entries.values, entries.groups, sizes)
    if not isinstance(entries.values, Numbers | Quotients):
        return None
    match function:
        case "合计":
            return Found(totals(entries.numbers, entries.groups), np.zeros(len(sizes), np.bool_))
        case "平均":
            return _mean(entries.numbers, entries.groups, sizes)
        case "中位数":
            return _median(entries.numbers, entries.groups, sizes)
        case "去极值平均":
            return _trimmed_mean(entries, sizes, options)
        case "加权平均":
            return _weighted_mean(entries, sizes)
        case "方差":
            return _variance(entries, sizes, options)
        case "标准差":
            return _deviation(entries, sizes, options)
        case _:
            return None


def _mean(values: Numbers | Quotients, groups: Groups, sizes: Floats) -> Found:
    none = sizes == 0
    whole = as_quotients(totals(values, groups))
    bottom = whole.bottom * np.where(none, 1, sizes)
    odd = {group: value / int(sizes[group]) for group, value in whole.odd.items()}
    for group in map(int, np.flatnonzero(bottom >= EXACT)):
        odd[group] = Fraction(int(whole.top[group]), int(whole.bottom[group]) * whole.per * int(sizes[group]))
    return Found(_with_odd(Quotients(whole.top, bottom, whole.per), odd), none)


def _with_odd(column: Quotients, odd: dict[int, Fraction]) -> Quotients:
    groups = np.fromiter(odd, np.intp, len(odd))
    top, bottom = column.top.copy(), column.bottom.copy()
    top[groups], bottom[groups] = 0, 1
    return Quotients(top, bottom, column.per, odd=odd)


# --- by order ---


def _extreme(entries: Entries, sizes: Floats, *, highest: bool) -> Found | None:
    none = sizes == 0
    match entries.values:
        case Numbers(odd=odd) as numbers if not odd:
            return Found(Numbers(_extremes(numbers.n, entries.groups, highest=highest), numbers.per), none)
        case Numbers() | Quotients() | Nearly() as numbers if len(numbers):
            order = ordered(numbers)
            codes = _extremes(order.codes.astype(np.float64), entries.groups, highest=highest)
            return Found(order.decoded(codes.astype(np.intp)), none)
        case Numbers() | Quotients() | Nearly():
            return Found(Numbers(np.zeros(len(sizes))), none)
        case Days(ordinals=ordinals):
            return Found(Days(_extremes(ordinals, entries.groups, highest=highest)), none)
        case _:
            return None


def _extremes(n: Floats, groups: Groups, *, highest: bool) -> Floats:
    """The highest or lowest of each group, 0 for an empty one."""
    if groups.codes is None:
        return np.array([(n.max() if highest else n.min()) if len(n) else 0.0])
    found = np.full(groups.count, -np.inf if highest else np.inf)
    (np.maximum if highest else np.minimum).at(found, groups.codes, n)
    return np.where(np.isinf(found), 0, found)


@frozen(eq=False)
class _Ranked:
    """The values of each group in ascending order, as codes of ``order``, side by side; where each group starts."""

    order: Ordered
    codes: Rows
    owners: Rows
    starts: Rows


def _ranked(values: Measured, groups: Groups, sizes: Floats) -> _Ranked:
    order = ordered(values)
    both = np.sort(groups.all_codes() * order.span + order.codes)
    starts = np.cumsum(sizes).astype(np.intp) - sizes.astype(np.intp)
    return _Ranked(order, both % order.span, both // order.span, starts)


def _median(values: Measured, groups: Groups, sizes: Floats) -> Found:
    none = sizes == 0
    if none.all():
        return Found(Numbers(np.zeros(len(sizes))), none)
    if groups.codes is None and isinstance(values, Numbers) and not values.odd:
        middle = [(len(values) - 1) // 2, len(values) // 2]
        low, high = np.partition(values.n, middle)[middle]
        return Found(_halfway(Numbers(np.array([low]), values.per), Numbers(np.array([high]), values.per)), none)
    ranked = _ranked(values, groups, sizes)
    whole = np.where(none, 1, sizes).astype(np.intp)
    last = len(ranked.codes) - 1
    low, high = (
        ranked.order.decoded(ranked.codes[np.minimum(ranked.starts + half, last)])
        for half in ((whole - 1) // 2, whole // 2)
    )
    return Found(_halfway(low, high), none)


def _halfway(low: Numbers | Quotients, high: Numbers | Quotients) -> Numbers | Quotients:
    """The mean of each two."""
    if isinstance(low, Numbers) and isinstance(high, Numbers) and not (low.odd or high.odd):
        n = low.n + high.n
        if largest(n) < EXACT:
            return Numbers(n / 2, low.per) if not (n % 2).any() else Numbers(n, 2 * low.per)
    return from_fractions([(one + two) / 2 for one, two in zip(fractions(low), fractions(high), strict=True)])


def _trimmed_mean(entries: Entries, sizes: Floats, options: Options) -> Found | None:
    trim = entries.trim
    if trim is None:
        return None
    cut = floored(trim, sizes if options.trim_share else np.ones(len(sizes)))
    if (cut < 0).any():
        return None
    none = 2 * cut >= sizes
    if none.all():
        return Found(Numbers(np.zeros(len(sizes))), none)
    ranked = _ranked(entries.numbers, entries.groups, sizes)
    place = np.arange(len(ranked.codes)) - ranked.starts[ranked.owners]
    kept = (place >= cut[ranked.owners]) & (place < (sizes - cut)[ranked.owners])
    values = ranked.order.decoded(ranked.codes[kept])
    groups = Groups(ranked.owners[kept], entries.groups.count, int(kept.sum()))
    return Found(_mean(values, groups, groups.sizes()).column, none)


# --- with products ---


def _weighted_mean(entries: Entries, sizes: Floats) -> Found:
    values, weights, groups = entries.values, entries.weights, entries.groups
    if not isinstance(values, Numbers) or not isinstance(weights, Numbers) or values.odd or weights.odd:
        return _by_hand("加权平均", entries, sizes, Options())
    whole, tops = whole_sums(weights.n, groups), product_sums(values.n, weights.n, groups)
    if tops is None:
        return _by_hand("加权平均", entries, sizes, Options())
    sign = np.where(whole.n < 0, -1.0, 1.0)
    none = np.array(whole.n == 0)
    none[list(whole.big)] = False
    odd = {g: Fraction(tops.at(g), whole.at(g) * values.per) for g in {*whole.big, *tops.big} if whole.at(g)}
    return Found(_with_odd(Quotients(tops.n * sign, np.where(none, 1, np.abs(whole.n)), values.per), odd), none)


def _variance(entries: Entries, sizes: Floats, options: Options) -> Found:
    values, groups = entries.values, entries.groups
    none = sizes < (2 if options.sample else 1)
    squares = None
    if isinstance(values, Numbers) and not values.odd:
        squares = product_sums(values.n, values.n, groups)
    if squares is None or not isinstance(values, Numbers):
        return _by_hand("方差", entries, sizes, options)
    sums = whole_sums(values.n, groups)
    bottom = np.where(none, 1, sizes * (sizes - 1 if options.sample else sizes))
    top = sizes * squares.n - sums.n * sums.n
    # n·Σv² is at least (Σv)²: where the first is exact, so is the second, as is what is left between them.
    beyond = np.flatnonzero((sizes * squares.n >= EXACT) | (bottom >= EXACT))
    odd = {}
    for g in {*squares.big, *sums.big, *map(int, beyond)} - {int(g) for g in np.flatnonzero(none)}:
        size = int(sizes[g])
        between = size * squares.at(g) - sums.at(g) ** 2
        odd[g] = Fraction(between, size * (size - 1 if options.sample else size) * values.per**2)
    return Found(_with_odd(Quotients(np.where(none, 0, top), bottom, values.per**2), odd), none)


def _deviation(entries: Entries, sizes: Floats, options: Options) -> Found:
    """The root to so many decimals: that of twice the value in steps, cut to a whole number, settles every tie."""
    found = _variance(entries, sizes, options)
    spread, per = found.column, 10**options.places if options.places >= 0 else 0
    if not isinstance(spread, Quotients):
        spread = as_quotients(_numbers(spread))
    factor, below = 4.0 * per * per, float(min(spread.per, EXACT))
    top, bottom = spread.top * factor, spread.bottom * below
    near = np.floor(np.sqrt(np.floor(np.minimum(top, EXACT) / bottom)))
    n = np.floor((near + 1) / 2)
    far = np.flatnonzero((top >= EXACT) | (bottom >= EXACT) | (per == 0))
    exact = {
        g: sqrt_rounded(number_at(spread, g), options.places)
        for g in {*spread.odd, *map(int, far)}
        if not found.none[g]
    }
    if per == 0 or any(abs(value * per) >= EXACT for value in exact.values()):
        values = [exact.get(g, Fraction(int(n[g]), max(per, 1))) for g in range(len(n))]
        return Found(from_fractions(values), found.none)
    for group, value in exact.items():
        n[group] = float(value * per)
    return Found(Numbers(n, per), found.none)


def _numbers(column: Column) -> Numbers | Quotients:
    if isinstance(column, Numbers | Quotients):
        return column
    raise AssertionError("a spread is a number")


# --- one group after the other ---


def _by_hand(function: str, entries: Entries, sizes: Floats, options: Options) -> Found:
    rows = entries.groups.by_group()
    ends = np.cumsum(sizes).astype(np.intp)
    found = [
        _computed(function, entries, rows[int(end) - int(size) : int(end)], options)
        for end, size in zip(ends, sizes, strict=True)
    ]
    none = np.array([value is None for value in found])
    return Found(from_fractions([value or Fraction(0) for value in found]), none)


def _computed(function: str, entries: Entries, rows: Rows, options: Options) -> Fraction | None:
    values = fractions(taken(entries.numbers, rows))
    if not values:
        return None
    if function == "方差":
        return aggregates.variance(values, sample=options.sample)
    weights = [Fraction(1)] * len(values) if entries.weights is None else fractions(taken(entries.weights, rows))
    return aggregates.weighted_mean(values, weights)
