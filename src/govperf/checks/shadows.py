"""Leaves out findings that say in other words what another one of the same line says nearer to the cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govperf.diagnostics import Diagnostic, Severity

_BEHIND: Mapping[str, frozenset[str]] = {
    "比率与数混用": frozenset(("用不上的档", "条件不变", "缺口", "分档重叠", "比率与数混用")),
    "限幅只管一项": frozenset(("上限不起作用", "得分越界", "限幅矛盾", "超过满分")),
    "限幅矛盾": frozenset(("上限不起作用", "满分达不到")),
    "超过满分": frozenset(("上限不起作用",)),
}
"""For a code those that follow from it on the same line."""


def without_shadows(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings, less those that another on their line explains."""
    causes: dict[tuple[int, int], list[Diagnostic]] = {}
    for one in findings:
        if one.code in _BEHIND and (place := _line(one)) is not None:
            causes.setdefault(place, []).append(one)
    for one in findings:
        place = _line(one)
        before = causes.get(place, []) if place is not None else []
        hidden = any(one is not cause and one.code in _BEHIND[cause.code] and _first(cause, one) for cause in before)
        if one.severity is Severity.ERROR or not hidden:
            yield one


def _first(cause: Diagnostic, one: Diagnostic) -> bool:
    """Of two findings with one code the one that is written first is the cause."""
    if cause.code != one.code or cause.span is None or one.span is None:
        return True
    return cause.span.start < one.span.start


def _line(one: Diagnostic) -> tuple[int, int] | None:
    return None if one.span is None else (id(one.span.source), one.span.line)
