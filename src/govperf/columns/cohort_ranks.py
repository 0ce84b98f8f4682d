"""The standing of each row within its group: whom it comes behind, with whom it is level."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from govperf.columns.cohort_order import Ordered, arranged, countable, steps
from govperf.columns.cohort_values import Rows
from govperf.columns.groups import Groups
from govperf.columns.model import Floats


@frozen(eq=False)
class Standings:
    """Rows that are level share a class; ``first`` to ``last`` are the ranks that a class takes, from 1 (1,2,2,4).

    ``place`` counts the classes of the group (1,2,2,3).
    """

    classes: Rows
    first: Floats
    last: Floats
    place: Floats

    def ranks(self, *, dense: bool) -> Floats:
        """The rank of each row."""
        return np.take(self.place if dense else self.first, self.classes)


def standings(order: Ordered, groups: Groups) -> Standings:
    """Who stands where, the lowest code of the order first."""
    span = order.span
    if countable(groups.count * span, groups.length):
        codes = order.codes if groups.codes is None else groups.codes * span + order.codes
        return _counted(codes, groups.count, span)
    return _sorted(order, groups)


def joined(major: Ordered, minor: Ordered) -> Ordered:
    """The order by ``major``; where that is level, by ``minor``."""
    codes, span = major.codes * minor.span + minor.codes, major.span * minor.span
    if not countable(span, len(codes)):
        ranked, inorder = arranged(codes, span)
        new = steps(inorder)
        codes = np.empty(len(codes), np.intp)
        codes[ranked] = np.cumsum(new) - 1
        span = int(new.sum())
    return Ordered(codes, max(span, 1), major.values)


def _counted(codes: Rows, groups: int, span: int) -> Standings:
    """Counts how often each value occurs in each group: no sorting."""
    counts = np.bincount(codes, minlength=groups * span).reshape(groups, span)
    last = np.cumsum(counts, axis=1)
    first = last - counts + 1
    place = np.cumsum(counts > 0, axis=1)
    return Standings(codes, *(one.astype(np.float64).ravel() for one in (first, last, place)))


def _sorted(order: Ordered, groups: Groups) -> Standings:
    ranked, inorder = arranged(groups.all_codes() * order.span + order.codes, groups.count * order.span)
    new = steps(inorder)
    starts = np.flatnonzero(new)
    classes = np.empty(len(ranked), np.intp)
    classes[ranked] = np.cumsum(new) - 1
    owners = inorder[starts] // order.span
    heads = steps(owners)
    head = np.maximum.accumulate(np.where(heads, np.arange(len(starts)), 0))
    sizes = np.diff(np.append(starts, len(ranked)))
    first = starts - starts[head] + 1
    place = np.arange(len(starts)) - head + 1
    return Standings(classes, *(one.astype(np.float64) for one in (first, first + sizes - 1, place)))
