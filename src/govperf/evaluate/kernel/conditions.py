"""Writes conditions as generated code."""

from __future__ import annotations

from fractions import Fraction

from govperf.evaluate.kernel import numbers
from govperf.evaluate.kernel.code import UnsupportedError
from govperf.evaluate.kernel.numbers import Num
from govperf.evaluate.kernel.writer import Writer
from govperf.terms.terms import Compare, Every, IsPresent, Opposite, Position, Some, Term
from govperf.values import Missing


def compare(writer: Writer, term: Compare) -> str:
    """A comparison of two numbers, or of two words, dates, truth values."""
    left, right = writer.value(term.left), writer.value(term.right)
    sign = {"=": "==", "!=": "!="}.get(term.operator, term.operator)
    if isinstance(left, Num) and isinstance(right, Num):
        return f"({numbers.compared(left, sign, right)})"
    if isinstance(left, Num) or isinstance(right, Num):
        raise UnsupportedError
    return f"({left} {sign} {right})"


def every(writer: Writer, term: Every) -> str:
    """All parts hold."""
    return _joined(writer, term.parts, " and ")


def some(writer: Writer, term: Some) -> str:
    """At least one part holds."""
    return _joined(writer, term.parts, " or ")


def _joined(writer: Writer, parts: tuple[Term, ...], word: str) -> str:
    """All parts are written out first; one that cannot be computed gives up, whether it is looked at or not."""
    return f"({word.join(writer.condition(part) for part in parts)})"


def opposite(writer: Writer, term: Opposite) -> str:
    """The part does not hold."""
    return f"(not {writer.condition(term.operand)})"


def position(writer: Writer, term: Position) -> Num:
    """The place of a grade on its scale, the best first."""
    places = writer.code.constant({grade: index for index, grade in enumerate(term.order)})
    last = Fraction(len(term.order) - 1)
    name = writer.code.keep(f"{places}[{writer.condition(term.operand)}]")
    return Num(name, 1, "1", Fraction(0), last, 8)


def is_present(writer: Writer, term: IsPresent) -> str:
    """The value is there."""
    value = writer.value(term.operand)
    shown = value.num if isinstance(value, Num) else value
    return f"({there(writer, shown)})"


def there(writer: Writer, shown: str) -> str:
    """The test whether a variable holds a value."""
    if shown.lstrip("-").isdigit():
        return "True"  # a number known beforehand is there, and Python warns of ``0 is not …``
    absent, off = (writer.code.constant(one) for one in (Missing.ABSENT, Missing.NOT_APPLICABLE))
    return f"{shown} is not {absent} and {shown} is not {off}"
