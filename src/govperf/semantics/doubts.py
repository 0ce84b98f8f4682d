"""Forms that can be computed but hardly say what was meant: each is a warning."""

from __future__ import annotations

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, ungrouped
from govperf.semantics.literals import literal_of, value_of
from govperf.source import Span
from govperf.syntax.expressions import Arithmetic, Bound, Call, Clamp, Conditional, Expression, Fallback, Number

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
    if step.operator not in "*/" or not isinstance(clamp, Clamp) or _is_capped_ratio(clamp):
        return
    left, operand = step.left.span.text, clamp.operand.span.text
    sign = step.spelling or "×"
    limit = _rest(clamp.span, clamp.operand.span)
    facts = {"clamp": limit, "operand": operand, "words": step.span.text}
    whole, one = f"({left}{sign}{operand}){limit}", f"{left}{sign}({operand}{limit})"
    e.report(messages.BARE_CLAMP, clamp.span, **facts, whole=whole, one=one)


_RATIOS = frozenset(("完成比例", "功效系数"))
_WHOLE = 2
"""A cap up to here on a quotient speaks of the quotient: 100%, 120% of a target."""


def _is_capped_ratio(clamp: Clamp) -> bool:
    """``40×完成比例(实际，目标)(≤1)``, ``40×(实际÷目标)(≤100%)``: nobody means to hold the points at 1."""
    operand, test = ungrouped(clamp.operand), clamp.test
    limit = literal_of(test.limit) if isinstance(test, Bound) else None
    called = operand.function.span.text if isinstance(operand, Call) else ""
    quotient = called in _RATIOS or (isinstance(operand, Arithmetic) and operand.operator == "/")
    return quotient and limit is not None and value_of(limit) <= _WHOLE


def check_fallback(e: Elaborator, step: Arithmetic) -> None:
    """``甲 缺省 乙×60%`` is (甲 缺省 乙)×60%; a plain number after 缺省 makes that clear in a sum, not in a product."""
    left = step.left
    if not isinstance(left, Fallback) or (step.operator in "+-" and literal_of(left.default) is not None):
        return
    rest, default = _rest(step.span, left.span), left.default.span.text
    facts = {"words": step.span.text, "operand": left.span.text}
    within = f"{left.operand.span.text} 缺省 ({default}{rest})"
    e.report(messages.BARE_FALLBACK, step.span, **facts, whole=f"({left.span.text}){rest}", one=within)


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
