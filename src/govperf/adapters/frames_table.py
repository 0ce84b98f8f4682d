"""The table of results: who, every output, vetoes, notes, errors, a row for each object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govperf.adapters.frames_decimals import DIGITS
from govperf.adapters.frames_reading import Taken
from govperf.adapters.frames_results import ArrowColumn, exact_texts, shown_column
from govperf.adapters.results import problems_of
from govperf.columns.model import Answer, Nearly, Numbers, Quotients, Truths
from govperf.errors import GovperfError
from govperf.graph import Graph
from govperf.semantics import Definition, Role

VETOES: Final = "否决"
NOTES: Final = "备注"
ERRORS: Final = "错误"
EXACT: Final = "（精确）"
"""What follows the name of an output whose column says its values in full."""

_MOST_TOLD: Final = 20
Texts = npt.NDArray[np.object_]


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
        _note_rounded(notes, name, shown)
        if exact and definition.places is None:
            columns |= _exact(name, answer, definition)
    vetoes = [one for one in graph.ruleset.definitions if one.role is Role.VETO]
    more = {VETOES: _vetoes(vetoes, answer)} if vetoes else {}
    more |= {NOTES: notes, ERRORS: _errors(answer)}
    owner = {} if taken.owner is None else {taken.owner.name: taken.names}
    added = {_free(name, columns): pa.array(texts, pa.large_string()) for name, texts in more.items()}
    return pa.table({**{_free(name, columns): values for name, values in owner.items()}, **columns, **added})


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that no output bears: theirs come first."""
    while name in taken:
        name += "#"
    return name


def _exact(name: str, answer: Answer, definition: Definition) -> dict[str, Any]:
    column = answer.columns[definition.key]
    return {name + EXACT: exact_texts(column, None)} if isinstance(column, Numbers | Quotients | Nearly) else {}


def _empty(length: int) -> Texts:
    return np.full(length, None, object)


def _notes(taken: Taken, answer: Answer) -> Texts:
    found = _empty(answer.length)
    for row, notes in taken.notes.items():
        if row not in answer.errors:
            found[row] = "；".join(notes)
    return found


def _note_rounded(notes: Texts, name: str, shown: ArrowColumn) -> None:
    """Says in a row that its number is not the exact one."""
    if not len(shown.rounded):
        return
    scale = shown.values.type.scale
    gone = shown.values.is_null().to_numpy(zero_copy_only=False)
    for row in shown.rounded.tolist():
        said = (
            f"“{name}”除不尽，表里四舍五入到 {scale} 位小数"
            if not gone[row]
            else f"“{name}”超过 {DIGITS} 位，表里放不下"
        )
        notes[row] = f"{notes[row]}；{said}" if notes[row] else said


def _vetoes(vetoes: Iterable[Definition], answer: Answer) -> Texts:
    found = _empty(answer.length)
    for one in vetoes:
        column = answer.columns.get(one.key)
        if not isinstance(column, Truths):
            continue
        struck = np.ascontiguousarray(column.flags) if column.valid is None else column.flags & column.valid
        said = f"{one.name}（{one.remarks.clause}）" if one.remarks.clause else one.name
        for row in np.flatnonzero(struck).tolist():
            found[row] = f"{found[row]}；{said}" if found[row] else said
    return found


def _errors(answer: Answer) -> Texts:
    found = _empty(answer.length)
    said: dict[int, str] = {}
    for row, error in answer.errors.items():
        if id(error) not in said:  # rows may share one
            said[id(error)] = "；".join(in_words(error))
        found[row] = said[id(error)]
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
