"""Exact numbers from what a host, a form or a table gives."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from operator import index
from typing import Final

from govperf.frozen import frozen
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.values import messages as say
from govperf.values.bad_value import BadValue, refuse
from govperf.values.display import plain
from govperf.values.foreign import numpy_kind
from govperf.values.units import FACTORS, UNITS, units_agree

_ONE: Final = Fraction(1)
_RATES: Final = frozenset({"%", "‰", "个百分点"})
_MOST_BLANKS_AND_WORDS: Final = 60
"""Characters that a number in text may have besides its digits: signs, separators, blanks, a unit."""

_BLANKS: Final = " \t\r\n\v\f\u00a0\u3000\ufeff"
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
_SHAPE: Final = re.compile(
    # Blanks are taken once and never given back, so that no text makes the search long.
    r"(?P<sign>[+-]?)(?P<whole>[0-9][0-9,]*|(?=\.))(?P<decimals>\.[0-9]+)?\s*+"
    r"(?P<big>万亿|万|亿)?\s*+(?P<rate>%|‰|个百分点)?\s*+(?P<unit>[^\W\d_]*)"
)
_GROUPS: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_NUMERIC: Final = frozenset("+-0123456789.,")
_NOT_FINITE: Final = frozenset({"nan", "inf", "infinity"})


@frozen
class NumberForm:
    """How the numbers of one input are written.

    ``factor`` multiplies every number that brings no mark of its own, text or not: 1/100 under the head 完成率(%).
    ``mark`` is the mark of the domain (``%`` ``‰`` ``万`` ``亿``): a bare number in text is then refused, as it has
    two readings; it is empty for other domains, also where the head carries the mark. ``unit`` is the domain's unit,
    ``extra_units`` are the file's own.
    """

    factor: Fraction = _ONE
    mark: str = ""
    unit: str = ""
    extra_units: Collection[str] = ()


PLAIN: Final = NumberForm()


def parse_number(value: object, limits: Limits = DEFAULT_LIMITS, form: NumberForm = PLAIN) -> Fraction | BadValue:
    """The number that ``value`` means, exactly.

    ``int``, ``Decimal``, ``Fraction`` and the whole scalars of NumPy are taken as they are, a ``float`` (NumPy's too)
    as the shortest decimal that prints it. Such a number is a plain value: 0.925 is 92.5% in a % domain. Text may use
    full-width forms, groups (``1,234.5``), a factor (``1.2万``, ``92.5%``) with a unit (``95分``). ``bool``, NaN,
    infinities, exponents in text are refused, and whatever has more digits than the limit.
    """
    return _parse_text(value, limits, form) if isinstance(value, str) else _parse_object(value, limits, form)


def looks_computed(value: object) -> bool:
    """Whether a float has the digits of a binary calculation (0.1+0.2) rather than those of something written."""
    if not isinstance(value, float) or not isfinite(value):
        return False
    digits = float.__repr__(value).partition("e")[0].replace(".", "")
    return len(digits.strip("-0")) > 15


def half_width(text: str) -> str:
    """``text`` with full-width letters, digits and marks as half-width ones, character for character."""
    return text.translate(_HALF_WIDTH)


def strip_blanks(text: str) -> str:
    """``text`` without surrounding blanks, ideographic ones and a byte order mark included."""
    return text.strip(_BLANKS)


def _parse_object(value: object, limits: Limits, form: NumberForm) -> Fraction | BadValue:
    kind = numpy_kind(value)
    if isinstance(value, bool) or kind == "b":
        return refuse(say.BOOL_AS_NUMBER, value)
    exact = _exact(value, kind, limits)
    return exact * form.factor if isinstance(exact, Fraction) and form.factor is not _ONE else exact


def _exact(value: object, kind: str, limits: Limits) -> Fraction | BadValue:
    if isinstance(value, Fraction):
        fits = _fits(value.numerator, limits) and _fits(value.denominator, limits)
        return Fraction(value) if fits else _too_long(value, limits)
    if isinstance(value, Decimal):
        return _from_decimal(value, value, limits)
    if isinstance(value, float):
        return _from_decimal(Decimal(float.__repr__(value)), value, limits)
    if kind == "f":
        # A narrow NumPy float prints the shortest decimal of its own width: float32(0.1) is 0.1.
        return _from_decimal(Decimal(str(value)), value, limits)
    return _from_whole(value, limits)


def _from_whole(value: object, limits: Limits) -> Fraction | BadValue:
    try:
        whole = index(value)  # type: ignore[arg-type]  # what has no index raises
    except Exception:  # noqa: BLE001 - foreign code; whatever it raises, the value is no whole number
        return refuse(say.NOT_A_NUMBER, value)
    return Fraction(whole) if _fits(whole, limits) else _too_long(value, limits)


def _from_decimal(number: Decimal, value: object, limits: Limits) -> Fraction | BadValue:
    if not number.is_finite():
        return refuse(say.NOT_FINITE, value)
    _, digits, exponent = number.as_tuple()
    if not number:
        return Fraction(0)
    # Counted as the number would be written out, so that 1E+1000000 is refused before it is built.
    if not isinstance(exponent, int) or max(len(digits) + max(exponent, 0), 1 - exponent) > limits.number_digits:
        return _too_long(value, limits)
    return Fraction(*number.as_integer_ratio())


def _parse_text(value: str, limits: Limits, form: NumberForm) -> Fraction | BadValue:
    if len(value) > 2 * limits.number_digits + _MOST_BLANKS_AND_WORDS:
        return _explain_long(value, limits)
    text = strip_blanks(half_width(value))
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return _explain(text, value)
    whole, decimals = shape["whole"], (shape["decimals"] or ".")[1:]
    if "," in whole and not _GROUPS.fullmatch(whole):
        return refuse(say.BAD_GROUPS, value)
    digits = whole.replace(",", "") + decimals
    if len(digits) > limits.number_digits:
        return _too_long(value, limits)
    number = Fraction(int(f"{shape['sign']}{digits}"), 10 ** len(decimals))
    return _with_words(number, shape, value, form)


def _with_words(number: Fraction, shape: re.Match[str], value: str, form: NumberForm) -> Fraction | BadValue:
    marks = [mark for mark in (shape["big"], shape["rate"]) if mark]
    unit = shape["unit"]
    if unit and unit not in UNITS and unit not in form.extra_units:
        # A superior ² counts as a letter for the pattern; declared as a unit it would not help.
        if not unit.isalpha():
            return refuse(say.NOT_A_NUMBER, value)
        return refuse(say.UNKNOWN_UNIT, value, rest=unit)
    if unit and form.unit and not units_agree(unit, form.unit):
        return refuse(say.WRONG_UNIT, value, wanted=form.unit, found=unit)
    for mark in marks:
        number *= FACTORS[mark]
    if marks or _unit_settles(unit, form):
        return number
    # Zero has one reading only, whatever the mark.
    if form.mark and number:
        return _two_readings(number, value, form)
    return number * form.factor


def _unit_settles(unit: str, form: NumberForm) -> bool:
    """5元 means five 元 also where the domain counts in 万元; 5人 in a % domain still has two readings."""
    return bool(unit) and form.mark not in _RATES and form.factor >= 1


def _two_readings(number: Fraction, value: str, form: NumberForm) -> BadValue:
    marked = f"{form.mark}{form.unit}"
    bare = plain(number / FACTORS[form.mark]) + marked
    if form.unit and form.mark not in _RATES:
        bare = plain(number) + form.unit
    return refuse(say.BARE_NUMBER, value, mark=marked, first=plain(number) + marked, second=bare)


def _explain(text: str, value: str) -> BadValue:
    if not text:
        return refuse(say.EMPTY_TEXT, value)
    if _EXPONENT.fullmatch(text):
        return refuse(say.EXPONENT, value)
    if text.lstrip("+-").lower() in _NOT_FINITE:
        return refuse(say.NOT_FINITE, value)
    return refuse(say.NOT_A_NUMBER, value)


def _explain_long(value: str, limits: Limits) -> BadValue:
    start = half_width(strip_blanks(value)[: limits.number_digits])
    if not start:
        return refuse(say.EMPTY_TEXT, value)
    return _too_long(value, limits) if set(start) <= _NUMERIC else refuse(say.NOT_A_NUMBER, value)


def _fits(whole: int, limits: Limits) -> bool:
    # The bits first: comparing is cheap, but 10**digits need not even be built for the usual small number.
    return whole.bit_length() <= 3 * limits.number_digits or abs(whole) < 10**limits.number_digits


def _too_long(value: object, limits: Limits) -> BadValue:
    return refuse(say.TOO_MANY_DIGITS, value, most=limits.number_digits)
