"""Reads comparisons, tests whose subject stands elsewhere."""

# ruff: noqa: ARG001  readers of tree nodes share one signature, whatever each of them needs

from __future__ import annotations

from typing import Any

from lark import Token

from govperf.source import Span
from govperf.syntax.expressions import (
    Belongs,
    Bound,
    Comparison,
    Expression,
    Listing,
    Mark,
    Range,
    Tolerance,
    Within,
)
from govperf.syntax.from_tree_literals import name_of, number_of, token_span
from govperf.syntax.messages import MARK_MISPLACED
from govperf.syntax.reading import (
    Marked,
    Reader,
    Reading,
    Suffix,
    named_mark,
    range_of,
    test_of,
    unmarked,
    value_of,
    value_or_listing,
)

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "<>": "≠"}


def _compare(reading: Reading, span: Span, children: list[Any]) -> str:
    word = reading.folded(span)
    return _SIGNS.get(word, word)


def _suffix(reading: Reading, span: Span, children: list[Any]) -> Suffix:
    word, mark = children
    return Suffix(str(word), mark)


def _suffix_named(reading: Reading, span: Span, children: list[Any]) -> Suffix:
    word, token = children
    name = name_of(reading, token)
    mark = named_mark(name.text, name.span)
    if mark is None or name.quoted:
        raise reading.refusal(MARK_MISPLACED, name.span, found=name.text)
    return Suffix(str(word), mark)


def _mark(reading: Reading, span: Span, children: list[Any]) -> Mark:
    word, limit = children
    return Mark(str(word) == "含", None if limit is None else value_of(reading, limit), span=span)


def _marked(reading: Reading, span: Span, children: list[Any]) -> Marked:
    operand, *marks = children
    return Marked(value_of(reading, operand), tuple(marks), span)


def _counted(reading: Reading, span: Span, children: list[Any]) -> Any:
    token, mark = children
    number = number_of(reading, str(token), token_span(reading, token))
    return number if mark is None else Marked(number, (mark,), span)


def _bounded(reading: Reading, word: str, limit: Any, suffix: Suffix | None, span: Span) -> Bound:
    end, marks = unmarked(limit)
    mark = suffix.mark if suffix is not None and suffix.mark is not None else (marks[0] if marks else None)
    return Bound(value_of(reading, end), word, suffix.word if suffix else "", mark, span=span)


def _bound(reading: Reading, span: Span, children: list[Any]) -> Bound:
    word, limit, suffix = children
    return _bounded(reading, word, limit, suffix, span)


def _bound_after(reading: Reading, span: Span, children: list[Any]) -> Bound:
    limit, suffix = children
    return _bounded(reading, "", limit, suffix, span)


def _range(reading: Reading, span: Span, children: list[Any]) -> Range:
    low, dash, high = children
    found = range_of(low, high, reading.source.text[reading.base + dash.start_pos : reading.base + dash.end_pos], span)
    value_of(reading, found.low)
    value_of(reading, found.high)
    return found


def _tolerance(reading: Reading, span: Span, children: list[Any]) -> Tolerance:
    limit, suffix = children
    if suffix is not None and suffix.mark is not None:
        raise reading.refusal(MARK_MISPLACED, suffix.mark.span, found=span.text)
    return Tolerance(value_of(reading, limit), suffix.word if suffix else "", span=span)


def _listing(reading: Reading, span: Span, children: list[Any]) -> Listing:
    return Listing(tuple(test_of(reading, child) for child in children), span=span)


def _comparison(reading: Reading, span: Span, children: list[Any]) -> Comparison | Within:
    *operands, suffix = children
    first = value_of(reading, operands[0])
    pairs = list(zip(operands[1::2], operands[2::2], strict=True))
    if len(pairs) == 1:
        word, limit = pairs[0]
        if suffix is not None or isinstance(limit, Marked) or _marks_itself(limit):
            where = Span(span.source, first.span.end, span.end)
            return Within(first, _bounded(reading, word, limit, suffix, _trimmed(where)), word="", span=span)
    elif suffix is not None:
        raise reading.refusal(MARK_MISPLACED, span, found=span.text)
    return Comparison(first, tuple((word, value_of(reading, operand)) for word, operand in pairs), span=span)


def _marks_itself(limit: Any) -> bool:
    """Whether ``优秀线(不含优秀线)`` stands there, which has been read as a call."""
    end, marks = unmarked(limit)
    return bool(marks) and marks[0].limit == end


def _trimmed(span: Span) -> Span:
    """The span without the blanks at its start."""
    text = span.text
    return Span(span.source, span.end - len(text.lstrip()), span.end)


def _juxtaposed(reading: Reading, span: Span, children: list[Any]) -> Within:
    subject, counted, suffix = children
    where = Span(span.source, counted.span.start, span.end)
    return Within(value_of(reading, subject), _bounded(reading, "", counted, suffix, where), word="", span=span)


def _within(reading: Reading, span: Span, children: list[Any]) -> Within:
    subject, *items = children
    tests = tuple(test_of(reading, item) for item in items)
    test = tests[0] if len(tests) == 1 else Listing(tests, span=tests[0].span.to(tests[-1].span))
    return Within(value_of(reading, subject), test, span=span)


def _belongs(reading: Reading, span: Span, children: list[Any]) -> Belongs:
    subject, *items = children
    values = [value_or_listing(reading, item) for item in items]
    found: Expression | Listing = values[0]
    if len(values) > 1:
        found = Listing(tuple(values), span=values[0].span.to(values[-1].span))
    return Belongs(value_of(reading, subject), found, span=span)


def _half_open(*, low: bool, high: bool) -> Reader:
    def read(reading: Reading, span: Span, children: list[Any]) -> Range:
        ends = [child for child in children if not isinstance(child, Token)]
        first, last = (value_of(reading, end) for end in ends)
        return Range(first, last, open_low=low, open_high=high, bracketed=True, span=span)

    return read


READERS: dict[str, Reader] = {
    "compare": _compare,
    "suffix": _suffix,
    "suffix_named": _suffix_named,
    "mark": _mark,
    "marked": _marked,
    "counted": _counted,
    "bound": _bound,
    "bound_after": _bound_after,
    "range": _range,
    "tolerance": _tolerance,
    "listing": _listing,
    "comparison": _comparison,
    "juxtaposed": _juxtaposed,
    "within": _within,
    "belongs": _belongs,
    "open_low": _half_open(low=True, high=False),
    "open_high": _half_open(low=False, high=True),
    "closed": _half_open(low=False, high=False),
}
