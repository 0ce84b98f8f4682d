"""The columns of a result, known before any row is scored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from govperf.errors import GovperfError
from govperf.frozen import frozen
from govperf.policy import Policy

if TYPE_CHECKING:  # extras
    import pyarrow as pa
    from pyspark.sql import DataFrame

DIGITS: Final = 38
PLACES: Final = 18
"""Decimals of an output that the policy does not round."""
NOTES: Final = "备注"


@frozen
class Shape:
    """``arrow`` and ``spark`` are one schema in two forms; ``kept`` are those carried along, which stand first."""

    arrow: Any
    spark: Any
    kept: tuple[str, ...]

    def fitted(self, results: pa.Table, rows: pa.Table) -> pa.Table:
        """Results in this shape, beside what is carried along of their rows."""
        import pyarrow as pa

        columns = [rows[name] for name in self.kept]
        notes = results[NOTES].to_pylist()
        for name in self.arrow.names[len(self.kept) :]:
            wanted = self.arrow.field(name).type
            columns.append(results[name] if name == NOTES else _cast(results[name], wanted, name, notes))
        table = pa.table(columns, names=self.arrow.names)
        return table.set_column(self.arrow.get_field_index(NOTES), NOTES, pa.array(notes, pa.string())).cast(self.arrow)


def _cast(column: pa.ChunkedArray, wanted: pa.DataType, name: str, notes: list[str | None]) -> pa.ChunkedArray:
    """A column in the type that is promised; a number with more decimals than that is rounded, with a note.

    One that has no room there is left out, with a note as well.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_decimal(wanted):
        return column.cast(wanted)
    exact = column.cast(pa.decimal256(2 * DIGITS, column.type.scale))
    rounded = pc.round(exact, wanted.scale, "half_towards_infinity") if exact.type.scale > wanted.scale else exact
    lost = pc.greater_equal(pc.abs(rounded), pa.scalar(Decimal(10) ** (DIGITS - wanted.scale), rounded.type))
    _note(
        pc.and_(pc.not_equal(rounded, exact), pc.invert(lost)), f"“{name}”在表里四舍五入到 {wanted.scale} 位小数", notes
    )
    _note(lost, f"“{name}”超过 {DIGITS} 位，表里放不下", notes)
    return pc.if_else(lost, pa.scalar(None, rounded.type), rounded).cast(wanted)


def _note(rows: pa.ChunkedArray, said: str, notes: list[str | None]) -> None:
    import pyarrow.compute as pc

    for row in pc.indices_nonzero(pc.fill_null(rows, fill_value=False)).to_pylist():
        notes[row] = f"{notes[row]}；{said}" if notes[row] else said


def empty_table(df: DataFrame) -> pa.Table:
    """A table without rows that has the columns of a Spark table."""
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(df.schema).empty_table()


def shape_of(policy: Policy, empty: pa.Table, kept: tuple[str, ...], *, strict: bool) -> Shape:
    """The shape of the results for a table; raises InputError where it cannot be the data of the policy."""
    import pyarrow as pa

    results = policy.board(empty, strict=strict).frame.schema
    places = _places(policy)
    fields = [pa.field(one.name, _promised(one.type, places.get(one.name))) for one in results if one.name not in kept]
    for name in kept:
        if name in places:
            raise GovperfError(f"要带上的列“{name}”与规则的结果重名；请先改列名")
    return shape([*(empty.schema.field(name) for name in kept), *fields], kept)


def shape(fields: list[pa.Field], kept: tuple[str, ...]) -> Shape:
    """Fields in both forms."""
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = pa.schema([one.with_nullable(True) for one in fields])
    return Shape(schema, from_arrow_schema(schema), kept)


def _places(policy: Policy) -> dict[str, int]:
    """Decimals of each output."""
    ruleset = policy.graph.ruleset
    found = {}
    for key in ruleset.outputs:
        definition = policy.graph[key].definition
        places = None if definition is None else definition.places
        found[ruleset.paths.get(key, key)] = PLACES if places is None else places
    return found


def _promised(kind: pa.DataType, places: int | None) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_decimal(kind):
        return pa.decimal128(DIGITS, PLACES if places is None else places)
    if pa.types.is_dictionary(kind) or pa.types.is_large_string(kind):
        return pa.string()
    return kind
