"""Expressions as canonical text: signs touch their operands, words of the language stand between blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import assert_never

from govperf.source import Span
from govperf.syntax import keywords as kw
from govperf.syntax.expressions import (
    Argument,
    Arithmetic,
    Belongs,
    Both,
    Bound,
    Call,
    Choose,
    Clamp,
    Comparison,
    Conditional,
    Date,
    Either,
    Expression,
    Fallback,
    Flag,
    Granted,
    Group,
    Listing,
    Mark,
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
    Text,
    Tolerance,
    Within,
)
from govperf.syntax.show_names import date_text, name_text, number_text, rounding_text, text_text
from govperf.syntax.show_words import BLANK, Word, Words, closing, sign, spaced, word

_CLOSERS = {"(": ")", "[": "]", "{": "}"}


Part = Word | Expression | Test
Parts = Iterator[Part]


def show_expression(node: Expression | Test) -> str:
    """The canonical text of an expression, on one line."""
    return "".join(part.text for part in words(node))


def words(node: Expression | Test) -> Words:
    """The words of an expression or a test in their order; of a block, its head alone. Not recursive."""
    waiting: list[Part] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Word):
            yield part
        else:
            waiting.extend(reversed(tuple(_parts(part))))


def bracketed(listing: Listing) -> Words:
    """A listing where it is one operand."""
    yield word("(", listing.span)
    yield from words(listing)
    yield closing(")", listing.span)


_Literal = Number | Text | Date | Name
_Operation = Group | Negate | Arithmetic | Clamp | Member
_Condition = Not | Both | Either | Present | Fallback | Conditional | Granted | Comparison | Within | Belongs


def _parts(node: Expression | Test) -> Parts:
    match node:
        case Number() | Text() | Date() | Name():
            yield word(_literal(node), node.span)
        case Group() | Negate() | Arithmetic() | Clamp() | Member():
            yield from _operation(node)
        case Bound() | Range() | Tolerance() | Listing():
            yield from _test(node)
        case Call():
            yield from _call(node)
        case Choose(kind=kind, subject=subject, span=span):
            yield word(kind, span)
            if subject is not None:
                yield from (BLANK, subject)
        case _:
            yield from _condition(node)


def _literal(node: _Literal) -> str:
    match node:
        case Number():
            return number_text(node)
        case Text(value=value):
            return text_text(value)
        case Date(value=value):
            return date_text(value)
        case Name():
            return name_text(node)
        case _:
            assert_never(node)


def _operation(node: _Operation) -> Parts:
    match node:
        case Member(owner=owner, name=name):
            yield from (owner, sign(".", owner.span), name)
        case Group(inner=inner, bracket=bracket, span=span):
            yield from (word(bracket, span), inner, closing(_CLOSERS[bracket], span))
        case Negate(operand=operand, span=span):
            yield from (word(kw.SIGN_OF["-"], span), operand)
        case Arithmetic(operator="-", left=left, right=right) if _ends_in_year(left):
            yield from (left, *spaced(kw.SIGN_OF["-"], left.span), right)
        case Arithmetic(operator=operator, left=left, right=right):
            yield from (left, sign(kw.SIGN_OF[operator], left.span), right)
        case Clamp(operand=operand, test=test, span=span):
            yield from (operand, sign("(", operand.span), test, closing(")", span))
        case _:
            assert_never(node)


def _ends_in_year(node: Expression) -> bool:
    """Whether a minus behind the node might make a date of it: ``2011−1−1``."""
    while isinstance(node, Arithmetic | Negate):
        node = node.right if isinstance(node, Arithmetic) else node.operand
    return isinstance(node, Number) and re.fullmatch("(?:19|20)[0-9]{2}", number_text(node)) is not None


# --- conditions ---


def _condition(node: _Condition) -> Parts:
    match node:
        case Not(operand=operand, span=span):
            yield from (word(kw.NOT, span), BLANK, operand)
        case Present(operand=operand, span=span):
            yield from (word(kw.PRESENT, span), BLANK, operand)
        case Both(parts=parts):
            yield from _chained(kw.AND, parts)
        case Either(parts=parts):
            yield from _chained(kw.OR, parts)
        case Fallback(operand=operand, default=default):
            yield from _chained(kw.DEFAULTING, (operand, default))
        case Granted(value=value, condition=condition):
            yield from _chained(kw.WHEN, (value, condition))
        case Conditional(condition=condition, then=then, otherwise=otherwise, span=span):
            yield from (word(kw.IF, span), BLANK, condition, *spaced(kw.THEN, condition.span))
            yield from _chained(kw.ELSE, (then, otherwise))
        case Comparison(first=first, rest=rest):
            yield from _comparison(first, rest)
        case Within(subject=subject, test=test, word=way):
            yield from (subject, *_introduced(subject.span, test, way), test)
        case Belongs(subject=subject, items=items):
            yield from (subject, *spaced(kw.BELONGS, subject.span), *_operand(items))
        case _:
            assert_never(node)


def _chained(between: str, parts: tuple[Expression, ...]) -> Parts:
    yield parts[0]
    for before, part in pairwise(parts):
        yield from spaced(between, before.span)
        yield part


def _comparison(first: Expression, rest: tuple[tuple[str, Expression], ...]) -> Parts:
    yield first
    before = first.span
    for way, operand in rest:
        if not _is_sign(way):
            yield BLANK
        yield from (_way(way, before), *_compared(way, operand))
        before = operand.span


def _way(way: str, after: Span) -> Word:
    return sign(kw.COMPARISON_OF.get(way, way), after)


def _is_sign(way: str) -> bool:
    return way != "" and not way[0].isalpha()


def _compared(way: str, operand: Expression) -> Parts:
    """What a comparison compares with: after a word all but a number keeps a blank."""
    if not _is_sign(way) and not next(words(operand)).text[0].isdigit():
        yield BLANK
    yield operand


def _introduced(after: Span, test: Expression | Test, way: str) -> Words:
    """What stands between a subject and its test: ``x 在 80~90``, ``x 高于90分以上``, ``x≥90(含)``."""
    if way:
        yield from spaced(kw.IN, after)
    elif not (isinstance(test, Bound) and _is_sign(test.word)):
        yield BLANK


def _operand(item: Expression | Test) -> Parts:
    yield from bracketed(item) if isinstance(item, Listing) else (item,)


# --- tests ---


def _test(test: Test) -> Parts:
    match test:
        case Bound(word=way, limit=limit, suffix=suffix, mark=mark, span=span):
            if way:
                yield from (word(kw.COMPARISON_OF.get(way, way), span), *_compared(way, limit))
            else:
                yield limit
            yield from _suffixed(limit, suffix)
            if mark is not None:
                yield from _marked(mark)
        case Range():
            yield from _range(test)
        case Tolerance(limit=limit, suffix=suffix, span=span):
            yield from (word(kw.TOLERANCE, span), limit, *_suffixed(limit, suffix))
        case Listing(items=items):
            yield from _listed(items)
        case _:
            assert_never(test)


def _suffixed(limit: Expression, suffix: str) -> Words:
    """``以上``, which touches a number."""
    if not suffix:
        return
    *_, last = words(limit)
    if not last.text[0].isdigit():
        yield BLANK
    yield sign(suffix, limit.span)


def _range(test: Range) -> Parts:
    half_open = test.open_low or test.open_high
    if half_open:
        yield word("(" if test.open_low else "[", test.span)
    yield test.low
    if test.high_mark is None and test.low_mark is not None:
        yield from _marked(test.low_mark)
    yield from (sign(kw.RANGE, test.low.span), test.high)
    if half_open:
        yield Word(")" if test.open_high else "]")
    yield from _marked(*_marks_behind(test))


def _marks_behind(test: Range) -> tuple[Mark, ...]:
    """The marks after a range: its own, or those of both ends, where one that names the high end is the high end's."""
    if test.high_mark is None or test.low_mark is None:
        return tuple(mark for mark in (test.high_mark, test.mark) if mark is not None)
    if test.low_mark.limit == test.high:
        return (test.high_mark, test.low_mark)
    return (test.low_mark, test.high_mark)


