"""Peers that score columns: numpy by hand, Polars, DuckDB; each compiled once, outside the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scalar.w2 import ACTUAL, DEDUCTIONS, NUMBERS, TARGET, VETO, WEIGHTS

from table import spelling
from table.model import BASELINE, Contender, Scores, codes
from table.rows import COMPLAINTS, MAIN, REVIEW, VISITS, Rows

Columns = Mapping[str, Any]


def short_floats(rows: Rows) -> dict[str, Any]:
    """Columns of float64 under names that every engine accepts."""
    return {spelling.SHORT[name]: column for name, column in rows.floats().items()}


# --- numpy, as a careful person writes it ---


def numpy_w1(of: Columns) -> Any:
    score = of[MAIN] * 0.9 + of[REVIEW] * 0.1 - np.minimum(of[VISITS], 2) - np.minimum(of[COMPLAINTS], 2)
    return score, _grade(score)


def numpy_w2(of: Columns) -> Any:
    total = np.zeros(len(of[REVIEW]))
    for number, weight in zip(NUMBERS, WEIGHTS, strict=True):
        total += float(weight) * np.minimum(of[ACTUAL[number]] / of[TARGET[number]], 1)
    lost = sum(of[name] for name in DEDUCTIONS)
    score = np.round(total * 0.9 + of[REVIEW] * 0.1 - np.minimum(lost, 5), 2)
    return score, np.where(of[VETO], np.int8(3), _grade(score))


def numpy_w3(of: Columns) -> Any:
    own = of[MAIN] * 0.9 + of[REVIEW] * 0.1 - np.minimum(of[VISITS], 2) - np.minimum(of[COMPLAINTS], 2)
    count = len(own)
    rank = count - np.searchsorted(np.sort(own), own, side="right") + 1
    points = np.where(rank <= 0.25 * count, 90, np.where(rank <= 0.55 * count, 80, 70))
    score = own * 0.6 + points * 0.4
    return score, _grade(score), rank


def _grade(score: Any) -> Any:
    """Adding comparisons is several times as quick as np.select."""
    grade = (score < 90).astype(np.int8)
    grade += score < 80
    grade += score < 70
    return grade


def _scores(found: Any) -> Scores:
    return Scores(found[0], codes(found[1]), found[2] if len(found) > 2 else None)


BY_NUMPY = {"W1": numpy_w1, "W2": numpy_w2, "W3": numpy_w3}


def numpy_engine(name: str) -> tuple[Contender, ...]:
    return (Contender(BASELINE, Rows.floats, BY_NUMPY[name], _scores),)


# --- Polars ---


def polars_engine(name: str) -> tuple[Contender, ...]:
    import polars as pl

    run = {"W1": polars_w1, "W2": polars_w2, "W3": polars_w3}[name]
    found = [Contender("Polars, float64", lambda rows: pl.DataFrame(short_floats(rows)), run, _from_frame)]
    if name == "W1":
        found.append(Contender("Polars, Decimal", _polars_decimals, run, _from_frame))
    return tuple(found)


def _polars_decimals(rows: Rows) -> Any:
    import polars as pl

    return pl.from_arrow(_decimals(rows)).cast(pl.Decimal(18, 4))


def polars_w1(frame: Any) -> Any:
    import polars as pl

    score = _polars_score(frame)
    return frame.lazy().select(s=score).with_columns(g=_polars_grade(pl.col("s"))).collect()


def _polars_score(frame: Any) -> Any:
    import polars as pl

    number = frame.schema["a"]
    nine, one, two = (
        pl.lit(text).cast(number) if number != pl.Float64 else pl.lit(float(text)) for text in ("0.9", "0.1", "2")
    )
    a, b, c, d = (pl.col(name) for name in "abcd")
    return a * nine + b * one - pl.min_horizontal(c, two) - pl.min_horizontal(d, two)


def _polars_grade(score: Any) -> Any:
    import polars as pl

    return (
        pl.when(score >= 90)
        .then(pl.lit(0, pl.Int8))
        .when(score >= 80)
        .then(pl.lit(1, pl.Int8))
        .when(score >= 70)
        .then(pl.lit(2, pl.Int8))
        .otherwise(pl.lit(3, pl.Int8))
    )


def polars_w2(frame: Any) -> Any:
    import polars as pl

    parts = [float(w) * pl.min_horizontal(pl.col(a) / pl.col(t), 1.0) for w, a, t in spelling.INDICATORS]
    lost = pl.sum_horizontal(*(f"d{n}" for n in range(1, 7)))
    score = (pl.sum_horizontal(*parts) * 0.9 + pl.col("b") * 0.1 - pl.min_horizontal(lost, 5.0)).round(2)
    grade = pl.when("veto").then(pl.lit(3, pl.Int8)).otherwise(_polars_grade(pl.col("s")))
    return frame.lazy().select("veto", s=score).select("s", g=grade).collect()


def polars_w3(frame: Any) -> Any:
    import polars as pl

    rank, count = pl.col("o").rank("min", descending=True), pl.len()
    points = pl.when(pl.col("r") <= 0.25 * count).then(90).when(pl.col("r") <= 0.55 * count).then(80).otherwise(70)
    ranked = frame.lazy().select(o=_polars_score(frame)).with_columns(r=rank)
    return ranked.select("r", s=pl.col("o") * 0.6 + points * 0.4).with_columns(g=_polars_grade(pl.col("s"))).collect()


def _from_frame(found: Any) -> Scores:
    rank = found["r"].to_numpy() if "r" in found.columns else None
    numbers = found["s"].to_numpy() if found["s"].dtype.is_float() else found["s"].to_list()
    return Scores(numbers, codes(found["g"].to_numpy()), rank)


# --- DuckDB ---


def duckdb_engine(name: str) -> tuple[Contender, ...]:
    text = {"W1": spelling.sql_w1("DOUBLE"), "W2": spelling.sql_w2(), "W3": spelling.sql_w3()}[name]
    found = [
        Contender("DuckDB, double", lambda rows: _loaded(_numbered(rows)), lambda db: _asked(db, text), _from_arrow)
    ]
    if name == "W1":
        exact = spelling.sql_w1("DECIMAL(2,1)")
        found.append(
            Contender(
                "DuckDB, DECIMAL", lambda rows: _loaded(_decimals(rows)), lambda db: _asked(db, exact), _from_arrow
            )
        )
    return tuple(found)


def _numbered(rows: Rows) -> Any:
    import pyarrow as pa

    return pa.table({"i": np.arange(rows.count), **short_floats(rows)})


def _decimals(rows: Rows) -> Any:
    """The same numbers as Arrow decimals: two words for each, the second nothing but the sign."""
    import pyarrow as pa

    hundredths = pa.decimal128(9, 2)
    words = {name: np.column_stack((column, column >> 63)) for name, column in rows.hundredths.items()}
    arrays = [pa.Array.from_buffers(hundredths, rows.count, [None, pa.py_buffer(both)]) for both in words.values()]
    return pa.table(arrays, names=[spelling.SHORT[name] for name in words])


def _loaded(table: Any) -> Any:
    """A database of its own with the table in it."""
    import duckdb

    db = duckdb.connect()
    db.register("given", table)
    db.execute("CREATE TABLE t AS SELECT * FROM given")
    return db


def _asked(db: Any, text: str) -> Any:
    return db.sql(text).to_arrow_table()


def _from_arrow(found: Any) -> Scores:
    import pyarrow as pa

    scores = found["s"]
    numbers = scores.to_numpy() if pa.types.is_floating(scores.type) else scores.to_pylist()
    rank = found["r"].to_numpy() if "r" in found.column_names else None
    return Scores(numbers, codes(found["g"].to_numpy()), rank)
