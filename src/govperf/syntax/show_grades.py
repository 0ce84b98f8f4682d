"""Grade scales as canonical text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from govperf.source import Span
from govperf.syntax import keywords as kw
from govperf.syntax.declarations import (
    Band,
    BelowLast,
    Ceiling,
    Downgrade,
    GradeLine,
    GradeScale,
    GradeVeto,
    Known,
    Quota,
    TieRule,
    Ungraded,
)
from govperf.syntax.expressions import Expression
from govperf.syntax.show_expressions import words
from govperf.syntax.show_names import name_text
from govperf.syntax.show_parts import head, known_words, named, remarked
from govperf.syntax.show_words import BLANK, GAP, Line, Lines, Word, Words, indented, line, sign, spaced, word


def scale_lines(scale: GradeScale) -> Lines:
    """``等次 单位等次 按 绩效考核得分 同 类别`` with its lines."""
    start = named(kw.GRADES, scale.span, scale.name)
    yield line(start, spaced(kw.BY, scale.name.span), words(scale.basis), _groups(scale), remarked(scale.remarks))
    has_tests = any(isinstance(each, Band) and each.test is not None for each in scale.lines)
    yield from indented(_grade_line(each, has_tests=has_tests) for each in scale.lines)


def _groups(scale: GradeScale) -> Words:
    if scale.groups:
        yield from spaced(kw.SAME_GROUP, scale.basis.span)
        yield from _listed(scale.groups, kw.LIST_COMMA)


def _listed(parts: Iterable[Expression], separator: str) -> Words:
    before: Span | None = None
    for part in parts:
        if before is not None:
            yield sign(separator, before)
        yield from words(part)
        before = part.span


def _grade_line(given: GradeLine, *, has_tests: bool) -> Line:
    return line(_said(given, has_tests=has_tests), remarked(given.remarks))


def _said(given: GradeLine, *, has_tests: bool) -> Words:
    match given:
        case Band():
            yield from _band(given, has_tests=has_tests)
        case TieRule(mode=mode, keys=keys, span=span):
            yield from (*head(kw.TIES, span), Word(mode))
            if keys:
                yield from (BLANK, *_listed(keys, kw.COMMA))
        case Ungraded(condition=condition, span=span):
            yield from (*head(kw.UNGRADED, span), *words(condition))
        case GradeVeto(condition=condition, grade=grade, span=span):
            arrow = spaced(kw.ARROW, condition.span)
            yield from (*head(kw.VETO, span), *words(condition), *arrow, *words(grade))
        case Downgrade(steps=steps, condition=condition, span=span):
            yield from (*head(kw.DOWNGRADE[steps - 1], span), *words(condition))
        case Ceiling(grade=grade, condition=condition, span=span):
            yield from (*named(kw.CEILING, span, grade), *spaced(kw.WHEN, grade.span), *words(condition))
        case BelowLast(grade=grade, span=span):
            yield from (word(kw.BELOW, span), Word(kw.COLON), *words(grade))
        case Known():
            yield from known_words(given)
        case _:
            assert_never(given)


def _band(band: Band, *, has_tests: bool) -> Words:
    yield word(name_text(band.grade), band.grade.span)
    if band.test is not None:
        yield from (sign(kw.COLON, band.grade.span), *words(band.test))
    elif has_tests or band.condition is not None:
        yield from (sign(kw.COLON, band.grade.span), Word(kw.ANY_OTHER))
    if band.condition is not None:
        yield from (BLANK, Word(kw.AND), BLANK, *words(band.condition))
    if band.quota is not None:
        yield from _quota(band.quota)


def _quota(quota: Quota) -> Words:
    yield from (GAP, word(kw.QUOTA, quota.span), BLANK)
    if quota.word:
        yield from (Word(quota.word), BLANK)
    yield from words(quota.amount)
    if quota.rounding:
        yield from (BLANK, Word(quota.rounding))
