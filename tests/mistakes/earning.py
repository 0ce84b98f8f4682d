"""Runs the cases of the pages: what is said of a wrong rule text, wrong data, a wrong file."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import govperf
from govperf.adapters.files import read_data
from govperf.adapters.table_limits import TableLimits
from govperf.diagnostics import Diagnostic, Language, Problem, Template, render
from govperf.errors import GovperfError, InputError, ScoringError
from govperf.limits import Limits
from tests.mistakes.pages import Case

NAME = "例.govperf"

Said = tuple[Template, str]
"""One thing that is said: its template, its text with place and advice."""


def earned(room: str, case: Case, folder: Path, language: Language = "zh") -> list[Said]:
    """Everything that is said of a case; ``folder`` is where its files may be written."""
    return _ROOMS[room](case, folder, language)


def _settings(case: Case) -> dict[str, Any]:
    given = json.loads(case.more.get("设定", "{}"))
    if "on" in given:
        given["on"] = datetime.date.fromisoformat(given["on"])
    if "limits" in given:
        given["limits"] = Limits(**given["limits"])
    return given


def _found(findings: Iterable[Diagnostic], language: Language) -> list[Said]:
    return [(one.template, _without_count(render([one], language))) for one in findings]


def _without_count(rendered: str) -> str:
    return rendered.rpartition("\n\n")[0]


def _problems(problems: Iterable[Problem], language: Language) -> list[Said]:
    """A problem as a finding at its words of the rule text, with the way to its value in the data."""
    said = []
    for problem in problems:
        finding = Diagnostic(problem.template, problem.span, problem.facts)
        text = _without_count(render([finding], language))
        way = "，".join(str(step) for step in problem.path)
        said.append((problem.template, f"{way} | {text}" if way else text))
    return said


# --- how the cases of each room are run ---


def _checked(case: Case, folder: Path, language: Language) -> list[Said]:
    """A rule text alone, or with the files that it builds on, is checked."""
    settings = _settings(case)
    files = {name: text for name, text in case.more.items() if name.endswith(".govperf")}
    if not files:
        return _found(govperf.check(case.text, **settings), language)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / NAME).write_text(case.text, encoding="utf-8")
    said = _found(govperf.check(folder / NAME, **settings), language)
    return [(template, text.replace(f"{folder}/", "")) for template, text in said]


def _scored(case: Case, folder: Path, language: Language) -> list[Said]:
    """A record, or a list of them as a cohort, is scored."""
    settings = _settings(case)
    strict = {"strict": True} if settings.pop("strict", False) else {}
    policy = govperf.compile(case.text, **settings)
    data = json.loads(case.more["数据"], parse_constant=float)
    try:
        if isinstance(data, list):
            board = policy.score_all(data, **strict)
            broken = [problem for row in board.errors for problem in _told(row.error)]
            cards = [board[index] for index in range(len(board)) if index not in {row.index for row in board.errors}]
        else:
            broken, cards = [], [policy.score(data, **strict)]
    except GovperfError as error:
        return _problems(_told(error), language)
    return _problems(_once([*broken, *(problem for card in cards for problem in _failed(card))]), language)


def _failed(card: govperf.Scorecard) -> Iterator[Problem]:
    """What stands in the way of the outputs of one object."""
    try:
        names = tuple(card)
    except GovperfError as error:
        yield from _told(error)
        return
    for name in names:
        try:
            card[name]
        except GovperfError as error:
            yield from _told(error)


def _told(error: GovperfError) -> Sequence[Problem]:
    return error.problems if isinstance(error, InputError | ScoringError) else [error.problem]  # type: ignore[attr-defined]


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """A mistake that several outputs share is shown once."""
    unique = {(one.template, one.path, str(one.facts), one.span): one for one in problems}
    return list(unique.values())


def _read(case: Case, folder: Path, language: Language) -> list[Said]:
    """A data file is read; the first attachment that is no JSON of ours is it."""
    settings = _settings(case)
    policy = govperf.compile(case.text)
    files = [name for name in case.more if name != "设定"]
    for name in files:
        (folder / name).write_text(case.more[name], encoding="utf-8")
    limits = TableLimits(**settings.pop("limits_of_tables", {}))
    try:
        dataset = read_data(policy.inputs, folder / files[0], limits=limits, **settings)
    except InputError as error:
        return _problems(error.problems, language)
    said = []
    for finding in dataset.findings:
        (template, text) = _problems([finding.problem], language)[0]
        said.append((template, f"{finding.place.say(language)} | {text}"))
    return said


_ROOMS: Mapping[str, Callable[[Case, Path, Language], list[Said]]] = {
    "syntax": _checked,
    "semantics": _checked,
    "folders": _checked,
    "scoring": _scored,
    "data": _scored,
    "files": _read,
}
