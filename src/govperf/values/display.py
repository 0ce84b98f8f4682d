"""How a value looks to a person, to a host, in a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from govperf.diagnostics import shorten
from govperf.values.missing import Missing, Value
from govperf.values.rounding import RoundingMode, round_quotient

_HUNDRED: Final = Fraction(100)
_CUT_PLACES: Final = 2
_MOST_SHOWN: Final = 60
"""Digits of a number that a person is shown; a longer one is cut with an ellipsis."""

_BITS_SAFE_TO_PRINT: Final = 10_000
"""Python refuses to print an int of more than 4,300 digits, which has some 14,000 bits."""


def show_number(value: Fraction, places: int | None = None, *, percent: bool = False) -> str:
    """``value`` for a person: ``92``, ``92.00`` (2 places), ``85%``, ``33.33…（100/3）`` where it does not end.

    ``places`` are the decimals that a 保留 promised, counted in what is shown (two of ``85.00%``); decimals beyond
    them are never hidden. Results are no longer than some 200 characters.
    """
    shown, mark = (value * _HUNDRED, "%") if percent else (value, "")
    if ends(shown):
        return f"{_clip(plain(shown, places))}{mark}"
    fraction = f"{digits(value.numerator)}/{digits(value.denominator)}"
    exact = f"（{fraction}）" if len(fraction) <= _MOST_SHOWN else ""
    return f"{_clip(_cut(shown))}…{mark}{exact}"


def show_value(value: Value, places: int | None = None, *, percent: bool = False) -> str:
    """Any value for a person: 是, 否, ``2011-01-01``, text, 缺, 不适用, ``甲、乙``, numbers as ``show_number`` does."""
    match value:
        case bool():
            return "是" if value else "否"
        case Fraction():
            return show_number(value, places, percent=percent)
        case str():
            return shorten(value)
        case date():
            return value.isoformat()
        case Missing():
            return value.value
        case tuple():
            return "、".join(show_value(item) for item in value)
        case _:
            assert_never(value)


def to_python(value: Fraction, places: int | None = None) -> Decimal | Fraction:
    """``value`` for a host: ``Decimal('92')``, ``Decimal('92.00')`` (2 places), ``Fraction`` where it does not end.

    The ``Decimal`` is built from digits, so the decimal context of the thread has no say in it.
    """
    return Decimal(plain(value, places)) if ends(value) else value


def to_json_text(value: Fraction, places: int | None = None) -> str:
    """``value`` in full as text: ``"92.00"``, ``"100/3"``."""
    if ends(value):
        return plain(value, places)
    return f"{digits(value.numerator)}/{digits(value.denominator)}"


def ends(value: Fraction) -> bool:
    """Whether ``value`` has finitely many decimals."""
    return _without_fives(_without_twos(value.denominator)) == 1


def decimals(value: Fraction) -> int:
    """How many decimals a value that ends needs: 0 for 92, 1 for 92.5."""
    odd = _without_twos(value.denominator)
    twos = (value.denominator // odd).bit_length() - 1
    fives = 0
    while odd > 1:
        odd //= 5
        fives += 1
    return max(twos, fives)


def plain(value: Fraction, places: int | None = None) -> str:
    """A value that ends, in full and without an exponent; with zeros added up to ``places`` decimals."""
    shown = max(decimals(value), places or 0)
    scaled = value.numerator * 10**shown // value.denominator
    return _pointed(scaled, shown, negative=value < 0)


def digits(whole: int) -> str:
    """A whole number in decimal digits, however long."""
    # Decimal prints what str() refuses; it is exact here, as the constructor does not round.
    return str(whole) if whole.bit_length() < _BITS_SAFE_TO_PRINT else f"{Decimal(whole):f}"


def _cut(value: Fraction) -> str:
    scaled = round_quotient(value.numerator * 10**_CUT_PLACES, value.denominator, RoundingMode.DOWN)
    return _pointed(scaled, _CUT_PLACES, negative=value < 0)


def _pointed(scaled: int, places: int, *, negative: bool) -> str:
    text = digits(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if negative else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"


def _clip(text: str) -> str:
    if len(text) <= _MOST_SHOWN:
        return text
    whole = text.partition(".")[0]
    if len(whole) <= _MOST_SHOWN:
        return f"{text[:_MOST_SHOWN]}…"
    return f"{whole[:_MOST_SHOWN]}…（整数部分共{len(whole.lstrip('-'))}位）"


def _without_twos(denominator: int) -> int:
    return denominator >> ((denominator & -denominator).bit_length() - 1)


def _without_fives(odd: int) -> int:
    while odd > 1 and odd % 5 == 0:
        odd //= 5
    return odd
