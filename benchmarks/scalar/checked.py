"""Validation by hand: what a careful person writes around float code so that it refuses what a policy refuses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from scalar.model import Record


@frozen
class Field:
    """An input with its domain; both ends belong to it unless ``above`` says that the lower one does not."""

    name: str
    low: float = 0.0
    high: float = math.inf
    above: bool = False
    default: float | None = None


class BadRecordError(ValueError):
    """Everything that is wrong with a record."""


def checked(record: Record, fields: Iterable[Field]) -> dict[str, float]:
    """The numbers of a record; raises with all that is missing, no number, or outside its domain."""
    found: dict[str, float] = {}
    problems = []
    for field in fields:
        value = record.get(field.name)
        if value is None:
            if field.default is None:
                problems.append(f"{field.name} is missing")
            else:
                found[field.name] = field.default
            continue
        number = as_float(value)
        if number is None:
            problems.append(f"{field.name} is no number: {value!r}")
        elif not field.low <= number <= field.high or (field.above and number == field.low):
            problems.append(f"{field.name} is outside its domain: {value!r}")
        else:
            found[field.name] = number
    if problems:
        raise BadRecordError(problems)
    return found


def as_float(value: Any) -> float | None:
    """The value as a finite float, None where it is none."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
