"""The results of a board as plain tables, before any file format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, Protocol

from govperf.adapters.place import Finding, Place
from govperf.adapters.records import Dataset
from govperf.diagnostics import Language, Problem, Severity
from govperf.errors import GovperfError
from govperf.frozen import frozen
from govperf.values import show_number, to_json_text

_HEADS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"row": "序号", "failed": "错误", "vetoes": "否决"},
    "en": {"row": "no", "failed": "error", "vetoes": "vetoes"},
}
_ERROR_HEADS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("表", "行", "单元格", "列", "对象", "级别", "代码", "问题", "办法"),
    "en": ("table", "row", "cell", "column", "object", "severity", "code", "problem", "what to do"),
}


class CardLike(Protocol):
    """What is read from one object's results."""

    def __getitem__(self, name: str) -> Any: ...

    def keys(self) -> Iterable[str]:
        """The names of the results."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The card as plain data: ``outputs``, perhaps ``indicators``, ``vetoes``, ``notes``."""
        ...

    @property
    def vetoes(self) -> Sequence[Any]:
        """The vetoes that applied, each with ``text`` and ``clause``."""
        ...

    @property
    def notes(self) -> Sequence[Any]:
        """What else is to be said about the results."""
        ...


class RowErrorLike(Protocol):
    """Why one object has no results."""

    @property
    def index(self) -> int:
        """Its position among the records, from 0."""
        ...

    @property
    def error(self) -> Exception:
        """The error, with ``problems``."""
        ...


class BoardLike(Protocol):
    """What is read from the results of a cohort."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> Any: ...

    @property
    def errors(self) -> Sequence[Any]:
        """A :class:`RowErrorLike` for each object without results."""
        ...

    @property
    def totals(self) -> Mapping[str, Any]:
        """The values of the cohort as a whole."""
        ...


@frozen
class Sheet:
    """A named table; cells are Decimal, Fraction, int, bool, date, text or None."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@frozen
class Outcome:
    """A scored file: results by record (None where a row failed), everything that was found, totals."""

    names: tuple[str, ...]
    cards: tuple[CardLike | None, ...]
    findings: tuple[Finding, ...]
    totals: Mapping[str, object]

    @property
    def failed(self) -> int:
        """How many objects have no results."""
        return sum(card is None for card in self.cards)

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error."""
        return self.failed > 0 or any(finding.severity is Severity.ERROR for finding in self.findings)


def outcome_of(board: BoardLike, dataset: Dataset) -> Outcome:
    """Puts the board's errors at their places in the file."""
    failed = {error.index: problems_of(error.error) for error in board.errors}
    cards = tuple(None if index in failed else board[index] for index in range(len(dataset.records)))
    located = [finding for index in sorted(failed) for finding in dataset.located(index, failed[index])]
    totals, faults = totals_of(board.totals)
    return Outcome(dataset.names, cards, (*dataset.findings, *located, *faults), totals)


def totals_of(totals: Mapping[str, Any]) -> tuple[dict[str, object], list[Finding]]:
    """The values of the cohort; one that could not be computed raises when it is read, and is told instead."""
    found: dict[str, object] = {}
    faults: dict[tuple[str, str], Finding] = {}
    for name in totals:
        try:
            found[name] = totals[name]
        except GovperfError as error:
            for problem in problems_of(error):
                faults[name, problem.message] = Finding(problem, Place("全体", head=name))
    return found, list(faults.values())


def veto_words(veto: Any) -> str:
    """A veto that applied, with its clause."""
    return f"{veto.text}（{veto.clause}）" if veto.clause else str(veto.text)


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """The problems that an error of the library carries."""
    problems = getattr(error, "problems", None)
    if problems is not None:
        return tuple(problems)
    problem = getattr(error, "problem", None)
    return () if problem is None else (problem,)


