"""Runs the cases of the pages: what is said of a wrong rule text, wrong data, a wrong file."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from tests.mistakes.pages import Case

import govperf
from govperf.adapters.files import read_data
from govperf.adapters.table_limits import TableLimits
from govperf.checks import TEMPLATES
from govperf.diagnostics import Diagnostic, Language, Problem, Template, render
from govperf.errors import DiagnosedError, GovperfError, InputError, ScoringError
from govperf.limits import Limits
from govperf.source import Source
from govperf.syntax import parse

NAME = "例.govperf"
HEX = "十六进制"
CHANGED = "改后 "
_NOISY = re.compile(r"[0-9]+[.][0-9]{15,}")

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
    """What the checks say of a policy that compiles has its own place: tests/checks."""
    said = [one for one in findings if one.template not in TEMPLATES]
    return [(one.template, _without_count(render([one], language))) for one in said]


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


def _write_all(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    """A file as text, as the bytes that 十六进制 spells, or as a workbook whose cells are parted by commas."""
    if text.startswith(HEX):
        path.write_bytes(bytes.fromhex(text.removeprefix(HEX)))
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for line in text.splitlines():
            book.active.append([float(cell) if _NOISY.fullmatch(cell) else cell for cell in line.split(",")])
        book.save(path)
    else:
        path.write_text(text, encoding="utf-8")


# --- how the cases of each room are run ---


def _checked(case: Case, folder: Path, language: Language) -> list[Said]:
    """A rule text alone, or with the files that it builds on, is checked."""
    settings = _settings(case)
    files = {name: text for name, text in case.more.items() if name.endswith(".govperf")}
    if not files and not case.text.startswith(HEX):
        return _found(govperf.check(case.text, **settings), language)
    _write_all(folder, {NAME: case.text, **files})
    said = _found(govperf.check(folder / NAME, **settings), language)
    return [(template, text.replace(f"{folder}/", "")) for template, text in said]


def _parsed(case: Case, folder: Path, language: Language) -> list[Said]:
    """A rule text is only read: what its names mean is not asked."""
    return _found(parse(Source(case.text, "规则")).diagnostics, language)


def _scored(case: Case, folder: Path, language: Language) -> list[Said]:
    """A record, or a list of them as a cohort, is scored."""
    settings = _settings(case)
    strict = {"strict": True} if settings.pop("strict", False) else {}
    whole = settings.pop("整组", False)
    policy = govperf.compile(case.text, **settings)
    data = json.loads(case.more["数据"], parse_constant=float)
    try:
        if isinstance(data, list) or whole:
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
    _write_all(folder, {name: case.more[name] for name in files})
    file = settings.pop("file", files[0] if files else "")
    limits = TableLimits(**settings.pop("limits_of_tables", {}))
    try:
        dataset = read_data(policy.inputs, folder / file, limits=limits, **settings)
    except InputError as error:
        return [(template, text.replace(f"{folder}/", "")) for template, text in _problems(error.problems, language)]
    said = []
    for finding in dataset.findings:
        (template, text) = _problems([finding.problem], language)[0]
        said.append((template, f"{finding.place.say(language)} | {text}"))
    return said


def _shelved(case: Case, folder: Path, language: Language) -> list[Said]:
    """A folder of rule files is loaded; 改后 names what a file says when it is loaded again."""
    settings = _settings(case)
    name, on, where = settings.pop("name", ""), settings.pop("on", None), settings.pop("folder", ".")
    changed = {file.removeprefix(CHANGED): text for file, text in case.more.items() if file.startswith(CHANGED)}
    _write_all(
        folder,
        {NAME: case.text, **{k: v for k, v in case.more.items() if k.endswith(".govperf") and k[0] != CHANGED[0]}},
    )
    said: list[Diagnostic] = []
    try:
        library = govperf.load_folder(folder / where, **settings)
        _write_all(folder, changed)
        said += library.reload() if changed else library.findings
        if name:
            library.policy(name, on=on)
    except DiagnosedError as error:
        said += error.diagnostics
    return [(template, text.replace(f"{folder}/", "")) for template, text in _found(said, language)]


_ROOMS: Mapping[str, Callable[[Case, Path, Language], list[Said]]] = {
    "syntax": _parsed,
    "semantics": _checked,
    "folders": _checked,
    "scoring": _scored,
    "data": _scored,
    "files": _read,
    "library": _shelved,
}
