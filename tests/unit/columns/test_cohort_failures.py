"""What many rows fail for together is kept once."""

from __future__ import annotations

import numpy as np
import pytest

from govperf.columns.cohort_failures import NONE, Failing, Failures, agreed, rows_of
from govperf.diagnostics import Problem
from govperf.terms import failures


def reason(name: str) -> tuple[Problem, ...]:
    return (failures.MISSING_INPUT.problem(name, name=name),)


ONE, TWO = reason("甲"), reason("乙")


def test_what_is_put_later_counts_more():
    failing = Failing(4)
    failing.put(None, ONE)
    failing.put(np.array([1, 2]), TWO)
    failing.put_each({2: ONE})
    assert dict(failing.done()) == {0: ONE, 1: TWO, 2: ONE, 3: ONE}


def test_groups_fail_with_all_their_rows():
    failing = Failing(5)
    failing.put_groups(np.array([0, 1, 2, 1, 0]), {1: ONE, 2: TWO}, 3)
    assert dict(failing.done()) == {1: ONE, 2: TWO, 3: ONE}


def test_the_same_reasons_are_kept_once():
    failing = Failing(1000)
    failing.put_each(dict.fromkeys(range(1000), ONE))
    found = failing.done()
    assert isinstance(found, Failures)
    assert (len(found.reasons), len(found)) == (1, 1000)


def test_nothing_gathered_is_nothing():
    assert dict(Failing(3).done()) == {}
    assert list(rows_of({})) == []


def test_rows_without_failure_are_not_there():
    found = Failures(np.array([0, NONE], np.int32), (ONE,))
    assert list(found) == [0]
    assert 1 not in found
    with pytest.raises(KeyError):
        found[-1]


def test_rows_that_fail_for_several_reasons_agree_on_none():
    one, two = Failing(3), Failing(3)
    one.put(np.array([0, 1]), ONE)
    two.put(np.array([1, 2]), TWO)
    assert dict(agreed([one.done(), two.done()], 3)) == {0: ONE, 2: TWO}
    assert dict(agreed([one.done(), one.done()], 3)) == {0: ONE, 1: ONE}


def test_what_is_wrong_with_the_data_of_a_row_is_its_own():
    blocked = (failures.MISSING_INPUT.problem("甲", name="甲", blocking="丙", blocker="7"),)
    found = Failures(np.array([0, 1, NONE], np.int32), (ONE, blocked))
    assert found.own.tolist() == [True, False, False]
    assert found.blockers() == {7}
