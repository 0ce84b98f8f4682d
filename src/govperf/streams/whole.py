"""Portions of a file put together again, kept as columns of exact values, for policies that look at all objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve

from govperf.columns.model import EXACT, Codes, Column, Days, LedgerTable, Mask, Numbers, Table, Truths, as_read
from govperf.frames.reading import Names
from govperf.streams.source import Portion

_FINEST = 10**6


def whole_of(portions: Sequence[Portion]) -> Portion:
    """One table with the rows of all; the numbers of its rows go on from portion to portion."""
    starts = np.cumsum([0, *(portion.table.length for portion in portions)]).tolist()
    tables = [portion.table for portion in portions]
    keys = list(tables[0].columns) if tables else []
    table = Table(
        starts[-1],
        {key: joined([as_read(one.columns[key]) for one in tables]) for key in keys},
        {name: _ledgers([one.ledgers[name] for one in tables]) for name in (tables[0].ledgers if tables else ())},
        _names(tables),
        _shifted([one.problems for one in tables], starts),
    )
    numbers = np.concatenate([np.asarray(one.numbers, np.int64) for one in portions] or [np.zeros(0, np.int64)])
    findings = tuple(
        finding if finding.index is None else evolve(finding, index=start + finding.index)
        for start, portion in zip(starts, portions, strict=False)
        for finding in portion.findings
    )
    notes = _shifted([one.notes for one in portions], starts)
    return Portion(table, numbers, findings, notes, _shifted([one.hidden for one in portions], starts))


def joined(parts: Sequence[Column]) -> Column:
    """Columns of one input, one below the other."""
    valid = _masks(parts)
    first = parts[0]
    match first:
        case Truths():
            return Truths(np.concatenate([one.flags for one in parts if isinstance(one, Truths)]), valid)
        case Days():
            return Days(np.concatenate([one.ordinals for one in parts if isinstance(one, Days)]), valid)
        case Codes():
            return _codes([one for one in parts if isinstance(one, Codes)], valid)
        case _:
            return _numbers([one for one in parts if isinstance(one, Numbers)], valid)


def _masks(parts: Sequence[Column]) -> Mask:
    if all(part.valid is None for part in parts):
        return None
    return np.concatenate([np.ones(len(part), bool) if part.valid is None else part.valid for part in parts])


def _codes(parts: Sequence[Codes], valid: Mask) -> Codes:
    labels = tuple(dict.fromkeys(label for part in parts for label in part.labels))
    place = {label: i for i, label in enumerate(labels)}
    tables = [np.array([place[label] for label in part.labels], np.int32) for part in parts]
    return Codes(np.concatenate([table[part.codes] for table, part in zip(tables, parts, strict=True)]), labels, valid)


def _numbers(parts: Sequence[Numbers], valid: Mask) -> Numbers:
    """On the coarsest scale that holds all of them; what it cannot hold stands beside it."""
    per = 1
    for part in parts:
        finer = lcm(per, part.per)
        per = finer if finer <= max(_FINEST, per) else per
    starts = np.cumsum([0, *(len(part) for part in parts)]).tolist()
    pieces, odd = [], dict[int, Fraction]()
    for start, part in zip(starts, parts, strict=False):
        odd |= {start + row: value for row, value in part.odd.items()}
        factor = per // part.per if per % part.per == 0 else 0
        beyond = np.flatnonzero(np.abs(part.n) * float(factor) >= EXACT) if factor else np.flatnonzero(part.n)
        odd |= {start + row: Fraction(int(part.n[row]), part.per) for row in beyond.tolist()}
        n = part.n * factor
        n[beyond] = 0
        pieces.append(n)
    n = np.concatenate(pieces)
    return Numbers(n, per, valid, odd, low=int(n.min(initial=0)), high=int(n.max(initial=0)))


def _ledgers(parts: Sequence[LedgerTable]) -> LedgerTable:
    sizes = np.concatenate([np.diff(part.offsets) for part in parts])
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    keys = list(parts[0].columns)
    columns = {key: joined([part.columns[key] for part in parts]) for key in keys}
    if all(part.given is None for part in parts):
        return LedgerTable(offsets, columns)
    given = [np.ones(len(part.offsets) - 1, bool) if part.given is None else part.given for part in parts]
    return LedgerTable(offsets, columns, np.concatenate(given))


def _names(tables: Sequence[Table]) -> Any:
    if not tables or tables[0].names is None:
        return None
    values = [one.names.values for one in tables if isinstance(one.names, Names)]
    return Names(pa.concat_arrays(values))


def _shifted(parts: Sequence[Mapping[int, Any]], starts: Sequence[int]) -> dict[int, Any]:
    return {start + row: told for start, part in zip(starts, parts, strict=False) for row, told in part.items()}
