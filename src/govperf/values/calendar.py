"""Dates as policies count with them."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final

from govperf.values import messages as say
from govperf.values.bad_value import BadValue, refuse
from govperf.values.foreign import numpy_kind
from govperf.values.number import half_width, strip_blanks

_LONGEST: Final = 60
_WRITTEN: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<m1>[0-9]{1,2})-(?P<d1>[0-9]{1,2})|/(?P<m2>[0-9]{1,2})/(?P<d2>[0-9]{1,2})"
    r"|\.(?P<m3>[0-9]{1,2})\.(?P<d3>[0-9]{1,2})|年(?P<m4>[0-9]{1,2})月(?P<d4>[0-9]{1,2})日)"
    r"(?P<time>[T ][0-9:.]+)?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_MIDNIGHT: Final = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?")
_WEEKDAYS: Final = 5


def parse_date(value: object) -> date | BadValue:
    """The day that ``value`` means.

    A ``date``; a ``datetime`` (a pandas ``Timestamp`` is one) or NumPy date at 00:00; text as ``2011-01-01``,
    ``2011/1/1``, ``2011.1.1`` or ``2011年1月1日``, also with a time of 00:00 after it.
    """
    if isinstance(value, datetime):
        return _from_datetime(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _from_text(value, value)
    if numpy_kind(value) == "M":
        return _from_text(str(value), value)
    return refuse(say.NOT_A_DATE, value)


def days(start: date, end: date) -> int:
    """天数: end − start; negative where the end comes first."""
    return (end - start).days


def months(start: date, end: date) -> int:
    """月数: whole months from start to end, counted as Article 202 of the Civil Code ends a period.

    A month is complete on the corresponding day, or on the last day of a month that has no such day: from 31 January
    to 28 February 2011 it is 1. Negative where the end comes first.
    """
    if end < start:
        return -months(end, start)
    corresponding = min(start.day, _days_of_month(end.year, end.month))
    return 12 * (end.year - start.year) + end.month - start.month - (end.day < corresponding)


def _days_of_month(year: int, month: int) -> int:
    """How long a month is; the standard library's calendar would bring the formats of all locales along."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def workdays(
    start: date, end: date, days_off: Collection[date] = frozenset(), extra_workdays: Collection[date] = frozenset()
) -> int:
    """工作日数: working days from start to end, both included; negative where the end comes first.

    Monday to Friday count unless they are in ``days_off``; days of ``extra_workdays`` (调休) count in any case.
    """
    if end < start:
        return -workdays(end, start, days_off, extra_workdays)
    extra = {day for day in extra_workdays if start <= day <= end}
    off = {day for day in days_off if start <= day <= end and _is_weekday(day)} - extra
    worked_weekends = sum(not _is_weekday(day) for day in extra)
    return _weekdays_until(end) - _weekdays_until(start) + _is_weekday(start) - len(off) + worked_weekends


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from the first day of the calendar (a Monday) to ``day``, both included."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * _WEEKDAYS + min(rest, _WEEKDAYS)


def _is_weekday(day: date) -> bool:
    return day.weekday() < _WEEKDAYS


def _from_datetime(value: datetime) -> date | BadValue:
    # NaT of pandas is a datetime without a day; like NaN it differs from itself.
    if value != value:  # noqa: PLR0124 - as said above
        return refuse(say.NOT_A_DATE, "NaT")
    if value.time() != time(0):
        return refuse(say.TIME_OF_DAY, value.isoformat(" "))
    return value.date()


def _from_text(text: str, value: object) -> date | BadValue:
    written = _WRITTEN.fullmatch(strip_blanks(half_width(text))) if len(text) <= _LONGEST else None
    if written is None:
        return refuse(say.NOT_A_DATE, value)
    if written["zone"] and not written["time"]:
        return refuse(say.NOT_A_DATE, value)
    if written["time"] and not _MIDNIGHT.fullmatch(written["time"]):
        return refuse(say.TIME_OF_DAY, value)
    month = written["m1"] or written["m2"] or written["m3"] or written["m4"]
    day = written["d1"] or written["d2"] or written["d3"] or written["d4"]
    try:
        return date(int(written["year"]), int(month), int(day))
    except ValueError:
        return refuse(say.NO_SUCH_DAY, value)
