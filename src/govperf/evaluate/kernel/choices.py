"""Writes choices between values as generated code."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm

from govperf.evaluate.kernel import numbers
from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.evaluate.kernel.conditions import there
from govperf.evaluate.kernel.numbers import Made, Num
from govperf.evaluate.kernel.writer import Writer
from govperf.terms.terms import Choose, Default, Failure, Term

Side = Callable[[], Made]
"""Writes what one side of a choice needs, gives its value."""


def default(writer: Writer, term: Default) -> Made:
    """A value, or another where it is absent."""
    value = writer.value(term.operand)
    shown = writer.code.keep(value.num if isinstance(value, Num) else value)
    return _either(writer, there(writer, shown), lambda: value, lambda: writer.value(term.default))


def choose(writer: Writer, term: Choose) -> Made:
    """The value of the first branch whose condition holds."""
    sides: list[tuple[Term, Side]] = [
        (branch.condition, lambda branch=branch: writer.value(branch.value))  # type: ignore[misc]  # a bound default
        for branch in term.branches
    ]
    return _nested(writer, sides, lambda: _last(writer, term.otherwise))


def _last(writer: Writer, otherwise: Term) -> Made:
    """What stands where no branch holds: a value, or giving up."""
    if isinstance(otherwise, Failure):
        writer.code.emit("return None")
        return _NEVER
    return writer.value(otherwise)


_NEVER = "..."
"""Stands for the value of a side that has given up."""


def _nested(writer: Writer, sides: list[tuple[Term, Side]], otherwise: Side) -> Made:
    """Branches one inside the other's else, so that what a condition needs is computed only when it is looked at."""
    if not sides:
        return otherwise()
    (condition, value), rest = sides[0], sides[1:]
    return _either(writer, writer.condition(condition), value, lambda: _nested(writer, rest, otherwise))


def _either(writer: Writer, condition: str, value: Side, otherwise: Side) -> Made:
    """An ``if`` whose sides assign one variable, two for a number below a division."""
    code = writer.code
    known = dict(writer.nodes), dict(writer.locals)
    name, den = code.fresh(), code.fresh()
    with code.block(f"if {condition}:"):
        a = value()
        first_end = len(code.lines)
        code.emit("?")
    writer.nodes, writer.locals = dict(known[0]), dict(known[1])
    with code.block("else:"):
        b = otherwise()
        second_end = len(code.lines)
        code.emit("?")
    writer.nodes, writer.locals = known
    made, texts = _common(a, b, name, den)
    _fill(code, second_end, texts[1])
    _fill(code, first_end, texts[0])
    return made


def _fill(code: Code, place: int, texts: list[str]) -> None:
    """Puts statements in the place that was kept for them."""
    indent = code.lines[place][: len(code.lines[place]) - 1]
    code.lines[place : place + 1] = [indent + text for text in texts or ["pass"]]


def _common(a: Made, b: Made, name: str, den: str) -> tuple[Made, tuple[list[str], list[str]]]:
    """One form for the values of two sides, with the assignments that bring each to it."""
    if b == _NEVER:
        return _named(a, name, den), (_assigned(a, name, den, None), [])
    if a == _NEVER:
        return _named(b, name, den), ([], _assigned(b, name, den, None))
    if isinstance(a, Num) and isinstance(b, Num):
        scale = lcm(a.scale, b.scale)
        broken = not (a.whole and b.whole)
        low = None if a.low is None or b.low is None else min(a.low, b.low)
        high = None if a.high is None or b.high is None else max(a.high, b.high)
        bits = max(a.bits, b.bits) + scale.bit_length()
        made = Num(name, scale, den if broken else "1", low, high, bits)
        return made, (_assigned(a, name, den, made), _assigned(b, name, den, made))
    if isinstance(a, Num) or isinstance(b, Num):
        return _with_absence(a, b, name, den)
    return name, ([f"{name} = {a}"], [f"{name} = {b}"])


def _with_absence(a: Made, b: Made, name: str, den: str) -> tuple[Made, tuple[list[str], list[str]]]:
    """A number on one side, 缺 on the other: the variable then holds no integer, which only 有 and 缺省 may look at."""
    value = a if isinstance(a, Num) else b
    if not isinstance(value, Num):
        raise UnsupportedError
    made = Num(name, value.scale, "1" if value.whole else den, None, None, value.bits)
    plain = _assigned(value, name, den, made)
    other = b if isinstance(a, Num) else a
    absent = [f"{name} = {other}"] + ([] if value.whole else [f"{den} = 1"])
    return made, (plain, absent) if isinstance(a, Num) else (absent, plain)


def _named(kept: Made, name: str, den: str) -> Made:
    if not isinstance(kept, Num):
        return name
    return Num(name, kept.scale, "1" if kept.whole else den, kept.low, kept.high, kept.bits)


def _assigned(value: Made, name: str, den: str, made: Num | None) -> list[str]:
    if not isinstance(value, Num):
        return [f"{name} = {value}"]
    scale = value.scale if made is None else made.scale
    texts = [f"{name} = {numbers.times(value.num, scale // value.scale)}"]
    whole = value.whole if made is None else made.whole
    return texts if whole else [*texts, f"{den} = {value.den}"]
