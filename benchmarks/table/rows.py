"""Draws the tables: hundredths in integers, from which every contender gets the form that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from attrs import frozen
from scalar.w2 import ACTUAL, DEDUCTIONS, NUMBERS, TARGET, VETO, WEIGHTS

Integers = np.ndarray

MAIN, REVIEW, VISITS, COMPLAINTS = "重点考核", "公众评议", "查访核验", "投诉查处"


@frozen
class Rows:
    """A table: numbers as hundredths in int64 by column, flags as they are."""

    hundredths: Mapping[str, Integers]
    flags: Mapping[str, Integers]
    count: int

    def floats(self) -> dict[str, Integers]:
        """Columns of float64: a quotient of two integers is the float that prints as the decimal meant."""
        return {**{name: column / 100.0 for name, column in self.hundredths.items()}, **self.flags}

    def first(self, count: int) -> Rows:
        """The first rows."""
        cut = {name: column[:count].copy() for name, column in self.hundredths.items()}
        return Rows(cut, {name: column[:count].copy() for name, column in self.flags.items()}, min(count, self.count))


Draw = Callable[[np.random.Generator, int], Rows]


# --- W1, W3 ---


def w1_random(chance: np.random.Generator, count: int) -> Rows:
    columns = {
        MAIN: chance.integers(6500, 10001, count),
        REVIEW: chance.integers(6500, 10001, count),
        VISITS: chance.choice((0, 0, 50, 100, 250, 300), count),
        COMPLAINTS: chance.choice((0, 0, 0, 20, 50, 300), count),
    }
    return Rows(columns, {}, count)


def w1_edges(chance: np.random.Generator, count: int) -> Rows:
    """Half of the rows score exactly the lower bound of a grade."""
    rows = w1_random(chance, count)
    main, review = rows.hundredths[MAIN], rows.hundredths[REVIEW]
    lost = np.minimum(rows.hundredths[VISITS], 200) + np.minimum(rows.hundredths[COMPLAINTS], 200)
    wanted = 10 * (100 * chance.choice((70, 80, 90), count) + lost)
    moved = (wanted - review) // 9
    rest = wanted - 9 * moved
    fits = (moved >= 0) & (moved <= 10000) & (rest >= 0) & (rest <= 10000) & (chance.random(count) < 0.5)
    columns = {**rows.hundredths, MAIN: np.where(fits, moved, main), REVIEW: np.where(fits, rest, review)}
    return Rows(columns, {}, count)


# --- W2 ---


def w2_random(chance: np.random.Generator, count: int) -> Rows:
    """About sixteen of forty indicators fall short of their targets."""
    return _w2(chance, count, short=0.4, shares=np.arange(50, 100))


def w2_edges(chance: np.random.Generator, count: int) -> Rows:
    """A quarter of the rows on a bound of a grade, a quarter half a hundredth below it, the rest at random."""
    quarter = count // 4
    on_bounds = _with_score(chance, quarter, below=0)
    ties = _with_score(chance, quarter, below=1)
    return _shuffled(chance, (on_bounds, ties, w2_random(chance, count - 2 * quarter)))


def _with_score(chance: np.random.Generator, count: int, *, below: int) -> Rows:
    """Rows whose exact score is so many half hundredths below a bound: the review makes up what is left.

    Most targets are met, the rest by a share that ends, so that such rows exist.
    """
    rows = _w2(chance, 8 * count, short=0.1, shares=np.array((50, 60, 75, 80, 90, 95)))
    reached = sum(_points(rows, number) for number in NUMBERS)
    lost = np.minimum(sum(rows.hundredths[name] for name in DEDUCTIONS), 500)
    review = np.full(rows.count, -1)
    for bound in (70, 80, 90):
        # review × 10% = bound − below + lost − reached × 90%, everything in 1/20000 of a point
        whole, rest = np.divmod(100 * (200 * bound - below + 2 * lost) - 9 * reached, 20)
        review = np.where((rest == 0) & (whole >= 0) & (whole <= 10000), whole, review)
    found = np.flatnonzero(review >= 0)[:count]
    if len(found) < count:
        raise AssertionError("too few rows reach a bound")
    columns = {**rows.hundredths, REVIEW: review}
    return Rows({name: one[found] for name, one in columns.items()}, {VETO: rows.flags[VETO][found]}, count)


def _shuffled(chance: np.random.Generator, parts: tuple[Rows, ...]) -> Rows:
    order = chance.permutation(sum(part.count for part in parts))
    columns = {name: np.concatenate([part.hundredths[name] for part in parts])[order] for name in parts[0].hundredths}
    flags = {name: np.concatenate([part.flags[name] for part in parts])[order] for name in parts[0].flags}
    return Rows(columns, flags, len(order))


def _points(rows: Rows, number: int) -> Integers:
    """The points of an indicator in 1/2000: its share of the target is a whole number of percents."""
    actual, target = rows.hundredths[ACTUAL[number]], rows.hundredths[TARGET[number]]
    percent, rest = np.divmod(actual * 100, target)
    if rest.any():
        raise AssertionError("a share that is no whole number of percents")
    return np.minimum(percent, 100) * int(float(WEIGHTS[number - 1]) * 2) * 10


def _w2(chance: np.random.Generator, count: int, *, short: float, shares: Integers) -> Rows:
    columns: dict[str, Integers] = {}
    for number in NUMBERS:
        target = chance.integers(2, 41, count) * 1000
        met = chance.random(count) >= short
        share = np.where(met, chance.integers(100, 131, count), chance.choice(shares, count))
        columns[ACTUAL[number]] = target * share // 100
        columns[TARGET[number]] = target
    columns[REVIEW] = chance.integers(7000, 10001, count)
    for name in DEDUCTIONS:
        columns[name] = chance.choice((0, 0, 0, 50, 100, 150), count)
    return Rows(columns, {VETO: chance.random(count) < 0.02}, count)
