"""Reads operations, calls, clamps."""

# ruff: noqa: ARG001  readers of tree nodes share one signature, whatever each of them needs

from __future__ import annotations

from typing import Any

from attrs import evolve

from govperf.source import Span
from govperf.syntax.expressions import (
    Argument,
    Arithmetic,
    Both,
    Bound,
    Call,
    Clamp,
    Conditional,
    Either,
    Expression,
    Fallback,
    Flag,
    Granted,
    Group,
    Listing,
    Member,
    Name,
    Negate,
    Not,
    Number,
    Option,
    Pair,
    Positional,
    Present,
    Range,
    RoundingArgument,
    SameKey,
    Test,
    Tolerance,
)
from govperf.syntax.from_tree_literals import name_of, written_rounding
from govperf.syntax.messages import NOT_CALLABLE
from govperf.syntax.reading import (
    TESTS,
    Further,
    Marked,
    Reader,
    Reading,
    as_range,
    named_mark,
    test_of,
    value_of,
    value_or_listing,
)


def other_or_test(reading: Reading, node: Any) -> Expression | Test | None:
    """The test of an arm, a band or a key; None for a bare 其他."""
    if isinstance(node, Name) and node.text == "其他" and not node.quoted:
        return None
    return test_of(reading, node)


# --- operations ---


def _arithmetic(reading: Reading, span: Span, children: list[Any]) -> Any:
    left, sign, right = children
    between: Any = Arithmetic(str(sign), left, right, spelling=_spelling(reading, sign), span=span)  # type: ignore[arg-type]
    if isinstance(left, Marked) or isinstance(right, Marked):
        ranged = as_range(between)
        if ranged is not None:
            return ranged
    if isinstance(right, Marked):  # 目标×110%(不含): the mark belongs to the whole bound, which may be an expression
        return Marked(evolve(between, left=value_of(reading, left), right=right.operand), right.marks, span)
    return evolve(between, left=value_of(reading, left), right=value_of(reading, right), span=span)


def _spelling(reading: Reading, sign: Any) -> str:
    return reading.source.text[reading.base + sign.start_pos : reading.base + sign.end_pos]


def _negate(reading: Reading, span: Span, children: list[Any]) -> Any:
    operand = children[-1]
    if isinstance(operand, Marked) and isinstance(operand.operand, Number):
        return Marked(Negate(operand.operand, span=span), operand.marks, span)
    return Negate(value_of(reading, operand), span=span)


def _fallback(reading: Reading, span: Span, children: list[Any]) -> Fallback:
    operand, default = children
    return Fallback(value_of(reading, operand), value_of(reading, default), span=span)


def _fallback_negative(reading: Reading, span: Span, children: list[Any]) -> Fallback:
    operand, sign, default = children
    negative = Negate(value_of(reading, default), span=reading.span(sign.start_pos, span.end - reading.base))
    return Fallback(value_of(reading, operand), negative, span=span)


def _either(reading: Reading, span: Span, children: list[Any]) -> Either:
    return Either(tuple(value_of(reading, part) for part in children), span=span)


def _both(reading: Reading, span: Span, children: list[Any]) -> Both | Further:
    first, *others = children
    parts = tuple(value_of(reading, part) for part in others)
    if not isinstance(first, TESTS):
        return Both((value_of(reading, first), *parts), span=span)
    return Further(first, joined(parts), span)


def joined(parts: tuple[Expression, ...]) -> Expression:
    """One condition out of those between 且."""
    return parts[0] if len(parts) == 1 else Both(parts, span=parts[0].span.to(parts[-1].span))


def _not(reading: Reading, span: Span, children: list[Any]) -> Not:
    return Not(value_of(reading, children[0]), span=span)


def _present(reading: Reading, span: Span, children: list[Any]) -> Present:
    return Present(value_of(reading, children[0]), span=span)


def _conditional(reading: Reading, span: Span, children: list[Any]) -> Conditional:
    condition, then, otherwise = (value_of(reading, child) for child in children)
    return Conditional(condition, then, otherwise, span=span)


def _granted(reading: Reading, span: Span, children: list[Any]) -> Granted:
    value, condition = (value_of(reading, child) for child in children)
    return Granted(value, condition, span=span)


def _group(reading: Reading, span: Span, children: list[Any]) -> Any:
    inner = children[0]
    bracket: Any = reading.folded(span)[0]
    match inner:
        case Range():
            return evolve(inner, bracketed=bracket == "[", span=span)
        case Bound() | Tolerance() | Listing():
            return evolve(inner, span=span)
        case _:
            return Group(value_of(reading, inner), bracket, span=span)


def _member(reading: Reading, span: Span, children: list[Any]) -> Member:
    return Member(value_of(reading, children[0]), name_of(reading, children[1]), span=span)


# --- calls and clamps ---


def _call(reading: Reading, span: Span, children: list[Any]) -> Any:
    function, *arguments = (child for child in children if child is not None)
    match arguments:
        case [Positional(value=Bound() | Range() | Tolerance() as test)]:
            return Clamp(value_of(reading, function), test, span=span)
        case [Positional(value=Name(text=text, quoted=False, span=named))] if not isinstance(function, Name):
            mark = named_mark(text, named)
            if mark is not None:
                return Marked(value_of(reading, function), (mark,), span)
        case [Positional(value=Arithmetic() as between)] if not isinstance(function, (Name, Member)):
            ranged = as_range(between)
            if ranged is not None:
                return Clamp(value_of(reading, function), ranged, span=span)
    function = value_of(reading, function)
    if not isinstance(function, (Name, Member)):
        raise reading.refusal(NOT_CALLABLE, function.span, left=function.span.text)
    return Call(function, tuple(_checked(reading, argument) for argument in arguments), span=span)


def _checked(reading: Reading, argument: Argument) -> Argument:
    """The argument; a bare test among several is refused, since only a pair's key may be one."""
    if isinstance(argument, Positional):
        value_or_listing(reading, argument.value)
    return argument


def _positional(reading: Reading, span: Span, children: list[Any]) -> Positional:
    value = children[0]
    return Positional(value if isinstance(value, TESTS) else value_of(reading, value), span=span)


def _pair(reading: Reading, span: Span, children: list[Any]) -> Pair:
    key, value = children
    return Pair(other_or_test(reading, key), value_of(reading, value), span=span)


def _option(reading: Reading, span: Span, children: list[Any]) -> Option:
    word, value = children
    return Option(str(word), value_or_listing(reading, value), span=span)


def _same_key(reading: Reading, span: Span, children: list[Any]) -> SameKey:
    key, take = children
    return SameKey(value_of(reading, key), str(take), span=span)


def _flag(reading: Reading, span: Span, children: list[Any]) -> Flag:
    return Flag(str(children[0]), span=span)


def _rounding_argument(reading: Reading, span: Span, children: list[Any]) -> RoundingArgument:
    return RoundingArgument(written_rounding(reading, children[0]), span=span)


READERS: dict[str, Reader] = {
    "arithmetic": _arithmetic,
    "negate": _negate,
    "fallback": _fallback,
    "fallback_negative": _fallback_negative,
    "either": _either,
    "both": _both,
    "not_": _not,
    "present": _present,
    "conditional": _conditional,
    "granted": _granted,
    "group": _group,
    "member": _member,
    "call": _call,
    "positional": _positional,
    "pair": _pair,
    "option": _option,
    "same_key": _same_key,
    "flag": _flag,
    "rounding_argument": _rounding_argument,
}
