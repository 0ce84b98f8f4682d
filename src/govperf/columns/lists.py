"""Writes aggregates of values that are given one by one as block code."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from govperf.columns.arithmetic import common_unit, scaled, total
from govperf.columns.choices import merged
from govperf.columns.code import Code, Mask
from govperf.columns.formulas import held_by_all, over
from govperf.columns.made import LOST, Made, Near, Nothing, Num, Quotient, Truth, Whole, doubted, present
from govperf.columns.nearly import near_rated, summed
from govperf.columns.quotients import rated_pair
from govperf.columns.writer import Writer
from govperf.terms.terms import Aggregate, Items

ZERO = Whole(0, Fraction(1), 0, 0)
ONE = Fraction(1)


def aggregate(writer: Writer, term: Aggregate) -> Made:
    """One value from several; what is seldom asked of a row is left to the evaluation by rows."""
    source = term.source
    if not isinstance(source, Items) or term.same is not None or term.most is not None or term.weight is not None:
        return LOST
    values = [writer.value(item) for item in source.items]
    if not source.skip_absent:
        values = [present(writer.code, value) for value in values]
    if term.function == "计数":
        return _counted(writer.code, values)
    numbers = [value for value in values if isinstance(value, Whole | Quotient | Near)]
    if not numbers or len(numbers) != len(values):
        return LOST
    if all(value.gone is False for value in numbers):
        return _of_all(writer.code, term.function, numbers)
    return _of_present(writer, term, numbers)


def _counted(code: Code, values: Sequence[Made]) -> Made:
    """How many there are, of conditions how many hold."""
    counted = [code.all_of(code.neither(value.gone), _counts(value)) for value in values]
    bad = code.any_of(*(value.bad for value in values))
    return _number_of(code, counted, bad=bad)


def _counts(value: Made) -> Mask:
    return value.flag if isinstance(value, Truth) else not isinstance(value, Nothing)


def _number_of(code: Code, masks: Sequence[Mask], *, bad: Mask = False) -> Whole:
    known = sum(mask is True for mask in masks)
    parts: list[tuple[Whole, int]] = [(Whole(known, ONE, known, known), 1)]
    parts += [(Whole(code.make("number", mask), ONE, 0, 1), 1) for mask in masks if isinstance(mask, str)]
    return evolve(total(code, parts), bad=bad)


def _of_all(code: Code, function: str, values: Sequence[Num]) -> Made:
    match function:
        case "合计":
            return summed(code, [(value, 1) for value in values])
        case "平均":
            return _rated(code, summed(code, [(value, 1) for value in values]), Fraction(1, len(values)))
        case "最高" | "最低":
            return held_by_all(code, values, "low" if function == "最高" else "high")
        case "首个" | "末个":
            return values[0 if function == "首个" else -1]
        case "唯一" if len(values) == 1:
            return values[0]
        case _:
            return LOST


def _rated(code: Code, value: Num, rate: Fraction) -> Num:
    match value:
        case Whole():
            return evolve(value, unit=value.unit * rate)
        case Quotient():
            return rated_pair(code, value, rate)
        case Near():
            return near_rated(code, value, rate)


def _of_present(writer: Writer, term: Aggregate, values: Sequence[Num]) -> Made:
    """What is missing does not count; where nothing is left, 无则 says what it is worth."""
    code = writer.code
    if term.function not in ("合计", "平均", "最高", "最低") or term.trim is not None:
        return LOST
    there = [code.neither(value.gone) for value in values]
    bad = code.any_of(*(value.bad for value in values))
    empty = code.neither(code.any_of(*there))
    if term.function in ("合计", "平均"):
        parts = [(_or_zero(code, value), 1) for value in values]
        found: Made = summed(code, parts)
        if term.function == "平均" and isinstance(found, Whole | Quotient | Near):
            found = over(code, found, _number_of(code, there))
    else:
        found = _extreme(code, term.function, values)
    found = evolve(found, bad=code.any_of(bad, code.all_of(found.bad, code.neither(empty))))
    if term.empty is not None:
        return doubted(code, merged(code, empty, writer.value(term.empty), found), bad)
    if term.function == "合计":
        return found
    return evolve(found, bad=code.any_of(found.bad, empty))


def _or_zero(code: Code, value: Num) -> Num:
    """The number, 0 where it is missing."""
    plain = evolve(value, gone=False, off=False)
    filled = merged(code, value.gone, ZERO, plain)
    return filled if isinstance(filled, Whole | Quotient | Near) else evolve(ZERO, bad=True)


def _extreme(code: Code, function: str, values: Sequence[Num]) -> Made:
    """The extreme of what is there: what is missing is put at the other end of the scale."""
    wholes = [value for value in values if isinstance(value, Whole)]
    if len(wholes) != len(values):
        return LOST
    unit = common_unit([value.unit for value in wholes])
    wholes = [evolve(scaled(code, value, unit), gone=value.gone) for value in wholes]
    highest = function == "最高"
    low, high = min(value.low for value in wholes), max(value.high for value in wholes)
    end = low if highest else high
    held = [Whole(code.pick(value.gone, end, value.x), unit, low, high, bad=value.bad) for value in wholes]
    return held_by_all(code, held, "low" if highest else "high")
