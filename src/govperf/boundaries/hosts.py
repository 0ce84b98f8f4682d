"""Made-up objects as the records that hosts pass in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from govperf.evaluate.outcome import ObjectData, Row
from govperf.graph import Graph
from govperf.semantics import InputDefinition
from govperf.terms.terms import Value
from govperf.values import ends, to_python


def record_of(graph: Graph, data: ObjectData) -> dict[str, object]:
    """The object as a record for :meth:`govperf.Policy.score`.

    Whole numbers are ``int``, others ``Decimal`` (92.5% is ``Decimal("0.925")``), one without end ``Fraction``; the
    rest is ``str``, ``bool``, ``datetime.date``. Ledgers are lists of records.
    """
    names = names_of(graph)
    record: dict[str, object] = {names[key]: host_value(value) for key, value in data.values.items()}
    name = graph.ruleset.object_name
    if name and data.name and name not in record:
        record = {name: data.name, **record}
    for ledger in graph.ruleset.ledgers:
        if ledger.name in data.ledgers:
            columns = {column.key: column for column in ledger.columns}
            record[ledger.name] = [_row(row, columns) for row in data.ledgers[ledger.name]]
    return record


def names_of(graph: Graph) -> Mapping[str, str]:
    """What data calls each input, by its key: its name, for leaves of one name their full paths."""
    times = Counter(one.name for one in graph.ruleset.inputs)
    return {one.key: one.name if times[one.name] == 1 else one.key.removesuffix("#") for one in graph.ruleset.inputs}


def _row(row: Row, columns: Mapping[str, InputDefinition]) -> dict[str, object]:
    return {columns[key].name: host_value(value) for key, value in row.items() if key in columns}


def host_value(value: Value) -> object:
    """A value as a host would hold it."""
    if not isinstance(value, Fraction):
        return value
    if value.denominator == 1:
        return int(value)
    return to_python(value) if ends(value) else value
