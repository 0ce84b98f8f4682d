"""Functions of dates over blocks of ordinals."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from govperf.columns.model import Floats

Wholes = npt.NDArray[np.int64]

EPOCH = datetime.date(1970, 1, 1).toordinal()
FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()
_WEEK, _WORKED = 7, 5


def year(days: Floats) -> Floats:
    """年份."""
    return _calendar(days)[0].astype(np.float64)


def month(days: Floats) -> Floats:
    """月份, 1 to 12."""
    return _calendar(days)[1].astype(np.float64)


def months(start: Any, end: Any) -> Floats:
    """月数: whole months, negative where the end comes first."""
    start, end = np.broadcast_arrays(start, end)
    first, last = np.minimum(start, end), np.maximum(start, end)
    (y1, m1, d1), (y2, m2, d2) = _calendar(first), _calendar(last)
    length = _months_begin(12 * (y2 - 1970) + m2) - _months_begin(12 * (y2 - 1970) + m2 - 1)
    found = 12 * (y2 - y1) + m2 - m1 - (d2 < np.minimum(d1, length))
    return np.asarray(np.where(end < start, -found, found), np.float64)


def _calendar(days: Any) -> tuple[Wholes, Wholes, Wholes]:
    """Year, month, day of the month of each ordinal; what is no date is taken for some day."""
    since = np.clip(days, FIRST, LAST).astype(np.int64) - EPOCH
    month_index = since.view("M8[D]").astype("M8[M]").view(np.int64)
    return month_index // 12 + 1970, month_index % 12 + 1, since - _months_begin(month_index) + 1


def _months_begin(index: Wholes) -> Wholes:
    return np.ascontiguousarray(index).view("M8[M]").astype("M8[D]").view(np.int64)


def workdays(off: Sequence[datetime.date], extra: Sequence[datetime.date]) -> Callable[[Any, Any], Floats]:
    """工作日数 with these days off and these worked in any case, both ends included."""
    worked = {day.toordinal() for day in extra}
    lost = np.array(sorted(day.toordinal() for day in off if day.weekday() < _WORKED and day.toordinal() not in worked))
    gained = np.array(sorted(day for day in worked if (day + _WEEK - 1) % _WEEK >= _WORKED))

    def count(start: Any, end: Any) -> Floats:
        start, end = np.broadcast_arrays(start, end)
        first, last = np.minimum(start, end), np.maximum(start, end)
        found = _weekdays_until(last) - _weekdays_until(first - 1)
        found = found - _between(lost, first, last) + _between(gained, first, last)
        return np.asarray(np.where(end < start, -found, found), np.float64)

    return count


def _between(days: Any, first: Floats, last: Floats) -> Any:
    return np.searchsorted(days, last, "right") - np.searchsorted(days, first, "left")


def _weekdays_until(days: Floats) -> Floats:
    weeks = np.floor(days / _WEEK)
    return np.asarray(weeks * _WORKED + np.minimum(days - weeks * _WEEK, _WORKED), np.float64)
