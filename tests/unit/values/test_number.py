"""Numbers: what a host may give, exactly; what it may not, with the reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.values import BadValue, NumberForm, looks_computed, messages, parse_number, to_json_text


@pytest.mark.cases("numbers.csv")
def test_text(text: str, expected: str) -> None:
    assert parse_number(text) == Fraction(expected)


@pytest.mark.cases("refused_numbers.csv")
def test_refused_text(text: str, reason: str) -> None:
    refused = parse_number(text)
    assert isinstance(refused, BadValue)
    assert refused.template is getattr(messages, reason)


@pytest.mark.cases("readings.csv")
def test_a_bare_number_has_two_readings(text: str, mark: str, unit: str, first: str, second: str) -> None:
    refused = parse_number(text, form=NumberForm(mark=mark, unit="" if "分" in text else unit))
    assert isinstance(refused, BadValue)
    assert refused.template is messages.BARE_NUMBER
    assert (refused.facts["first"], refused.facts["second"]) == (first, second)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (95, "95"),
        (-3, "-3"),
        (0.1, "0.1"),
        (89.995, "89.995"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-0.0, "0"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("0.5"), "0.5"),
        (Decimal("9.2E+1"), "92"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E+1000000"), "0"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_numbers_of_python(value: object, expected: str) -> None:
    assert parse_number(value) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (True, messages.BOOL_AS_NUMBER),
        (float("nan"), messages.NOT_FINITE),
        (float("-inf"), messages.NOT_FINITE),
        (Decimal("NaN"), messages.NOT_FINITE),
        (Decimal("sNaN"), messages.NOT_FINITE),
        (Decimal("Infinity"), messages.NOT_FINITE),
        (None, messages.NOT_A_NUMBER),
        ([1], messages.NOT_A_NUMBER),
        (b"1", messages.NOT_A_NUMBER),
        (1j, messages.NOT_A_NUMBER),
        (1e300, messages.TOO_MANY_DIGITS),
        (5e-324, messages.TOO_MANY_DIGITS),
        (Decimal("1E+1000000"), messages.TOO_MANY_DIGITS),
        (Decimal("1E-1000000"), messages.TOO_MANY_DIGITS),
        (1 << 10_000_000, messages.TOO_MANY_DIGITS),
        (Fraction(1, 1 << 100_000), messages.TOO_MANY_DIGITS),
        ("9" * 1_000_000, messages.TOO_MANY_DIGITS),
        ("九" * 1_000_000, messages.NOT_A_NUMBER),
        (" " * 1_000_000, messages.EMPTY_TEXT),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else type(value).__name__,
)
def test_refused_objects(value: object, reason: object) -> None:
    refused = parse_number(value)
    assert isinstance(refused, BadValue)
    assert refused.template is reason
    problem = refused.problem("表彰", 3, "级别")
    assert "表彰第3行的级别" in problem.message
    assert max(len(problem.message), len(problem.hint), len(problem.say("en"))) < 400


def test_numpy_scalars_count_by_what_they_print() -> None:
    numpy = pytest.importorskip("numpy")
    assert parse_number(numpy.float64(0.1)) == Fraction(1, 10)
    assert parse_number(numpy.float32(0.1)) == Fraction(1, 10)
    assert parse_number(numpy.float16(0.1)) == Fraction(1, 10)
    assert parse_number(numpy.int64(-7)) == -7
    assert parse_number(numpy.uint8(7)) == 7
    for value, reason in ((numpy.bool_(True), messages.BOOL_AS_NUMBER), (numpy.float32("nan"), messages.NOT_FINITE)):
        refused = parse_number(value)
        assert isinstance(refused, BadValue)
        assert refused.template is reason


class _Hostile:
    def __index__(self) -> int:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError


def test_an_object_that_fails_is_no_number() -> None:
    refused = parse_number(_Hostile())
    assert isinstance(refused, BadValue)
    assert refused.facts["value"] == "_Hostile"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("92.5", "0.925"), (92.5, "0.925"), (92, "0.92"), ("92.5%", "0.925"), ("0", "0"), ("92.5分", "0.925")],
)
def test_the_head_of_a_column_may_carry_the_mark(value: object, expected: str) -> None:
    assert parse_number(value, form=NumberForm(factor=Fraction(1, 100))) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5", "500000000"), (5, "500000000"), ("5亿元", "500000000"), ("5万", "50000"), ("5元", "5")],
)
def test_a_number_with_its_own_unit_does_not_take_that_of_the_head(value: object, expected: str) -> None:
    assert parse_number(value, form=NumberForm(factor=Fraction(10**8), unit="元")) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("92.5%", "0.925"), (0.925, "0.925"), (Decimal("0.925"), "0.925"), ("0", "0"), ("0.00", "0")],
)
def test_one_reading_in_a_domain_with_a_mark(value: object, expected: str) -> None:
    assert parse_number(value, form=NumberForm(mark="%")) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "unit", "fits"),
    [("3天", "日", True), ("3次", "起", True), ("3", "分", True), ("3天", "个月", False), ("95元", "分", False)],
)
def test_the_unit_has_to_be_that_of_the_domain(text: str, unit: str, fits: bool) -> None:
    result = parse_number(text, form=NumberForm(unit=unit))
    assert (result == int(text[0])) if fits else (isinstance(result, BadValue) and result.code == "类型不符")


def test_a_file_may_add_units() -> None:
    assert parse_number("95辆", form=NumberForm(extra_units=frozenset({"辆"}))) == 95


@pytest.mark.parametrize("value", ["12345", 12345, Decimal("123.45"), 123.45, Fraction(1, 12345)])
def test_the_host_sets_the_limit_of_digits(value: object) -> None:
    refused = parse_number(value, Limits(number_digits=4))
    assert isinstance(refused, BadValue)
    assert refused.code == "超出限制"
    assert isinstance(parse_number(value, Limits(number_digits=5)), Fraction)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_decimal_its_text_and_its_fraction_mean_the_same(value: Decimal) -> None:
    assert parse_number(value) == parse_number(f"{value:f}") == parse_number(Fraction(value)) == Fraction(value)


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(lambda x: abs(x) > 1e-9)
)
def test_a_float_means_the_shortest_decimal_that_prints_it(value: float) -> None:
    assert parse_number(value) == Fraction(repr(value))


@given(st.fractions(max_denominator=10**6).filter(lambda x: abs(x) < 10**12))
def test_what_is_shown_in_full_is_read_back(value: Fraction) -> None:
    text = to_json_text(value)
    assert Fraction(text) == value
    assert "/" in text or parse_number(text) == value


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    answer = parse_number(text)
    assert isinstance(answer, Fraction) or len(answer.problem("列").message) < 400


@pytest.mark.parametrize(
    ("value", "computed"),
    [(0.1 + 0.2, True), (0.1, False), (89.995, False), (1e22, False), (float("nan"), False), ("x", False)],
)
def test_floats_that_look_computed(value: object, computed: bool) -> None:
    assert looks_computed(value) is computed
    assert DEFAULT_LIMITS.number_digits == 40
