"""Turns 累进, 综合计分法, 开方, 工作日数 into terms."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from govperf.frozen import frozen
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.bounds import OPERATORS
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.literals import like
from govperf.semantics.roundings import step_of
from govperf.semantics.wording import did_you_mean
from govperf.source import Span
from govperf.syntax.expressions import (
    Bound,
    Call,
    Expression,
    Listing,
    Name,
    Option,
    Pair,
    Positional,
    Range,
    RoundingArgument,
    Tolerance,
)
from govperf.terms import build, terms
from govperf.terms.failures import BEYOND_LAST
from govperf.terms.kinds import NUMBER, Base, Kind
from govperf.values import decimals, ends, show_number


@frozen
class Bracket:
    """From ``low`` to ``high`` (None: without end) at ``rate``."""

    low: Fraction | None
    high: Fraction | None
    rate: terms.Term


def progressive(e: Elaborator, call: Call, scope: Scope) -> Typed:
    """Each bracket at its own rate; amounts below zero mirror those above unless brackets below zero are given."""
    subject, brackets = _subject(e, call, scope), _brackets(e, call, scope)
    if subject is None or not brackets:
        signature = "累进(x，0~10：0.05，10~20：0.1，20以上：0.2)"
        e.report(messages.BAD_ARGUMENTS, call.span, name="累进", reason="各档要写 区间：率", signature=signature)
        return e.broken(call.span)
    x = e.fresh()
    amount = terms.Local(x)
    if any(bracket.low is None or bracket.low < 0 for bracket in brackets):
        body = _two_sided(amount, brackets, call.span)
    else:
        size = build.largest(amount, build.negate(amount))
        mirrored = build.negate(_rising(size, brackets, call.span))
        negative = terms.Compare("<", amount, build.ZERO)
        body = build.when(negative, mirrored, _rising(amount, brackets, call.span), call.span)
    return Typed(terms.Let(x, subject.term, body, span=call.span), NUMBER)


def _two_sided(amount: terms.Term, brackets: list[Bracket], span: Span) -> terms.Term:
    above = [b for b in brackets if b.low is not None and b.low >= 0]
    below = [
        Bracket(-b.high if b.high is not None else Fraction(0), None if b.low is None else -b.low, b.rate)
        for b in brackets
        if b.low is None or b.low < 0
    ]
    down = build.negate(_rising(build.negate(amount), sorted(below, key=lambda b: b.low or 0), span))
    return build.when(terms.Compare("<", amount, build.ZERO), down, _rising(amount, above, span), span)


def _rising(amount: terms.Term, brackets: list[Bracket], span: Span) -> terms.Term:
    pieces = tuple(build.multiply(_part(amount, bracket), bracket.rate, span) for bracket in brackets)
    charged = build.total(pieces, span)
    top = brackets[-1].high if brackets else Fraction(0)
    if top is None:
        return charged
    beyond = terms.Failure(BEYOND_LAST, (), amount, span=span)
    return build.when(terms.Compare("<=", amount, build.constant(top)), charged, beyond, span)


def _part(amount: terms.Term, bracket: Bracket) -> terms.Term:
    low = bracket.low or Fraction(0)
    over = build.largest(build.subtract(amount, build.constant(low)), build.ZERO)
    return over if bracket.high is None else build.smallest(over, build.constant(bracket.high - low))


def _brackets(e: Elaborator, call: Call, scope: Scope) -> list[Bracket]:
    found = []
    for argument in call.arguments[1:]:
        bounds = _bounds(e, argument, scope)
        if bounds is None or not isinstance(argument, Pair):
            return []
        found.append(Bracket(*bounds, e.number(argument.value, scope).term))
    found.sort(key=lambda bracket: (bracket.low is not None, bracket.low))
    for first, second in pairwise(found):
        if first.high != second.low:
            reason = f"各档要首尾相接，{_end(first.high)} 之后却从 {_end(second.low)} 开始"
            signature = "累进(x，0~10：0.05，10~20：0.1)"
            e.report(messages.BAD_ARGUMENTS, call.span, name="累进", reason=reason, signature=signature)
    return found


def _end(value: Fraction | None) -> str:
    return "没有尽头的一档" if value is None else show_number(value)


def _bounds(e: Elaborator, argument: object, scope: Scope) -> tuple[Fraction | None, Fraction | None] | None:
    match argument:
        case Pair(Range(low, high)):
            a, b = e.static(e.number(like(low, high), scope).term), e.static(e.number(high, scope).term)
            return (a, b) if isinstance(a, Fraction) and isinstance(b, Fraction) else None
        case Pair(Bound(limit) as bound):
            known = e.static(e.number(limit, scope).term)
            if not isinstance(known, Fraction):
                return None
            rising = OPERATORS[bound.word or bound.suffix] in (">", ">=")
            return (known, None) if rising else (None if known <= 0 else Fraction(0), known)
        case _:
            return None


def _subject(e: Elaborator, call: Call, scope: Scope) -> Typed | None:
    match call.arguments:
        case (Positional(value), *_) if not isinstance(value, Bound | Range | Tolerance | Listing):
            return e.number(value, scope)
        case _:
            return None


def composite(e: Elaborator, call: Call, scope: Scope) -> Typed:
    """综合计分法: full marks × Σ (rate × weight); the weights make 100%."""
    pairs = [(argument.key, argument) for argument in call.arguments if isinstance(argument, Pair)]
    if scope.full is None or len(pairs) != len(call.arguments) or not pairs:
        reason = "这是给指标计分的方法，要写在指标的冒号后面" if scope.full is None else "各项要写 得分率：权重"
        signature = "综合计分法(甲：60%，乙：40%)"
        e.report(messages.BAD_ARGUMENTS, call.span, name="综合计分法", reason=reason, signature=signature)
        return e.broken(call.span)
    products = []
    weights = []
    for key, pair in pairs:
        if key is None or isinstance(key, Bound | Range | Tolerance | Listing):
            e.test_alone(pair.span)
            continue
        weight = e.number(pair.value, scope).term
        weights.append(e.static(weight))
        products.append(build.multiply(e.number(key, scope).term, weight, pair.span))
    known = [weight for weight in weights if isinstance(weight, Fraction)]
    if len(known) == len(weights) and sum(known) != 1:
        e.report(messages.NOT_ADDED_UP, call.span, words=call.span.text, sum=f"{sum(known) * 100}%")
    return Typed(build.multiply(scope.full, build.total(tuple(products), call.span), call.span), Kind(Base.NUMBER))


def root(e: Elaborator, call: Call, scope: Scope) -> Typed:
    """``开方(x，保留 2)`` or ``开方(x，保留2位小数)``."""
    places: int | None = None
    value: object = None
    match call.arguments:
        case (Positional(value), RoundingArgument(rounding)) if ends(step_of(rounding)):
            places = decimals(step_of(rounding))
        case (Positional(value), Option("保留", shown)):
            known = e.static(e.number(shown, scope).term)  # type: ignore[arg-type]  # a test is refused by kind
            places = int(known) if isinstance(known, Fraction) else None
        case _:
            pass
    if value is None or places is None or isinstance(value, Bound | Range | Tolerance | Listing):
        signature = "开方(x，保留2位小数)"
        e.report(messages.BAD_ARGUMENTS, call.span, name="开方", reason="没有写保留几位小数", signature=signature)
        return e.broken(call.span)
    operand = e.number(value, scope)  # type: ignore[arg-type]  # the rest of the union is an expression
    return Typed(terms.Root(operand.term, places, span=call.span), NUMBER)


def workdays(e: Elaborator, call: Call, scope: Scope) -> Typed:
    """``工作日数(起，止)`` or with a table of holidays as third argument."""
    given = [argument.value for argument in call.arguments if isinstance(argument, Positional)]
    if len(given) not in (2, 3) or len(given) != len(call.arguments):
        signature = "工作日数(起，止) 或 工作日数(起，止，假日表)"
        e.report(messages.BAD_ARGUMENTS, call.span, name="工作日数", reason="要两个日期", signature=signature)
        return e.broken(call.span)
    start, end = (e.date(value, scope).term for value in given[:2])  # type: ignore[arg-type]  # a test is refused by kind
    days = _holidays(e, given[2]) if len(given) == 3 else (terms.Constant(()), terms.Constant(()))
    return Typed(terms.Apply("workdays", (start, end, *days), span=call.span), Kind(Base.NUMBER, unit="个工作日"))


def _holidays(e: Elaborator, table: Expression | object) -> tuple[terms.Term, terms.Term]:
    name = table.text if isinstance(table, Name) else ""
    if name in e.holidays:
        off, extra = e.holidays[name]
        return terms.Constant(off), terms.Constant(extra)
    span = table.span if isinstance(table, Name) else None
    form = "假日表写成 对照表：第一列日期，第二列 放假 或 上班"
    if name in e.names.columns:
        reason = "它是明细，各对象的记录不同，不能当假日表"
        e.report(messages.MISPLACED, span, words=name, reason=reason, advice=form)
        return terms.Constant(()), terms.Constant(())
    advice = did_you_mean(name, e.holidays, form)
    advice_en = "a table of holidays is a 对照表: days in its first column, 放假 or 上班 in its second"
    e.report(messages.UNKNOWN_NAME, span, name=name, advice=advice, advice_en=advice_en)
    return terms.Constant(()), terms.Constant(())
