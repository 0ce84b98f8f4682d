"""Compares the working of a value with the one that a case holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from govperf.cases.model import CaseFailure, Snapshot
from govperf.cases.tracing import working_lines
from govperf.errors import GovperfError
from govperf.evaluate.evaluation import Evaluation, Trace
from govperf.evaluate.outcome import Place
from govperf.evaluate.scoring import shown_keys
from govperf.syntax.declarations import ExpectedWorking

MOST_LINES = 60


def compared_working(evaluation: Evaluation, key: str, expected: ExpectedWorking) -> Iterator[CaseFailure]:
    """A failure where the working is another than the case says."""
    wanted = [cell.text.rstrip() for cell in expected.lines]
    found = working_of(evaluation, key)
    if found == wanted and found:
        return
    name = evaluation.graph[key].name if key else ""
    snapshot = Snapshot(tuple(found), expected.span)
    if not found:
        message = f"{name or '结果'}没有算出来，没有说明"
    elif not wanted:
        message = f"{name}的说明还没有写下来（用 --update 写入）" if name else "说明还没有写下来（用 --update 写入）"
    else:
        message = "\n".join((f"{name}的说明不同：" if name else "说明不同：", *_difference(wanted, found)))
    yield CaseFailure(message, name, span=expected.span, snapshot=snapshot)


def _difference(wanted: list[str], found: list[str]) -> list[str]:
    """Lines that are expected, lines that are there, as a difference of texts."""
    lines = [line for line in difflib.ndiff(wanted, found) if not line.startswith("?")]
    kept = [line.rstrip() for line in lines]
    return kept if len(kept) <= MOST_LINES else [*kept[:MOST_LINES], "……"]


def working_of(evaluation: Evaluation, key: str) -> list[str]:
    """The lines of the working of a node, of all outputs where ``key`` is empty; of several objects each by name."""
    if not evaluation.whole:
        return _of_object(evaluation, key, 0)
    lines = []
    for index, data in enumerate(evaluation.objects):
        lines.append(data.name or f"第{index + 1}个")
        lines.extend(f"  {line}" for line in _of_object(evaluation, key, index))
    return lines


def _of_object(evaluation: Evaluation, key: str, index: int) -> list[str]:
    found = working_lines(evaluation, Place(index, key)) if key else _of_all(evaluation, index)
    return [row.rstrip() for line in found for row in line.splitlines()]


def _of_all(evaluation: Evaluation, index: int) -> list[str]:
    from govperf.explain.explaining import explain_found
    from govperf.explain.text import lines_of

    trace = Trace(index)
    again = Evaluation(
        evaluation.graph, evaluation.objects, evaluation.limits, evaluation.whole, evaluation.left_out, trace
    )
    try:
        for key in shown_keys(evaluation.graph):
            again.outcome(Place(index, key))
        return list(lines_of(explain_found(evaluation.graph, again, trace)))
    except GovperfError:
        return []
