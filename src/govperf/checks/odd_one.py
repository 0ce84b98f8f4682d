"""The odd one among sibling indicators.

What: among leaves of one parent with rules of the same form, one that is rounded, capped or bounded unlike the rest.
Why: ten deductions with a cap of 2, one without, is a slip more often than a decision.
Example: 其余 3 项都写了 (≤2)，只有“投诉扣分”没有写.
Instead: write it like the others, or leave a 说明.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from govperf.checks.check import Check
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.frozen import frozen
from govperf.syntax.declarations import Applies, Indicator, IndicatorTree
from govperf.syntax.expressions import Clamp, Expression, Name, Number
from govperf.syntax.walk import children, walk

ODD = Template(
    "与同级不一致",
    "odd-sibling",
    "“{name}”{odd}，同级写法相同的其余 {count} 项都{usual}",
    "“{name}” differs from its {count} siblings of the same form",
    "请核对是不是漏写；有意如此的，写一个 说明",
    "write it like the others, or say why in 说明",
    Severity.NOTE,
)

FEWEST = 3


@frozen
class Manner:
    """How a leaf is held: its rounding, its caps, the options behind its rule, in words."""

    rounding: str
    caps: str
    options: str


def odd_ones(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each leaf that alone is held unlike its siblings of the same form."""
    for statement in subject.statements:
        if isinstance(statement, IndicatorTree):
            for node in walk(statement):
                if isinstance(node, Indicator) and len(node.children) > FEWEST:
                    yield from _among(node.children)


def _among(siblings: Sequence[Indicator]) -> Iterator[Diagnostic]:
    forms: dict[object, list[Indicator]] = {}
    for one in siblings:
        rule = one.formula if one.formula is not None else one.method
        if rule is not None and not one.children:
            forms.setdefault(form_of(rule), []).append(one)
    for alike in forms.values():
        for aspect, bare in (("rounding", "没有写保留"), ("caps", "没有限幅"), ("options", "没有另定上下限")):
            words = [getattr(_manner(one), aspect) for one in alike]
            usual, count = Counter(words).most_common(1)[0]
            odd = [index for index, word in enumerate(words) if word != usual]
            if count >= FEWEST and len(odd) == 1 and not alike[odd[0]].remarks.note:
                one = alike[odd[0]]
                facts = {"odd": _said(words[odd[0]], bare), "usual": _said(usual, bare), "count": str(count)}
                yield ODD.at(one.name.span, name=one.name.text, **facts)


def _said(words: str, bare: str) -> str:
    return f"写了 {words}" if words else bare


def form_of(node: Any) -> object:
    """The shape of a rule without its names, numbers, caps."""
    while isinstance(node, Clamp):
        node = node.operand
    if isinstance(node, Name | Number):
        return type(node).__name__
    inner = tuple(form_of(child) for child in children(node))
    fields = attrs.fields(type(node)) if attrs.has(type(node)) else ()
    marks = tuple(value for one in fields if isinstance(value := getattr(node, one.name), str) and one.eq)
    return type(node).__name__, marks, inner


def _manner(one: Indicator) -> Manner:
    rule: Expression | None = one.formula if one.formula is not None else one.method
    caps = (
        ""
        if rule is None
        else "".join(
            node.span.text[node.operand.span.end - node.span.start :] for node in walk(rule) if isinstance(node, Clamp)
        )
    )
    options = "、".join(option.span.text for option in one.options if not isinstance(option, Applies))
    return Manner("" if one.rounding is None else one.rounding.span.text, caps, options)


CHECK = Check(
    ODD,
    odd_ones,
    what="同一上级之下写法相同的指标，只有一项的保留、限幅或上下限与其余不同（其余至少三项）。",
    why="十项扣分都以 2 分为限，只有一项没有限，多半是漏写。",
    instead="照其余各项改写；有意如此的，写一个 说明。",
)
