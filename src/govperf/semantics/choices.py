"""Turns 分档 or 对照, in block or call form, into choices."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from govperf.frozen import frozen
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.arms import check_arms
from govperf.semantics.bounds import meets
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.roundings import rounded
from govperf.source import Span
from govperf.syntax.expressions import (
    Arm,
    Bound,
    Call,
    Choose,
    Expression,
    Listing,
    Pair,
    Positional,
    Range,
    Test,
    Tolerance,
)
from govperf.terms import build, terms
from govperf.terms.failures import NO_BAND, NO_CONDITION, NO_KEY
from govperf.terms.kinds import Kind


@frozen
class Way:
    """One arm, whatever form it was written in; ``test`` is None for 其他."""

    test: Expression | Test | None
    value: Expression
    arm: Arm | None
    span: Span


def choose(e: Elaborator, block: Choose, scope: Scope, expected: Kind | None) -> Typed:
    """A block: the first arm that holds wins."""
    ways = tuple(Way(arm.test, arm.value, arm, arm.span) for arm in block.arms)
    return _choice(e, block.kind, block.subject, ways, block.span, scope, expected)


def choose_call(e: Elaborator, call: Call, kind: str, scope: Scope, expected: Kind | None) -> Typed:
    """``对照(值，k：v …)``, ``分档(值，条件：v …)``, ``分档计分法``; without a subject each key is a condition."""
    plain = [argument for argument in call.arguments if isinstance(argument, Positional)]
    pairs = [argument for argument in call.arguments if isinstance(argument, Pair)]
    if len(plain) > 1 or not pairs or len(plain) + len(pairs) != len(call.arguments):
        signature = f"{kind}(值，条件：结果，…，其他：结果)"
        e.report(messages.BAD_ARGUMENTS, call.span, name=kind, reason="要先写拿什么来分，再写各档", signature=signature)
        return e.broken(call.span)
    subject = plain[0].value if plain else None
    if isinstance(subject, Bound | Range | Tolerance | Listing):
        e.test_alone(subject.span)
        return e.broken(call.span)
    ways = tuple(Way(pair.key, pair.value, None, pair.span) for pair in pairs)
    return _choice(e, kind, subject, ways, call.span, scope, expected)


def _choice(
    e: Elaborator,
    kind: str,
    subject: Expression | None,
    ways: tuple[Way, ...],
    span: Span,
    scope: Scope,
    expected: Kind | None,
) -> Typed:
    if subject is None:
        return _built(e, kind, None, ways, span, scope, expected)
    value = e.value(subject, scope)
    if isinstance(value.term, terms.Read | terms.ReadColumn | terms.Constant | terms.Local):
        return _built(e, kind, value, ways, span, scope, expected)
    local = e.fresh()
    inner = _built(e, kind, Typed(terms.Local(local, span=subject.span), value.kind), ways, span, scope, expected)
    return Typed(terms.Let(local, value.term, inner.term, span=span), inner.kind)


def _built(
    e: Elaborator,
    kind: str,
    subject: Typed | None,
    ways: tuple[Way, ...],
    span: Span,
    scope: Scope,
    expected: Kind | None,
) -> Typed:
    conditions: list[terms.Term | None] = []
    sides: list[tuple[Expression, Scope]] = []
    for way in ways:
        condition = _condition(e, way, subject, scope)
        conditions.append(condition)
        sides.append((way.value, scope if condition is None else scope.knowing(condition)))
        if condition is not None:
            scope = scope.knowing(terms.Opposite(condition))
    check_arms(e, [(condition, _test_span(way)) for way, condition in zip(ways, conditions, strict=True)])
    values, result = e.branches(sides, expected)
    _check_roundings(e, ways, values)
    branches = tuple(
        _branch(way, condition, value)
        for way, condition, value in zip(ways, conditions, values, strict=True)
        if condition is not None
    )
    return Typed(terms.Choose(branches, _otherwise(kind, subject, ways, conditions, values, span), span=span), result)


def _test_span(way: Way) -> Span:
    return way.span if way.test is None else way.test.span


def _condition(e: Elaborator, way: Way, subject: Typed | None, scope: Scope) -> terms.Term | None:
    if way.test is None:
        return None
    if subject is not None:
        return meets(e, subject, way.test, scope)
    if isinstance(way.test, Bound | Range | Tolerance | Listing):
        e.test_alone(way.test.span)
        return build.constant(value=True)
    return e.condition(way.test, scope)


def _branch(way: Way, condition: terms.Term, value: Typed) -> terms.Branch:
    label = way.test.span.text if way.test is not None else "其他"
    clause = way.arm.remarks.clause if way.arm else ""
    return terms.Branch(condition, _value(way, value), label, clause, span=way.span)


def _value(way: Way, value: Typed) -> terms.Term:
    rounding = way.arm.rounding if way.arm else None
    return value.term if rounding is None else rounded(value.term, rounding)


def _check_roundings(e: Elaborator, ways: tuple[Way, ...], values: tuple[Typed, ...]) -> None:
    for way, value in zip(ways, values, strict=True):
        if way.arm is not None and way.arm.rounding is not None:
            e.roundable(value.kind, way.arm.rounding, way.value.span.text)


def _otherwise(
    kind: str,
    subject: Typed | None,
    ways: tuple[Way, ...],
    conditions: list[terms.Term | None],
    values: tuple[Typed, ...],
    span: Span,
) -> terms.Term:
    for way, condition, value in zip(ways, conditions, values, strict=True):
        if condition is None:
            return _value(way, value)
    template = NO_KEY if kind == "对照" else NO_CONDITION if subject is None else NO_BAND
    shown = None if subject is None else subject.term
    return terms.Failure(template, (), shown, span=span)


# --- piecewise linear, bracketed ---


def interpolation(e: Elaborator, call: Call, scope: Scope) -> Typed:
    """``插值(x，x1：y1，x2：y2 …)``: straight lines between the points, the ends held."""
    points = _points(e, call, scope)
    if points is None:
        return e.broken(call.span)
    subject, pairs = points
    keys = [key for key, _ in pairs]
    if any(a >= b for a, b in pairwise(keys)):
        reason = "各点要按 x 从小到大（或从大到小）排列，不能重复"
        e.report(messages.BAD_ARGUMENTS, call.span, name="插值", reason=reason, signature="插值(x，60：0，90：10)")
    local = e.fresh()
    x = terms.Local(local)
    body: terms.Term = build.constant(pairs[-1][1])
    for (x1, y1), (x2, y2) in reversed(list(pairwise(pairs))):
        slope = (y2 - y1) / (x2 - x1) if x1 != x2 else Fraction(0)
        line = build.add(
            build.constant(y1), build.multiply(build.subtract(x, build.constant(x1)), build.constant(slope))
        )
        body = build.when(terms.Compare("<", x, build.constant(x2)), line, body, call.span)
    first = terms.Compare("<=", x, build.constant(pairs[0][0]))
    body = build.when(first, build.constant(pairs[0][1]), body, call.span)
    return Typed(terms.Let(local, subject.term, body, span=call.span), Kind(subject.kind.base))


def _points(e: Elaborator, call: Call, scope: Scope) -> tuple[Typed, list[tuple[Fraction, Fraction]]] | None:
    """The subject with the points in rising order of key."""
    signature = "插值(x，60：0，90：10)"
    match call.arguments:
        case (Positional(value), *rest) if rest and not isinstance(value, Bound | Range | Tolerance | Listing):
            subject = e.number(value, scope)
        case _:
            e.report(messages.BAD_ARGUMENTS, call.span, name="插值", reason="要先写 x，再写各点", signature=signature)
            return None
    pairs: list[tuple[Fraction, Fraction]] = []
    for pair in rest:
        if not isinstance(pair, Pair) or pair.key is None or isinstance(pair.key, Bound | Range | Tolerance | Listing):
            e.report(messages.BAD_ARGUMENTS, pair.span, name="插值", reason="每点要写 x：y", signature=signature)
            return None
        ends = (e.static(e.number(pair.key, scope).term), e.static(e.number(pair.value, scope).term))
        if not (isinstance(ends[0], Fraction) and isinstance(ends[1], Fraction)):
            e.report(messages.NOT_CONSTANT, pair.span, words=pair.span.text)
            return None
        pairs.append((ends[0], ends[1]))
    return subject, pairs if pairs[0][0] <= pairs[-1][0] else pairs[::-1]
