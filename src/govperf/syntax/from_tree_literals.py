"""Reads literals, names, roundings."""

# ruff: noqa: ARG001  readers of tree nodes share one signature, whatever each of them needs

from __future__ import annotations

import datetime
import re
from typing import Any

from lark import Token

from govperf.source import Span
from govperf.syntax.declarations import Path
from govperf.syntax.expressions import Date, Member, Name, Number, Remarks, Rounding, Text
from govperf.syntax.glossary import RESERVED, RESERVED_DEFINITIONS
from govperf.syntax.messages import BAD_DATE, NOT_A_PATH, NUMBER_FORM, RESERVED_NAME, UNKNOWN_UNIT
from govperf.syntax.preprocess import BLANKS, canonical_name
from govperf.syntax.reading import Reader, Reading, RefusedError

_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)([%‰]|个?百分点)?(.*)", re.DOTALL)
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


def token_span(reading: Reading, token: Token) -> Span:
    """Where a token stands."""
    return reading.span(token.start_pos or 0, token.end_pos or 0)


def name_of(reading: Reading, token: Token) -> Name:
    """A name where one is used: bare, or in 「…」 or 【…】."""
    span = token_span(reading, token)
    if token[0] in "「【":
        name = Name(canonical_name(span.text[1:-1].strip()), quoted=True, span=span)
    else:
        name = Name(canonical_name(str(token)), span=span)
        if name.text in RESERVED:
            raise reading.refusal(RESERVED_NAME, span, found=name.text)
    if len(name.text) > reading.limits.name_length:
        raise reading.refusal_over("name_length", span, len(name.text))
    return name


def defined_name(reading: Reading, token: Token) -> Name:
    """A name where one is given."""
    name = name_of(reading, token)
    if not name.quoted and name.text in RESERVED_DEFINITIONS:
        raise reading.refusal(RESERVED_NAME, name.span, found=name.text)
    return name


def path_of(reading: Reading, node: Any, span: Span) -> Path:
    """A name, or names with dots; anything else is refused."""
    match node:
        case Name() | Member(owner=Name() | Member()):
            return node
        case _:
            raise reading.refusal(NOT_A_PATH, span, found=span.text)


def _path(reading: Reading, span: Span, children: list[Any]) -> Path:
    found: Path = name_of(reading, children[0])
    for token in children[1:]:
        name = name_of(reading, token)
        found = Member(found, name, span=found.span.to(name.span))
    return found


def number_of(reading: Reading, text: str, span: Span) -> Number:
    """A number from its half-width text; its unit must be one that people use or the file declares."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise reading.refusal(
            NUMBER_FORM, span, found=text, advice="数写成 12、0.5、80%、1.2万元", advice_en="12, 0.5, 80%, 1.2万元"
        )
    parts: tuple[Any, ...] = found.groups()
    digits, factor, ratio, unit = parts
    length = len(digits.replace(".", ""))
    if length > reading.limits.number_digits:
        raise reading.refusal_over("number_digits", span, length)
    if unit and unit not in reading.units:
        raise _unit_refusal(reading, unit, text, span)
    points: Any = "个百分点" if (ratio or "").endswith("百分点") else ratio or ""
    return Number(digits, factor, points, unit, span=span)


def _unit_refusal(reading: Reading, unit: str, text: str, span: Span) -> RefusedError:
    known = next(
        (unit[:length] for length in range(min(len(unit) - 1, 8), 0, -1) if unit[:length] in reading.units), ""
    )
    advice = f"如果单位是「{known}」，请在它后面留一个空格；" if known else ""
    advice_en = f"if the unit is {known}, put a blank after it; " if known else ""
    where = Span(span.source, span.end - len(unit), span.end)
    return reading.refusal(UNKNOWN_UNIT, where, unit=unit, found=text, advice=advice, advice_en=advice_en)


def date_of(reading: Reading, token: Token) -> datetime.date:
    """A date that the calendar has."""
    year, month, day = map(int, re.findall("[0-9]+", token))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise reading.refusal(BAD_DATE, token_span(reading, token), found=str(token)) from None


def text_of(reading: Reading, token: Token) -> Text:
    """A text as typed, without its quotes."""
    span = token_span(reading, token)
    return Text(span.text[1:-1], span=span)


def rounding_of(reading: Reading, token: Token | None) -> Rounding | None:
    """The rounding at the end of a line, where there is one."""
    return None if token is None else written_rounding(reading, token)


def written_rounding(reading: Reading, token: Token) -> Rounding:
    """``保留2位小数(去尾)``, ``保留整数``, ``保留到10元``, ``保留 2``."""
    span = token_span(reading, token)
    rule, _, mode = str(token).removesuffix(")").partition("(")
    how: Any = mode.strip(") \t\u3000") or "四舍五入"
    rule = rule.rstrip(BLANKS)
    amount = rule.removeprefix("保留").lstrip(BLANKS)
    if amount.startswith("到"):
        step = amount[1:].lstrip(BLANKS)
        end = span.start + len(rule)
        return Rounding(None, number_of(reading, step, Span(span.source, end - len(step), end)), how, span=span)
    return Rounding(_places(reading, amount, span), mode=how, span=span)


def _places(reading: Reading, amount: str, span: Span) -> int:
    """The number before 位小数; 整数 has none."""
    if amount[0] in _NUMERALS:
        return _NUMERALS[amount[0]]
    digits = "".join(re.findall("[0-9]+", amount)) or "0"
    if len(digits) > 4 or int(digits) > reading.limits.number_digits:
        raise reading.refusal_over("number_digits", span)
    return int(digits)


def _number(reading: Reading, span: Span, children: list[Any]) -> Number:
    return number_of(reading, str(children[0]), span)


def _date(reading: Reading, span: Span, children: list[Any]) -> Date:
    return Date(date_of(reading, children[0]), span=span)


def _text(reading: Reading, span: Span, children: list[Any]) -> Text:
    return text_of(reading, children[0])


def _name(reading: Reading, span: Span, children: list[Any]) -> Name:
    return name_of(reading, children[0])


def _remarks(reading: Reading, span: Span, children: list[Any]) -> Remarks:
    clauses: list[str] = []
    notes: list[str] = []
    for word, token in zip(children[::2], children[1::2], strict=True):
        (clauses if word.type == "CLAUSE" else notes).append(text_of(reading, token).value)
    return Remarks("；".join(clauses), "；".join(notes))


READERS: dict[str, Reader] = {
    "number": _number,
    "date": _date,
    "text": _text,
    "name": _name,
    "path": _path,
    "remarks": _remarks,
}
