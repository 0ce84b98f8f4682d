"""Suggestions: names that look alike, found with bounded work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.diagnostics import nearest

names = st.text(alphabet="公众评议得分考核", min_size=4, max_size=8)


@pytest.mark.cases("nearest.csv")
def test_printed_cases(name: str, candidates: str, expected: str) -> None:
    assert nearest(name, candidates.split("、"))[:1] == ((expected,) if expected else ())


def test_the_closest_come_first_up_to_the_number_asked_for() -> None:
    candidates = ["公众评议得分一二", "公众评议得分", "公众评议总分", "公众评义总分"]
    assert nearest("公众评议总得分", candidates) == ("公众评议得分", "公众评议总分", "公众评义总分")
    assert nearest("公众评议总得分", candidates, most=1) == ("公众评议得分",)
    assert nearest("公众评议总得分", candidates, most=0) == ()


def test_the_order_of_the_candidates_does_not_matter() -> None:
    candidates = [f"指标{number}" for number in range(50)]
    assert nearest("指标x", candidates) == nearest("指标x", reversed(candidates)) == ("指标0", "指标1", "指标2")


def test_the_work_is_bounded() -> None:
    looked_at = nearest("指标得分", [f"指标得{number:05}" for number in range(100_000)] + ["指标得"])
    assert looked_at == ("指标得",)
    assert nearest("长" * 1_000_000, ["长" * 999_999, "长"]) == ()
    assert nearest("长长", ["长" * 1_000_000]) == ()


@given(names, st.data())
def test_one_changed_character_is_near(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    assert nearest(f"{name[:place]}错{name[place + 1 :]}", [name]) == (name,)


@given(names, st.data())
def test_two_swapped_neighbours_are_near(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    assert nearest(swapped, [name]) == (() if swapped == name else (name,))


@given(st.text(max_size=70), st.lists(st.text(max_size=70), max_size=5))
def test_only_candidates_are_suggested(name: str, candidates: list[str]) -> None:
    assert set(nearest(name, candidates)) <= set(candidates) - {name}
