"""Reads the values of a record as the input declarations ask, in the few spellings that the strategies write."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.trouble import OUTSIDE, WRONG_KIND, Trouble

from govperf.semantics.model import Domain, InputDefinition, LedgerDefinition
from govperf.terms.kinds import Base

MARKS = {"": Fraction(1), "%": Fraction(1, 100), "万": Fraction(10_000)}
TEXT = re.compile(r"(-?\d+(?:\.\d+)?)(%|万|)(分|元|次|)")


def cell(given: Mapping[str, Any], name: str) -> Any:
    """What the record says of a name; None where it says nothing."""
    return given.get(name)


def read(value: object, domain: Domain) -> Any:
    """The value that a supplied one means; a Trouble where it does not fit."""
    match domain.kind.base:
        case Base.BOOL:
            return _bool(value)
        case Base.TEXT:
            return _text(value)
        case Base.DATE:
            return _date(value)
        case Base.CHOICE:
            if value not in domain.kind.options:
                raise Trouble(OUTSIDE)
            return value
        case _:
            return _within(_number(value), domain)


def _bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("是", "否"):
        return value == "是"
    raise Trouble(WRONG_KIND)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Trouble(WRONG_KIND)
    return value


def _date(value: object) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise Trouble(WRONG_KIND)
    return value


def _number(value: object) -> Fraction:
    if isinstance(value, bool):
        raise Trouble(WRONG_KIND)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Trouble(WRONG_KIND)
        return Fraction(repr(value))
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value)
    written = TEXT.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        raise Trouble(WRONG_KIND)
    return Fraction(written[1]) * MARKS[written[2]]


def _within(value: Fraction, domain: Domain) -> Fraction:
    low, high = domain.low, domain.high
    fits = (
        (low is None or value > low or (value == low and not domain.low_open))
        and (high is None or value < high or (value == high and not domain.high_open))
        and value != domain.excluded
        and (not domain.integer or value == int(value))
        and (not domain.kind.options or value in domain.kind.options)
    )
    if not fits:
        raise Trouble(OUTSIDE)
    return value


def faults(
    given: Mapping[str, Any], inputs: Sequence[InputDefinition], ledgers: Sequence[LedgerDefinition]
) -> set[str]:
    """The kinds of error of all supplied values."""
    pairs = [(cell(given, one.name), one.domain) for one in inputs]
    for ledger in ledgers:
        for row in given.get(ledger.name) or ():
            pairs.extend((cell(row, column.name), column.domain) for column in ledger.columns)
    found: set[str] = set()
    for value, domain in pairs:
        try:
            _ = value if value is None else read(value, domain)
        except Trouble as trouble:
            found |= trouble.codes
    return found
