"""Single rows by the generated code for single objects as far as that goes, by the evaluation of terms elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.columns.model import Numbers, Supplied
from govperf.columns.rows import ByRows
from govperf.columns.unread import Unread
from govperf.errors import GovperfError
from govperf.terms.terms import Read, Value
from govperf.values import Missing

WORTH_A_KERNEL = 30
"""So many rows pay for the generated code."""

MOST_KEPT = 10_000
"""So many rows are remembered: whoever asks for one value of them often asks for the others."""

_POWERS = frozenset(10**places for places in range(16))

Quick = Callable[[int], Mapping[str, Value] | None]


@define(eq=False)
class Exactly:
    """The exact values of single rows; ``wanted`` are the nodes that can be asked for."""

    by_rows: ByRows
    wanted: Sequence[str]
    _asked: int = 0
    _quick: Quick | None = None
    _kept: dict[int, Mapping[str, Value] | None] = field(factory=dict)

    def of(self, key: str) -> Callable[[int], Fraction]:
        """The number that a node is worth in a row."""

        def exact(row: int) -> Fraction:
            quick = self._row(row) if key in self.wanted else None
            match self.by_rows.outcome(Read(key), key, row) if quick is None else quick[key]:
                case Fraction() as value:
                    return value
                case other:
                    raise AssertionError(other)

        return exact

    def _row(self, row: int) -> Mapping[str, Value] | None:
        self._asked += 1
        if self._asked == WORTH_A_KERNEL:
            self._quick = quick_rows(self.by_rows, self.wanted)
        if self._quick is None:
            return None
        if row not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[row] = self._quick(row)
        return self._kept[row]


def scored_rows(
    by_rows: ByRows, rows: Sequence[int], wanted: Sequence[str]
) -> tuple[dict[int, GovperfError], dict[int, Mapping[str, Value]]]:
    """The errors and the values of rows."""
    errors: dict[int, GovperfError] = {}
    values: dict[int, Mapping[str, Value]] = {}
    quick = quick_rows(by_rows, wanted) if len(rows) >= WORTH_A_KERNEL else None
    for row in rows:
        raw = None if quick is None else quick(row)
        found = by_rows.scored(row, wanted) if raw is None else raw
        if isinstance(found, GovperfError):
            errors[row] = found
        else:
            values[row] = found
    return errors, values


def quick_rows(by_rows: ByRows, wanted: Sequence[str]) -> Quick | None:
    """Scores single objects by the generated code for those, as far as that goes; None where that is not at all."""
    from govperf.evaluate.kernel import kernel_of

    if by_rows.known or by_rows.whole:
        return None
    kernel = kernel_of(by_rows.graph, by_rows.limits)
    if kernel is None or not {slot.key for slot in kernel.slots}.issuperset(wanted):
        return None
    names = {one.key: one.name for one in by_rows.graph.ruleset.inputs}
    readers = [(names[key], _reader(column)) for key, column in by_rows.table.columns.items()]

    def scored(row: int) -> Mapping[str, Value] | None:
        if row in by_rows.table.problems:
            return None
        given = ((name, read(row)) for name, read in readers)
        raw = kernel.run({name: value for name, value in given if value is not None})
        return None if raw is None else kernel.values(raw)

    return scored


def _reader(column: Supplied) -> Callable[[int], object]:
    """The value of a row as the generated code takes it soonest; None where there is none.

    Of the decimals that a column holds no two have the same nearest float: it is as good as the decimal.
    """
    if isinstance(column, Unread):
        scale = 1 if column.values.dtype.kind == "f" else column.per
        return lambda row: float(column.values[row]) / scale
    if not isinstance(column, Numbers) or column.per not in _POWERS:
        return lambda row: None if isinstance(value := column.value(row), Missing) else value
    n, per, odd, valid = column.n, float(column.per), column.odd, column.valid

    def read(row: int) -> object:
        if valid is not None and not valid[row]:
            return None
        return odd[row] if row in odd else float(n[row]) / per

    return read
