"""Sums by group."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from govperf.columns.cohort_sums import totals
from govperf.columns.groups import Groups
from govperf.columns.model import Numbers


def test_a_sum_that_does_not_fit_stands_in_one_place_alone():
    fine = Fraction(1, 3)
    values = Numbers(np.array([5.0, 0.0, 7.0]), 2, odd={1: fine})
    found = totals(values, Groups(np.array([0, 0, 1]), 2, 3))
    assert isinstance(found, Numbers)
    assert [found.value(group) for group in range(2)] == [Fraction(5, 2) + fine, Fraction(7, 2)]
    assert found.n.tolist() == [0.0, 7.0]
