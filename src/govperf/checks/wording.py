"""What names tell: a bonus, a deduction, a score; how people call a term."""

from __future__ import annotations

from govperf.terms.terms import Read, ReadColumn, Term

_BONUS = ("加分", "奖励", "附加", "奖分", "激励", "奖惩", "加减分")
_DEDUCTION = ("扣", "罚", "减分", "惩")
_SCORE = ("得分", "总分", "评分", "分值", "成绩", "分数")


def name_of(term: Term) -> str:
    """What people call a term: the name that it reads, else its words."""
    match term:
        case Read(key):
            return key.rpartition(".")[2].removesuffix("#")
        case ReadColumn(_, column):
            return column
        case _:
            return "" if term.span is None else term.span.text


def is_bonus(words: str) -> bool:
    """Something on top of a score."""
    return any(mark in words for mark in _BONUS)


def is_deduction(words: str) -> bool:
    """Something that is taken off a score."""
    return any(mark in words for mark in _DEDUCTION)


def is_score(name: str) -> bool:
    """A score by its name: neither a bonus, nor a deduction."""
    scored = name.endswith("分") or any(mark in name for mark in _SCORE)
    return scored and not is_bonus(name) and not is_deduction(name)
