"""Records with equal keys count once: 同一 键 取最高, 取最低, 取首个, 取平均, 取合计."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from govperf.columns.cohort_statistics import Entries, Options, statistic
from govperf.columns.cohort_values import Rows, taken
from govperf.columns.groups import Groups
from govperf.columns.model import Column, Numbers, Quotients

FUNCTIONS = {"取最高": "最高", "取最低": "最低", "取平均": "平均", "取合计": "合计"}


@frozen(eq=False)
class Once:
    """The first record of each key (its place among those given) with the value that stands for all of them."""

    places: Rows
    values: Column


def once_per_key(values: Column, owners: Rows, keys: Groups, take: str) -> Once | None:
    """One value for each key of each owner, in the order in which the keys first occur; None beyond columns."""
    both = owners * keys.count + keys.all_codes()
    _, firsts, kinds = np.unique(both, return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    places = firsts[order]
    if take not in FUNCTIONS or not isinstance(values, Numbers | Quotients):
        return Once(places, taken(values, places))
    standing = np.empty(len(order), np.intp)
    standing[order] = np.arange(len(order))
    entries = Entries(Groups(standing[kinds], len(places), len(both)), values)
    found = statistic(FUNCTIONS[take], entries, Options())
    return None if found is None else Once(places, found.column)
