"""Absence: two objects that stay themselves."""

from __future__ import annotations

import copy
import pickle

import pytest

from govperf.values import ABSENT, NOT_APPLICABLE, Missing


@pytest.mark.parametrize("missing", [ABSENT, NOT_APPLICABLE])
def test_an_absence_stays_one_object(missing: Missing) -> None:
    assert pickle.loads(pickle.dumps(missing)) is missing  # noqa: S301 - made here
    assert copy.deepcopy(missing) is missing


def test_an_absence_says_what_it_is() -> None:
    assert (repr(ABSENT), f"{NOT_APPLICABLE}") == ("缺", "不适用")


def test_the_two_are_not_the_same() -> None:
    assert ABSENT != NOT_APPLICABLE
