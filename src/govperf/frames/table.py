"""The table of results: who, every output, vetoes, notes, errors, a row for each object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa

from govperf.adapters.results import problems_of
from govperf.columns.model import Answer, Nearly, Numbers, Quotients, Truths
from govperf.errors import GovperfError
from govperf.frames.reading import Taken
from govperf.frames.results import exact_texts, shown_column
from govperf.frames.texts import Texts
from govperf.graph import Graph
from govperf.semantics import Definition, Role

VETOES: Final = "否决"
NOTES: Final = "备注"
ERRORS: Final = "错误"
EXACT: Final = "（精确）"
"""What follows the name of an output whose column says its values in full."""

_MOST_TOLD: Final = 20


def result_table(graph: Graph, taken: Taken, answer: Answer, *, exact: bool = False) -> Any:
    """Results as an Arrow table; a row without results is empty but for its error."""
    notes = _notes(taken, answer)
    columns: dict[str, Any] = {}
    for key in graph.ruleset.outputs:
        name = graph.ruleset.paths.get(key, key)
        definition = graph[key].definition
        if definition is None or key not in answer.columns:
            continue
        shown = shown_column(answer.columns[key], definition.kind, definition.places)
        columns[name] = shown.values
        for rows, said in shown.remarks:
            notes.add(rows, f"“{name}”{said}")
        if exact and definition.places is None:
            columns |= _exact(name, answer, definition)
    vetoes = [one for one in graph.ruleset.definitions if one.role is Role.VETO]
    more = {VETOES: _vetoes(vetoes, answer)} if vetoes else {}
    more |= {NOTES: notes, ERRORS: _errors(answer)}
    owner = {} if taken.owner is None else {taken.owner.name: taken.names}
    added = {_free(name, columns): texts.column() for name, texts in more.items()}
    return pa.table({**{_free(name, columns): values for name, values in owner.items()}, **columns, **added})


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that no output bears: theirs come first."""
    while name in taken:
        name += "#"
    return name


def _exact(name: str, answer: Answer, definition: Definition) -> dict[str, Any]:
    column = answer.columns[definition.key]
    return {name + EXACT: exact_texts(column)} if isinstance(column, Numbers | Quotients | Nearly) else {}


def _notes(taken: Taken, answer: Answer) -> Texts:
    """What was odd about the data of rows that have results."""
    told = {row: notes for row, notes in taken.notes.items() if row not in answer.errors}
    found = Texts(answer.length)
    found.put(told, {notes: "；".join(notes) for notes in told.values()})
    return found


def _vetoes(vetoes: Iterable[Definition], answer: Answer) -> Texts:
    found = Texts(answer.length)
    for one in vetoes:
        column = answer.columns.get(one.key)
        if not isinstance(column, Truths):
            continue
        struck = column.flags if column.valid is None else column.flags & column.valid
        said = f"{one.name}（{one.remarks.clause}）" if one.remarks.clause else one.name
        found.add(np.flatnonzero(struck), said)
    return found


def _errors(answer: Answer) -> Texts:
    """Rows may share an error: it is put into words once."""
    errors = {id(error): error for error in answer.errors.values()}
    found = Texts(answer.length)
    told = {row: id(error) for row, error in answer.errors.items()}
    found.put(told, {key: "；".join(in_words(error)) for key, error in errors.items()})
    return found


def in_words(error: GovperfError) -> Iterator[str]:
    """What an error of a row tells, its code before each thing."""
    problems = problems_of(error)
    for problem in problems[:_MOST_TOLD]:
        yield f"{problem.code}：{problem.message}"
    if len(problems) > _MOST_TOLD:
        yield f"……共 {len(problems)} 处，其余从略"
    if not problems:
        yield str(error)
