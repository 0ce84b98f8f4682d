"""What the readers of tree nodes share: the text behind a node, the limits, the units of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govperf.diagnostics import Diagnostic, Template
from govperf.frozen import frozen
from govperf.limits import Limits, over_diagnostic
from govperf.source import Source, Span
from govperf.syntax.expressions import (
    Arithmetic,
    Bound,
    Call,
    Expression,
    Listing,
    Mark,
    Name,
    Negate,
    Number,
    Positional,
    Range,
    Remarks,
    Rounding,
    Test,
    Tolerance,
)
from govperf.syntax.messages import (
    BOUND_MISPLACED,
    CONDITION_MISPLACED,
    EXTRA_EQUALS,
    LISTING_MISPLACED,
    MARK_MISPLACED,
)

Reader = Callable[["Reading", Span, list[Any]], Any]
"""Turns one tree node with its children, already read, into a syntax node."""


class RefusedError(Exception):
    """A statement that was parsed says something that cannot be; caught where the statement is read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic)


@frozen
class Reading:
    """One piece of a source: ``text`` is its prepared form, which starts at offset ``base``."""

    source: Source
    text: str
    base: int
    units: frozenset[str]
    limits: Limits

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of the piece, without blanks at its end."""
        end = min(end, len(self.text))
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(self.source, self.base + start, self.base + end)

    def folded(self, span: Span) -> str:
        """The words of a span in half-width form."""
        return self.text[span.start - self.base : span.end - self.base]

    def refusal(self, template: Template, span: Span, **facts: object) -> RefusedError:
        """What to raise to give the statement up with a finding."""
        return RefusedError(template.at(span, **facts))

    def refusal_over(self, limit: str, span: Span, actual: int | None = None) -> RefusedError:
        """What to raise to give the statement up because a limit is passed."""
        return RefusedError(over_diagnostic(limit, self.limits, actual, span))


# --- things on their way: they never leave the room ---


@frozen
class Marked:
    """``90(不含)``: a bound's end with its mark, until the bound or range around it is read."""

    operand: Expression
    marks: tuple[Mark, ...]
    span: Span


@frozen
class Further:
    """``90以上 且 请假天数≤15``: a test with a condition after it."""

    test: Test
    condition: Expression
    span: Span


@frozen
class Suffix:
    """``以上(含90)`` after a bound."""

    word: str
    mark: Mark | None


@frozen
class Chosen:
    """A block 分档 or 对照 with what stood on its first line."""

    value: Expression
    rounding: Rounding | None
    remarks: Remarks


TESTS = (Bound, Range, Tolerance, Listing)


def value_of(reading: Reading, node: Any) -> Expression:
    """The node where a value or a condition is meant; tests without a subject are refused by their kind."""
    match node:
        case Marked(span=span):
            raise reading.refusal(MARK_MISPLACED, span, found=span.text)
        case Listing(span=span):
            raise reading.refusal(LISTING_MISPLACED, span, found=span.text)
        case Bound(word="=", span=span):
            raise reading.refusal(EXTRA_EQUALS, span, found=span.text)
        case Bound(span=span) | Range(span=span) | Tolerance(span=span):
            raise reading.refusal(BOUND_MISPLACED, span, found=span.text)
        case Further(span=span, test=test):
            raise reading.refusal(CONDITION_MISPLACED, span, found=test.span.text)
        case _:
            return node  # type: ignore[no-any-return]


def value_or_listing(reading: Reading, node: Any) -> Expression | Listing:
    """The node where ``A、B`` may stand beside a single value."""
    return node if isinstance(node, Listing) else value_of(reading, node)


def test_of(reading: Reading, node: Any) -> Expression | Test:
    """The node where a test may stand: ``80-90`` between literals is a range here."""
    if isinstance(node, TESTS):
        return node
    ranged = as_range(node)
    if ranged is not None:
        return ranged
    return value_of(reading, node)


def as_range(node: Any) -> Range | None:
    """``80-90``, parsed as a subtraction, as the range that it is where a test is expected."""
    match node:
        case Arithmetic(operator="-", left=low, right=high) if _is_literal(low) and _is_literal(high):
            return range_of(low, high, "-", node.span)
        case _:
            return None


def _is_literal(node: Any) -> bool:
    match node:
        case Number():
            return True
        case Negate(operand=inner) | Marked(operand=inner):
            return isinstance(inner, Number)
        case _:
            return False


def range_of(low: Any, high: Any, dash: str, span: Span) -> Range:
    """A range whose ends may carry marks; a mark behind it is the range's own."""
    low_end, low_marks = unmarked(low)
    high_end, marks = unmarked(high)
    low_mark = low_marks[0] if low_marks else None
    if len(marks) < 2:
        return Range(low_end, high_end, low_mark=low_mark, mark=marks[0] if marks else None, dash=dash, span=span)
    first, second = marks[:2]
    if first.limit == high_end:
        first, second = second, first
    return Range(low_end, high_end, low_mark=first, high_mark=second, dash=dash, span=span)


def unmarked(node: Any) -> tuple[Expression, tuple[Mark, ...]]:
    """The end of a bound or range, apart from its marks; ``优秀线(不含优秀线)`` has been read as a call."""
    match node:
        case Marked(operand=operand, marks=marks):
            return operand, marks
        case Call(function=function, arguments=(Positional(value=Name(text=text, quoted=False, span=span)),)):
            mark = named_mark(text, span)
            return (function, (mark,)) if mark is not None else (node, ())
        case _:
            return node, ()


def named_mark(text: str, span: Span) -> Mark | None:
    """The mark that a name such as ``不含优秀线`` is; 含本数 names no limit."""
    includes = not text.startswith("不含")
    rest = text.removeprefix("不").removeprefix("含")
    if not text.startswith(("含", "不含")) or not rest:
        return None
    limit = None if rest in ("本数", "本级") else Name(rest, span=Span(span.source, span.end - len(rest), span.end))
    return Mark(includes, limit, span=span)
