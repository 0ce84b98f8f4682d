"""Which rows belong together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from govperf.columns.cohort_order import arranged, countable, ordered, steps
from govperf.columns.cohort_values import Rows
from govperf.columns.model import Codes, Column, Days, Floats, Numbers, Quotients, Truths

SHORT = 2**16
"""Groups below this have codes that NumPy sorts by their digits, which is some fifteen times as fast."""


@frozen(eq=False)
class Groups:
    """The group of each row, from 0 up to below ``count``; ``codes`` is None where all are in one."""

    codes: Rows | None
    count: int
    length: int

    def at(self, rows: Rows | None) -> Groups:
        """The groups of some rows (None: of all)."""
        if rows is None:
            return self
        return Groups(None if self.codes is None else self.codes[rows], self.count, len(rows))

    def sizes(self) -> Floats:
        """How many rows each group has."""
        if self.codes is None:
            return np.array([self.length], np.float64)
        return np.bincount(self.codes, minlength=self.count).astype(np.float64)

    def by_group(self) -> Rows:
        """The rows, those of a group side by side, in their order."""
        if self.codes is None:
            return np.arange(self.length)
        if self.count <= SHORT:
            return np.argsort(self.codes.astype(np.uint16), kind="stable")
        return arranged(self.codes, self.count)[0]

    def all_codes(self) -> Rows:
        """The group of each row, written out."""
        return np.zeros(self.length, np.intp) if self.codes is None else self.codes


def everybody(length: int) -> Groups:
    """One group of all rows."""
    return Groups(None, 1, length)


def grouped(keys: Sequence[Column], length: int) -> Groups:
    """Rows with equal keys belong together. A key that is missing counts like some value: the caller knows better."""
    found = everybody(length)
    for key in keys:
        codes, span = _key(key)
        found = _joined(found, codes, span)
    return found


def _key(key: Column) -> tuple[Rows, int]:
    match key:
        case Codes():
            codes = key.codes.astype(np.intp)
            return (codes if key.valid is None else np.maximum(codes, 0)), max(1, len(key.labels))
        case Truths():
            return key.flags.astype(np.intp), 2
        case Days():
            found = ordered(Numbers(key.ordinals))
            return found.codes, found.span
        case Numbers() | Quotients():
            found = ordered(key)
            return found.codes, found.span


def _joined(groups: Groups, codes: Rows, span: int) -> Groups:
    both = codes if groups.codes is None else groups.codes * span + codes
    return dense(both, groups.count * span)


def dense(codes: Rows, span: int) -> Groups:
    """Groups from codes; many that do not occur are done away with."""
    length = len(codes)
    if countable(span, length):
        return Groups(codes, span, length)
    order, ranked = arranged(codes, span)
    new = steps(ranked)
    found = np.empty(length, np.intp)
    found[order] = np.cumsum(new) - 1
    return Groups(found, int(new.sum()), length)
