"""Texts, 是否 values, choices from what a host gives."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from operator import index
from typing import Final

from govperf.diagnostics.suggest import nearest
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.values import messages as say
from govperf.values.bad_value import BadValue, refuse
from govperf.values.display import plain, show_value
from govperf.values.foreign import numpy_kind
from govperf.values.number import PLAIN, NumberForm, half_width, parse_number, strip_blanks

_YES_OR_NO: Final = {"是": True, "否": False, "true": True, "false": False}
_LONGEST_YES: Final = 20
_MOST_CHOICES_SHOWN: Final = 12

Choice = str | Fraction
"""One of the values that a domain of choices lists: a word or a number."""


def parse_bool(value: object) -> bool | BadValue:
    """True or False, in Python's or NumPy's form, or the texts 是 否 true false; 1 and 0 are refused."""
    if isinstance(value, bool):
        return value
    if numpy_kind(value) == "b":
        return bool(value)
    if isinstance(value, str) and len(value) <= _LONGEST_YES:
        known = _YES_OR_NO.get(canonical(value).lower())
        if known is not None:
            return known
    return refuse(say.NOT_YES_OR_NO, value)


def parse_text(value: object, limits: Limits = DEFAULT_LIMITS) -> str | BadValue:
    """The text in NFC without surrounding blanks, otherwise as it was given.

    A whole number is taken as its digits (a unit's code in a table often arrives as one); a float or a ``Decimal`` is
    not, since nobody knows whether 1.10 was meant to end in a zero.
    """
    text = value if isinstance(value, str) else _whole_as_text(value, limits)
    if text is None:
        return refuse(say.NOT_TEXT, value)
    if len(text) > limits.text_length:
        return refuse(say.TEXT_TOO_LONG, value, most=limits.text_length, actual=len(text))
    return strip_blanks(unicodedata.normalize("NFC", text))


def parse_choice(
    value: object, choices: Sequence[Choice], limits: Limits = DEFAULT_LIMITS, form: NumberForm = PLAIN
) -> Choice | BadValue:
    """The choice that ``value`` names: words compared in canonical form, numbers exactly."""
    word = _word_among(value, choices, limits)
    if word is not None:
        return word
    if any(isinstance(choice, Fraction) for choice in choices):
        number = parse_number(value, limits, form)
        if isinstance(number, BadValue):
            return number if number.template is say.BARE_NUMBER else _not_among(value, choices)
        if number in choices:
            return number
    return _not_among(value, choices)


def canonical(text: str) -> str:
    """``text`` as words are compared: NFC, letters, digits and marks half-width, no surrounding blanks."""
    return _canonical_word(text) if type(text) is str and len(text) <= _WORD else _canonical(text)


def _canonical(text: str) -> str:
    return strip_blanks(half_width(unicodedata.normalize("NFC", text)))


_WORD = 40
_canonical_word = lru_cache(4096)(_canonical)  # names come again with every table


def _word_among(value: object, choices: Sequence[Choice], limits: Limits) -> str | None:
    text = parse_text(value, limits)
    if isinstance(text, BadValue):
        return None
    word = canonical(text)
    return next((choice for choice in choices if isinstance(choice, str) and canonical(choice) == word), None)


def _not_among(value: object, choices: Sequence[Choice]) -> BadValue:
    words = [choice for choice in choices if isinstance(choice, str)]
    listed = "、".join(show_value(choice) for choice in choices[:_MOST_CHOICES_SHOWN])
    if len(choices) > _MOST_CHOICES_SHOWN:
        listed += f" 等 {len(choices)} 项"
    near = nearest(value, words) if isinstance(value, str) else ()
    if near:
        return refuse(say.NEAR_A_CHOICE, value, choices=listed, nearest=near[0])
    return refuse(say.NOT_A_CHOICE, value, choices=listed)


def _whole_as_text(value: object, limits: Limits) -> str | None:
    if isinstance(value, bool) or not (isinstance(value, int) or numpy_kind(value) in ("i", "u")):
        return None
    number = parse_number(index(value), limits)  # type: ignore[arg-type]  # an int, or one of numpy
    return plain(number) if isinstance(number, Fraction) else None
