"""Which objects have too many records of a ledger, too few, or two of one key."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govperf.columns.cohort_order import steps
from govperf.columns.groups import grouped
from govperf.columns.model import Flags, LedgerTable
from govperf.diagnostics import Problem
from govperf.evaluate import records
from govperf.semantics import LedgerDefinition


def count_problems(definition: LedgerDefinition, ledger: LedgerTable) -> Mapping[int, tuple[Problem, ...]]:
    """What is wrong with the number of records (``共12条 每 月份``), by object; only of ledgers that are given.

    A ledger of which a number of records is asked counts as not given where it has none.
    """
    if definition.count is None and definition.per is None:
        return {}
    sizes = np.diff(ledger.offsets)
    doubtful = _repeated(definition, ledger)
    if definition.count is not None:
        doubtful |= sizes != definition.count
        doubtful &= sizes > 0
    if ledger.given is not None:
        doubtful &= ledger.given
    found = {int(row): _problems(definition, ledger, int(row)) for row in np.flatnonzero(doubtful)}
    return {row: problems for row, problems in found.items() if problems}


def _problems(definition: LedgerDefinition, ledger: LedgerTable, row: int) -> tuple[Problem, ...]:
    return tuple(records.count_problems(definition, ledger.records(row) or ()))


def _repeated(definition: LedgerDefinition, ledger: LedgerTable) -> Flags:
    """The objects that have two records with one key."""
    objects = len(ledger.offsets) - 1
    found = np.zeros(objects, np.bool_)
    key = ledger.columns.get(f"{definition.name}.{definition.per}")
    if definition.per is None or key is None or not len(key):
        return found
    groups = grouped([key], len(key))
    owners = np.repeat(np.arange(objects), np.diff(ledger.offsets))
    both = owners * groups.count + groups.all_codes()
    there = np.arange(len(key)) if key.valid is None else np.flatnonzero(key.valid)
    ranked = there[np.argsort(both[there])]
    found[owners[ranked[~steps(both[ranked])]]] = True
    return found
