"""The comparison is worth something: an oracle with one of four classic mistakes is caught each time."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

import govperf
from tests.oracle import comparing, meaning, numbers
from tests.strategies import formulas, records

ROUNDED, BOUNDED, COMPARE = numbers.rounded, meaning.bounded, meaning.compare


def ties_of_negatives_to_even(value: Fraction, step: Fraction, mode: str) -> Fraction:
    return ROUNDED(value, step, "修约" if value < 0 and mode == "四舍五入" else mode)


def half_up(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """floor(x+½), which is right above zero alone."""
    return math.floor(value / step + Fraction(1, 2)) * step if mode == "四舍五入" else ROUNDED(value, step, mode)


def without_cap(term, place):
    return meaning.value(term.operand, place) if term.low is None else BOUNDED(term, place)


def strict_where_equal(sign, left, right):
    return COMPARE({">=": ">", "<=": "<"}.get(sign, sign), left, right)


FAULTS = {
    "tie of negatives": (numbers, "rounded", ties_of_negatives_to_even),
    "half up for half away": (numbers, "rounded", half_up),
    "missing cap": (meaning, "bounded", without_cap),
    "wrong at equality": (meaning, "compare", strict_where_equal),
}
SHORT = st.one_of(
    formulas.roundings(formulas.NAMES, 0), formulas.clamps(formulas.NAMES, 0), formulas.choices(formulas.NAMES, 0)
)
CASES = st.tuples(
    SHORT.map(lambda formula: govperf.compile(formula.text)),
    st.lists(st.fixed_dictionaries({name: records.numbers() for name in formulas.NAMES}), min_size=4, max_size=4),
)
SEARCH = settings(max_examples=3_000, phases=[Phase.generate], deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught(fault, monkeypatch):
    module, name, wrong = FAULTS[fault]
    monkeypatch.setattr(module, name, wrong)
    policy, cases = find(CASES, lambda case: any(comparing.one_by_one(case[0], record) for record in case[1]), settings=SEARCH)
    monkeypatch.undo()
    assert all(not comparing.one_by_one(policy, record) for record in cases)
