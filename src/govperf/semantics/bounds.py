"""Turns comparisons, bounds, ranges into conditions."""

from __future__ import annotations

from typing import Literal, assert_never

from attrs import evolve

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope, ungrouped
from govperf.semantics.literals import like
from govperf.semantics.wording import comparing, kind_en, kind_zh, listed
from govperf.source import Span
from govperf.syntax.expressions import (
    Belongs,
    Bound,
    Comparison,
    Expression,
    Listing,
    Mark,
    Name,
    Range,
    Test,
    Tolerance,
    Within,
)
from govperf.terms import build, terms
from govperf.terms.kinds import Base, Kind
from govperf.values import show_number

Operator = Literal["<", "<=", ">", ">=", "=", "!="]

_SPELLED: dict[Operator, str] = {
    ">=": "≥ >= 以上 及以上 或以上 以后 不低于 不少于 不小于 至少 达到 大于等于 大于或等于",
    "<=": "≤ <= 以下 及以下 或以下 以内 内 以前 不高于 不多于 不超过 未超过 不大于 至多 小于等于 小于或等于",
    ">": "> 高于 大于 超过 多于 以外",
    "<": "< 低于 小于 不足 不满 未满 少于 未达到",
    "=": "= 等于",
    "!=": "≠ != 不等于",
}
OPERATORS: dict[str, Operator] = {word: operator for operator, words in _SPELLED.items() for word in words.split()}

WORDS = ("是", "否", "缺")

_OPEN: dict[Operator, Operator] = {">=": ">", "<=": "<", ">": ">", "<": "<"}
_CLOSED: dict[Operator, Operator] = {">=": ">=", "<=": "<=", ">": ">=", "<": "<="}
_FLIPPED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def comparison(e: Elaborator, expression: Comparison, scope: Scope) -> terms.Term:
    """A comparison or a chain of them in one direction."""
    if absent := _bare_absence(expression):
        advice = "请写 有 x；问是不是没有请写 非 有 x"
        e.report(messages.MISPLACED, absent.span, words=absent.span.text, reason="缺 不能用来比较", advice=advice)
        return build.constant(value=True)
    operators = [OPERATORS[word] for word, _ in expression.rest]
    if len(operators) > 1 and not _one_direction(operators):
        e.report(messages.CHAIN, expression.span, words=expression.span.text, example=_unchained(expression))
    operands = _operands(e, expression, scope)
    conditions = tuple(
        compare(e, operands[index], operator, operands[index + 1], expression.span)
        for index, operator in enumerate(operators)
    )
    return conditions[0] if len(conditions) == 1 else terms.Every(conditions, span=expression.span)


def _one_direction(operators: list[Operator]) -> bool:
    return all(op in ("<", "<=") for op in operators) or all(op in (">", ">=") for op in operators)


def _bare_absence(expression: Comparison) -> Name | None:
    for part in (expression.first, *(operand for _, operand in expression.rest)):
        inner = ungrouped(part)
        if isinstance(inner, Name) and inner.text == "缺" and not inner.quoted:
            return inner
    return None


def _unchained(expression: Comparison) -> str:
    """``a=b=c`` as ``a=b 且 b=c``."""
    parts = [expression.first, *(operand for _, operand in expression.rest)]
    words = [word for word, _ in expression.rest]
    pairs = zip(parts, words, parts[1:], strict=False)
    return " 且 ".join(f"{left.span.text}{word}{right.span.text}" for left, word, right in pairs)


def _operands(e: Elaborator, expression: Comparison, scope: Scope) -> list[Typed]:
    """Each operand with its neighbour's choices in mind; a bare word that stands first waits for the other side."""
    parts = [expression.first, *(operand for _, operand in expression.rest)]
    first = ungrouped(parts[0])
    if len(parts) == 2 and isinstance(first, Name) and not e.known(first, scope) and not e.open_names:
        if _is_unknown(e, parts[1], scope):
            return [e.value(parts[0], scope), e.broken(parts[1].span)]  # one mistake is told once
        right = e.value(parts[1], scope)
        return [e.value(parts[0], scope, right.kind), right]
    found = [e.value(parts[0], scope)]
    for part in parts[1:]:
        if found[-1].kind.base is Base.UNKNOWN and _is_unknown(e, part, scope):
            found.append(e.broken(part.span))
        else:
            found.append(e.value(part, scope, found[-1].kind))
    return found


def _is_unknown(e: Elaborator, expression: Expression, scope: Scope) -> bool:
    """A bare word that nothing declares: a label of the other side, where that is known."""
    inner = ungrouped(expression)
    return isinstance(inner, Name) and not e.open_names and inner.text not in WORDS and not e.known(inner, scope)


