"""Bounds that come one at a time, that are taken back again."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often

from govperf.boundaries.tableau import Tableau

GRID = [Fraction(step, 2) for step in range(9)]
CONSTRAINTS = st.lists(
    st.tuples(st.tuples(*[st.integers(-2, 2)] * 3), st.integers(-6, 6), st.integers(0, 3)), min_size=1, max_size=5
)


def test_values_move_no_more_than_they_must():
    board = Tableau()
    first = board.variable(Fraction(100), Fraction(0), Fraction(100))
    second = board.variable(Fraction(100), Fraction(0), Fraction(100))
    total = board.combination({first: Fraction(9, 10), second: Fraction(1, 10)})
    assert board.at_most(total, Fraction(90))
    assert board.settle()
    assert (board.value[first], board.value[second]) == (Fraction(800, 9), 100)


def test_what_is_taken_back_no_longer_holds():
    board = Tableau()
    one = board.variable(Fraction(5), Fraction(0), Fraction(10))
    double = board.combination({one: Fraction(2)})
    mark = board.mark()
    assert board.at_most(double, Fraction(2))
    assert board.at_least(one, Fraction(3))
    assert not board.settle()
    board.undo(mark)
    assert board.at_least(double, Fraction(16))
    assert board.settle()
    assert board.value[one] == 8


def test_bounds_that_cross_are_refused_at_once():
    board = Tableau()
    one = board.variable(Fraction(5), Fraction(0), Fraction(10))
    assert not board.at_least(one, Fraction(11))
    assert not board.at_most(one, Fraction(-1))
    assert board.at_least(one, Fraction(10))


@often(200)
@given(CONSTRAINTS, st.tuples(*[st.integers(0, 4)] * 3))
def test_it_finds_values_wherever_a_grid_has_some(constraints: list[Any], start: tuple[int, ...]):
    board = Tableau()
    names = [board.variable(Fraction(value), Fraction(0), Fraction(4)) for value in start]
    feasible = True
    for factors, low, width in constraints:
        form = {name: Fraction(factor) for name, factor in zip(names, factors, strict=True) if factor}
        row = board.combination(form)
        feasible = feasible and board.at_least(row, Fraction(low)) and board.at_most(row, Fraction(low + width))
        feasible = feasible and board.settle()

    def kept(values: Any):
        sums = [sum(factor * value for factor, value in zip(one[0], values, strict=True)) for one in constraints]
        return all(low <= total <= low + width for total, (_, low, width) in zip(sums, constraints, strict=True))

    if feasible:
        values = [board.value[name] for name in names]
        assert all(0 <= value <= 4 for value in values)
        assert kept(values)
    else:
        assert not any(kept(point) for point in itertools.product(GRID, repeat=3))
