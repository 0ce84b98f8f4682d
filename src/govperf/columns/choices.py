"""Writes choices between values as block code: all sides are computed, only the taken one counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from govperf.columns.arithmetic import common_unit, scaled
from govperf.columns.code import Code, Mask
from govperf.columns.conditions import label_of
from govperf.columns.made import Day, Made, Near, Nothing, Num, Quotient, Truth, Whole, Word, doubted
from govperf.columns.nearly import alike
from govperf.columns.quotients import fits, free
from govperf.columns.writer import Writer
from govperf.terms.terms import Choose, Default

_FEWEST_LOOKED_UP = 4
"""From so many constant sides on, one look into a table is quicker than choosing again and again."""

MOST_COUNTED = 120
"""More conditions than an int8 can count are chosen between one after the other."""


def choose(writer: Writer, term: Choose) -> Made:
    """The value of the first branch whose condition holds."""
    code = writer.code
    conditions = [writer.condition(branch.condition) for branch in term.branches]
    values = [writer.value(branch.value) for branch in term.branches]
    otherwise = writer.value(term.otherwise)
    constants = _constants([*values, otherwise])
    if constants is not None and _FEWEST_LOOKED_UP <= len(constants) <= MOST_COUNTED:
        return _looked_up(code, conditions, constants)
    result = otherwise
    for truth, value in zip(reversed(conditions), reversed(values), strict=True):
        result = merged(code, truth.flag, value, result)
        result = evolve(result, bad=code.any_of(truth.bad, result.bad))
    return result


def default(writer: Writer, term: Default) -> Made:
    """A value, or another where it is missing."""
    value = writer.value(term.operand)
    if value.gone is False:
        return value
    found = merged(writer.code, value.gone, writer.value(term.default), evolve(value, gone=False, off=False))
    return doubted(writer.code, found, value.bad)  # also where it seems to be missing, but nobody knows yet


def _constants(values: Sequence[Made]) -> list[Fraction] | None:
    """The numbers, where every side is one that is the same for all rows."""
    known = [value.known for value in values if isinstance(value, Whole) and value.gone is False and value.bad is False]
    found = [value for value in known if value is not None]
    return found if len(found) == len(values) else None


def _looked_up(code: Code, conditions: Sequence[Truth], values: Sequence[Fraction]) -> Whole:
    """The number of the first side that holds: as many sides are passed as conditions fail up to there."""
    unit = common_unit([abs(value) for value in values if value] or [Fraction(1)])
    numbers = [int(value / unit) for value in values]
    passed, bad = first_of(code, conditions)
    x = numbers[int(passed)] if not isinstance(passed, str) else code.looked_up(passed, tuple(map(float, numbers)))
    return Whole(x, unit, min(numbers), max(numbers), bad=bad)


def first_of(code: Code, conditions: Sequence[Truth]) -> tuple[str | int, Mask]:
    """The place of the first condition that holds, as int8 (their number, where none does)."""
    met: Mask = False
    bad: Mask = False
    passed: list[str] = []
    always = 0
    for truth in conditions:
        if truth.bad is not False:
            bad = code.any_of(bad, code.all_of(code.neither(met), truth.bad))
        met = code.any_of(met, truth.flag)
        if met is True:
            break
        unmet = code.failing(met)
        if unmet is True:
            always += 1
        elif isinstance(unmet, str):
            passed.append(unmet)
    if not passed:
        return always, bad
    found = code.make("tally", *passed)
    return (code.make("shift", found, always) if always else found), bad


# --- two sides ---


def merged(code: Code, condition: Mask, left: Made, right: Made) -> Made:
    """The left value where the condition holds, else the right one."""
    if isinstance(condition, bool):
        return left if condition else right
    gone, off = code.chosen(condition, left.gone, right.gone), code.chosen(condition, left.off, right.off)
    bad = code.chosen(condition, left.bad, right.bad)
    if isinstance(right, Nothing):
        return evolve(left, gone=gone, off=off, bad=bad)
    if isinstance(left, Nothing):
        return evolve(right, gone=gone, off=off, bad=bad)
    value, unfit = _joined(code, condition, left, right)
    return evolve(value, gone=gone, off=off, bad=code.any_of(bad, unfit))


def _joined(code: Code, condition: Mask, left: Made, right: Made) -> tuple[Made, Mask]:
    """One form for two sides, with the rows that it does not fit."""
    match left, right:
        case Whole(), Whole():
            return _wholes(code, condition, left, right)
        case (Quotient() | Whole(), Quotient() | Whole()):
            pair = _pairs(code, condition, left, right)
            return pair if pair is not None else _near(code, condition, left, right)
        case (Whole() | Quotient() | Near(), Whole() | Quotient() | Near()):
            return _near(code, condition, left, right)
        case Word(), Word():
            return _words(code, condition, left, right)
        case Truth(), Truth():
            return Truth(code.chosen(condition, left.flag, right.flag)), False
        case Day(), Day():
            x = code.pick(condition, left.x, right.x)
            return Day(x, min(left.low, right.low), max(left.high, right.high)), False
        case _:
            return left, code.neither(condition)


def _wholes(code: Code, condition: Mask, left: Whole, right: Whole) -> tuple[Made, Mask]:
    unit = common_unit((left.unit, right.unit))
    a, b = scaled(code, evolve(left, bad=False), unit), scaled(code, evolve(right, bad=False), unit)
    value = Whole(code.pick(condition, a.x, b.x), unit, min(a.low, b.low), max(a.high, b.high))
    return value, code.chosen(condition, a.bad, b.bad)


def _pairs(code: Code, condition: Mask, left: Quotient | Whole, right: Quotient | Whole) -> tuple[Made, Mask] | None:
    """A pair of pairs, where their scales leave it room; a whole number has the divisor 1."""
    if any(
        isinstance(one, Quotient) and (one.least, one.most) != (None, None) and not fits(one, 2**12)
        for one in (left, right)
    ):
        return None
    a, b = (free(code, one) if isinstance(one, Quotient) else one for one in (left, right))
    unit = common_unit((a.unit, b.unit))
    if any(one.size * (one.unit / unit) >= 2**48 for one in (a, b)):
        return None
    tops = [Whole(_top(one), one.unit, one.low, one.high) for one in (a, b)]
    top, unfit = _wholes(code, condition, *tops)
    bottoms = [one.bottom if isinstance(one, Quotient) else 1 for one in (a, b)]
    bottom = code.pick(condition, *bottoms)
    least = min(one.least_bottom if isinstance(one, Quotient) else 1 for one in (a, b))
    most = max(one.most_bottom if isinstance(one, Quotient) else 1 for one in (a, b))
    if not isinstance(top, Whole) or not isinstance(bottom, str):
        return None
    unfit = code.any_of(unfit, code.chosen(condition, a.bad, b.bad))
    return Quotient(top.x, bottom, top.unit, top.low, top.high, least, most), unfit


def _top(one: Quotient | Whole) -> float | str:
    return one.top if isinstance(one, Quotient) else one.x


def _near(code: Code, condition: Mask, left: Num, right: Num) -> tuple[Made, Mask]:
    a, b = alike(code, [left, right])
    x = code.pick(condition, a.x, b.x)
    loose = code.chosen(condition, a.loose, b.loose)
    value = Near(x, a.unit, min(a.low, b.low), max(a.high, b.high), max(a.error, b.error), loose)
    return value, code.chosen(condition, a.bad, b.bad)


def _words(code: Code, condition: Mask, left: Word, right: Word) -> tuple[Made, Mask]:
    if left.labels is None or right.labels is None:
        same = left.key == right.key and left.code == right.code
        return left, False if same else code.neither(condition)
    labels = tuple(dict.fromkeys((*left.labels, *right.labels)))
    codes = [_recoded(code, word, labels) for word in (left, right)]
    return Word(code.pick_code(condition, *codes), labels), False


def _recoded(code: Code, word: Word, labels: tuple[str | Fraction, ...]) -> float | str:
    """The codes of a word among other labels."""
    if not isinstance(word.code, str):
        return labels.index(label_of(word))
    places = tuple(labels.index(label) for label in word.labels or ())
    if places == tuple(range(len(places))):
        return word.code
    return code.make("coded", code.looked_up(word.code, tuple(map(float, places))))
