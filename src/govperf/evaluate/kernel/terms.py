"""Writes a term as generated code."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm
from typing import Literal

from attrs import define, field

from govperf.evaluate.grading import grade_names
from govperf.evaluate.kernel import numbers
from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.evaluate.kernel.numbers import Num
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Failure,
    Grading,
    IsPresent,
    Items,
    Let,
    Local,
    Opposite,
    Position,
    Read,
    Rounded,
    Some,
    Term,
)
from govperf.values import Missing

Made = Num | str
"""A number, or the expression of anything else: a truth value, a word, a date, 缺."""


@define
class Writer:
    """Writes terms into a function; ``nodes`` holds what is computed already."""

    code: Code
    nodes: dict[str, Made]
    locals: dict[int, Made] = field(factory=dict)

    def value(self, term: Term) -> Made:
        """The value of a term; statements that it needs are emitted before."""
        writer = _WRITERS.get(type(term))
        if writer is None:
            raise UnsupportedError
        return writer(self, term)

    def number(self, term: Term) -> Num:
        """The value of a term that is a number."""
        value = self.value(term)
        if isinstance(value, Num):
            return value
        raise UnsupportedError

    def condition(self, term: Term) -> str:
        """The value of a term that is no number."""
        value = self.value(term)
        if isinstance(value, str):
            return value
        raise UnsupportedError


# --- values that are there already ---


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
    value = writer.value(term.value)
    kept = numbers.stored(writer.code, value) if isinstance(value, Num) else writer.code.keep(value)
    writer.locals[term.name] = kept
    return writer.value(term.body)


# --- conditions ---


def _compare(writer: Writer, term: Compare) -> str:
    left, right = writer.value(term.left), writer.value(term.right)
    sign = {"=": "==", "!=": "!="}.get(term.operator, term.operator)
    if isinstance(left, Num) and isinstance(right, Num):
        return f"({numbers.compared(left, sign, right)})"
    if isinstance(left, Num) or isinstance(right, Num):
        raise UnsupportedError
    return f"({left} {sign} {right})"


def _every(writer: Writer, term: Every) -> str:
    return _joined(writer, term.parts, " and ")


def _some(writer: Writer, term: Some) -> str:
    return _joined(writer, term.parts, " or ")


def _joined(writer: Writer, parts: tuple[Term, ...], word: str) -> str:
    """All parts are written out first; one that cannot be computed gives up, whether it is looked at or not."""
    return f"({word.join(writer.condition(part) for part in parts)})"


def _opposite(writer: Writer, term: Opposite) -> str:
    return f"(not {writer.condition(term.operand)})"


def _position(writer: Writer, term: Position) -> Num:
    places = writer.code.constant({grade: index for index, grade in enumerate(term.order)})
    last = Fraction(len(term.order) - 1)
    name = writer.code.keep(f"{places}[{writer.condition(term.operand)}]")
    return Num(name, 1, "1", Fraction(0), last, 8)


def _is_present(writer: Writer, term: IsPresent) -> str:
    value = writer.value(term.operand)
    shown = value.num if isinstance(value, Num) else value
    return f"({_there(writer, shown)})"


def _there(writer: Writer, shown: str) -> str:
    absent, off = (writer.code.constant(one) for one in (Missing.ABSENT, Missing.NOT_APPLICABLE))
    return f"{shown} is not {absent} and {shown} is not {off}"


def _default(writer: Writer, term: Default) -> Made:
    value = writer.value(term.operand)
    shown = writer.code.keep(value.num if isinstance(value, Num) else value)
    return _either(
        writer,
        [(_there(writer, shown), lambda: value)],
        lambda: writer.value(term.default),
    )


# --- choices ---

Side = Callable[[], Made]


def _choose(writer: Writer, term: Choose) -> Made:
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


def _nested(writer: Writer, sides: list[tuple[Term, Side]], otherwise: Side) -> Made:
    """Branches one inside the other's else, so that what a condition needs is computed only when it is looked at."""
    if not sides:
        return otherwise()
    (condition, value), rest = sides[0], sides[1:]
    return _either(writer, [(writer.condition(condition), value)], lambda: _nested(writer, rest, otherwise))


