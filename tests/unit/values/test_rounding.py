"""Rounding: printed cases, then the laws that every mode keeps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.values import RoundingMode, ceil, floor, round_places, round_quotient, round_to, sqrt_rounded, step_of

values = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=5_000)
ties = st.builds(lambda count: Fraction(2 * count + 1, 200), st.integers(-5_000, 5_000))
numbers = values | ties
steps = st.sampled_from([Fraction(1, 100), Fraction(1), Fraction(10), Fraction(1, 3), Fraction(7, 5)])
modes = st.sampled_from(RoundingMode)


@pytest.mark.cases("rounding.csv")
def test_printed_cases(value: str, step: str, mode: str, expected: str) -> None:
    assert round_to(Fraction(value), Fraction(step), RoundingMode(mode)) == Fraction(expected)


@pytest.mark.cases("roots.csv")
def test_roots(value: str, places: str, mode: str, expected: str) -> None:
    assert sqrt_rounded(Fraction(value), int(places), RoundingMode(mode)) == Fraction(expected)


@given(numbers, steps, modes)
def test_a_rounded_value_is_a_multiple_of_the_step(value: Fraction, step: Fraction, mode: RoundingMode) -> None:
    assert (round_to(value, step, mode) / step).denominator == 1


@given(numbers, steps, modes)
def test_rounding_twice_changes_nothing(value: Fraction, step: Fraction, mode: RoundingMode) -> None:
    once = round_to(value, step, mode)
    assert round_to(once, step, mode) == once


@given(numbers, numbers, steps, modes)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, step: Fraction, mode: RoundingMode) -> None:
    low, high = sorted((one, other))
    assert round_to(low, step, mode) <= round_to(high, step, mode)


@given(numbers, steps, modes)
def test_a_negative_value_is_the_mirror_image(value: Fraction, step: Fraction, mode: RoundingMode) -> None:
    assert round_to(-value, step, mode) == -round_to(value, step, mode)


@given(numbers, steps)
def test_the_distance_is_bounded(value: Fraction, step: Fraction) -> None:
    for nearest in (RoundingMode.HALF_UP, RoundingMode.HALF_EVEN):
        assert abs(round_to(value, step, nearest) - value) <= step / 2
    assert 0 <= abs(round_to(value, step, RoundingMode.UP)) - abs(value) < step
    assert 0 <= abs(value) - abs(round_to(value, step, RoundingMode.DOWN)) < step


@given(ties)
def test_a_tie_goes_away_from_zero_or_to_the_even_neighbour(tie: Fraction) -> None:
    step = step_of(2)
    assert round_to(tie, step, RoundingMode.HALF_UP) == round_to(tie, step, RoundingMode.UP)
    assert (round_to(tie, step, RoundingMode.HALF_EVEN) / step) % 2 == 0


@given(numbers, st.integers(-3, 6), modes)
def test_places_are_steps_of_ten(value: Fraction, places: int, mode: RoundingMode) -> None:
    assert round_places(value, places, mode) == round_to(value, Fraction(10) ** -places, mode)


@given(st.integers(), st.integers(min_value=1), modes)
def test_a_quotient_rounds_like_its_fraction(numerator: int, denominator: int, mode: RoundingMode) -> None:
    assert round_quotient(numerator, denominator, mode) == round_to(Fraction(numerator, denominator), Fraction(1), mode)


@given(numbers)
def test_floor_and_ceil_enclose(value: Fraction) -> None:
    assert floor(value) <= value < floor(value) + 1
    assert ceil(value) - 1 < value <= ceil(value)


@given(st.fractions(min_value=0, max_value=10**6), st.integers(-1, 8), modes)
def test_a_root_of_a_square_rounds_like_its_side(side: Fraction, places: int, mode: RoundingMode) -> None:
    assert sqrt_rounded(side * side, places, mode) == round_places(side, places, mode)


@given(st.fractions(min_value=0, max_value=10**6), st.integers(0, 8))
def test_a_root_lies_within_half_a_step(value: Fraction, places: int) -> None:
    root, half = sqrt_rounded(value, places), step_of(places) / 2
    assert max(root - half, Fraction(0)) ** 2 <= value < (root + half) ** 2


def test_a_step_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="step"):
        round_to(Fraction(1), Fraction(0))


def test_a_root_of_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        sqrt_rounded(Fraction(-1), 2)
