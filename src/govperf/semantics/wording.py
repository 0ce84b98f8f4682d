"""The words by which messages name a kind of value."""

from __future__ import annotations

from collections.abc import Iterable

from govperf.diagnostics.suggest import nearest
from govperf.terms.kinds import Base, Kind
from govperf.values import Value, show_value

_WORDS: dict[Base, tuple[str, str]] = {
    Base.NUMBER: ("数", "a number"),
    Base.BOOL: ("「是否」类的值", "yes or no"),
    Base.TEXT: ("文字", "a text"),
    Base.CHOICE: ("文字选项", "a choice"),
    Base.GRADE: ("等次", "a grade"),
    Base.DATE: ("日期", "a date"),
    Base.LIST: ("一列值", "a list"),
    Base.NOTHING: ("缺", "absent"),
    Base.UNKNOWN: ("未知的值", "unknown"),
}
MOST_LISTED = 12


def kind_zh(base: Base) -> str:
    """What a person calls a value of this kind."""
    return _WORDS[base][0]


def kind_en(base: Base) -> str:
    """The same in English."""
    return _WORDS[base][1]


def listed(words: Iterable[Value]) -> str:
    """The words in a row, the first twelve where there are more."""
    found = [word if isinstance(word, str) else show_value(word) for word in words]
    return "、".join(found) if len(found) <= MOST_LISTED else "、".join((*found[:MOST_LISTED], "…"))


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The nearest known words as a question, or other advice where none is near."""
    near = nearest(word, tuple(known))
    return f"是不是“{'”或“'.join(near)}”？" if near else otherwise


def comparing(left: Kind, right: Kind) -> str:
    """How values of these two kinds could be compared."""
    bases = {left.base, right.base}
    if Base.NOTHING in bases:
        return "问有没有请写 有 x；问是不是缺请写 非 有 x"
    if Base.BOOL in bases:
        return "「是否」类的值请与 是、否 比较，例如 x=是，或直接写 x"
    if Base.DATE in bases:
        return "日期只能与日期比较，例如 2011-01-01；只看年份请写 年份(x)"
    if Base.NUMBER in bases:
        return "请检查名称；文字要先用 对照 或 分档 换成数"
    if Base.LIST in bases:
        return "是不是其中之一，请写 x 属于 …"
    return "文字不分高低，请用 = 或 属于 写明是哪些"
