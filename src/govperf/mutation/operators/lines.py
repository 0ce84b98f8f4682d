"""Whole lines left out or changed: vetoes, requirements, ties, quotas, options of indicators, marks moved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from attrs import evolve

from govperf.mutation.operators.change import Change, edited
from govperf.mutation.operators.values import beside
from govperf.mutation.sites import Path, Site, without
from govperf.syntax.declarations import (
    Applies,
    Band,
    Ceiling,
    Floor,
    GradeScale,
    GradeVeto,
    Indicator,
    InputBlock,
    InputLine,
    Known,
    Ledger,
    MayBeNegative,
    OverFull,
    Participation,
    Prorated,
    Quota,
    Requirement,
    TieRule,
    Veto,
)
from govperf.syntax.expressions import Name, Number

VETO, GRADE, QUOTA, TIES, MARKS, SCOPE, DATA = "否决", "等次", "限额", "并列", "分值", "适用", "要求"

_QUOTA_ROUNDINGS: Final = {"": ("进一", "四舍五入"), "去尾": ("进一",), "进一": ("",), "四舍五入": ("", "进一")}


def lines(statement: Any, site: Site) -> Iterator[Change]:
    """Changes of a line as a whole."""
    path = site.path
    match site.node:
        case Veto() as veto:
            if not path:
                yield Change(VETO, None, veto.span)
            yield from _effects(statement, path, veto)
        case Requirement() | Participation() as rule if not path:
            yield Change(DATA, None, rule.span)
        case Ledger(columns=columns) as ledger:
            for index, column in enumerate(columns):
                if isinstance(column, Requirement):
                    yield edited(DATA, statement, column.span, ((*path, "columns"), without(columns, index)))
            if ledger.applies is not None:
                yield edited(SCOPE, statement, ledger.span, ((*path, "applies"), None))
        case InputLine() | InputBlock() as given if given.applies is not None:
            yield edited(SCOPE, statement, given.span, ((*path, "applies"), None))
        case GradeScale() as scale:
            yield from _scale(statement, path, scale)
        case Indicator() as indicator:
            yield from _options(statement, path, indicator)
            yield from _marks(statement, path, indicator)
        case _:
            pass


def _effects(statement: Any, path: Path, veto: Veto) -> Iterator[Change]:
    for index, effect in enumerate(veto.effects if len(veto.effects) > 1 else ()):
        yield edited(VETO, statement, effect.span, ((*path, "effects"), without(veto.effects, index)))


# --- grades ---


def _scale(statement: Any, path: Path, scale: GradeScale) -> Iterator[Change]:
    place = (*path, "lines")
    bands = [line for line in scale.lines if isinstance(line, Band)]
    for index, line in enumerate(scale.lines):
        match line:
            case Band():
                yield from _band(statement, (*place, index), line)
                if len(bands) > 2:
                    yield edited(GRADE, statement, line.span, (place, without(scale.lines, index)))
            case Known():
                pass
            case TieRule():
                yield from _ties(statement, (*place, index), line)
                yield edited(TIES, statement, line.span, (place, without(scale.lines, index)))
            case _:
                yield edited(GRADE, statement, line.span, (place, without(scale.lines, index)))
        if isinstance(line, GradeVeto | Ceiling):
            for other in _neighbours(line.grade, bands):
                yield edited(GRADE, statement, line.span, ((*place, index, "grade"), other))
    for index, group in enumerate(scale.groups):
        yield edited(GRADE, statement, group.span, ((*path, "groups"), without(scale.groups, index)))


def _neighbours(grade: Name, bands: list[Band]) -> Iterator[Name]:
    """The grade above, or the one below where there is none above."""
    names = [band.grade.text for band in bands]
    if grade.text in names:
        index = names.index(grade.text)
        other = index - 1 if index else index + 1
        if other < len(names):
            yield evolve(grade, text=names[other])


def _band(statement: Any, path: Path, band: Band) -> Iterator[Change]:
    if band.condition is not None:
        yield edited(GRADE, statement, band.condition.span, ((*path, "condition"), None))
    if band.quota is not None:
        yield edited(QUOTA, statement, band.quota.span, ((*path, "quota"), None))
        yield from _quota(statement, (*path, "quota"), band.quota)


def _quota(statement: Any, path: Path, quota: Quota) -> Iterator[Change]:
    for other in () if quota.heads else _QUOTA_ROUNDINGS[quota.rounding]:
        yield edited(QUOTA, statement, quota.span, ((*path, "rounding"), other))


def _ties(statement: Any, path: Path, rule: TieRule) -> Iterator[Change]:
    for mode in ("从严", "从宽"):
        if mode != rule.mode:
            yield edited(TIES, statement, rule.span, (path, evolve(rule, mode=mode, keys=())))
    for index in range(len(rule.keys) if len(rule.keys) > 1 else 0):
        yield edited(TIES, statement, rule.span, ((*path, "keys"), without(rule.keys, index)))


# --- indicators ---


def _options(statement: Any, path: Path, indicator: Indicator) -> Iterator[Change]:
    """The bounds of a leaf said otherwise: 满分为止 and 扣完为止 are rules of the policy though nobody writes them."""
    given = indicator.options
    place = (*path, "options")
    for index, option in enumerate(given):
        if isinstance(option, OverFull | MayBeNegative | Floor | Applies | Prorated):
            yield edited(SCOPE, statement, option.span, (place, without(given, index)))
    if indicator.children or (indicator.formula is None and indicator.method is None):
        return
    span = indicator.span
    if not any(isinstance(option, OverFull) for option in given):
        yield edited(MARKS, statement, span, (place, (*given, OverFull(span=span))))
    if not any(isinstance(option, MayBeNegative | Floor) for option in given):
        yield edited(MARKS, statement, span, (place, (*given, MayBeNegative(span=span))))


def _marks(statement: Any, path: Path, indicator: Indicator) -> Iterator[Change]:
    """Marks moved from one indicator to its neighbour, so that the sum is still right."""
    for index, (one, other) in enumerate(pairwise(indicator.children)):
        if isinstance(one.marks, Number) and isinstance(other.marks, Number) and _alike(one.marks, other.marks):
            less = beside(other.marks.digits)
            if len(less) > 1 and _places(one.marks) == _places(other.marks):
                more = evolve(one.marks, digits=beside(one.marks.digits)[0])
                here = ((*path, "children", index, "marks"), more)
                there = ((*path, "children", index + 1, "marks"), evolve(other.marks, digits=less[1]))
                yield edited(MARKS, statement, one.marks.span, here, there)


def _alike(one: Number, other: Number) -> bool:
    return (one.factor, one.ratio) == (other.factor, other.ratio)


def _places(number: Number) -> int:
    return len(number.digits.partition(".")[2])


__all__ = ["lines"]
