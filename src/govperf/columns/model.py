"""Columns of exact values with the tables that are made of them.

A number is a whole one, held in a float64 where it is exact, over a scale that its column shares. Whatever does not fit
stands beside the column as a fraction; nothing is ever rounded to make it fit.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from govperf.columns.unread import Unread
from govperf.diagnostics import Problem
from govperf.errors import GovperfError
from govperf.evaluate.outcome import ObjectData, Outcome, Row
from govperf.terms.terms import Value
from govperf.values import Missing

Floats = npt.NDArray[np.float64]
"""Whole numbers below ``EXACT`` in size, or the parts of quotients of such."""
Indices = npt.NDArray[np.signedinteger[Any]]
Offsets = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Mask = Flags | None
"""One truth value for each row; None where it is the usual one for all of them."""

T = TypeVar("T")

EXACT = 2**52
"""Below this, whole numbers in float64 add, subtract, multiply and divide with a remainder exactly."""

NOTHING_ODD: Mapping[int, Fraction] = MappingProxyType({})


@frozen(eq=False)  # a column equals itself alone: nobody asks for its arrays to be compared
class Numbers:
    """Numbers ``n / per``.

    ``valid`` is False where there is none (None: all are there); of those, ``off`` is True where the value does not
    apply, which is not the same as 缺. ``odd`` holds, by row, the values that are too fine or too large: ``n`` is 0
    there. ``low`` and ``high`` bound all ``n`` (not those of ``odd``) where that is known.
    """

    n: Floats
    per: int = 1
    valid: Mask = None
    odd: Mapping[int, Fraction] = NOTHING_ODD
    off: Mask = None
    low: int | None = None
    high: int | None = None

    def __len__(self) -> int:
        return len(self.n)

    def value(self, row: int) -> Value:
        """The exact value of a row."""
        if (missing := missing_at(self, row)) is not None:
            return missing
        return self.odd[row] if row in self.odd else Fraction(int(self.n[row]), self.per)


@frozen(eq=False)
class Quotients:
    """Numbers ``top / (bottom × per)`` that were not rounded; ``bottom`` is above 0. The rest is as in Numbers."""

    top: Floats
    bottom: Floats
    per: int = 1
    valid: Mask = None
    odd: Mapping[int, Fraction] = NOTHING_ODD
    off: Mask = None

    def __len__(self) -> int:
        return len(self.top)

    def value(self, row: int) -> Value:
        """The exact value of a row."""
        if (missing := missing_at(self, row)) is not None:
            return missing
        return self.odd[row] if row in self.odd else Fraction(int(self.top[row]), int(self.bottom[row]) * self.per)


@frozen(eq=False)
class Fine:
    """Numbers ``(high + low) / per`` of some rows, off by no more than ``error / per`` where ``sure``."""

    high: Floats
    low: Floats
    per: int
    error: Fraction
    sure: Flags


@frozen(eq=False)
class Nearly:
    """Sums of quotients that were not rounded. Where ``whole``, the number is ``x / per`` exactly, ``x`` whole.

    Elsewhere it is off that by no more than ``error / per``, and ``exact`` computes it, in some 0.1–1 ms for a row;
    ``finer`` comes much nearer for many rows at once, where that can be done. The rows of ``late`` are near because
    their data is finer than floats: their values may well end, after whatever decimals. The rest is as in Numbers.
    """

    x: Floats
    per: int
    error: Fraction
    whole: Flags
    exact: Callable[[int], Fraction]
    valid: Mask = None
    odd: Mapping[int, Fraction] = NOTHING_ODD
    off: Mask = None
    finer: Callable[[Indices], Fine | None] | None = None
    late: Mask = None

    def __len__(self) -> int:
        return len(self.x)

    def value(self, row: int) -> Value:
        """The exact value of a row."""
        if (missing := missing_at(self, row)) is not None:
            return missing
        if row in self.odd:
            return self.odd[row]
        return Fraction(int(self.x[row]), self.per) if self.whole[row] else self.exact(row)


@frozen(eq=False)
class Codes:
    """Words, or choices with a few numbers among them: ``labels[codes[row]]``. No label stands twice.

    The codes are whole numbers of any width.
    """

    codes: Indices
    labels: tuple[str | Fraction, ...]
    valid: Mask = None
    off: Mask = None

    def __len__(self) -> int:
        return len(self.codes)

    def value(self, row: int) -> Value:
        """The exact value of a row."""
        missing = missing_at(self, row)
        return self.labels[self.codes[row]] if missing is None else missing


@frozen(eq=False)
class Truths:
    """是 or 否."""

    flags: Flags
    valid: Mask = None
    off: Mask = None

    def __len__(self) -> int:
        return len(self.flags)

    def value(self, row: int) -> Value:
        """The exact value of a row."""
        missing = missing_at(self, row)
        return bool(self.flags[row]) if missing is None else missing


@frozen(eq=False)
class Days:
    """Dates, as the ordinals that ``date.fromordinal`` reads, held in float64 like all whole numbers."""

    ordinals: Floats
    valid: Mask = None
    off: Mask = None

    def __len__(self) -> int:
        return len(self.ordinals)

    def value(self, row: int) -> Value:
        """The exact value of a row."""
        missing = missing_at(self, row)
        return datetime.date.fromordinal(int(self.ordinals[row])) if missing is None else missing


Column = Numbers | Quotients | Codes | Truths | Days
Shown = Column | Nearly
"""What a result can hold; no input and no value that other rows look at is Nearly."""
Supplied = Column | Unread
"""What the data of an object can hold; only where no value looks at other rows is it left unread."""


def as_read(column: Supplied) -> Column:
    """The column with all its numbers read; raises OtherwiseError."""
    if not isinstance(column, Unread):
        return column
    return Numbers(column.whole(), column.per, low=min(column.low, 0), high=max(column.high, 0))


def missing_at(column: Shown, row: int) -> Missing | None:
    """How the value of a row is missing; None where it is there."""
    if column.valid is None or column.valid[row]:
        return None
    off = column.off is not None and bool(column.off[row])
    return Missing.NOT_APPLICABLE if off else Missing.ABSENT


@frozen(eq=False)
class LedgerTable:
    """The records of all objects, one object's after the other's: those of object i are ``offsets[i]:offsets[i+1]``.

    ``columns`` go by the key of the column (``表彰.级别``); ``given`` is False where an object has no such ledger, not
    even one without records (None: all have it).
    """

    offsets: Offsets
    columns: Mapping[str, Column]
    given: Mask = None

    def rows(self, index: int) -> range:
        """The records of an object."""
        return range(int(self.offsets[index]), int(self.offsets[index + 1]))

    def records(self, index: int) -> tuple[Row, ...] | None:
        """The records of an object, exactly; None where it has no such ledger."""
        if self.given is not None and not self.given[index]:
            return None
        return tuple(dict(present_values(self.columns, row)) for row in self.rows(index))


class Names(Protocol):
    """The names of objects by row: texts; anything else where there is none."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int, /) -> object: ...


