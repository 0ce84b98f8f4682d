"""What canonical forms are worth, read plainly: what every analysis of them must agree with."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from math import prod

from tests.oracle.numbers import rounded, square_root

from govperf.proofs.forms import Form, Forms
from govperf.terms.terms import Value
from govperf.values import Missing


class NoValueError(Exception):
    """The form has no value."""


class BeyondError(Exception):
    """The form contains what is worth whatever the ledgers, the cohort, the calendar say."""


def worth(forms: Forms, number: int, given: Mapping[str, Value]) -> Value:
    """The value of a form for an object; ``given`` are the inputs that the data has."""
    form = forms[number]
    if form.op == "ite":
        condition, yes, no = form.args
        return worth(forms, yes if there(forms, condition, given) else no, given)
    if form.op in ("and", "or"):
        return _lazy(forms, form, given)
    if form.op == "default":
        value = worth(forms, form.args[0], given)
        return worth(forms, form.args[1], given) if isinstance(value, Missing) else value
    if form.op == "present":
        return not isinstance(worth(forms, form.args[0], given), Missing)
    if form.op == "input":
        return given.get(form.data[1], Missing.ABSENT)
    if form.op == "const":
        return form.data[1]
    if form.op in ("opaque", "call"):
        raise BeyondError(form.op)
    if form.op == "fail":
        raise NoValueError
    return _strict(form, [there(forms, one, given) for one in form.args])


def there(forms: Forms, number: int, given: Mapping[str, Value]) -> Value:
    value = worth(forms, number, given)
    if isinstance(value, Missing):
        raise NoValueError
    return value


def _lazy(forms: Forms, form: Form, given: Mapping[str, Value]) -> bool:
    wanted = form.op == "or"
    return wanted if any(there(forms, one, given) is wanted for one in form.args) else not wanted


def _strict(form: Form, values: list[Value]) -> Value:
    first = values[0]
    match form.op:
        case "sum":
            constant, factors = form.data
            return constant + sum(factor * value for factor, value in zip(factors, values, strict=True))
        case "product":
            return prod(values, start=Fraction(1))
        case "quotient":
            if values[1] == 0:
                raise NoValueError
            return first / values[1]
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "round":
            step, mode = form.data
            return rounded(first, step, mode.value)
        case "floor":
            return Fraction(first // 1)
        case "ceil":
            return Fraction(-(-first // 1))
        case "root":
            if first < 0:
                raise NoValueError
            return square_root(first, form.data)
        case "le0":
            return first <= 0
        case "eq0":
            return first == 0
        case "same":
            return first == values[1]
        case "not":
            return not first
        case "day":
            assert isinstance(first, datetime.date)
            return Fraction(first.toordinal())
        case "need":
            return first
        case _:
            raise AssertionError(form.op)