def _marked(*marks: Mark) -> Parts:
    if not marks:
        return
    yield Word("(")
    for number, mark in enumerate(marks):
        if number:
            yield Word(kw.COMMA)
        yield from _mark(mark, alone=len(marks) == 1)
    yield Word(")")


def _mark(mark: Mark, *, alone: bool) -> Parts:
    yield word(kw.INCLUDED if mark.includes else kw.EXCLUDED, mark.span)
    if mark.limit is not None:
        if not _touches_mark(mark.limit, alone=alone):
            yield BLANK
        yield mark.limit


def _touches_mark(limit: Expression, *, alone: bool) -> bool:
    """Whether ``不含`` touches what it names: a number, or a name in a lone mark; 含本数 would name nothing."""
    if isinstance(limit, Name):
        return alone and limit.text not in ("本数", "本级")
    first = next(words(limit)).text[0]
    return first.isdigit() or first == kw.SIGN_OF["-"]


def _listed(items: Iterable[Expression | Test]) -> Parts:
    before: Span | None = None
    for item in items:
        if before is not None:
            yield sign(kw.LIST_COMMA, before)
        yield from _operand(item)
        before = item.span


# --- calls ---


def _call(call: Call) -> Parts:
    yield from (call.function, sign("(", call.function.span))
    before: Span | None = None
    for argument in call.arguments:
        if before is not None:
            yield sign(kw.COMMA, before)
        yield from _argument(argument)
        before = argument.span
    yield closing(")", call.span)


def _argument(argument: Argument) -> Parts:
    match argument:
        case Positional(value=value):
            yield value
        case Pair(key=key, value=value, span=span):
            if key is None:
                yield from (word(kw.ANY_OTHER, span), Word(kw.COLON), value)
            else:
                yield from (key, sign(kw.COLON, key.span), value)
        case Option(word=said, value=value, span=span):
            yield from (word(said, span), BLANK, value)
        case SameKey(key=key, take=take, span=span):
            yield from (word(kw.SAME, span), BLANK, key, BLANK, sign(take, key.span))
        case Flag(word=said, span=span):
            yield word(said, span)
        case RoundingArgument(rounding=rounding, span=span):
            yield word(rounding_text(rounding), span)
        case _:
            assert_never(argument)