@frozen(eq=False)
class Table:
    """The data of many objects after it has been read: every value lies in its domain, or is missing with a problem.

    ``columns`` go by the key of the input, ``ledgers`` by name. ``problems`` is what is wrong with supplied values, by
    row, as in :class:`ObjectData`; ``slips`` are the names that look like a misspelt input, the same for all rows.
    """

    length: int
    columns: Mapping[str, Supplied]
    ledgers: Mapping[str, LedgerTable] = field(factory=dict)
    names: Names | None = None
    problems: Mapping[int, tuple[Problem, ...]] = field(factory=dict)
    slips: Mapping[str | int, Problem] = field(factory=dict)
    _kept: dict[object, object] = field(factory=dict, repr=False, init=False)

    def once(self, key: object, compute: Callable[[], T]) -> T:
        """What is worked out from the table once, whichever policies it is scored by."""
        if key not in self._kept:
            self._kept[key] = compute()
        return cast("T", self._kept[key])

    def check(self) -> None:
        """Looks at what was left unread, as far as nothing has read it; raises OtherwiseError."""
        for column in self.columns.values():
            if isinstance(column, Unread):
                column.check()

    def name(self, row: int) -> str:
        """What the object is called; empty where it has no name."""
        found = None if self.names is None else self.names[row]
        return found if isinstance(found, str) else ""

    def data(self, row: int) -> ObjectData:
        """The data of one object, for the evaluation that is the meaning of the policy."""
        found = {name: ledger.records(row) for name, ledger in self.ledgers.items()}
        ledgers = {name: records for name, records in found.items() if records is not None}
        values = dict(present_values(self.columns, row))
        return ObjectData(values, ledgers, {}, self.name(row), self.problems.get(row, ()), slips=self.slips)


def present_values(columns: Mapping[str, Column] | Mapping[str, Supplied], row: int) -> Iterator[tuple[str, Value]]:
    """The values of a row that are there, by key."""
    for key, column in columns.items():
        value = column.value(row)
        if not isinstance(value, Missing):
            yield key, value


@frozen(eq=False)
class Answer:
    """The values of a table by node, with the error of each object that has none.

    ``columns`` hold the nodes that a result shows; the rows of ``errors`` are missing in all of them. ``totals`` are
    the values of the cohort as a whole. ``by_rows`` counts the objects that columns could not settle, which were
    scored one by one; ``left_out`` are those whose bad data keeps them out of the cohort.
    """

    length: int
    columns: Mapping[str, Shown]
    errors: Mapping[int, GovperfError]
    totals: Mapping[str, Outcome] = field(factory=dict)
    by_rows: int = 0
    left_out: frozenset[int] = frozenset()
