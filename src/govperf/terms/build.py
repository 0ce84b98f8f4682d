"""Short names for building terms, with constants folded where nothing can fail."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from govperf.source import Span
from govperf.terms.terms import Apply, Branch, Choose, Compare, Constant, Term, Value

LONGEST_FOLDED = 4096
"""Bits of constants that are still folded; longer ones are left to the evaluation, which has a limit."""

ZERO = Constant(Fraction(0))
ONE = Constant(Fraction(1))


def constant(value: Value | int, span: Span | None = None) -> Constant:
    """A constant; whole numbers become fractions."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Constant(Fraction(value), span=span)
    return Constant(value, span=span)


def number_of(term: Term) -> Fraction | None:
    """The number that the term is, where that is known already."""
    if isinstance(term, Constant) and isinstance(term.value, Fraction):
        return term.value
    return None


def add(left: Term, right: Term, span: Span | None = None) -> Term:
    """``left + right``; a long sum stays one term, so that its length costs no depth."""
    if isinstance(left, Apply) and left.function == "+":
        return Apply("+", (*left.arguments, right), span=span)
    return _folded("+", left, right, lambda a, b: a + b, span)


def subtract(left: Term, right: Term, span: Span | None = None) -> Term:
    """``left − right``."""
    if isinstance(left, Apply) and left.function == "+":
        return Apply("+", (*left.arguments, negate(right, right.span)), span=span)
    return _folded("-", left, right, lambda a, b: a - b, span)


def multiply(left: Term, right: Term, span: Span | None = None) -> Term:
    """``left × right``; a long product stays one term."""
    if isinstance(left, Apply) and left.function == "*":
        return Apply("*", (*left.arguments, right), span=span)
    return _folded("*", left, right, lambda a, b: a * b, span)


def divide(left: Term, right: Term, span: Span | None = None) -> Term:
    """``left ÷ right``; a divisor that is known to be 0 is left for the evaluation to report."""
    if number_of(right) == 0:
        return Apply("/", (left, right), span=span)
    return _folded("/", left, right, lambda a, b: a / b, span)


def negate(operand: Term, span: Span | None = None) -> Term:
    """``−operand``."""
    known = number_of(operand)
    return Apply("neg", (operand,), span=span) if known is None else Constant(-known, span=span)


def total(terms: tuple[Term, ...], span: Span | None = None) -> Term:
    """The sum of any number of terms."""
    if len(terms) == 1:
        return terms[0]
    return Apply("+", terms, span=span) if terms else ZERO


def largest(*terms: Term, span: Span | None = None) -> Term:
    """The greatest of the terms."""
    return Apply("max", terms, span=span)


def smallest(*terms: Term, span: Span | None = None) -> Term:
    """The least of the terms."""
    return Apply("min", terms, span=span)


def when(condition: Term, value: Term, otherwise: Term, span: Span | None = None, label: str = "") -> Choose:
    """``value`` where the condition holds, else ``otherwise``."""
    return Choose((Branch(condition, value, label, span=span),), otherwise, span=span)


def equals(left: Term, right: Term, span: Span | None = None) -> Compare:
    """``left = right``."""
    return Compare("=", left, right, span=span)


def _folded(
    function: str, left: Term, right: Term, compute: Callable[[Fraction, Fraction], Fraction], span: Span | None
) -> Term:
    a, b = number_of(left), number_of(right)
    if a is not None and b is not None and _length(a) + _length(b) < LONGEST_FOLDED:
        return Constant(compute(a, b), span=span)
    return Apply(function, (left, right), span=span)


def _length(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()
