"""The comparison of columns with rows is worth something: classic mistakes in block programs are caught each time."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from tests.properties.test_columns import differences
from tests.strategies import quotients

import govperf
from govperf.columns import arithmetic, conditions, nearly, programs, rounding
from govperf.columns import quotients as pairs
from govperf.columns.code import Code
from govperf.columns.made import Near, Truth, Whole
from govperf.values import RoundingMode

COUNTED, NEAR = rounding._counted, conditions._near
SEARCH = settings(max_examples=3_000, phases=[Phase.generate], deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip


def ties_of_negatives_to_even(code: Code, top: Whole, bottom: Whole, how: Any) -> Any:
    wrong = how is RoundingMode.HALF_UP and top.low < 0
    return COUNTED(code, top, bottom, RoundingMode.HALF_EVEN if wrong else how)


def half_up(code: Code, top: Whole, bottom: Whole, how: Any) -> Any:
    """floor(x+½), which is right above zero alone."""
    if how is not RoundingMode.HALF_UP:
        return COUNTED(code, top, bottom, how)
    exact, bad = rounding._with_half(code, top, bottom)
    return code.number("floor", exact), exact, bad


def without_bound_in_compare(code: Code, value: Near, sign: str, bound: Any) -> Truth:
    return evolve(NEAR(code, value, sign, bound), bad=value.bad)


def every_quotient_exact(code: Code, x: object) -> bool:
    code.nearly = True
    return False


FAULTS: dict[str, tuple[Any, str, Any, st.SearchStrategy[str]]] = {
    "tie of negatives": (rounding, "_counted", ties_of_negatives_to_even, quotients.plain_roundings()),
    "half up for half away": (rounding, "_counted", half_up, quotients.plain_roundings()),
    "missing bound in compare": (conditions, "_near", without_bound_in_compare, quotients.comparisons()),
    "missing bound in round": (rounding, "_beside_whole", lambda *_: False, quotients.roundings()),
    "quotients taken for exact": (nearly, "_broken", every_quotient_exact, quotients.roundings()),
    "no look at the size": (arithmetic, "_guarded", lambda code, value, most=0: value, quotients.products()),
    "divisors below zero": (pairs, "size_of", lambda code, value: value, quotients.plain_roundings()),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch):
    module, name, wrong, texts = FAULTS[fault]
    cases = st.tuples(texts.map(govperf.compile), quotients.rows())
    monkeypatch.setattr(module, name, wrong)
    programs.forget()
    policy, caught = find(cases, lambda case: bool(differences(case[0], case[1], 100)), settings=SEARCH)
    monkeypatch.undo()
    programs.forget()
    assert not differences(policy, caught, 100)
