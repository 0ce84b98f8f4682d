"""A rate beside a plain number.

What: a % added to, taken from, or compared with a number that is no rate.
Why: 得分+5% adds 0.05 分, not a twentieth; 满意率≥60 never holds for a rate of at most 1; 得分≥90% nearly always.
Example: 满意率 最高 100%，也就是 1，不会达到 60.
Instead: 得分×(1+5%), 满意率≥60%, 得分≥90.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from govperf.checks.check import Check
from govperf.checks.places import Use
from govperf.checks.subject import Subject
from govperf.checks.wording import name_of
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Compare,
    Constant,
    OfCohort,
    Read,
    ReadColumn,
    Rounded,
    Rows,
    Term,
)
from govperf.values import show_number

MIXED = Template(
    "比率与数混用",
    "rate-beside-number",
    "“{rate}”是比率（100% 就是 1），“{number}”是一般的数，{verb}多半不是本意",
    "“{rate}” is a rate (100% is 1), “{number}” a plain number",
    "{advice}",
    "multiply by the rate, or write both in the same way",
    Severity.WARNING,
)

Nature = Literal["比率", "数", ""]

_DEEPEST = 20
_MOST = 2
"""Rates beyond 200% are hardly ever written."""


def mixed_rates(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each sum or comparison of a rate with a plain number."""
    for use in subject.uses:
        match use.term:
            case Apply("+" | "-", arguments):
                yield from _in_sum(subject, use, arguments)
            case Compare(_, left, right):
                yield from _in_comparison(subject, use, left, right)
            case _:
                pass


def _in_sum(subject: Subject, use: Use, arguments: tuple[Term, ...]) -> Iterator[Diagnostic]:
    """Only a written % is told: what is computed as a rate may well be points."""
    parts = [part.arguments[0] if isinstance(part, Apply) and part.function == "neg" else part for part in arguments]
    number = next((part for part in parts if nature(subject, use, part) == "数"), None)
    rate = next((part for part in parts if _written_rate(part)), None)
    if number is not None and rate is not None:
        n, r = _words(use, number), _words(use, rate)
        advice = f"按比例增减请写 {n}×(1+{r})；要加的是分，请写分数"
        yield MIXED.at(use.term.span, rate=r, number=n, verb="相加减", advice=advice)


def _in_comparison(subject: Subject, use: Use, left: Term, right: Term) -> Iterator[Diagnostic]:
    """One side is a written number, the other something of the opposite nature."""
    for value, limit in ((left, right), (right, left)):
        if not isinstance(limit, Constant) or isinstance(limit.value, bool) or not isinstance(limit.value, Fraction):
            continue
        mine = nature(subject, use, value)
        if mine == "比率" and not _written_rate(limit) and abs(limit.value) > 1:
            advice = f"比率请与百分比比较，例如 {_words(use, limit)}%"
            yield MIXED.at(
                limit.span or use.term.span or use.definition.span,
                rate=_words(use, value),
                number=_words(use, limit),
                verb="比较",
                advice=advice,
            )
        elif mine == "数" and _written_rate(limit):
            bounds = subject.ranges.of(value, use.facts)
            plain = limit.value * (bounds.high if bounds is not None and bounds.high is not None else 100)
            advice = f"请写成分数，例如 {plain}；或先除以总分，换成比率"
            yield MIXED.at(
                limit.span or use.term.span or use.definition.span,
                rate=_words(use, limit),
                number=_words(use, value),
                verb="比较",
                advice=advice,
            )


def nature(subject: Subject, use: Use, term: Term, depth: int = 0) -> Nature:
    """Whether a value is a rate or a plain number, as far as its words and its domain say."""
    if depth > _DEEPEST:
        return ""
    match use.settled(term):
        case Constant() as constant:
            return "比率" if _written_rate(constant) else _plain_constant(constant)
        case Read(key):
            return _of_node(subject, use, key, depth)
        case ReadColumn(ledger, column):
            return _of_node(subject, use, f"{ledger}.{column}", depth)
        case Bounded(operand) | Rounded(operand):
            return nature(subject, use, operand, depth + 1)
        case Apply("+" | "-" | "max" | "min" | "neg" | "abs", arguments):
            found = {nature(subject, use, part, depth + 1) for part in arguments} - {""}
            return found.pop() if len(found) == 1 else ""
        case Apply("*", arguments):
            found = {nature(subject, use, part, depth + 1) for part in arguments}
            return "" if "" in found else "数" if "数" in found else "比率"
        case Aggregate(function="合计" | "平均" | "最高" | "最低", source=Rows(), value=value):
            return nature(subject, use, value, depth + 1)
        case OfCohort(function="名次比例"):
            return "比率"
        case OfCohort(function="名次"):
            return "数"
        case _:
            return ""


def _of_node(subject: Subject, use: Use, key: str, depth: int) -> Nature:
    node = subject.node(key)
    if node is None:
        return ""
    if node.input is not None:
        domain = node.input.domain
        if domain.kind.percent:
            return "比率"
        return "数" if domain.kind.is_number and (domain.unit or (domain.high or 0) > 1) else ""
    definition = node.definition
    if definition is None or not definition.kind.is_number:
        return ""
    if definition.full is not None:
        return "数"
    if definition.kind.percent:
        return "比率"
    return nature(subject, use, definition.term, depth + 1)


def _written_rate(term: Term) -> bool:
    """A number written with % that is worth what is written: full marks given as a share are none."""
    if not (isinstance(term, Constant) and isinstance(term.value, Fraction) and term.span is not None):
        return False
    return term.span.text.rstrip(" )）").endswith(("%", "％", "‰")) and abs(term.value) <= _MOST


def _plain_constant(constant: Constant) -> Nature:
    """1 and 0 go with anything."""
    value = constant.value
    if not isinstance(value, Fraction) or constant.span is None:
        return ""
    return "数" if abs(value) > 1 and "个百分点" not in constant.span.text else ""


def _words(use: Use, term: Term) -> str:
    settled = use.settled(term)
    if isinstance(settled, Constant) and isinstance(settled.value, Fraction) and settled.span is None:
        return show_number(settled.value)
    return name_of(settled) or "这个数"


CHECK = Check(
    MIXED,
    mixed_rates,
    what="百分比与不是比率的数相加减、相比较。",
    why="得分+5% 只加了 0.05 分；满意率最高是 1，永远不会 ≥60；得分≥90% 几乎人人满足。",
    instead="写 得分×(1+5%)、满意率≥60%、得分≥90。",
    also=("比率",),
)
