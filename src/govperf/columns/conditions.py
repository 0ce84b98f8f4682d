"""Writes conditions as block code: comparisons, what joins them, presence."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from govperf.columns.arithmetic import common_unit, product, rated, scaled
from govperf.columns.code import Code, Mask, Operand
from govperf.columns.made import Day, Listed, Made, Near, Nothing, Num, Quotient, Truth, Whole, Word
from govperf.columns.model import EXACT
from govperf.columns.nearly import summed
from govperf.columns.quotients import bottom_of, fits, free, top_of
from govperf.columns.writer import Writer
from govperf.terms.terms import Compare, Every, IsPresent, Opposite, Position, Some

TESTS = {"<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal", "=": "equal", "!=": "not_equal"}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
ZERO = Whole(0, Fraction(1), 0, 0)
_CROSSED = 2**8
"""Room that a pair must leave for the scales of a comparison, so that no row can pass the size."""


def compare(writer: Writer, term: Compare) -> Truth:
    """A comparison of two numbers, or of two words, dates, truth values."""
    return compared(writer.code, writer.present(term.left), term.operator, writer.present(term.right))


def compared(code: Code, left: Made, sign: str, right: Made) -> Truth:
    """The truth of a comparison of two values that are there."""
    bad = code.any_of(left.bad, right.bad)
    if isinstance(left, Nothing | Listed) or isinstance(right, Nothing | Listed):
        return Truth(flag=False, bad=True)
    if isinstance(left, Whole | Quotient | Near) and isinstance(right, Whole | Quotient | Near):
        truth = compared_numbers(code, left, sign, right)
        return evolve(truth, bad=code.any_of(truth.bad, bad))
    if isinstance(left, Day) and isinstance(right, Day):
        return Truth(_tested(code, left.x, sign, right.x), bad=bad)
    if sign not in ("=", "!="):
        return Truth(flag=False, bad=True)
    equal, unsure = _equal(code, left, right)
    return Truth(equal if sign == "=" else code.neither(equal), bad=code.any_of(bad, unsure))


def _equal(code: Code, left: Made, right: Made) -> tuple[Mask, Mask]:
    """Whether two values that are not both numbers are equal, with the rows in which that is not settled."""
    match left, right:
        case Truth(), Truth():
            return code.neither(code.differ(left.flag, right.flag)), False
        case Word(), Word():
            return _equal_words(code, left, right)
        case (Word(labels=labels), Whole()) | (Whole(), Word(labels=labels)):
            mixed = labels is not None and any(isinstance(label, Fraction) for label in labels)
            return False, mixed
        case _:
            return False, False


def _equal_words(code: Code, left: Word, right: Word) -> tuple[Mask, Mask]:
    if not isinstance(right.code, str):
        left, right = right, left
    if not isinstance(left.code, str):
        return equal_to_label(code, right, label_of(left)), False
    if left.key and left.key == right.key:
        return code.test("equal", left.code, right.code), False
    if left.labels is None or right.labels is None:
        return False, True
    if left.labels == right.labels:
        return code.test("equal", left.code, right.code), False
    places = {label: float(place) for place, label in enumerate(left.labels)}
    moved = code.looked_up(str(right.code), tuple(places.get(label, -1.0) for label in right.labels))
    return code.test("equal", left.code, moved), False


def label_of(word: Word) -> str | Fraction:
    """The label of a word that is the same for all rows."""
    if word.labels is None or isinstance(word.code, str):
        raise AssertionError(word)
    return word.labels[int(word.code)]


def equal_to_label(code: Code, word: Word, label: str | Fraction) -> Mask:
    """The rows in which the word is that label."""
    if not isinstance(word.code, str):
        return label_of(word) == label
    if word.labels is None:
        return code.test("equal", word.code, code.parameter(word.key, label))
    return code.test("equal", word.code, word.labels.index(label)) if label in word.labels else False


# --- numbers ---


def compared_numbers(code: Code, left: Num, sign: str, right: Num) -> Truth:
    """A comparison of numbers: exact for whole ones and pairs, certain but within the error for near ones."""
    if (
        isinstance(left, Whole)
        and left.known is not None
        and not (isinstance(right, Whole) and right.known is not None)
    ):
        return compared_numbers(code, right, TURNED[sign], left)
    if isinstance(left, Whole) and isinstance(right, Whole):
        return _wholes(code, left, sign, right)
    if isinstance(left, Quotient | Whole) and isinstance(right, Quotient | Whole):
        crossed = _pairs(code, left, sign, right)
        if crossed is not None:
            return crossed
    if isinstance(left, Near) and isinstance(right, Whole) and right.known is not None:
        return _near(code, left, sign, right.known)
    difference = summed(code, [(left, 1), (right, -1)])
    if isinstance(difference, Near):
        return _near(code, difference, sign, Fraction(0))
    return compared_numbers(code, difference, sign, ZERO)


def _wholes(code: Code, left: Whole, sign: str, right: Whole) -> Truth:
    bad = code.any_of(left.bad, right.bad)
    if right.known is not None:
        return Truth(_against(code, left, sign, right.known / left.unit), bad=bad)
    unit = common_unit((left.unit, right.unit))
    left, right = scaled(code, left, unit), scaled(code, right, unit)
    return Truth(_tested(code, left.x, sign, right.x), bad=code.any_of(left.bad, right.bad))


def _against(code: Code, value: Whole | Near, sign: str, bound: Fraction) -> Mask:
    """The whole numbers of a column beside a bound that need not be whole, where they can lie on both sides of it."""
    if sign in ("=", "!="):
        if bound.denominator != 1 or not value.low <= bound <= value.high:
            return sign == "!="
        return code.test(TESTS[sign], value.x, bound.numerator)
    upward = sign in (">", ">=")
    # Above the bound means from the next whole number on, so that two signs do for all four.
    least = ceil(bound) if sign in (">=", "<") else floor(bound) + 1
    if value.low >= least:
        return upward
    if value.high < least:
        return not upward
    return code.test("greater_equal" if upward else "less", value.x, least)


def _tested(code: Code, left: Operand, sign: str, right: Operand) -> Mask:
    return code.test(TESTS[sign], left, right)


def _pairs(code: Code, left: Quotient | Whole, sign: str, right: Quotient | Whole) -> Truth | None:
    """Multiplied out, where that stays below the size."""
    sides = []
    for one, other in ((left, right), (right, left)):
        pair = free(code, one) if isinstance(one, Quotient) else one
        top = evolve(top_of(pair), unit=pair.unit) if isinstance(pair, Quotient) else pair
        across = bottom_of(other).size if isinstance(other, Quotient) else 1
        if top.size * across * _CROSSED >= EXACT or (isinstance(pair, Quotient) and not fits(pair, _CROSSED)):
            return None
        sides.append((top, other))
    crossed = [_crossed(code, top, other) if isinstance(other, Quotient) else top for top, other in sides]
    return _wholes(code, crossed[0], sign, crossed[1])


def _crossed(code: Code, top: Whole, other: Quotient) -> Whole:
    if top.known is not None:
        return evolve(rated(code, bottom_of(other), top.known), bad=top.bad)
    return product(code, top, bottom_of(other))


def _near(code: Code, value: Near, sign: str, bound: Fraction) -> Truth:
    within = value.error + 1
    limit = bound / value.unit
    if value.low - within > limit or value.high + within < limit:
        holds = _against(code, evolve(value, low=0, high=0), sign, Fraction(-1 if value.low > limit else 1))
        return Truth(holds, bad=value.bad)
    distance = code.number("absolute", code.number("subtract", value.x, round(limit)))
    close = code.test("less_equal", distance, float(ceil(within + 1)))
    wide = evolve(value, low=floor(value.low - within) - 1, high=ceil(value.high + within) + 1)
    return Truth(_against(code, wide, sign, limit), bad=code.any_of(value.bad, code.all_of(value.loose, close)))


# --- joints ---


def every(writer: Writer, term: Every) -> Truth:
    """All parts hold; what stands behind one that fails is not looked at."""
    code = writer.code
    flag: Mask = True
    bad: Mask = False
    for part in term.parts:
        truth = writer.condition(part)
        bad = code.any_of(bad, code.all_of(flag, truth.bad))
        flag = code.all_of(flag, truth.flag)
    return Truth(flag, bad=bad)


def some(writer: Writer, term: Some) -> Truth:
    """A part holds; what stands behind it is not looked at."""
    code = writer.code
    flag: Mask = False
    bad: Mask = False
    for part in term.parts:
        truth = writer.condition(part)
        bad = code.any_of(bad, code.all_of(code.neither(flag), truth.bad))
        flag = code.any_of(flag, truth.flag)
    return Truth(flag, bad=bad)


def opposite(writer: Writer, term: Opposite) -> Truth:
    """The part does not hold."""
    truth = writer.condition(term.operand)
    return evolve(truth, flag=writer.code.neither(truth.flag))


def is_present(writer: Writer, term: IsPresent) -> Truth:
    """The value is there."""
    value = writer.value(term.operand)
    return Truth(writer.code.neither(value.gone), bad=value.bad)


def position(writer: Writer, term: Position) -> Whole:
    """The place of a grade on its scale, the best first; another word fails."""
    code, word = writer.code, writer.present(term.operand)
    last = len(term.order) - 1
    if not isinstance(word, Word) or word.labels is None:
        return Whole(0, Fraction(1), 0, 0, bad=True)
    places = tuple(float(term.order.index(one)) if one in term.order else -1.0 for one in word.labels)
    if not isinstance(word.code, str):
        place = int(places[int(word.code)])
        return Whole(max(place, 0), Fraction(1), 0, last, bad=code.any_of(word.bad, place < 0))
    x = code.looked_up(word.code, places)
    bad = code.any_of(word.bad, code.test("less", x, 0)) if -1.0 in places else word.bad
    return Whole(x, Fraction(1), 0, last, bad=bad)
