"""Tables of columns from the data of objects, as a reader of frames would make them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from govperf.columns.model import Codes, Column, Days, LedgerTable, Numbers, Table, Truths
from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph
from govperf.terms.kinds import Base

SCALES = (1, 100, 10_000)


def table_of(graph: Graph, objects: Sequence[ObjectData], scale: int = 100) -> Table:
    """The objects as columns; numbers count in ``1/scale``, those that do not fit stand beside them."""
    ruleset = graph.ruleset
    columns = {
        one.key: column_of(one.domain.kind, [o.values.get(one.key) for o in objects], scale) for one in ruleset.inputs
    }
    ledgers = {}
    for ledger in ruleset.ledgers:
        rows = [o.ledgers.get(ledger.name) for o in objects]
        records = [row for found in rows for row in found or ()]
        offsets = np.concatenate([[0], np.cumsum([len(found or ()) for found in rows])]).astype(np.int64)
        cells = {c.key: column_of(c.domain.kind, [r.get(c.key) for r in records], scale) for c in ledger.columns}
        given = np.array([found is not None for found in rows], np.bool_)
        ledgers[ledger.name] = LedgerTable(offsets, cells, None if given.all() else given)
    names = np.array([o.name for o in objects], object)
    problems = {index: o.problems for index, o in enumerate(objects) if o.problems}
    return Table(len(objects), columns, ledgers, names, problems)


def column_of(kind: Any, values: Sequence[Any], scale: int) -> Column:
    valid = np.array([value is not None for value in values], np.bool_)
    mask = None if valid.all() else valid
    match kind.base:
        case Base.BOOL:
            return Truths(np.array([value is True for value in values], np.bool_), mask)
        case Base.DATE:
            return Days(np.array([0 if v is None else v.toordinal() for v in values], np.float64), mask)
        case Base.TEXT:
            labels = tuple(dict.fromkeys(value for value in values if value is not None))
            return Codes(np.array([0 if v is None else labels.index(v) for v in values], np.int32), labels, mask)
        case Base.CHOICE:
            labels = tuple(kind.options)
            return Codes(np.array([0 if v is None else labels.index(v) for v in values], np.int8), labels, mask)
        case _:
            return numbers(values, scale, mask)


def numbers(values: Sequence[Fraction | None], scale: int, mask: Any) -> Numbers:
    n = np.zeros(len(values))
    odd = {}
    for row, value in enumerate(values):
        if value is not None:
            scaled = value * scale
            if scaled.denominator == 1 and abs(scaled) < 2**52:
                n[row] = float(scaled)
            else:
                odd[row] = value
    return Numbers(n, scale, mask, odd)


__all__ = ["Mapping", "datetime", "table_of"]