def _either(writer: Writer, first: list[tuple[str, Side]], otherwise: Side) -> Made:
    """An ``if`` whose sides assign one variable, two for a number below a division."""
    code = writer.code
    condition, value = first[0]
    known = dict(writer.nodes), dict(writer.locals)
    name, den = code.fresh(), code.fresh()
    start = len(code.lines)
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
    if len(code.lines) < start:
        raise UnsupportedError
    return made


def _fill(code: Code, place: int, texts: list[str]) -> None:
    """Puts statements in the place that was kept for them."""
    indent = code.lines[place][: len(code.lines[place]) - 1]
    code.lines[place : place + 1] = [indent + text for text in texts or ["pass"]]


def _common(a: Made, b: Made, name: str, den: str) -> tuple[Made, tuple[list[str], list[str]]]:
    """One form for the values of two sides, with the assignments that bring each to it."""
    if b == _NEVER or a == _NEVER:
        kept = a if b == _NEVER else b
        texts = _assigned(kept, name, den, None)
        return _named(kept, name, den), (texts, []) if b == _NEVER else ([], texts)
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


# --- numbers ---


def _bounded(writer: Writer, term: Bounded) -> Num:
    value = writer.number(term.operand)
    if term.low is not None:
        value = numbers.held(writer.code, value, writer.number(term.low), "low")
    if term.high is not None:
        value = numbers.held(writer.code, value, writer.number(term.high), "high")
    return value


def _rounded(writer: Writer, term: Rounded) -> Num:
    return numbers.rounded(writer.code, writer.number(term.operand), term.step, term.mode)


def _apply(writer: Writer, term: Apply) -> Made:
    if term.function not in _FUNCTIONS:
        raise UnsupportedError
    if term.function in ("+", "-"):
        return numbers.add(writer.code, [_signed(writer, part, sign) for part, sign in _summands(term)])
    return _FUNCTIONS[term.function](writer.code, [writer.number(argument) for argument in term.arguments])


def _summands(term: Term) -> list[tuple[Term, int]]:
    """The parts of nested sums and differences with their signs, laid flat."""
    found: list[tuple[Term, int]] = []
    stack = [(term, 1)]
    while stack:
        part, sign = stack.pop()
        match part:
            case Apply("+", arguments):
                stack.extend((argument, sign) for argument in reversed(arguments))
            case Apply("-", (left, right)):
                stack.extend(((right, -sign), (left, sign)))
            case Apply("neg", (operand,)):
                stack.append((operand, -sign))
            case _:
                found.append((part, sign))
    return found


def _signed(writer: Writer, part: Term, sign: int) -> Num:
    value = writer.number(part)
    return value if sign > 0 else numbers.negate(value)


def _product(_: Code, values: list[Num]) -> Num:
    result = values[0]
    for value in values[1:]:
        result = numbers.multiply(result, value)
    return result


def _largest(code: Code, values: list[Num]) -> Num:
    result = values[0]
    for value in values[1:]:
        result = numbers.held(code, result, numbers.stored(code, value), "low")
    return result


def _smallest(code: Code, values: list[Num]) -> Num:
    result = values[0]
    for value in values[1:]:
        result = numbers.held(code, result, numbers.stored(code, value), "high")
    return result


def _size(code: Code, values: list[Num]) -> Num:
    value = values[0]
    ends = [abs(end) for end in (value.low, value.high) if end is not None]
    high = max(ends) if len(ends) == 2 else None
    name = code.keep(f"abs({value.num})")
    return Num(name, value.scale, value.den, Fraction(0), high, value.bits)


_FUNCTIONS: dict[str, Callable[[Code, list[Num]], Num]] = {
    "+": numbers.add,
    "-": numbers.add,
    "*": _product,
    "/": lambda code, values: numbers.divide(code, *values),
    "neg": lambda _, values: numbers.negate(values[0]),
    "abs": _size,
    "max": _largest,
    "min": _smallest,
    "floor": lambda code, values: numbers.floored(code, values[0], up=False),
    "ceil": lambda code, values: numbers.floored(code, values[0], up=True),
}


def _aggregate(writer: Writer, term: Aggregate) -> Num:
    """Sums, means, extremes of several values; everything else goes to the slow reading."""
    source = term.source
    plain = term.where is None and term.same is None and term.most is None and term.weight is None
    if not isinstance(source, Items) or source.skip_absent or not plain:
        raise UnsupportedError
    values = [writer.number(item) for item in source.items]
    match term.function:
        case "合计":
            return numbers.add(writer.code, values)
        case "平均":
            return numbers.multiply(numbers.add(writer.code, values), numbers.constant(Fraction(1, len(values))))
        case "最高":
            return _largest(writer.code, values)
        case "最低":
            return _smallest(writer.code, values)
        case _:
            raise UnsupportedError


