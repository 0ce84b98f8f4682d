"""Whether the names in 用例, 断言, unused 方法 are those of the file."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.model import AssertionDefinition
from govperf.semantics.names import path_of
from govperf.semantics.references import report_ambiguous, report_unknown, report_unknown_part
from govperf.semantics.wording import did_you_mean, listed
from govperf.source import Span
from govperf.syntax.declarations import (
    Assertion,
    Case,
    CaseTable,
    CaseValue,
    Cell,
    Expect,
    ExpectedError,
    ExpectedWorking,
    Given,
    GivenParameter,
    MethodDefinition,
)
from govperf.syntax.expressions import Path
from govperf.terms import build
from govperf.terms.kinds import UNKNOWN

EXPECTED = "期望"
ERROR = "错误"
KINDS = (
    *("缺少输入", "输入超出范围", "类型不符", "不合要求", "没有适用的档", "没有对应的键", "没有等次", "除数为零"),
    *("负数开方", "并列未定", "参数未定", "不在有效期", "空表", "重复", "须整组计分", "超出末档", "超出限制"),
)
"""What 期望 … 错误 can name."""


def assertion(e: Elaborator, written: Assertion) -> AssertionDefinition:
    """What is stated; the names on the two sides of a trend are known, an absent value asserts nothing."""
    condition = None
    if written.condition is not None:
        condition = e.condition(written.condition, Scope(lenient=True))
        e.absent.clear()
    subject, target = (_node(e, path) for path in (written.subject, written.target))
    return AssertionDefinition(
        condition, subject, written.direction, target, written.trend, written.remarks, written.span
    )


def _node(e: Elaborator, path: Path | None) -> str:
    """The key of the node that a path means; empty where there is none."""
    if path is None:
        return ""
    names = path_of(path) or ("",)
    _check_path(e, names, path.span)
    if names[0] in e.names.columns and len(names) == 2:
        return ".".join(names)
    if names[0] == "输入" and len(names) == 2 and names[1] in e.names.inputs:
        return e.names.inputs[names[1]].key
    found = e.names.find_path(names)
    return found[0].key if len(found) == 1 else ""


def check_method(e: Elaborator, method: MethodDefinition) -> None:
    """A 方法 that nothing uses is read with parameters of any kind."""
    if method.name.text in e.used:
        return
    anything = {word.text: Typed(build.constant(0, word.span), UNKNOWN) for word in method.parameters}
    scope = evolve(Scope(full=build.ZERO, lenient=True), locals=anything, methods=(method.name.text,))
    e.any(method.value, scope)
    e.absent.clear()


def check_case(e: Elaborator, case: Case, object_name: str | None) -> None:
    """Every name that a case gives or expects is known, every kind of error one of ours."""
    for line in case.lines:
        match line:
            case Given(values):
                for value in values:
                    _check_value(e, value)
            case GivenParameter(values):
                for value in values:
                    _check_parameter(e, value)
            case Expect(items):
                for item in items:
                    _check_item(e, item)
            case ExpectedWorking(target) if target is not None:
                _check_path(e, path_of(target) or ("",), target.span)
            case CaseTable(None):
                _check_objects(e, line)
            case CaseTable():
                _check_ledger(e, line, object_name)
            case _:
                pass


def _check_value(e: Elaborator, value: CaseValue) -> None:
    _check_path(e, path_of(value.target) or ("",), value.target.span)


def _check_parameter(e: Elaborator, value: CaseValue) -> None:
    name = ".".join(path_of(value.target) or ("",))
    known = [one.key for one in e.names.top.values() if one.kind == "参数"]
    if name not in known:
        advice = did_you_mean(name, known, f"这份规则的参数：{listed(known)}" if known else "这份规则没有参数")
        e.report(messages.UNKNOWN_TARGET, value.target.span, name=name, action="设这个参数", advice=advice)


def _check_item(e: Elaborator, item: CaseValue | ExpectedError) -> None:
    if isinstance(item, CaseValue):
        _check_value(e, item)
        return
    if item.target is not None:
        _check_path(e, path_of(item.target) or ("",), item.target.span)
    _check_kind(e, item.kind, item.span)


def _check_kind(e: Elaborator, kind: str, span: Span) -> None:
    if kind not in KINDS:
        start = span.source.text.rfind(kind, span.start, span.end)
        place = span if start < 0 or not kind else evolve(span, start=start, end=start + len(kind))
        advice = did_you_mean(kind, KINDS, f"可以写：{'、'.join(KINDS)}")
        e.report(messages.UNKNOWN_ERROR_KIND, place, name=kind, advice=advice, known="、".join(KINDS))


def _check_path(e: Elaborator, path: tuple[str, ...], span: Span) -> None:
    columns = e.names.columns.get(path[0])
    if columns is not None and len(path) == 2:
        if path[1] not in columns:
            report_unknown_part(e, span, path[0], path[1], tuple(columns))
        return
    if path[0] == "输入" and len(path) == 2 and path[1] in e.names.inputs:
        return
    symbols = e.names.find_path(path)
    if not symbols:
        report_unknown(e, ".".join(path), span)
    elif len(symbols) > 1:
        report_ambiguous(e, ".".join(path), symbols, span)


# --- tables ---


def _check_objects(e: Elaborator, written: CaseTable) -> None:
    for index, cell in enumerate(written.table.head):
        name, expected = _head(cell)
        name, _ = without_unit(name, lambda one: bool(e.names.find_path(_steps(one))))
        path = _steps(name)
        if index == 0 and not expected and not e.names.find_path(path) and path[0] not in e.names.columns:
            continue  # a first column that only tells the rows apart
        _check_path(e, path, cell.span)
        _check_cells(e, written, index, expected=expected)


def _check_ledger(e: Elaborator, written: CaseTable, object_name: str | None) -> None:
    word = written.ledger
    if word is None:
        return
    columns = e.names.columns.get(word.text)
    if columns is None:
        report_unknown(e, word.text, word.span)
        return
    for index, cell in enumerate(written.table.head):
        name, expected = _head(cell)
        name, _ = without_unit(name, columns.__contains__)
        if cell.text not in columns and name not in (*columns, object_name):
            report_unknown_part(e, cell.span, word.text, name, tuple(columns))
        _check_cells(e, written, index, expected=expected)


def _check_cells(e: Elaborator, written: CaseTable, index: int, *, expected: bool) -> None:
    for row in written.table.rows if expected else ():
        if index < len(row) and row[index].text.startswith(ERROR):
            _check_kind(e, row[index].text.removeprefix(ERROR).strip(), row[index].span)


def _head(cell: Cell) -> tuple[str, bool]:
    expected = cell.text.startswith(EXPECTED)
    return (cell.text.removeprefix(EXPECTED).strip(" \u3000") if expected else cell.text), expected


def _steps(name: str) -> tuple[str, ...]:
    return tuple(part.strip("「」【】") for part in name.split("."))


def without_unit(name: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """``投资(亿元)`` at the head of a column as name with unit, where the whole is no name itself."""
    split = None if known(name) else _BRACKET.fullmatch(name)
    return (split[1], split[2]) if split is not None and known(split[1]) else (name, "")


_BRACKET = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
