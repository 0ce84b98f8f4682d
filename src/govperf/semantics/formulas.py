"""Turns one expression into a term: the dispatch by form, arithmetic, conditions, names."""

from __future__ import annotations

from typing import assert_never

from govperf.operations import Typed
from govperf.semantics.bounds import belongs, comparison, within
from govperf.semantics.calls import call, clamp
from govperf.semantics.choices import choose
from govperf.semantics.doubts import check_clamp, check_else, check_fallback, check_units
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.literals import number
from govperf.semantics.references import member, name
from govperf.syntax.expressions import (
    Arithmetic,
    Belongs,
    Both,
    Call,
    Choose,
    Clamp,
    Comparison,
    Conditional,
    Date,
    Either,
    Expression,
    Fallback,
    Granted,
    Group,
    Member,
    Name,
    Negate,
    Not,
    Number,
    Present,
    Text,
    Within,
)
from govperf.terms import build, terms
from govperf.terms.kinds import BOOL, DATE, UNKNOWN, Base, Kind, join


def expression_term(e: Elaborator, expression: Expression, scope: Scope, expected: Kind | None) -> Typed:
    """The term of an expression; ``expected`` is the kind on the other side, whose choices bare words may name."""
    match expression:
        case Number():
            return number(expression)
        case Text():
            return Typed(terms.Constant(expression.value, span=expression.span), Kind(Base.TEXT, (expression.value,)))
        case Date():
            return Typed(terms.Constant(expression.value, span=expression.span), DATE)
        case Name():
            return name(e, expression, scope, expected)
        case Member():
            return member(e, expression, scope)
        case Group():
            return e.any(expression.inner, scope, expected)
        case Negate():
            operand = e.number(expression.operand, scope)
            return Typed(build.negate(operand.term, expression.span), operand.kind)
        case Arithmetic():
            return _arithmetic(e, expression, scope)
        case Not() | Both() | Either():
            return Typed(_logic(e, expression, scope), BOOL)
        case Present():
            operand = e.any(expression.operand, scope)
            return Typed(terms.IsPresent(operand.term, span=expression.span), BOOL)
        case Fallback():
            return _fallback(e, expression, scope, expected)
        case Conditional() | Granted():
            return _conditional(e, expression, scope, expected)
        case Comparison():
            return Typed(comparison(e, expression, scope), BOOL)
        case Within():
            return Typed(within(e, expression, scope), BOOL)
        case Belongs():
            return Typed(belongs(e, expression, scope), BOOL)
        case Clamp():
            return clamp(e, expression, scope)
        case Call():
            return call(e, expression, scope, expected)
        case Choose():
            return choose(e, expression, scope, expected)
        case _:
            assert_never(expression)


def _arithmetic(e: Elaborator, expression: Arithmetic, scope: Scope) -> Typed:
    """The parts of a long sum or product are read in a loop, so that its length costs no depth."""
    chain: list[Arithmetic] = []
    first: Expression = expression
    while isinstance(first, Arithmetic):
        chain.append(first)
        first = first.left
    left = e.number(first, scope)
    for step in reversed(chain):
        right = e.number(step.right, scope)
        check_clamp(e, step)
        check_fallback(e, step)
        if step.operator in "+-":
            check_units(e, step, left, right)
        left = _combined(left, step, right)
    return left


def _combined(left: Typed, step: Arithmetic, right: Typed) -> Typed:
    if UNKNOWN in (left.kind, right.kind):
        return Typed(left.term, UNKNOWN)
    match step.operator:
        case "+":
            term = build.add(left.term, right.term, step.span)
        case "-":
            term = build.subtract(left.term, right.term, step.span)
        case "*":
            term = build.multiply(left.term, right.term, step.span)
        case "/":
            term = build.divide(left.term, right.term, step.span)
        case _:
            assert_never(step.operator)
    return Typed(term, _unit_of(step.operator, left.kind, right.kind))


def _unit_of(operator: str, left: Kind, right: Kind) -> Kind:
    if operator in "+-":
        unit = left.unit or right.unit
        return Kind(Base.NUMBER, unit=unit, percent=left.percent and right.percent)
    return Kind(Base.NUMBER)


def _logic(e: Elaborator, expression: Not | Both | Either, scope: Scope) -> terms.Term:
    match expression:
        case Not():
            return terms.Opposite(e.condition(expression.operand, scope), span=expression.span)
        case Both():
            return terms.Every(_parts(e, expression.parts, scope, holding=True), span=expression.span)
        case Either():
            return terms.Some(_parts(e, expression.parts, scope, holding=False), span=expression.span)


def _parts(e: Elaborator, parts: tuple[Expression, ...], scope: Scope, *, holding: bool) -> tuple[terms.Term, ...]:
    """Each part is read knowing that those before it hold (且) or do not (或)."""
    found: list[terms.Term] = []
    for part in parts:
        condition = e.condition(part, scope)
        scope = scope.knowing(condition if holding else terms.Opposite(condition))
        found.append(condition)
    return tuple(found)


def _fallback(e: Elaborator, expression: Fallback, scope: Scope, expected: Kind | None) -> Typed:
    operand = e.any(expression.operand, scope, expected)
    absent = terms.Opposite(terms.IsPresent(operand.term))
    default = e.any(expression.default, scope.knowing(absent), operand.kind)
    kind = join([operand.kind.maybe(absent=False), default.kind])
    if kind is None:
        e.wrong_kind(expression.default, operand.kind.base, default.kind, "缺省值要与原值同类")
        kind = UNKNOWN
    return Typed(terms.Default(operand.term, default.term, span=expression.span), kind)


def _conditional(e: Elaborator, expression: Conditional | Granted, scope: Scope, expected: Kind | None) -> Typed:
    condition = e.condition(expression.condition, scope)
    holds = scope.knowing(condition)
    if isinstance(expression, Granted):
        value = e.number(expression.value, holds)
        term = build.when(condition, value.term, build.ZERO, expression.span, expression.condition.span.text)
        return Typed(term, value.kind)
    check_else(e, expression)
    sides = ((expression.then, holds), (expression.otherwise, scope.knowing(terms.Opposite(condition))))
    (then, otherwise), kind = e.branches(sides, expected)
    label = expression.condition.span.text
    return Typed(build.when(condition, then.term, otherwise.term, expression.span, label), kind)
