"""Turns calls into terms: of the registry, of tables, of methods in the file, of clamps."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from govperf.limits import over_diagnostic
from govperf.operations import AGGREGATES, COHORT, OPERATIONS, Arguments, Operation, Typed
from govperf.semantics import messages
from govperf.semantics.bounds import held_between
from govperf.semantics.choices import choose_call, interpolation
from govperf.semantics.cohorts import cohort_call
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.lists import aggregate, asks_for_cohort
from govperf.semantics.names import path_of
from govperf.semantics.progressive import composite, progressive, root, workdays
from govperf.semantics.references import suggest_function
from govperf.semantics.stepping import check_steps
from govperf.syntax.expressions import (
    Bound,
    Call,
    Clamp,
    Expression,
    Flag,
    Listing,
    Option,
    Positional,
    Range,
    Tolerance,
)
from govperf.terms import terms
from govperf.terms.kinds import NUMBER, Base, Kind

ROUNDED = frozenset(("四舍五入", "修约", "进一", "去尾"))
MOST_PLACES = 40


def clamp(e: Elaborator, expression: Clamp, scope: Scope) -> Typed:
    """``x(≤2)``: the value held within bounds."""
    operand = e.number(expression.operand, scope)
    low, high = held_between(e, expression.test, scope)
    bottom = None if low is None else low.term
    top = None if high is None else high.term
    term = terms.Bounded(operand.term, bottom, top, span=expression.span)
    return Typed(term, operand.kind)


def call(e: Elaborator, expression: Call, scope: Scope, expected: Kind | None) -> Typed:
    """The value of a call, by what is called."""
    path = path_of(expression.function)
    name = ".".join(path) if path else expression.function.span.text
    if name in e.names.methods:
        return _expanded(e, name, expression, scope, expected)
    if path is not None and path[0] in e.tables:
        return e.tables[path[0]](e, expression, expression.arguments, path[1] if len(path) > 1 else None, scope)
    if name in COHORT or (name in AGGREGATES and asks_for_cohort(expression)):
        return cohort_call(e, name, expression, scope)
    if name in AGGREGATES:
        return aggregate(e, name, expression, scope)
    if name in OPERATIONS:
        return _operation(e, OPERATIONS[name], expression, scope)
    return _special(e, name, expression, scope, expected)


def _special(e: Elaborator, name: str, expression: Call, scope: Scope, expected: Kind | None) -> Typed:
    match name:
        case "对照" | "分档":
            return choose_call(e, expression, name, scope, expected)
        case "分档计分法":
            return choose_call(e, expression, "分档", scope, NUMBER)
        case "插值" | "插值计分法":
            return interpolation(e, expression, scope)
        case "累进":
            return progressive(e, expression, scope)
        case "综合计分法":
            return composite(e, expression, scope)
        case "开方":
            return root(e, expression, scope)
        case "工作日数":
            return workdays(e, expression, scope)
        case _:
            advice = suggest_function(name, (*e.names.methods, *e.tables))
            e.report(messages.UNKNOWN_FUNCTION, expression.function.span, name=name, advice=advice)
            return e.broken(expression.span)


def _expanded(e: Elaborator, name: str, expression: Call, scope: Scope, expected: Kind | None) -> Typed:
    """A 方法 of the file with its arguments put in; each is computed once."""
    e.used.add(name)
    method = e.names.methods[name]
    if name in scope.methods:
        path = " → ".join((*scope.methods[scope.methods.index(name) :], name))
        e.report(messages.CIRCLE, method.name.span, path=path)
        return e.broken(expression.span)
    given = [argument.value for argument in expression.arguments if isinstance(argument, Positional)]
    if len(given) != len(method.parameters) or len(given) != len(expression.arguments):
        signature = f"{name}({'，'.join(parameter.text for parameter in method.parameters)})"
        reason = f"要 {len(method.parameters)} 个参数，这里有 {len(expression.arguments)} 个"
        e.report(messages.BAD_ARGUMENTS, expression.span, name=name, reason=reason, signature=signature)
        return e.broken(expression.span)
    e.expansions += 1
    if e.expansions > e.limits.expansions:
        if e.expansions == e.limits.expansions + 1:
            e.diagnostics.append(over_diagnostic("expansions", e.limits, None, expression.span))
        return e.broken(expression.span)
    values = [_argument(e, value, scope) for value in given]
    locals_ = [e.fresh() for _ in values]
    bound = {
        parameter.text: Typed(terms.Local(local, span=value.term.span), value.kind)
        for parameter, local, value in zip(method.parameters, locals_, values, strict=True)
    }
    inner = evolve(scope, locals=bound, methods=(*scope.methods, name))
    body = e.any(method.value, inner, expected)
    term = e.rounded(body.term, method.rounding)
    for local, value in reversed(list(zip(locals_, values, strict=True))):
        term = terms.Let(local, value.term, term, span=expression.span)
    return Typed(term, body.kind)


def _argument(e: Elaborator, value: object, scope: Scope) -> Typed:
    if isinstance(value, Bound | Range | Tolerance | Listing):
        return e.test_alone(value.span)
    return e.value(value, scope)  # type: ignore[arg-type]  # the rest of the union is an expression


# --- functions and methods of the registry ---


def _operation(e: Elaborator, operation: Operation, expression: Call, scope: Scope) -> Typed:
    plain = _positional(expression)
    reason = _complaint(operation, expression, plain, scope)
    if reason:
        signature = operation.signature
        e.report(messages.BAD_ARGUMENTS, expression.span, name=operation.name, reason=reason, signature=signature)
        return e.broken(expression.span)
    arguments = Arguments(
        positional=tuple(_of_base(e, value, _base_at(operation, i), scope) for i, value in enumerate(plain)),
        options=_options(e, expression, scope),
        flags=frozenset(argument.word for argument in expression.arguments if isinstance(argument, Flag)),
        span=expression.span,
        fresh=e.fresh,
        full=scope.full,
    )
    if any(typed.kind.base is Base.UNKNOWN for typed in (*arguments.positional, *arguments.options.values())):
        return e.broken(expression.span)
    if operation.name in ROUNDED:
        places = _places(e, operation, plain[1], arguments.positional[1])
        if places is None:
            return e.broken(expression.span)
        arguments = evolve(arguments, positional=(arguments.positional[0], places))
    check_steps(e, operation.name, expression, arguments)
    return Typed(operation.build(arguments), operation.result(arguments))


def _places(e: Elaborator, operation: Operation, written: Expression, typed: Typed) -> Typed | None:
    """The number of decimals, which numbers and parameters must settle."""
    known = e.static(typed.term)
    if not isinstance(known, Fraction):
        e.report(messages.NOT_CONSTANT, written.span, words=written.span.text)
        return None
    if known.denominator != 1 or not 0 <= known <= MOST_PLACES:
        reason, signature = "位数要是 0 或正整数；要取到整十、整百请写 保留到10", operation.signature
        e.report(messages.BAD_ARGUMENTS, written.span, name=operation.name, reason=reason, signature=signature)
        return None
    return Typed(terms.Constant(known, span=written.span), NUMBER)


def _positional(expression: Call) -> list[Expression]:
    """The plain arguments, lists written with 、 among them laid flat."""
    found: list[Expression] = []
    for argument in expression.arguments:
        if isinstance(argument, Positional):
            values = argument.value.items if isinstance(argument.value, Listing) else (argument.value,)
            found.extend(values)  # type: ignore[arg-type]  # a test among them is refused by kind
    return found


def _base_at(operation: Operation, index: int) -> Base:
    return operation.takes[min(index, len(operation.takes) - 1)] if operation.takes else Base.NUMBER


def _of_base(e: Elaborator, value: Expression, base: Base, scope: Scope) -> Typed:
    if isinstance(value, Bound | Range | Tolerance | Listing):
        return e.test_alone(value.span)
    match base:
        case Base.BOOL:
            return Typed(e.condition(value, scope), Kind(Base.BOOL))
        case Base.DATE:
            return e.date(value, scope)
        case _:
            return e.number(value, scope)


def _options(e: Elaborator, expression: Call, scope: Scope) -> dict[str, Typed]:
    return {
        argument.word: _of_base(e, argument.value, Base.NUMBER, scope)  # type: ignore[arg-type]  # tests are refused there
        for argument in expression.arguments
        if isinstance(argument, Option)
    }


def _complaint(operation: Operation, expression: Call, plain: list[Expression], scope: Scope) -> str:
    """What is wrong with the form of a call; empty where nothing is."""
    words = [argument.word for argument in expression.arguments if isinstance(argument, Option | Flag)]
    most = None if operation.repeats else len(operation.takes)
    if operation.on_leaf and scope.full is None:
        return "这是给指标计分的方法，要写在指标的冒号后面"
    positional = sum(isinstance(argument, Positional) for argument in expression.arguments)
    if positional + len(words) != len(expression.arguments):
        return "有不认识的写法"
    if len(plain) < operation.least or (most is not None and len(plain) > most):
        return f"{_needed(operation)}，这里有 {len(plain)} 个"
    if strange := [word for word in words if word not in operation.words]:
        return f"它不用“{strange[0]}”"
    if twice := [word for word in words if words.count(word) > 1]:
        return f"“{twice[0]}”写了两次"
    if missing := [word for word in operation.required if word not in words]:
        return f"没有写“{missing[0]} …”"
    if operation.one_of and sum(word in words for word in operation.one_of) != 1:
        return f"{'、'.join(operation.one_of)} 之中要写明一个"
    if operation.name in ("每低", "每超") and sum(word in words for word in ("扣", "加", "计")) != 1:
        return "没有写明每一步扣（或加）多少"
    return ""


def _needed(operation: Operation) -> str:
    least, most = operation.least, len(operation.takes)
    if operation.repeats:
        return f"至少要 {least} 个值"
    return f"要 {least} 个值" if least == most else f"要 {least} 至 {most} 个值"