def compare(e: Elaborator, left: Typed, operator: Operator, right: Typed, span: Span) -> terms.Term:
    """One comparison, with kinds checked; grades compare by their place in the scale, the better above."""
    if Base.UNKNOWN in (left.kind.base, right.kind.base):
        return build.constant(value=True)
    ordered = operator not in ("=", "!=")
    if left.kind.base is Base.GRADE and right.kind.is_word and ordered:
        return _by_grade(left.term, operator, right.term, left.kind, span)
    if right.kind.base is Base.GRADE and left.kind.is_word and ordered:
        return _by_grade(left.term, operator, right.term, right.kind, span)
    if not _comparable(left.kind, right.kind, ordered=ordered):
        _report_odd(e, left, right, span)
    elif not ordered:
        _check_option(e, left, right)
    return terms.Compare(operator, left.term, right.term, span=span)


def _report_odd(e: Elaborator, left: Typed, right: Typed, span: Span) -> None:
    """Notes two kinds that do not compare; the further arms of the same subject say nothing new."""
    words = tuple(one.term.span.text if one.term.span else kind_zh(one.kind.base) for one in (left, right))
    subject = left.term.span
    told = (subject and (subject.start, subject.end), left.kind.base, right.kind.base)
    if told in e.told:
        return
    e.told.add(told)
    e.report(
        messages.NOT_COMPARABLE,
        span,
        left=words[0],
        right=words[1],
        left_kind=kind_zh(left.kind.base),
        right_kind=kind_zh(right.kind.base),
        left_kind_en=kind_en(left.kind.base),
        right_kind_en=kind_en(right.kind.base),
        advice=comparing(left.kind, right.kind),
    )


def _check_option(e: Elaborator, left: Typed, right: Typed) -> None:
    """A number that an input with listed numbers never has."""
    for subject, other in ((left, right), (right, left)):
        key = subject.term.key if isinstance(subject.term, terms.Read) else ""
        options = e.domains[key].options if key in e.names.inputs and key in e.domains else ()
        value = build.number_of(other.term)
        if value is not None and options and value not in options:
            span = other.term.span
            words = show_number(value) if span is None else span.text
            advice = "请改成其中之一，或在输入里补上这一选项"
            e.report(messages.UNKNOWN_CHOICE, span, name=words, options=listed(options), advice=advice)


def _by_grade(left: terms.Term, operator: Operator, right: terms.Term, kind: Kind, span: Span) -> terms.Term:
    order = tuple(option for option in kind.options if isinstance(option, str))
    places = (terms.Position(left, order, span=span), terms.Position(right, order, span=span))
    return terms.Compare(_FLIPPED[operator], *places, span=span)


def _comparable(left: Kind, right: Kind, *, ordered: bool) -> bool:
    if left.is_word and right.is_word:
        return not ordered
    return left.base is right.base and (not ordered or left.base in (Base.NUMBER, Base.DATE))


def within(e: Elaborator, expression: Within, scope: Scope) -> terms.Term:
    """``x 在 80~90`` and its kin."""
    subject = e.value(expression.subject, scope)
    return meets(e, subject, expression.test, scope)


def belongs(e: Elaborator, expression: Belongs, scope: Scope) -> terms.Term:
    """``x 属于 (A、B)`` or ``x 属于 参数``."""
    subject = e.value(expression.subject, scope)
    items = expression.items
    if not isinstance(items, Listing):
        listed = e.value(items, scope, subject.kind)
        if listed.kind.base is Base.LIST:
            return terms.Apply("in", (subject.term, listed.term), span=expression.span)
        return compare(e, subject, "=", listed, expression.span)
    return meets(e, subject, items, scope)


def meets(e: Elaborator, subject: Typed, test: Expression | Test, scope: Scope) -> terms.Term:
    """The condition that a subject meets a test: a bound, a range, a value, or one of several."""
    match test:
        case Bound():
            operator, limit = bound(e, test, scope, subject.kind)
            return compare(e, subject, operator, limit, test.span)
        case Range():
            return _in_range(e, subject, test, scope)
        case Tolerance():
            limit = e.number(test.limit, scope)
            return _around(subject, limit, outside=OPERATORS.get(test.suffix) == ">", span=test.span)
        case Listing():
            return terms.Some(tuple(meets(e, subject, item, scope) for item in test.items), span=test.span)
        case _:
            return _is(e, subject, test, scope)


def _is(e: Elaborator, subject: Typed, value: Expression, scope: Scope) -> terms.Term:
    if subject.kind.base is Base.UNKNOWN and _is_unknown(e, value, scope):
        return build.constant(value=True)
    typed = e.value(value, scope, subject.kind)
    if typed.kind.base is Base.LIST:
        return terms.Apply("in", (subject.term, typed.term), span=value.span)
    if typed.kind.base is Base.BOOL and subject.kind.base is not Base.BOOL:
        return typed.term
    return compare(e, subject, "=", typed, value.span)


