"""Indicator trees as canonical text."""

from __future__ import annotations

from typing import assert_never

from govperf.syntax import keywords as kw
from govperf.syntax.declarations import (
    Applies,
    Floor,
    Indicator,
    IndicatorOption,
    IndicatorTree,
    MayBeNegative,
    OptionalLeaf,
    OverFull,
    Prorated,
)
from govperf.syntax.expressions import Choose
from govperf.syntax.show_expressions import words
from govperf.syntax.show_names import name_text
from govperf.syntax.show_parts import definition, head, option, remarked, rounded
from govperf.syntax.show_words import BLANK, Lines, Word, Words, indented, line, sign, word


def tree_lines(tree: IndicatorTree) -> Lines:
    """``指标 县区政府评估 100分`` with its nodes."""
    yield from _node(tree.root, tuple(head(kw.INDICATORS, tree.span)))


def _node(node: Indicator, before: tuple[Word, ...] = ()) -> Lines:
    start = (*before, word(name_text(node.name), node.name.span), *_marks(node))
    if isinstance(node.formula, Choose):
        yield from definition((*start, _equals(node)), node.formula, node.rounding, node.remarks)
    else:
        yield line(start, _rule(node), rounded(node.rounding), _options(node), remarked(node.remarks))
    for child in node.children:
        yield from indented(_node(child))


def _marks(node: Indicator) -> Words:
    if node.marks is not None:
        yield BLANK
        yield from words(node.marks)


def _equals(node: Indicator) -> Word:
    return sign("=", (node.marks or node.name).span)


def _rule(node: Indicator) -> Words:
    if node.formula is not None:
        yield _equals(node)
        yield from words(node.formula)
    elif node.method is not None:
        yield sign(kw.COLON, (node.marks or node.name).span)
        yield from words(node.method)


def _options(node: Indicator) -> Words:
    for each in node.options:
        yield from _option(each)


def _option(given: IndicatorOption) -> Words:
    match given:
        case OverFull(limit=limit, span=span):
            yield from (BLANK, word(kw.OVERFULL, span))
            if limit is not None:
                yield from option(kw.UNTIL, limit)
        case MayBeNegative(span=span):
            yield from (BLANK, word(kw.NEGATIVE, span))
        case Floor(limit=limit):
            yield from option(kw.FLOOR, limit)
        case Applies(condition=condition):
            yield from option(kw.APPLIES, condition)
        case OptionalLeaf(span=span):
            yield from (BLANK, word(kw.OPTIONAL, span))
        case Prorated(span=span):
            yield from (BLANK, word(kw.PRORATED, span))
        case _:
            assert_never(given)
