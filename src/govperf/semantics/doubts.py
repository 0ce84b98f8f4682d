"""Forms that can be computed but hardly say what was meant: each is a warning."""

from __future__ import annotations

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator
from govperf.source import Span
from govperf.syntax.expressions import Arithmetic, Clamp, Conditional, Expression, Number

_FAMILIES = (
    "分",
    "元",
    "天 日 个工作日",
    "月 个月",
    "年",
    "小时",
    "分钟",
    "公里 千米 米",
    "亩 公顷 平方公里 平方米",
    "吨 公斤 千克",
)
_FAMILY = {unit: family for family in _FAMILIES for unit in family.split()}
_COUNTED = "个"
"""The family of all units that count things: 次 人 件 起 …"""


def check_units(e: Elaborator, step: Arithmetic, left: Typed, right: Typed) -> None:
    """元 added to 分; what counts things may be added up."""
    units = left.kind.unit, right.kind.unit
    if not all(units) or len({_FAMILY.get(unit, _COUNTED) for unit in units}) == 1:
        return
    words = {"left": step.left.span.text, "right": step.right.span.text}
    e.report(messages.MIXED_UNITS, step.span, **words, left_unit=units[0], right_unit=units[1])


def check_clamp(e: Elaborator, step: Arithmetic) -> None:
    """``a×b(≤10)`` holds b alone."""
    clamp = step.right
    if step.operator not in "*/" or not isinstance(clamp, Clamp):
        return
    left, operand = step.left.span.text, clamp.operand.span.text
    sign = step.spelling or "×"
    limit = _rest(clamp.span, clamp.operand.span)
    facts = {"clamp": limit, "operand": operand, "words": step.span.text}
    whole, one = f"({left}{sign}{operand}){limit}", f"{left}{sign}({operand}{limit})"
    e.report(messages.BARE_CLAMP, clamp.span, **facts, whole=whole, one=one)


def check_else(e: Elaborator, written: Conditional) -> None:
    """``如果 先进 则 5 否则 3+基础分``: two numbers to choose from, then a sum that goes on."""
    first, added = _first_of_sum(written.otherwise)
    if not (added and isinstance(first, Number) and isinstance(written.then, Number) and written.then.digits != "0"):
        return
    words, rest = written.otherwise.span, _rest(written.otherwise.span, first.span)
    head = written.span.source.text[written.span.start : first.span.end]
    e.report(messages.SWALLOWED, words, words=words.text, whole=f"({head}){rest}")


def _first_of_sum(expression: Expression) -> tuple[Expression, bool]:
    added = False
    while isinstance(expression, Arithmetic) and expression.operator in "+-":
        added = added or expression.operator == "+"
        expression = expression.left
    return expression, added


def _rest(whole: Span, first: Span) -> str:
    return whole.source.text[first.end : whole.end]
