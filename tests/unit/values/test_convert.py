"""Texts, 是否 values, choices: what a host may give for them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from govperf.limits import Limits
from govperf.values import BadValue, NumberForm, canonical, messages, parse_bool, parse_choice, parse_text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (False, False),
        ("是", True),
        (" 否 ", False),
        ("true", True),
        ("FALSE", False),
        ("\uff54\uff52\uff55\uff45", True),
    ],
)
def test_yes_or_no(value: object, expected: bool) -> None:
    assert parse_bool(value) is expected


@pytest.mark.parametrize("value", [1, 0, 1.0, "1", "0", "", "有", "yes", "是的", None, [], "是" * 1_000_000])
def test_refused_as_yes_or_no(value: object) -> None:
    refused = parse_bool(value)
    assert isinstance(refused, BadValue)
    assert refused.template is messages.NOT_YES_OR_NO


def test_the_truth_values_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    assert parse_bool(numpy.bool_(True)) is True
    assert isinstance(parse_bool(numpy.int64(1)), BadValue)
    assert parse_text(numpy.int64(7)) == "7"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("抗洪", "抗洪"),
        (" 抗洪　", "抗洪"),
        ("\uff21（甲）", "\uff21（甲）"),
        ("e\u0301", "é"),
        (101, "101"),
        (-3, "-3"),
        ("", ""),
    ],
)
def test_text(value: object, expected: str) -> None:
    assert parse_text(value) == expected


@pytest.mark.parametrize(
    "value", [1.5, 101.0, True, None, ["抗洪"], b"x", 1 << 1_000_000], ids=lambda value: type(value).__name__
)
def test_refused_as_text(value: object) -> None:
    refused = parse_text(value)
    assert isinstance(refused, BadValue)
    assert refused.template is messages.NOT_TEXT


def test_the_host_sets_the_limit_of_a_text() -> None:
    refused = parse_text("抗洪抢险", Limits(text_length=3))
    assert isinstance(refused, BadValue)
    assert refused.code == "超出限制"
    assert refused.problem("事项").message == "事项的文字太长：最多 3 个字符，现为 4 个"


@pytest.mark.cases("choices.csv")
def test_choices(value: str, choices: str, expected: str) -> None:
    listed = tuple(Fraction(choice) if choice[0].isdigit() else choice for choice in choices.split("、"))
    chosen = parse_choice(value, listed)
    if isinstance(chosen, BadValue):
        assert chosen.code == expected
    else:
        assert chosen in listed
        assert chosen == (Fraction(expected) if isinstance(chosen, Fraction) else expected)


@pytest.mark.parametrize("value", [95, 95.0, Fraction(95)])
def test_a_number_chooses_a_number(value: object) -> None:
    assert parse_choice(value, (Fraction(100), Fraction(95))) == 95


@pytest.mark.parametrize("value", [95.5, True, None, []])
def test_other_objects_choose_nothing(value: object) -> None:
    refused = parse_choice(value, (Fraction(100), Fraction(95), "良"))
    assert isinstance(refused, BadValue)
    assert refused.code == "输入超出范围"


def test_a_near_choice_is_suggested() -> None:
    refused = parse_choice("本部们", ("国家级", "本部门"))
    assert isinstance(refused, BadValue)
    problem = refused.problem("表彰", 3, "级别")
    assert problem.message == "表彰第3行的级别应当是 国家级、本部门 之一，现在是 “本部们”"
    assert problem.hint == "是不是想写“本部门”？"


def test_many_choices_are_listed_in_part() -> None:
    refused = parse_choice("无", tuple(f"第{number}类" for number in range(500)))
    assert isinstance(refused, BadValue)
    assert refused.facts["choices"].endswith("第11类 等 500 项")


def test_a_bare_number_among_rates_keeps_its_two_readings() -> None:
    refused = parse_choice("5", (Fraction(5, 100), Fraction(10, 100)), form=NumberForm(mark="%"))
    assert isinstance(refused, BadValue)
    assert refused.template is messages.BARE_NUMBER


def test_words_are_compared_in_canonical_form() -> None:
    assert canonical("　\uff21\uff11（甲） ") == "A1(甲)"
