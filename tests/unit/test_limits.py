"""The published limits: named, documented, refused by name."""

from __future__ import annotations

import pytest
from attrs import evolve, fields

import govperf
from govperf.limits import DEFAULT_LIMITS, Limits, over, over_diagnostic

NAMES = [field.name for field in fields(Limits)]


@pytest.mark.parametrize("name", NAMES)
def test_an_excess_names_its_limit_in_both_languages(name: str) -> None:
    limits = evolve(DEFAULT_LIMITS, **{name: 7})
    problem = over(name, limits, 8, path=("明细",)).problem
    assert problem.code == "超出限制"
    assert problem.path == ("明细",)
    assert problem.message.endswith("超出限制：最多 7，现为 8")
    assert problem.say("en").endswith("is over its limit: at most 7, found 8")
    assert f"Limits({name}=" in problem.hint


def test_what_was_found_may_be_unknown() -> None:
    assert over_diagnostic("nesting", DEFAULT_LIMITS).message == "嵌套层数超出限制：最多 100"


@pytest.mark.parametrize("value", [0, -1])
def test_a_limit_starts_at_one(value: int) -> None:
    with pytest.raises(ValueError, match="nesting"):
        Limits(nesting=value)


def test_the_names_of_a_policy_are_counted() -> None:
    text = "规则 甲\n\n输入\n    乙、丙：数\n\n丁 = 乙 + 丙\n"
    assert govperf.check(text, limits=Limits(names=3)) == []
    assert [finding.code for finding in govperf.check(text, limits=Limits(names=2))] == ["超出限制"]
