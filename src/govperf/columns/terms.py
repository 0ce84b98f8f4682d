"""How each kind of term is written as block code."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from govperf.columns.choices import choose, default
from govperf.columns.conditions import compare, every, is_present, opposite, position, some
from govperf.columns.formulas import apply, bounded, rounded
from govperf.columns.grades import grading
from govperf.columns.lists import aggregate
from govperf.columns.made import LOST, Day, Listed, Made, Nothing, Truth, Word, constant, doubted
from govperf.columns.writer import Writer
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
    ReadColumn,
    Rounded,
    Some,
    Term,
    Value,
)
from govperf.terms.walk import key_of
from govperf.values import Missing


def made_of(value: Value) -> Made:
    """A value that is the same for all rows."""
    match value:
        case bool():
            return Truth(value)
        case Fraction():
            return constant(value)
        case str():
            return Word(0, (value,))
        case datetime.date():
            return Day(value.toordinal(), value.toordinal(), value.toordinal())
        case Missing():
            return Nothing(gone=True, off=value is Missing.NOT_APPLICABLE)
        case tuple():
            return Listed(value)


def _read(writer: Writer, term: Read | ReadColumn) -> Made:
    return writer.nodes.get(key_of(term), LOST)


def _local(writer: Writer, term: Local) -> Made:
    return writer.locals[term.name]


def _let(writer: Writer, term: Let) -> Made:
    writer.locals[term.name] = writer.value(term.value)
    found = writer.value(term.body)
    # What is named is computed first, so that its failure is one of the whole.
    return doubted(writer.code, found, writer.locals[term.name].bad)


FORMS: Mapping[type[Term], Callable[[Writer, Any], Made]] = {
    Constant: lambda _, term: made_of(term.value),
    Read: _read,
    ReadColumn: _read,
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
"""What writes each kind of term; another kind is left to the evaluation by rows."""
