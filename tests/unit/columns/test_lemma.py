"""What the columns rest on: whole numbers in float64 divide, round and compare as integers do."""

from __future__ import annotations

import datetime
import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from govperf.columns import dates
from govperf.columns.arithmetic import product, total
from govperf.columns.blocks import function_of
from govperf.columns.code import Code
from govperf.columns.made import Whole
from govperf.columns.model import EXACT
from govperf.columns.quotients import divided
from govperf.columns.rounding import CEIL, FLOOR, rounded
from govperf.values import RoundingMode, ceil, floor, months, round_to, workdays


def run(code: Code, outputs: list[Any], arrays: dict[str, list[float]]) -> list[Any]:
    """The values of names (or constants) for arrays by key."""
    size = len(next(iter(arrays.values())))
    names = [one for one in outputs if isinstance(one, str)]
    function = function_of(code, names)
    outs = [np.empty(size, np.bool_ if code.forms[name] == "b" else np.float64) for name in names]
    with np.errstate(all="ignore"):
        function.run(0, size, [np.array(arrays[one.key], float) for one in code.given], outs, [], function.scratch())
    found = dict(zip(names, outs, strict=True))
    return [found[one].tolist() if isinstance(one, str) else [one] * size for one in outputs]


def whole(code: Code, key: str, values: list[int], unit: Fraction = Fraction(1)) -> Whole:
    return Whole(code.column(key, "n", "f"), unit, min(values), max(values))


def test_floor_of_the_float_quotient_is_the_integer_quotient():
    chance = random.Random(5)  # noqa: S311 - their chance need not be secret
    tops, bottoms = [], []
    for _ in range(20_000):
        bottom = chance.randint(1, 2 ** chance.randint(1, 52))
        top = chance.randint(0, EXACT - 1)
        near = top // bottom * bottom + chance.choice((-1, 0, 1))
        tops.append(near if 0 <= near < EXACT else top)
        bottoms.append(bottom)
    quotients = np.array(tops, float) / np.array(bottoms, float)
    assert np.floor(quotients).tolist() == [top // bottom for top, bottom in zip(tops, bottoms, strict=True)]
    assert (np.floor(quotients) == quotients).tolist() == [t % b == 0 for t, b in zip(tops, bottoms, strict=True)]


@pytest.mark.parametrize("how", [*RoundingMode, FLOOR, CEIL])
@pytest.mark.parametrize("step", [Fraction(1), Fraction(1, 10), Fraction(5), Fraction(3, 7)])
def test_rounding_of_columns_and_of_pairs(how: Any, step: Fraction):
    values = [n for n in range(-260, 261) if n] + [10**9 + 5, -(10**9) - 5, 2**40 + 1]
    divisors = [(n % 7 or 8) * (1 if n % 3 else -1) for n in range(len(values))]
    code = Code()
    top, bottom = whole(code, "top", values, Fraction(1, 100)), whole(code, "bottom", divisors)
    plain, pair = rounded(code, top, step, how), rounded(code, divided(code, top, bottom), step, how)  # type: ignore[arg-type]
    found = run(code, [plain.x, plain.bad, pair.x, pair.bad], {"top": values, "bottom": divisors})
    for value, divisor, n, n_bad, p, p_bad in zip(values, divisors, *found, strict=True):
        assert not n_bad
        assert int(n) * step == expected(Fraction(value, 100), step, how)
        assert p_bad or int(p) * step == expected(Fraction(value, 100 * divisor), step, how)
    assert sum(found[3]) == 0


def expected(value: Fraction, step: Fraction, how: Any) -> Fraction:
    if isinstance(how, RoundingMode):
        return round_to(value, step, how)
    return (floor(value / step) if how == FLOOR else ceil(value / step)) * step


def test_rows_that_pass_the_size_are_bad_and_no_others():
    values = [1, 2**26, 2**26 + 1, -(2**26), 2**30, 94_906_265, 3]
    code = Code()
    one = whole(code, "n", values)
    square = product(code, one, one)
    both = total(code, [(square, 1), (square, 1), (one, -3)])
    found = run(code, [square.x, square.bad, both.x, both.bad], {"n": values})
    for value, x, bad, sum_, sum_bad in zip(values, *found, strict=True):
        assert bad is (value * value >= EXACT)
        assert bad or x == value * value
        assert sum_bad or sum_ == 2 * value * value - 3 * value
        assert sum_bad or value * value * 2 < EXACT


def test_equal_operations_are_written_once():
    code = Code()
    one = whole(code, "n", [0, 9])
    assert code.number("add", one.x, 5) == code.number("add", one.x, 5)
    assert code.number("add", 2, 3) == 5
    assert code.number("multiply", one.x, 1) == one.x
    assert len(code.operations) == 1


def test_masks_say_no_more_than_they_must():
    code = Code()
    a, b = (code.test("greater", code.column(key, "n", "f"), 1) for key in "ab")
    assert code.any_of(a, code.all_of(a, b)) == a
    assert code.any_of(a, code.test("greater", code.column("a", "n", "f"), 5)) == a
    assert code.any_of(False, a) == a
    assert code.all_of(True, a) == a
    assert code.chosen(a, True, True) is True
    assert code.failing(a) == code.test("less_equal", code.column("a", "n", "f"), 1)


DAYS = [datetime.date(2011, 1, 31), datetime.date(2012, 2, 29), datetime.date(2011, 12, 31), datetime.date(1, 1, 1)]
DAYS += [datetime.date(2000, 1, 1) + datetime.timedelta(days=n * 17) for n in range(60)]


def test_dates_of_columns_are_those_of_rows():
    pairs = [(start, end) for start in DAYS for end in DAYS]
    first, last = (np.array([pair[side].toordinal() for pair in pairs], float) for side in (0, 1))
    off = tuple(datetime.date(2001, 5, day) for day in range(1, 8))
    extra = (datetime.date(2001, 4, 28), datetime.date(2001, 5, 1), datetime.date(2000, 1, 2))
    assert dates.months(first, last).tolist() == [months(*pair) for pair in pairs]
    assert dates.workdays(off, extra)(first, last).tolist() == [workdays(*pair, set(off), set(extra)) for pair in pairs]
    assert dates.year(first).tolist() == [pair[0].year for pair in pairs]
    assert dates.month(first).tolist() == [pair[0].month for pair in pairs]