def bound(e: Elaborator, test: Bound, scope: Scope, subject: Kind) -> tuple[Operator, Typed]:
    """Operator, limit of ``90以上``, ``不低于90``, ``高于90分以上(含)``; the leading word decides, a mark overrides."""
    operator = OPERATORS[test.word or test.suffix]
    if test.word and test.suffix and OPERATORS[test.suffix] != operator:
        e.report(messages.CONTRADICTORY_BOUND, test.span, words=test.span.text)
    if test.mark is not None and operator in _OPEN:
        _check_mark(e, test.mark, (test.limit,), scope, test.span)
        operator = _CLOSED[operator] if test.mark.includes else _OPEN[operator]
    return operator, e.value(test.limit, scope, subject)


def range_ends(e: Elaborator, test: Range, scope: Scope) -> tuple[Typed, bool, Typed, bool]:
    """Low end, whether it is left out, high end, whether it is left out."""
    low_words = like(test.low, test.high)
    low, high = e.value(low_words, scope), e.value(test.high, scope)
    open_low = test.open_low if test.low_mark is None else not test.low_mark.includes
    open_high = test.open_high if test.high_mark is None else not test.high_mark.includes
    if test.mark is not None:
        at_low, at_high = _marked_ends(e, test, low, high, scope)
        open_low = open_low if not at_low else not test.mark.includes
        open_high = open_high if not at_high else not test.mark.includes
    a, b = build.number_of(low.term), build.number_of(high.term)
    if a is not None and b is not None and (a > b or (a == b and (open_low or open_high))):
        advice = "请把小的一端写在前面" if a > b else "只有一个数时两端都要含：请删去 不含，或写 =90"
        e.report(messages.EMPTY_RANGE, test.span, words=test.span.text, advice=advice)
    return low, open_low, high, open_high


def _marked_ends(e: Elaborator, test: Range, low: Typed, high: Typed, scope: Scope) -> tuple[bool, bool]:
    mark = test.mark
    if mark is None or mark.limit is None:
        return False, True  # a mark that names no number belongs to the bound before it
    limit = e.value(like(mark.limit, test.high), scope).term
    ends = (limit == low.term, limit == high.term)
    if not any(ends):
        e.report(messages.MARK_MISMATCH, mark.span, mark=mark.limit.span.text, words=test.span.text)
    return ends


def _check_mark(e: Elaborator, mark: Mark, limits: tuple[Expression, ...], scope: Scope, span: Span) -> None:
    if mark.limit is None:
        return
    said = mark.limit
    if not any(e.value(like(said, limit), scope).term == e.value(limit, scope).term for limit in limits):
        e.report(messages.MARK_MISMATCH, mark.span, mark=said.span.text, words=span.text)


def _in_range(e: Elaborator, subject: Typed, test: Range, scope: Scope) -> terms.Term:
    low, open_low, high, open_high = range_ends(e, test, scope)
    lower = compare(e, subject, ">" if open_low else ">=", low, test.span)
    upper = compare(e, subject, "<" if open_high else "<=", high, test.span)
    return terms.Every((lower, upper), span=test.span)


def _around(subject: Typed, limit: Typed, *, outside: bool, span: Span) -> terms.Term:
    size = terms.Apply("abs", (subject.term,), span=span)
    return terms.Compare(">" if outside else "<=", size, limit.term, span=span)


def held_between(e: Elaborator, test: Test, scope: Scope) -> tuple[Typed | None, Typed | None]:
    """The bounds of a clamp: ``(≤2)`` is (None, 2), ``(0~10)`` is (0, 10), ``(±3分)`` is (−3, 3)."""
    match test:
        case Bound():
            operator, limit = bound(e, test, scope, Kind(Base.NUMBER))
            if not limit.kind.is_number and limit.kind.base is not Base.UNKNOWN:
                e.wrong_kind(test.limit, Base.NUMBER, limit.kind, "限幅的界限请写数，例如 (≤2)")
                return None, None
            if operator == ">=":
                return limit, None
            if operator == "<=":
                return None, limit
        case Range():
            low, open_low, high, open_high = range_ends(e, test, scope)
            if not (open_low or open_high):
                return low, high
        case Tolerance():
            limit = e.number(test.limit, scope)
            return evolve(limit, term=build.negate(limit.term)), limit
        case Listing():
            pass
        case _:
            assert_never(test)
    reason = "限幅的界限要含在内"
    e.report(
        messages.MISPLACED, test.span, words=test.span.text, reason=reason, advice="请写 (≤2)、(≥0)、(0~10) 或 (±3)"
    )
    return None, None
