"""Values as people, hosts and files see them."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.values import ABSENT, NOT_APPLICABLE, Value, ends, show_number, show_value, to_json_text, to_python


@pytest.mark.cases("display.csv")
def test_numbers(value: str, places: str, form: str, shown: str, text: str) -> None:
    number, promised = Fraction(value), int(places) if places else None
    assert show_number(number, promised, percent=form == "%") == shown
    if form == "数":
        assert to_json_text(number, promised) == text


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [("92", None, "92"), ("92", 2, "92.00"), ("920", None, "920"), ("-0.5", 2, "-0.50"), ("0", 2, "0.00")],
)
def test_a_value_that_ends_is_a_decimal_as_promised(value: str, places: int | None, expected: str) -> None:
    given_out = to_python(Fraction(value), places)
    assert isinstance(given_out, Decimal)
    assert str(given_out) == expected


def test_a_value_that_does_not_end_stays_a_fraction() -> None:
    assert to_python(Fraction(100, 3), 2) == Fraction(100, 3)


def test_the_decimal_context_has_no_say() -> None:
    value = Fraction(123456789, 1000)
    with localcontext(Context(prec=2, traps=[Inexact])):
        assert str(to_python(value)) == "123456.789"
        assert show_number(value, 4) == "123456.7890"
        assert to_json_text(Fraction(10**6000 + 1)) == "1" + "0" * 5999 + "1"


@pytest.mark.parametrize(
    "value", [Fraction(10**6000), Fraction(-(10**6000), 3), Fraction(1, 2**5000), Fraction(1, 3**5000)], ids="0123"
)
def test_a_long_number_is_cut_for_people_only(value: Fraction) -> None:
    shown = show_number(value)
    assert "…" in shown
    assert len(shown) < 200
    # Read back through Decimal, as int() refuses so many digits.
    whole, _, below = to_json_text(value).partition("/")
    assert _exact(whole) / _exact(below or "1") == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "是"),
        (False, "否"),
        (Fraction(92), "92"),
        ("优秀", "优秀"),
        (date(2011, 1, 1), "2011-01-01"),
        (ABSENT, "缺"),
        (NOT_APPLICABLE, "不适用"),
    ],
)
def test_other_values(value: Value, shown: str) -> None:
    assert show_value(value) == shown


def test_a_long_text_is_cut() -> None:
    assert len(show_value("长" * 10_000)) == 240


@given(st.fractions(max_denominator=10**4))
def test_a_host_gets_the_exact_value(value: Fraction) -> None:
    assert Fraction(to_python(value)) == value
    assert isinstance(to_python(value), Decimal) is ends(value)


@given(st.integers(-(10**12), 10**12), st.integers(0, 8), st.integers(0, 8))
def test_at_least_the_promised_decimals_are_shown(scaled: int, needed: int, promised: int) -> None:
    shown = show_number(Fraction(scaled, 10**needed), promised)
    assert Fraction(shown) == Fraction(scaled, 10**needed)
    assert len(shown.partition(".")[2]) >= promised


def _exact(text: str) -> Fraction:
    return Fraction(*Decimal(text).as_integer_ratio())
