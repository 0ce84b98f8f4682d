"""The comparison is worth something: an oracle with one of four classic mistakes is caught each time."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from tests.oracle import comparing, meaning, numbers
from tests.strategies import formulas, records

import govperf
from govperf.terms import terms

ROUNDED, BOUNDED, COMPARE = numbers.rounded, meaning.bounded, meaning.compare


def ties_of_negatives_to_even(value: Fraction, step: Fraction, mode: str) -> Fraction:
    return ROUNDED(value, step, "修约" if value < 0 and mode == "四舍五入" else mode)


def half_up(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """floor(x+½), which is right above zero alone."""
    return math.floor(value / step + Fraction(1, 2)) * step if mode == "四舍五入" else ROUNDED(value, step, mode)


def without_cap(term: terms.Bounded, place: meaning.Place) -> Any:
    return meaning.value(term.operand, place) if term.low is None else BOUNDED(term, place)


def strict_where_equal(sign: str, left: Any, right: Any) -> bool:
    return COMPARE({">=": ">", "<=": "<"}.get(sign, sign), left, right)


TIED = (formulas.names(("甲",)).flatmap(formulas.rounding_of), records.ties())
ANY = (st.one_of(formulas.clamps(formulas.NAMES, 0), formulas.choices(formulas.NAMES, 0)), records.numbers())

FAULTS = {
    "tie of negatives": (numbers, "rounded", ties_of_negatives_to_even, TIED),
    "half up for half away": (numbers, "rounded", half_up, TIED),
    "missing cap": (meaning, "bounded", without_cap, ANY),
    "wrong at equality": (meaning, "compare", strict_where_equal, ANY),
}
SEARCH = settings(max_examples=2_000, phases=[Phase.generate], deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch):
    module, name, wrong, (sheets, values) = FAULTS[fault]
    cases = st.tuples(
        sheets.map(lambda formula: govperf.compile(formula.text)),
        st.lists(st.fixed_dictionaries(dict.fromkeys(formulas.NAMES, values)), min_size=4, max_size=4),
    )
    monkeypatch.setattr(module, name, wrong)
    policy, caught = find(
        cases, lambda case: any(comparing.one_by_one(case[0], one) for one in case[1]), settings=SEARCH
    )
    monkeypatch.undo()
    assert all(not comparing.one_by_one(policy, record) for record in caught)