# --- grades ---


def _grading(writer: Writer, term: Grading) -> str:
    """The index of the grade on its way down the list of effects, at last its name."""
    code = writer.code
    names = grade_names(term.bands, term.below)
    ungraded = [writer.condition(step.condition) for step in term.steps if step.kind == "不定等次"]
    index = code.fresh()
    if term.by_choice:
        places = code.constant({name: place for place, name in enumerate(names)})
        code.emit(f"{index} = {places}.get({writer.condition(term.score)})")
        code.give_up_if(f"{index} is None")
    else:
        _write_bands(writer, term, names, index)
    _write_conditions(writer, term, names, index)
    _write_steps(writer, term, names, index)
    found = f"{code.constant(names)}[{index}]"
    if ungraded:
        found = f"{code.constant(Missing.ABSENT)} if {' or '.join(ungraded)} else {found}"
    return code.keep(found)


def _write_bands(writer: Writer, term: Grading, names: tuple[str, ...], index: str) -> None:
    """A chain of tests; the subject is in a variable, so that a test emits nothing of its own."""
    code = writer.code
    conditions = _band_conditions(writer, term)
    word = "if"
    for condition, band in zip(conditions, term.bands, strict=True):
        place = names.index(band.grade)
        if condition is None:
            with code.block("if True:" if word == "if" else "else:"):
                code.emit(f"{index} = {place}")
            return
        with code.block(f"{word} {condition}:"):
            code.emit(f"{index} = {place}")
        word = "elif"
    with code.block("else:"):
        code.emit("return None")


def _band_conditions(writer: Writer, term: Grading) -> list[str | None]:
    """The tests of the bands without what the bands before have settled: where 90以上 failed, 80~90 needs no upper end."""
    settled: set[Term] = set()
    found: list[str | None] = []
    for band in term.bands:
        parts = band.band.parts if isinstance(band.band, Every) else () if band.band is None else (band.band,)
        open_parts = [part for part in parts if part not in settled]
        found.append(" and ".join(writer.condition(part) for part in open_parts) or None)
        if len(open_parts) == 1 and isinstance(open_parts[0], Compare):
            failed = open_parts[0]
            settled.add(Compare(_CONTRARY[failed.operator], failed.left, failed.right))
    return found


_CONTRARY: dict[str, Literal["<", "<=", ">", ">=", "=", "!="]] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "=": "!=",
    "!=": "=",
}


def _write_conditions(writer: Writer, term: Grading, names: tuple[str, ...], index: str) -> None:
    for band in term.bands:
        if band.condition is not None:
            place = names.index(band.grade)
            condition = writer.condition(band.condition)
            if place + 1 == len(names):
                writer.code.give_up_if(f"{index} == {place} and not {condition}")
            else:
                writer.code.emit(f"if {index} == {place} and not {condition}: {index} = {place + 1}")


def _write_steps(writer: Writer, term: Grading, names: tuple[str, ...], index: str) -> None:
    last = len(names) - 1
    for step in term.steps:
        if step.kind == "不定等次":
            continue
        condition = writer.condition(step.condition)
        if step.kind == "降等":
            moved = f"{index} + {step.steps} if {index} + {step.steps} < {last} else {last}"
        elif step.kind == "不高于":
            ceiling = names.index(step.grade)
            moved = f"{ceiling} if {index} < {ceiling} else {index}"
        else:
            moved = str(names.index(step.grade))
        writer.code.emit(f"if {condition}: {index} = {moved}")


_WRITERS: dict[type, Callable[..., Made]] = {
    Constant: _constant,
    Read: _read,
    Local: _local,
    Let: _let,
    Compare: _compare,
    Every: _every,
    Some: _some,
    Opposite: _opposite,
    Position: _position,
    Choose: _choose,
    IsPresent: _is_present,
    Default: _default,
    Bounded: _bounded,
    Rounded: _rounded,
    Apply: _apply,
    Aggregate: _aggregate,
    Grading: _grading,
}
