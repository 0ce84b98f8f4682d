"""What is said of aims, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govperf.diagnostics import Language

_KINDS_EN: Final[Mapping[str, str]] = {
    "计算项": "values",
    "指标": "indicators",
    "方法": "methods",
    "档": "arms",
    "条件": "conditions",
    "限幅": "clamps",
    "取大取小": "greatest and least",
    "缺省": "fallbacks",
    "等次": "bands",
    "等次升降": "grade lines",
    "否决": "vetoes",
    "限额": "quotas",
    "并列": "ties",
    "明细取舍": "records counted",
    "默认值": "defaults",
    "要求": "requirements",
    "适用": "applicability",
}

_ANY: Final[Mapping[str, tuple[str, str]]] = {
    "reached": ("没有用例走到“{words}”", "no case reaches “{words}”"),
    "holds": ("没有用例让“{words}”成立", "in no case “{words}” holds"),
    "fails": ("没有用例让“{words}”不成立", "in no case “{words}” fails"),
    "high": ("没有用例超过“{words}”的上限", "no case goes beyond the cap of “{words}”"),
    "low": ("没有用例低于“{words}”的下限", "no case goes below the floor of “{words}”"),
    "within": ("没有用例落在“{words}”的限度之内", "no case lies within the bounds of “{words}”"),
    "bites": ("没有用例让“{words}”起作用", "in no case “{words}” takes effect"),
    "spares": ("没有用例让“{words}”不起作用", "in no case “{words}” is without effect"),
    "absent": ("没有用例缺“{words}”的值", "in no case “{words}” lacks its value"),
    "present": ("没有用例给出“{words}”的值", "in no case “{words}” has its value"),
}

_OF_KIND: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("计算项", "reached"): ("没有用例算过“{words}”", "no case computes “{words}”"),
    ("指标", "reached"): ("没有用例算过指标“{words}”", "no case computes the indicator “{words}”"),
    ("方法", "reached"): ("没有用例用过方法“{words}”", "no case uses the method “{words}”"),
    ("档", "reached"): ("“{owner}”：没有用例走到“{words}”", "“{owner}”: no case takes “{words}”"),
    ("等次", "reached"): ("“{owner}”：没有用例定为“{words}”", "“{owner}”: no case is graded “{words}”"),
    ("取大取小", "reached"): ("“{owner}”：没有用例取到“{words}”", "“{owner}”: in no case “{words}” is the one taken"),
    ("否决", "holds"): ("没有用例因“{words}”被否决", "no case is vetoed by “{words}”"),
    ("否决", "fails"): ("没有用例不因“{words}”被否决", "every case is vetoed by “{words}”"),
    ("否决", "reached"): ("没有用例因否决而得“{words}”", "in no case a veto gives “{words}”"),
    ("限额", "bites"): ("“{owner}”：没有用例超出“{words}”", "“{owner}”: no case is over “{words}”"),
    ("限额", "spares"): ("“{owner}”：没有用例在“{words}”之内", "“{owner}”: no case is within “{words}”"),
    ("并列", "reached"): ("“{owner}”：没有用例在限额线上并列", "“{owner}”: no case is tied across a quota line"),
    ("默认值", "reached"): ("没有用例不给“{words}”而用它的默认值", "no case leaves “{words}” to its default"),
    ("要求", "holds"): ("没有用例符合要求“{words}”", "no case meets the requirement “{words}”"),
    ("要求", "fails"): ("没有用例不合要求“{words}”", "no case breaks the requirement “{words}”"),
    ("适用", "holds"): ("“{owner}”：没有用例适用（{words}）", "“{owner}”: applies in no case ({words})"),
    ("适用", "fails"): ("“{owner}”：没有用例不适用（{words}）", "“{owner}”: applies in every case ({words})"),
}


def kind_words(kind: str, language: Language) -> str:
    """What a kind of aims is called."""
    return kind if language == "zh" else _KINDS_EN[kind]


def missing_words(kind: str, side: str, words: str, owner: str, language: Language) -> str:
    """What no case has shown."""
    said = _OF_KIND.get((kind, side)) or _ANY[side]
    return said[0 if language == "zh" else 1].format(words=words, owner=owner)
