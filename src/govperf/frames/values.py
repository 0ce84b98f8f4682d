"""Exact columns from the columns of a table: each distinct value is read as in a record, numbers mostly in bulk."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from govperf.adapters.cells import cell_value
from govperf.adapters.grid import Form
from govperf.adapters.heads import Column as HeadColumn
from govperf.columns.model import EXACT, Codes, Column, Days, Mask, Numbers, Truths
from govperf.diagnostics import Problem
from govperf.evaluate.records import RATES, convert
from govperf.frames.distinct import Distinct, distinct, distinct_in, objects
from govperf.frames.floats import reader_of_floats
from govperf.frames.memory import Memory
from govperf.frames.model import Cells
from govperf.frames.numbers import Rows, Wholes, present, view, wholes_of
from govperf.limits import Limits
from govperf.semantics import Domain, InputDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import FACTORS, looks_computed, strip_blanks

_FINEST: Final = 10**6
"""The largest scale that single values may ask a column to take; what is finer stands beside it."""

_NO_ROWS: Final = np.zeros(0, np.int64)

Outcome = Value | Problem | None
"""What a value turned out to be; None is absence."""

Prepare = Callable[[object], object]
"""What a record would hold for a cell; None for one that counts as empty."""


@frozen(eq=False)
class Wanted:
    """What a column has to become: values of ``domain`` under the name that messages use.

    ``mark`` is the factor that the head gives to bare numbers; ``prepare`` turns a cell into what a record would hold.
    """

    name: str
    domain: Domain
    limits: Limits
    mark: str = ""
    prepare: Prepare = field(default=lambda cell: cell)

    @property
    def is_number(self) -> bool:
        """Numbers without a list of choices can be read in bulk."""
        return self.domain.kind.base is Base.NUMBER and not self.domain.kind.options

    @property
    def is_bulk_text(self) -> bool:
        """Plain texts need no reading."""
        return self.domain.kind.base is Base.TEXT

    def reads_in_bulk(self, kind: Any) -> bool:
        """No number of this type that is read in bulk can have more digits than the limit allows."""
        most = self.limits.number_digits
        return most >= 20 and not (pa.types.is_decimal(kind) and kind.scale > most - 18)

    @property
    def takes_bare_text(self) -> bool:
        """A bare number in text has one reading."""
        return bool(self.mark) or not any(rate in self.domain.unit for rate in RATES)

    def read(self, cell: object) -> Outcome:
        """One cell, as a record would have it read."""
        value = self.prepare(cell)
        return None if value is None else convert(self.domain, value, (self.name,), self.limits)

    def note(self, cell: object) -> str:
        """What is odd about a value that was read; empty where nothing is."""
        if not looks_computed(cell):
            return ""
        return f"{self.name}={cell} 看起来是浮点运算的结果；已按这个数的全部小数计入"


@frozen(eq=False)
class Read:
    """A column that has been read: its values, by row what is wrong, the cell that was wrong, what is odd."""

    column: Column
    problems: Mapping[int, Problem] = field(factory=dict)
    wrong: Mapping[int, object] = field(factory=dict)
    notes: Mapping[int, str] = field(factory=dict)


def wanted_for(column: HeadColumn, one: InputDefinition, limits: Limits) -> Wanted:
    """What a column under its head has to become; a bare number takes the mark of the head."""
    if not column.mark:
        return Wanted(one.name, one.domain, limits)
    return Wanted(one.name, one.domain, limits, column.mark, lambda cell: _marked(cell, column))


def _marked(cell: object, column: HeadColumn) -> object:
    if isinstance(cell, np.float32 | np.float16):
        cell = Decimal(str(cell))  # by its own width
    is_number = isinstance(cell, int | float | Decimal) and cell == cell and abs(cell) != math.inf  # noqa: PLR0124 - NaN
    if not is_number and not (isinstance(cell, str) and strip_blanks(cell)):
        return cell
    return cell_value(cell, column, Form.JSON)  # type: ignore[arg-type]  # a text or a number by now


def from_outcomes(outcomes: Sequence[Outcome], domain: Domain) -> Column:
    """A column of values that were read elsewhere, one for each row."""
    valid = np.array([not (one is None or isinstance(one, Problem)) for one in outcomes], bool)
    return _column(outcomes, np.arange(len(outcomes)), _unless_all(valid), domain)


def read_column(cells: Cells, wanted: Wanted, memory: Memory | None = None) -> Read:
    """The values of a column; what is wrong or odd about single ones stands beside them.

    Numbers take their room from ``memory``, which columns of one table share.
    """
    values = cells.values
    if isinstance(values, list):
        return _assembled(distinct(values), wanted, len(values))
    if pa.types.is_dictionary(values.type):
        return _by_dictionary(values, cells, wanted)
    if pa.types.is_string_view(values.type):
        values = values.cast(pa.large_string())
    if wanted.domain.kind.base is Base.BOOL and pa.types.is_boolean(values.type):
        return Read(Truths(pc.fill_null(values, False).to_numpy(zero_copy_only=False), present(values)))
    if wanted.is_number and wanted.reads_in_bulk(values.type):
        room = memory or Memory(len(values))
        wholes = wholes_of(
            values,
            room,
            texts=wanted.takes_bare_text,
            nan_is_absent=cells.nan_is_absent,
            tight=_is_above_zero(wanted.domain),
        )
        if wholes is not None:
            return _numbers(values, wholes, wanted)
    there = _there(values, nan_is_absent=cells.nan_is_absent)
    if wanted.is_bulk_text and is_plain(values, wanted.limits):
        return _words(values, there)
    return _assembled(distinct_in(values, there), wanted, len(values))


def _there(values: Any, *, nan_is_absent: bool) -> Mask:
    found = present(values)
    if nan_is_absent and pa.types.is_floating(values.type):
        numbers = view(values, values.type.to_pandas_dtype())
        with np.errstate(all="ignore"):
            doubtful = np.isnan(numbers.sum())  # quicker than to ask each of them
        if doubtful:
            number = ~np.isnan(numbers)
            found = number if found is None else found & number
    return found


_PLAIN: Final = r"^[!-~\x{4e00}-\x{9fff}]([ -~\x{4e00}-\x{9fff}]{0,998}[!-~\x{4e00}-\x{9fff}])?$"
"""Texts that every reading leaves as they are: ASCII with Han characters, no blanks around them."""


def is_plain(values: Any, limits: Limits) -> bool:
    """Whether all texts of an Arrow array are plain, so that none has to be looked at by itself."""
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)) or limits.text_length < 1_000:
        return False
    return bool(pc.all(pc.match_substring_regex(values, _PLAIN), min_count=0).as_py())


def _words(values: Any, there: Mask) -> Read:
    encoded = values.dictionary_encode()
    labels = tuple(encoded.dictionary.to_pylist())
    codes = pc.fill_null(encoded.indices, 0).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Read(Codes(codes, labels or ("",), there))


def _by_dictionary(values: Any, cells: Cells, wanted: Wanted) -> Read:
    """Categories are read once each; nulls may stand among the rows as well as among the categories."""
    kinds = values.dictionary
    if len(kinds) > max(len(values), 1_000):  # most of them are not used here
        return read_column(Cells(values.dictionary_decode(), cells.nan_is_absent), wanted)
    there = _there(kinds, nan_is_absent=cells.nan_is_absent)
    told = objects(kinds)
    known = [cell if there is None or there[i] else None for i, cell in enumerate(told)]
    codes = pc.fill_null(values.indices.cast(pa.int64()), len(known)).to_numpy(zero_copy_only=False)
    return _assembled(Distinct([*known, None], codes), wanted, len(values))


def _outcomes(cells: Sequence[object], wanted: Wanted) -> list[Outcome]:
    """What each cell turns out to be; most of many are floats with long decimals, which are read sooner."""
    if not wanted.is_number or wanted.mark:
        return [None if cell is None else wanted.read(cell) for cell in cells]
    quick = reader_of_floats(wanted.domain, wanted.limits)
    return [None if cell is None else quick(cell) or wanted.read(cell) for cell in cells]


# --- values back into columns ---


def _assembled(found: Distinct, wanted: Wanted, length: int) -> Read:
    outcomes = _outcomes(found.cells, wanted)
    valid = np.array([not (outcome is None or isinstance(outcome, Problem)) for outcome in outcomes], bool)
    mask = _unless_all(valid[found.codes]) if outcomes else _unless_all(np.zeros(length, bool))
    column = _column(outcomes, found.codes, mask, wanted.domain)
    return Read(column, *_beside(found, outcomes, wanted))


def _unless_all(valid: npt.NDArray[np.bool_]) -> Mask:
    return None if valid.all() else valid


def _beside(
    found: Distinct, outcomes: Sequence[Outcome], wanted: Wanted
) -> tuple[dict[int, Problem], dict[int, object], dict[int, str]]:
    """Problems with their cells, notes; few rows have any."""
    problems: dict[int, Problem] = {}
    wrong: dict[int, object] = {}
    notes: dict[int, str] = {}
    told = [wanted.note(cell) for cell in found.cells]
    odd = [isinstance(outcome, Problem) or bool(note) for note, outcome in zip(told, outcomes, strict=True)]
    if not any(odd):
        return problems, wrong, notes
    rows = found.all_rows
    for place in np.flatnonzero(np.array(odd)[found.codes]).tolist():
        code, row = int(found.codes[place]), int(rows[place])
        outcome = outcomes[code]
        if isinstance(outcome, Problem):
            problems[row], wrong[row] = outcome, wanted.prepare(found.cells[code])
        else:
            notes[row] = told[code]
    return problems, wrong, notes


def _column(outcomes: Sequence[Outcome], codes: npt.NDArray[np.int64], valid: Mask, domain: Domain) -> Column:
    """Every outcome under the rows that have it."""
    match domain.kind.base:
        case Base.BOOL:
            return Truths(_table([outcome is True for outcome in outcomes], bool)[codes], valid)
        case Base.DATE:
            days = [o.toordinal() if isinstance(o, datetime.date) else 1 for o in outcomes]
            return Days(_table(days, np.float64)[codes], valid)
        case Base.NUMBER:
            return _fractions(outcomes, codes, valid)
        case _:
            labels = tuple(dict.fromkeys(o for o in outcomes if isinstance(o, str | Fraction)))
            place = {label: i for i, label in enumerate(labels)}
            table = _table([place.get(o, 0) if isinstance(o, str | Fraction) else 0 for o in outcomes], np.int32)
            return Codes(table[codes], labels or ("",), valid)


def _table(values: Sequence[Any], kind: Any) -> npt.NDArray[Any]:
    """What codes are looked up in; never empty, so that no code of an empty column can miss."""
    return np.array([*values, 0], kind)


def _fractions(outcomes: Sequence[Outcome], codes: npt.NDArray[np.int64], valid: Mask) -> Numbers:
    numbers = [o if isinstance(o, Fraction) else Fraction(0) for o in outcomes]
    per = _common(1, numbers)
    fits = [_fits(number, per) for number in numbers]
    n = _table([int(number * per) if good else 0 for number, good in zip(numbers, fits, strict=True)], np.float64)[
        codes
    ]
    if all(fits):
        return Numbers(n, per, valid)
    beside = np.flatnonzero(~np.array([*fits, True])[codes])
    return Numbers(n, per, valid, {int(row): numbers[int(codes[row])] for row in beside})


def _common(per: int, numbers: Iterable[Fraction]) -> int:
    """The coarsest scale, none coarser than ``per``, on which the numbers are whole; none finer than ours is taken."""
    for denominator in sorted({number.denominator for number in numbers}):
        finer = lcm(per, denominator)
        if finer <= max(_FINEST, per):
            per = finer
    return per


def _fits(number: Fraction, per: int) -> bool:
    return per % number.denominator == 0 and abs(number.numerator) * (per // number.denominator) < EXACT


# --- numbers in bulk ---


def _numbers(values: Any, wholes: Wholes, wanted: Wanted) -> Read:
    """Those read in bulk, after their domain was checked, with those that were read one by one."""
    wholes = _with_factor(wholes, FACTORS[wanted.mark]) if wanted.mark else wholes
    n, per, there = wholes.n, wholes.per, wholes.there
    outside = _outside(wholes, wanted.domain)
    if not (len(wholes.doubtful) or len(outside)):
        low = 1 if there is None and len(n) and _is_above_zero(wanted.domain) else min(int(wholes.low), 0)
        return Read(Numbers(n, per, there, low=low, high=max(int(wholes.high), 0)))
    rows = np.union1d(wholes.doubtful, outside)
    n[rows] = 0
    found = distinct_in(values, there, rows)
    outcomes = _outcomes(found.cells, wanted)
    return Read(_merged(n, per, there, found, outcomes), *_beside(found, outcomes, wanted))


def _with_factor(wholes: Wholes, factor: Fraction) -> Wholes:
    """Under 完成率(%) the numbers are hundredths, under 投资(亿元) many times as large."""
    if factor == 1:
        return wholes
    per = wholes.per * factor.denominator
    shared = gcd(per, factor.numerator)
    times = factor.numerator // shared
    np.multiply(wholes.n, times, out=wholes.n)
    low, high = wholes.low * times, wholes.high * times
    return Wholes(wholes.n, per // shared, wholes.doubtful, low, high, wholes.there)


def _outside(wholes: Wholes, domain: Domain) -> Rows:
    """Rows whose number is too large to be held, not whole, beyond a bound, or the one value that is excluded."""
    least, most = bounds_within(wholes.per, domain)
    is_bounded = not (least <= wholes.low and wholes.high <= most)
    must_be_whole = domain.integer and wholes.per > 1
    excluded = None if domain.excluded is None else domain.excluded * wholes.per
    if excluded is not None and not (excluded.denominator == 1 and wholes.low <= excluded <= wholes.high):
        excluded = None
    if not is_bounded and not must_be_whole and excluded is None:
        return _NO_ROWS
    n, found = wholes.n, np.zeros(len(wholes.n), bool)
    if is_bounded:
        found |= (n < least) | (n > most)
    if must_be_whole:
        found |= np.fmod(n, wholes.per) != 0
    if excluded is not None:
        found |= n == int(excluded)
    if wholes.there is not None:
        found &= wholes.there
    return np.flatnonzero(found)


def _is_above_zero(domain: Domain) -> bool:
    low = domain.low
    return low is not None and (low.numerator > 0 or (domain.low_open and low.numerator == 0))


def bounds_within(per: int, domain: Domain) -> tuple[float, float]:
    """The least and the largest ``n`` within the domain that a column can hold."""
    least, most = -EXACT + 1, EXACT - 1
    if domain.low is not None:
        whole, rest = divmod(domain.low.numerator * per, domain.low.denominator)
        least = max(least, whole + (rest > 0 or domain.low_open))
    if domain.high is not None:
        whole, rest = divmod(domain.high.numerator * per, domain.high.denominator)
        most = min(most, whole - (rest == 0 and domain.high_open))
    return float(least), float(most)


def _merged(n: npt.NDArray[np.float64], per: int, there: Mask, found: Distinct, outcomes: Sequence[Outcome]) -> Numbers:
    """The values that were read one by one take their places; those that the scale cannot hold stand beside it."""
    numbers = [outcome for outcome in outcomes if isinstance(outcome, Fraction)]
    finer = _common(per, numbers) if np.abs(n).max(initial=0) * (_FINEST // min(per, _FINEST)) < EXACT else per
    n *= finer // per
    rows, codes = found.all_rows, found.codes
    is_there = _table([isinstance(outcome, Fraction) for outcome in outcomes], bool)
    fits = [isinstance(outcome, Fraction) and _fits(outcome, finer) for outcome in outcomes]
    values = [outcome if isinstance(outcome, Fraction) else Fraction(0) for outcome in outcomes]
    whole = [int(value * finer) if good else 0 for value, good in zip(values, fits, strict=True)]
    n[rows] = _table(whole, np.float64)[codes]
    valid = np.ones(len(n), bool) if there is None else there.copy()
    valid[rows] = is_there[codes]
    beside = np.flatnonzero((is_there & ~_table(fits, bool))[codes])
    odd = {int(rows[place]): values[int(codes[place])] for place in beside}
    return Numbers(n, finer, _unless_all(valid), odd, low=int(n.min()), high=int(n.max()))
