"""A table scores as its records do, whatever library holds it: the same values, the same errors, row for row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.often import often
from tests.strategies import policies

import govperf
from govperf.policy.board import problems_of

PAPERS = {
    "inputs": policies.papers_with_inputs(),
    "ledgers": policies.papers_with_ledgers(),
    "trees": policies.papers_with_trees(),
    "grades": policies.papers_with_grades(),
    "cohorts": policies.papers_of_cohorts(),
    "cohort ledgers": policies.papers_of_cohort_ledgers(),
}
Records = Sequence[Mapping[str, Any]]
ROUNDING = Context(prec=200, rounding=ROUND_HALF_UP)


def without_nan(record: Mapping[str, Any]) -> dict[str, Any]:
    """NaN is absence in pandas, a mistake elsewhere: unit tests say so."""
    return {key: None if isinstance(value, float) and value != value else value for key, value in record.items()}  # noqa: PLR0124


def heads_of(records: Records) -> list[str]:
    return list(dict.fromkeys(key for record in records for key in record))


def as_pandas(records: Records) -> Any:
    """Columns of objects, just as the records have them."""
    columns = {head: pd.Series([record.get(head) for record in records], dtype=object) for head in heads_of(records)}
    return pd.DataFrame(columns).set_index(pd.Index(range(100, 100 + len(records))))


def as_polars(records: Records) -> Any:
    """Columns of objects where one type does not hold all values."""
    return pl.DataFrame([_series(head, [record.get(head) for record in records]) for head in heads_of(records)])


def _series(head: str, values: list[Any]) -> Any:
    if all(value is None or isinstance(value, str) for value in values):
        return pl.Series(head, values, dtype=pl.String)
    return pl.Series(head, values, dtype=pl.Object)


def as_arrow(records: Records) -> Any:
    return pa.table({head: pa.array([record.get(head) for record in records]) for head in heads_of(records)})


def told(error: govperf.GovperfError) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in problems_of(error)]


def is_same(value: Any, cell: Any, note: str | None) -> bool:
    """A cell holds the value of the card; a value that does not end is rounded, and the row says so."""
    if isinstance(value, Fraction) and not isinstance(value, Decimal):
        exact = ROUNDING.divide(Decimal(value.numerator), Decimal(value.denominator))
        return bool(note) and exact.quantize(cell, context=ROUNDING) == cell
    return type(value) is type(cell) and bool(value == cell)


def differences(policy: govperf.Policy, records: Records, frame: Any, *, skip_bad: bool) -> list[Any]:
    """What the table says otherwise than the records."""
    board = policy.score_all(records, skip_bad=skip_bad)
    table = policy.board(frame, skip_bad=skip_bad)
    found: list[Any] = [(one.index, told(one.error)) for one in board.errors]
    if found != [(one.index, told(one.error)) for one in table.errors]:
        return [found, [(one.index, told(one.error)) for one in table.errors]]
    bad = {one.index for one in board.errors}
    rows = rows_of(table.frame)
    wrong = []
    for index, row in enumerate(rows):
        for name in policy.outputs:
            value = None if index in bad else board[index].get(name)
            if not is_same(value, row[name], row["备注"]):
                wrong.append((index, name, value, row[name]))
        if index not in bad and plain(table[index]) != plain(board[index]):
            wrong.append((index, plain(table[index]), plain(board[index])))
    return wrong


def plain(card: govperf.Scorecard) -> dict[str, Any]:
    """A card without its notes: of a column that is not used a table says so once, a record each time."""
    return {**card.to_dict(), "notes": None}


def rows_of(frame: Any) -> list[dict[str, Any]]:
    if isinstance(frame, pd.DataFrame):
        frame = pa.table({name: pa.array(frame[name].array) for name in frame.columns})
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    return frame.to_pylist()


@pytest.mark.parametrize("made", [as_pandas, as_polars], ids=["pandas", "polars"])
@pytest.mark.parametrize("kind", PAPERS)
def test_objects_in_columns(kind: str, made: Callable[[Records], Any]):
    @often(25)
    @given(st.data(), PAPERS[kind], st.booleans())
    def agree(data: st.DataObject, paper: policies.Paper, skip_bad: bool):
        policy = govperf.compile(paper.text)
        records = [without_nan(record) for record in data.draw(paper.cohort())]
        assert not differences(policy, records, made(records), skip_bad=skip_bad), records

    agree()
