"""Weights in a formula that do not add up to 100%.

What: a sum in which every item is multiplied by a constant % (or a decimal such as 0.3), where the rates make
something near 100%, not 100%.
Why: 30%+60% leaves a tenth of the marks to nobody; usually an item is missing or a number is wrong.
Example: 30%+60%=90%.
Instead: correct the rates, name the missing item, or divide by the sum of the rates.

Deductions, bonuses do not count. A sum that is an item of another one whose rates make 100% with it is in order; so is
one that is divided by the sum of its rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.check import Check
from govperf.checks.places import Use
from govperf.checks.subject import Subject
from govperf.checks.wording import is_score, name_of
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import Apply, Bounded, Constant, Let, Read, Rounded, Term
from govperf.terms.walk import reads
from govperf.values import half_width, show_number

NOT_WHOLE = Template(
    "权重合计不符",
    "formula-weights",
    "这里的权重 {rates} 合计 {sum}，不是 100%",
    "the weights {rates} add up to {sum}, not 100%",
    '请核对各项权重，看是不是漏了一项；原意如此的，写 (…)÷{sum}，或写 已知 权重 说明 "…"',
    "check the weights; if the sum is meant, divide by it",
    Severity.WARNING,
)

_NEAREST, _FARTHEST = Fraction(70, 100), Fraction(130, 100)


def broken_weights(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each weighted sum that is not whole."""
    completed = set(_completed(subject))
    for use in subject.uses:
        rates = _rates(subject, use.term)
        total = sum(rates, Fraction(0))
        if len(rates) < 2 or total == 1 or not _NEAREST <= total <= _FARTHEST:
            continue
        if use.definition.key in completed or _divided_by(subject, use, total):
            continue
        shown = "+".join(_percent(rate) for rate in rates)
        yield NOT_WHOLE.at(use.term.span or use.definition.span, rates=shown, sum=_percent(total))


def _rates(subject: Subject, term: Term) -> list[Fraction]:
    """The rates of a sum, its deductions, its bonuses left out; empty where another item bears none."""
    if not (isinstance(term, Apply) and term.function in ("+", "-")):
        return []
    found = []
    written: list[bool] = []
    positive = term.arguments if term.function == "+" else term.arguments[:1]
    for item in positive:
        if isinstance(item, Apply) and item.function == "neg":
            continue
        rate = _rate(subject, item)
        if rate is not None:
            found.append(rate)
            written.append(_is_decimal(subject, item))
        elif not _is_bonus(item):
            return []
    # Decimals are weights only where each item is a score on one scale; otherwise they are points for each.
    return [] if any(written) and not _on_one_scale(subject, positive) else found


def _is_decimal(subject: Subject, item: Term) -> bool:
    factors = item.arguments if isinstance(item, Apply) else ()
    return any(_decimal(factor) is not None for factor in factors)


def _on_one_scale(subject: Subject, items: tuple[Term, ...]) -> bool:
    """All that bears a weight reaches to the same full marks, of at least twenty, or is a score by its name."""
    ends: set[Fraction] = set()
    for item in items:
        for factor in item.arguments if isinstance(item, Apply) and _rate(subject, item) is not None else ():
            if subject.known(factor) is None:
                bounds = subject.ranges.of(factor)
                end = None if bounds is None else bounds.high
                if end is None and not is_score(name_of(factor)):
                    return False
                ends.update(() if end is None else (end,))
    return len(ends) <= 1 and all(end >= 20 for end in ends)


def _is_bonus(item: Term) -> bool:
    """What is added to a weighted score on top, by its words."""
    return item.span is not None and any(word in item.span.text for word in ("加分", "奖励", "附加"))


def _rate(subject: Subject, item: Term) -> Fraction | None:
    """The constant % by which an item is multiplied, where there is exactly one, and something beside it."""
    if not (isinstance(item, Apply) and item.function == "*"):
        return None
    rates = [rate for factor in item.arguments if (rate := _constant_rate(subject, factor)) is not None]
    others = [factor for factor in item.arguments if subject.known(factor) is None]
    return rates[0] if len(rates) == 1 and others else None


def _constant_rate(subject: Subject, factor: Term) -> Fraction | None:
    value = subject.known(factor)
    if not isinstance(value, Fraction) or not 0 < value <= 1:
        return None
    if isinstance(factor, Constant):
        percent = factor.span is not None and factor.span.text.rstrip(" )）").endswith(("%", "％"))
        return value if percent else _decimal(factor)
    return value if reads(factor) and all(_is_rate(subject, key) for key in reads(factor)) else None


def _decimal(factor: Term) -> Fraction | None:
    """A plain decimal below 1: ``0.3``."""
    if not (isinstance(factor, Constant) and isinstance(factor.value, Fraction) and factor.span is not None):
        return None
    plain = re.fullmatch(r"0[.][0-9]+", half_width(factor.span.text.strip()))
    return factor.value if plain and 0 < factor.value < 1 else None


def _is_rate(subject: Subject, key: str) -> bool:
    definition = subject.definition(key)
    return definition is not None and definition.kind.percent


def _completed(subject: Subject) -> Iterator[str]:
    """Definitions that are bare items of a sum which is whole together with them."""
    own = {one.key: sum(_rates(subject, _bare(one.term)), Fraction(0)) for one in subject.computed()}
    for use in subject.uses:
        if not (isinstance(use.term, Apply) and use.term.function == "+"):
            continue
        read = [item.key for item in use.term.arguments if isinstance(item, Read) and own.get(item.key)]
        rates = [_rate(subject, item) for item in use.term.arguments]
        total = sum((rate for rate in rates if rate is not None), Fraction(0)) + sum(own[key] for key in read)
        if read and total == 1:
            yield from read


def _bare(term: Term) -> Term:
    while isinstance(term, Rounded | Bounded | Let):
        term = term.body if isinstance(term, Let) else term.operand
    return term


def _divided_by(subject: Subject, use: Use, total: Fraction) -> bool:
    for above in reversed(use.above):
        if isinstance(above, Apply) and above.function == "/":
            return subject.known(above.arguments[1]) == total
        if not isinstance(above, Rounded | Bounded | Let):
            return False
    return False


def _percent(rate: Fraction) -> str:
    return show_number(rate, percent=True)


CHECK = Check(
    NOT_WHOLE,
    broken_weights,
    what="一个和里每一项都乘了一个百分比（或 0.3 这样的小数），合计接近 100% 而不是 100%。扣分、加分不算。",
    why="30%+60% 有十分之一没有着落：多半漏了一项，或者写错了数。",
    instead="核对权重；按占总分的比重写的，除以合计：(甲×30%+乙×60%)÷90%。",
    also=("权重", "权重不符"),
)
