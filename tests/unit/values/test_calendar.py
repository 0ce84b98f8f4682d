"""Dates: how they are written, how policies count between them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.values import BadValue, days, messages, months, parse_date, workdays

MIDNIGHT = datetime(2011, 1, 1)  # noqa: DTZ001 - tables hold times without a zone
dates = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.mark.cases("dates.csv")
def test_written_dates(text: str, expected: str) -> None:
    assert parse_date(text) == date.fromisoformat(expected)


@pytest.mark.cases("refused_dates.csv")
def test_refused_dates(text: str, reason: str) -> None:
    refused = parse_date(text)
    assert isinstance(refused, BadValue)
    assert refused.template is getattr(messages, reason)


@pytest.mark.parametrize(
    "value", [date(2011, 1, 1), MIDNIGHT, datetime(2011, 1, 1, tzinfo=timezone(timedelta(hours=8)))]
)
def test_dates_of_python(value: object) -> None:
    parsed = parse_date(value)
    assert parsed == date(2011, 1, 1)
    assert type(parsed) is date


@pytest.mark.parametrize("value", [None, 40544, 2011.5, True, [], "9" * 1_000_000, MIDNIGHT.replace(hour=8, minute=30)])
def test_refused_objects(value: object) -> None:
    refused = parse_date(value)
    assert isinstance(refused, BadValue)
    assert len(refused.problem("日期").message) < 200


def test_dates_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    assert parse_date(numpy.datetime64("2011-01-01")) == date(2011, 1, 1)
    assert parse_date(numpy.datetime64("2011-01-01T00:00:00", "ns")) == date(2011, 1, 1)
    assert isinstance(parse_date(numpy.datetime64("NaT")), BadValue)


def test_dates_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    assert parse_date(pandas.Timestamp("2011-01-01")) == date(2011, 1, 1)
    assert isinstance(parse_date(pandas.NaT), BadValue)


@pytest.mark.cases("months.csv")
def test_months(start: str, end: str, expected: str) -> None:
    assert months(date.fromisoformat(start), date.fromisoformat(end)) == int(expected)


@pytest.mark.cases("workdays.csv")
def test_workdays(start: str, end: str, off: str, extra: str, expected: str) -> None:
    days_off = frozenset(map(date.fromisoformat, off.split()))
    extra_workdays = frozenset(map(date.fromisoformat, extra.split()))
    counted = workdays(date.fromisoformat(start), date.fromisoformat(end), days_off, extra_workdays)
    assert counted == int(expected)


@given(dates, dates)
def test_days_are_the_difference(start: date, end: date) -> None:
    assert start + timedelta(days=days(start, end)) == end


@given(dates, dates)
def test_months_are_mirrored(start: date, end: date) -> None:
    assert months(start, end) == -months(end, start)


@given(dates, st.integers(0, 400), st.frozensets(dates, max_size=5), st.frozensets(dates, max_size=5))
def test_workdays_are_the_days_counted_one_by_one(
    start: date, length: int, off: frozenset[date], extra: frozenset[date]
) -> None:
    span = [start + timedelta(days=number) for number in range(length + 1)]
    worked = [day for day in span if day in extra or (day.weekday() < 5 and day not in off)]
    assert workdays(span[0], span[-1], off, extra) == len(worked)
