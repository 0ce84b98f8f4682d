"""A comparison as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govperf.adapters.results import Sheet
from govperf.diagnostics import Language
from govperf.source import Span
from govperf.versions.causes import Moved, Nothing, Worth
from govperf.versions.compared import Compared
from govperf.versions.objects import ObjectChange
from govperf.versions.report import signed
from govperf.versions.words import verdict_word, word

_NAMES: Final[Mapping[Language, tuple[str, str, str]]] = {
    "zh": ("改动", "结果", "对象"),
    "en": ("changes", "results", "objects"),
}
_CHANGES: Final[Mapping[Language, tuple[str, ...]]] = {
    "zh": ("序号", "改动", "类别", "条文", "旧", "新", "旧依据", "新依据", "旧位置", "新位置", "结果不变"),
    "en": (
        "no",
        "change",
        "kind",
        "clause",
        "old",
        "new",
        "old 依据",
        "new 依据",
        "old place",
        "new place",
        "same results",
    ),
}
_EFFECTS: Final[Mapping[Language, tuple[str, ...]]] = {
    "zh": ("结果", "关系", "最大增幅", "最大降幅", "例"),
    "en": ("result", "relation", "largest rise", "largest fall", "example"),
}
_OBJECTS: Final[Mapping[Language, tuple[str, ...]]] = {
    "zh": ("对象", "结果", "旧", "新", "差", "哪一处改动", "这一处改动前", "这一处改动后", "这一处的差"),
    "en": ("object", "result", "old", "new", "difference", "by change", "before it", "after it", "part"),
}


def sheets_of(comparison: Compared, language: Language = "zh") -> list[Sheet]:
    """The changes, the results; the objects last, where there are any. One row for each cause of each result."""
    first, second, third = _NAMES[language]
    sheets = [
        Sheet(first, _CHANGES[language], tuple(_changes(comparison, language))),
        Sheet(second, _EFFECTS[language], tuple(_effects(comparison, language))),
    ]
    if comparison.objects is not None:
        rows = [row for one in comparison.objects.changed for row in _object(one, comparison, language)]
        total = word("totals", language)
        rows += [row for moved in comparison.objects.totals for row in _moved(total, moved, comparison, language)]
        sheets.append(Sheet(third, _OBJECTS[language], tuple(rows)))
    return sheets if comparison.objects is not None else [sheets[1], sheets[0]]


def _changes(comparison: Compared, language: Language) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate((*comparison.changes, *comparison.differences.renamed), start=1):
        action = one.action if language == "zh" else word(one.action, language) or "changed"
        kept = number - 1 in comparison.kept or one.action == "改名"
        words = (one.before, one.after, one.clause_before, one.clause_after)
        yield (number, action, one.sort, one.title, *words, _place(one.was), _place(one.now), kept)


def _place(span: Span | None) -> str | None:
    return None if span is None else f"{span.source.name}:{span.line}"


def _effects(comparison: Compared, language: Language) -> Iterator[tuple[object, ...]]:
    for one in comparison.effects:
        rise, fall = (None if each is None else signed(each.difference) for each in (one.rise, one.fall))
        example = next((each.instance for each in (one.rise, one.fall, *one.shifts) if each is not None), None)
        yield (one.name, verdict_word(one.verdict, language), rise, fall, None if example is None else example.told)


def _object(one: ObjectChange, comparison: Compared, language: Language) -> Iterator[tuple[object, ...]]:
    name = one.name or str(one.index + 1)
    if one.fails_before or one.fails_after:
        problems = "；".join(problem.say(language) for problem in (*one.before, *one.after))
        failed = word("FAILED", language)
        worths = (failed if one.fails_before else None, failed if one.fails_after else None)
        yield (name, None, *worths, None, problems, None, None, None)
    for moved in one.moved:
        yield from _moved(name, moved, comparison, language)


def _moved(name: str, moved: Moved, comparison: Compared, language: Language) -> Iterator[tuple[object, ...]]:
    own = (name, moved.name, _worth(moved.before, language), _worth(moved.after, language), moved.difference)
    for cause in moved.causes:
        titles = "；".join(f"{number + 1} {comparison.changes[number].title}" for number in cause.changes)
        yield (*own, titles, _worth(cause.before, language), _worth(cause.after, language), cause.part)


def _worth(worth: Worth, language: Language) -> object:
    return word(worth.name, language) if isinstance(worth, Nothing) else worth


__all__ = ["sheets_of"]
