"""Names, numbers, texts, dates as canonical text spells them."""

from __future__ import annotations

import datetime
import re
from typing import Final

from govperf.syntax import keywords as kw
from govperf.syntax.expressions import Name, Number, Remarks, Rounding
from govperf.syntax.glossary import KINDS, RESERVED_DEFINITIONS

_WORDS: Final = RESERVED_DEFINITIONS | KINDS | kw.AT_LINE_START | kw.AFTER_OPERAND | kw.IN_ARGUMENTS
_BARE: Final = re.compile(r"[^\W\d]\w*")
_JOINED_WORDS: Final = re.compile(
    r"[大小]于|不?等于|不[低高少多]于|[高低少多]于|[不未]?超过|不足|[不未]满|达到|至[少多]"
    r"|以[上下内外前后]|之[内外]|保留[0-9一二三四五六七八九十两整到]|如果|否则|[则且或若]"
)


def name_text(name: Name) -> str:
    """The name, in ``「…」`` where a bare one would not be read as this name.

    Quotes that the author wrote stay around words of the language, and around what looks like words run together.
    """
    if name.quoted and needs_quotes(name.text):
        return quoted_name(name.text)
    return plain_name(name.text)


def plain_name(text: str) -> str:
    """A word that stands where nothing but a name is read, in quotes if it has to be."""
    return text if _BARE.fullmatch(text) else quoted_name(text)


def needs_quotes(text: str) -> bool:
    """Whether a bare ``text`` might be read as anything but one name."""
    return text in _WORDS or _BARE.fullmatch(text) is None or _JOINED_WORDS.search(text) is not None


def quoted_name(text: str) -> str:
    """``「…」``, or ``【…】`` around a name that holds the first kind."""
    return f"【{text}】" if "」" in text else f"「{text}」"


def number_text(number: Number) -> str:
    """``1.2万元``, ``0.4个百分点``."""
    return f"{number.digits}{number.factor}{number.ratio}{number.unit}"


def text_text(value: str) -> str:
    """``"…"``, or ``“…”`` around a text that holds the first kind."""
    return f"“{value}”" if '"' in value else f'"{value}"'


def date_text(date: datetime.date) -> str:
    """``2011-01-01``; outside the years in which that is no subtraction, ``1850年1月1日``."""
    if 1900 <= date.year < 2100:
        return date.isoformat()
    return f"{date.year:04}年{date.month}月{date.day}日"


def rounding_text(rounding: Rounding) -> str:
    """``保留2位小数(去尾)``, ``保留整数``, ``保留到10元``."""
    if rounding.step is not None:
        amount = f"{kw.TO_STEP}{number_text(rounding.step)}"
    elif not rounding.places:
        amount = kw.WHOLE
    else:
        amount = f"{rounding.places}{kw.PLACES}"
    mode = "" if rounding.mode == kw.HALF_UP else f"({rounding.mode})"
    return f"{kw.ROUNDING}{amount}{mode}"


def remarks_text(remarks: Remarks) -> str:
    """``依据 "…" 说明 "…"``; empty where there is neither."""
    said = ((kw.CLAUSE, remarks.clause), (kw.NOTE, remarks.note))
    return " ".join(f"{label} {text_text(part)}" for label, text in said if text for part in _quotable(text))


def _quotable(text: str) -> list[str]:
    """The text, or the parts out of which it was joined where no one pair of quotes can hold it."""
    return text.split("；") if '"' in text and "”" in text else [text]
