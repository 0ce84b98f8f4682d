"""How a kernel reads the inputs of a record: exact integers from what hosts give."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, InvalidOperation, Rounded
from fractions import Fraction

from govperf.diagnostics import Problem
from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.evaluate.kernel.numbers import Made, Num
from govperf.evaluate.records import convert
from govperf.limits import Limits
from govperf.semantics import InputDefinition
from govperf.terms.kinds import Base

SCALE = 10_000
"""Inputs are read as ten-thousandths; a finer value goes to the slow reading."""

SAFE = 10**15
"""Below this, a float times the scale rounds to just the decimal that prints it."""

MOST_CACHED = 4096

# A Decimal with more digits than this raises, which makes the kernel give up.
_SHORT = Context(prec=30, traps=[Inexact, Rounded, InvalidOperation])


def read_input(code: Code, one: InputDefinition, variable: str, limits: Limits) -> Made:
    """Turns the host's value in ``variable`` into an integer, a word, a truth value or a date; bad values give up."""
    match one.domain.kind.base:
        case Base.NUMBER:
            return _number(code, one, variable, limits)
        case Base.BOOL:
            return _bool(code, variable)
        case Base.CHOICE:
            choices = code.constant(frozenset(str(option) for option in one.domain.kind.options))
            code.give_up_if(f"type({variable}) is not {code.constant(str)} or {variable} not in {choices}")
            return variable
        case Base.TEXT:
            converted = code.fresh()
            code.emit(f"{converted} = {code.constant(_converter(one, limits, None))}({variable})")
            code.give_up_if(f"{converted} is None")
            return converted
        case Base.DATE:
            code.give_up_if(f"type({variable}) is not {code.constant(datetime.date)}")
            return variable
        case _:
            raise UnsupportedError


def _bool(code: Code, variable: str) -> str:
    name = code.fresh()
    words = code.constant({"是": True, "否": False})
    code.emit(f"{name} = {variable} if {variable} is True or {variable} is False else {words}.get({variable})")
    code.give_up_if(f"{name} is None")
    return name


def _number(code: Code, one: InputDefinition, variable: str, limits: Limits) -> Num:
    domain = one.domain
    scale = 1 if domain.integer else SCALE
    name = code.fresh()
    with code.block(f"if type({variable}) is float:"):
        # The nearest integer, found the quickest way there is; that it is the value to the last bit is checked.
        code.emit(f"{name} = floor({variable}*{scale}.0 + 0.5)")
        code.give_up_if(f"{name}/{scale}.0 != {variable}")
    with code.block(f"elif type({variable}) is int:"):
        code.emit(f"{name} = {variable}*{scale}" if scale > 1 else f"{name} = {variable}")
    with code.block("else:"):
        code.emit(f"{name} = {code.constant(_converter(one, limits, scale))}({variable})")
        code.give_up_if(f"{name} is None")
    _check_domain(code, one, name, scale)
    low = Fraction(-SAFE, scale) if domain.low is None else domain.low
    high = Fraction(SAFE, scale) if domain.high is None else domain.high
    return Num(name, scale, "1", low, high, 64)


def _check_domain(code: Code, one: InputDefinition, name: str, scale: int) -> None:
    """The value lies in its domain, and where it is a float far enough from where floats lose decimals."""
    domain = one.domain
    low, high = domain.low, domain.high
    if any(end is not None and (end * scale).denominator != 1 for end in (low, high, domain.excluded)):
        raise UnsupportedError
    if any(end is not None and abs(end * scale) >= SAFE for end in (low, high)):
        raise UnsupportedError
    left = f"{-SAFE} < " if low is None else f"{int(low * scale)} {'<' if domain.low_open else '<='} "
    right = f" < {SAFE}" if high is None else f" {'<' if domain.high_open else '<='} {int(high * scale)}"
    code.give_up_if(f"not {left}{name}{right}")
    if domain.excluded is not None:
        code.give_up_if(f"{name} == {int(domain.excluded * scale)}")
    if domain.kind.options:
        options = [option * scale for option in domain.kind.options if isinstance(option, Fraction)]
        allowed = code.constant(frozenset(int(option) for option in options if option.denominator == 1))
        code.give_up_if(f"{name} not in {allowed}")


def _converter(one: InputDefinition, limits: Limits, scale: int | None) -> Callable[[object], object]:
    """Reads what is neither a float nor an int; texts are remembered, within bounds."""
    seen: dict[str, object] = {}

    def read(value: object) -> object:
        if type(value) is str and value in seen:
            return seen[value]
        found = _converted(one, value, limits, scale)
        if type(value) is str and len(seen) < MOST_CACHED and len(value) < 64:
            seen[value] = found
        return found

    return read


def _converted(one: InputDefinition, value: object, limits: Limits, scale: int | None) -> object:
    if type(value) is Decimal and scale is not None:
        scaled = _SHORT.multiply(value, scale)
        number = int(scaled)
        return number if number == scaled else None
    found = convert(one.domain, value, (one.name,), limits)
    if isinstance(found, Problem):
        return None
    if scale is None:
        return found if isinstance(found, str) else None
    if not isinstance(found, Fraction):
        return None
    whole = found * scale
    return int(whole) if whole.denominator == 1 else None