def result_sheet(outcome: Outcome, object_name: str | None, language: Language = "zh") -> Sheet:
    """One row per object in the order of the file: its name, its results, what went wrong."""
    named = any(outcome.names)
    keys = dict.fromkeys(chain.from_iterable(card.keys() for card in outcome.cards if card is not None))
    outputs = [key for key in keys if not (named and key == object_name)]
    vetoed = any(card is not None and card.vetoes for card in outcome.cards)
    failures = _failures(outcome, language) if outcome.failed else {}
    heads = result_heads(outputs, object_name, language, named=named, vetoed=vetoed, failed=bool(failures))
    rows = []
    for index, card in enumerate(outcome.cards):
        row: list[object] = [outcome.names[index] if named else index + 1]
        row += [_result(card, key) for key in outputs]
        row += ["；".join(map(veto_words, card.vetoes)) if card is not None else None] * vetoed
        row += [failures.get(index)] * bool(failures)
        rows.append(tuple(row))
    return Sheet("结果" if language == "zh" else "results", heads, tuple(rows))


def result_heads(
    outputs: Iterable[str], object_name: str | None, language: Language, *, named: bool, vetoed: bool, failed: bool
) -> tuple[str, ...]:
    """The heads of the table of results."""
    words = _HEADS[language]
    owner = object_name or "对象" if named else words["row"]
    return (owner, *outputs, *[words["vetoes"]] * vetoed, *[words["failed"]] * failed)


def about(outcome: Outcome, index: int) -> tuple[Finding, ...]:
    """Everything found about one object."""
    return tuple(finding for finding in outcome.findings if finding.index == index)


def _failures(outcome: Outcome, language: Language) -> dict[int, str]:
    """Why objects have no results, in the space of a cell, by their position."""
    codes: dict[int | None, dict[str, None]] = {}
    for finding in outcome.findings:
        if finding.severity is Severity.ERROR:
            codes.setdefault(finding.index, {})[_code(finding, language)] = None
    nothing = {"没有结果" if language == "zh" else "no result": None}
    missing = [index for index, card in enumerate(outcome.cards) if card is None]
    return {index: "、".join(codes.get(index, nothing)) for index in missing}


def totals_sheet(outcome: Outcome, language: Language = "zh") -> Sheet:
    """The values of the cohort as a whole, one per row."""
    zh = language == "zh"
    heads = ("全体", "值") if zh else ("cohort", "value")
    return Sheet("全体" if zh else "totals", heads, tuple((name, value) for name, value in outcome.totals.items()))


def finding_sheet(findings: Iterable[Finding], language: Language = "zh") -> Sheet:
    """Everything found, one per row, with its place."""
    name = "问题" if language == "zh" else "problems"
    return Sheet(name, _ERROR_HEADS[language], tuple(_finding_row(finding, language) for finding in findings))


def _finding_row(finding: Finding, language: Language) -> tuple[object, ...]:
    problem, place = finding.problem, finding.place
    severity = {"error": "错误", "warning": "警告", "note": "提示"}[finding.severity.value]
    return (
        place.table,
        place.row,
        place.address or None,
        place.head or None,
        finding.object_name or None,
        severity if language == "zh" else finding.severity.value,
        problem.code if language == "zh" else problem.template.slug,
        problem.say(language),
        problem.advise(language) or None,
    )


def _code(finding: Finding, language: Language) -> str:
    return finding.problem.code if language == "zh" else finding.problem.template.slug


def _result(card: CardLike | None, key: str) -> object:
    if card is None or key not in set(card.keys()):
        return None
    return card[key]


def shown(value: object) -> str:
    """A result for a person: ``92.00``, ``33.33…（100/3）``, 是; empty for 缺."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value:f}"
        case Fraction():
            return show_number(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return "、".join(map(shown, value))
        case Mapping():
            return "；".join(f"{key} {shown(item)}" for key, item in value.items())
        case _:
            return str(value)


def json_value(value: object) -> object:
    """A result for JSON: numbers as text in full (``"92.00"``, ``"100/3"``)."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case Fraction():
            return to_json_text(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return [json_value(item) for item in value]
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case _:
            return str(value)


def columns_of(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """The columns of a table, heads left out."""
    return zip(*sheet.rows, strict=True)


def is_numeric(column: Iterable[object]) -> bool:
    """Whether a column holds numbers, so that it is set flush right."""
    found = [value for value in column if value is not None]
    return bool(found) and all(isinstance(value, Decimal | Fraction | int) for value in found)
