"""How each kind of term is written as generated code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from govperf.evaluate.kernel import numbers
from govperf.evaluate.kernel.choices import choose, default
from govperf.evaluate.kernel.code import UnsupportedError
from govperf.evaluate.kernel.conditions import compare, every, is_present, opposite, position, some
from govperf.evaluate.kernel.formulas import aggregate, apply, bounded, rounded
from govperf.evaluate.kernel.grades import grading
from govperf.evaluate.kernel.numbers import Made
from govperf.evaluate.kernel.writer import Writer
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Grading,
    IsPresent,
    Let,
    Local,
    Opposite,
    Position,
    Read,
    Rounded,
    Some,
    Term,
)


def _constant(writer: Writer, term: Constant) -> Made:
    if isinstance(term.value, Fraction):
        return numbers.constant(term.value)
    if isinstance(term.value, tuple):
        raise UnsupportedError
    return writer.code.constant(term.value)


def _read(writer: Writer, term: Read) -> Made:
    if term.key not in writer.nodes:
        raise UnsupportedError
    return writer.nodes[term.key]


def _local(writer: Writer, term: Local) -> Made:
    return writer.locals[term.name]


def _let(writer: Writer, term: Let) -> Made:
    writer.locals[term.name] = writer.stored(writer.value(term.value))
    return writer.value(term.body)


FORMS: Mapping[type[Term], Callable[[Writer, Any], Made]] = {
    Constant: _constant,
    Read: _read,
    Local: _local,
    Let: _let,
    Compare: compare,
    Every: every,
    Some: some,
    Opposite: opposite,
    Position: position,
    Choose: choose,
    IsPresent: is_present,
    Default: default,
    Bounded: bounded,
    Rounded: rounded,
    Apply: apply,
    Aggregate: aggregate,
    Grading: grading,
}
"""What writes each kind of term; a policy with another kind has no kernel."""
