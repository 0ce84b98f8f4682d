"""The heads that a table may have, as names are compared."""

from __future__ import annotations

from govperf.adapters.contract import InputsLike, LedgerLike
from govperf.adapters.records import object_key
from govperf.values import canonical


def known_heads(inputs: InputsLike) -> frozenset[str]:
    """The heads of the table of objects."""
    return frozenset(canonical(name) for name in (object_key(inputs), *(spec.name for spec in inputs)))


def ledger_heads(ledger: LedgerLike, key: str) -> frozenset[str]:
    """The heads of a ledger's table, the column that names the object included."""
    return frozenset(canonical(name) for name in (key, *(column.name for column in ledger.columns)))
