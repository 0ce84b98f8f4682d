"""The way to a grade: the score, each step that changed the grade."""

from __future__ import annotations

from attrs import frozen

from govperf.evaluate.meaning import GradeNote
from govperf.explain.formula import condition
from govperf.explain.reasons import Step
from govperf.explain.seen import Seen, show
from govperf.source import Span
from govperf.terms import terms
from govperf.terms.walk import walk


@frozen
class Grade:
    """What the trace has on the way to a grade.

    ``entry`` is the place at which the grade before quotas was found; ``subject`` the score with its value, empty where it is
    known from above.
    """

    entry: Seen
    notes: tuple[GradeNote, ...]
    subject: str = ""


def grade_steps(grade: Grade, seen: Seen) -> list[Step]:
    """Every step that changed the grade, the first the band."""
    words = dict(_conditions(grade.entry, seen))
    return [_step(note, words) for note in grade.notes]


def subject_of(term: terms.Grading, seen: Seen) -> str:
    """The score that is graded, with its value."""
    value = seen.worth(term.score)
    if value is None or term.score.span is None:
        return ""
    if isinstance(term.score, terms.Read):
        return f"{seen.graph[term.score.key].name} {show(value, *seen.form(term.score))}"
    return f"{condition(term.score.span, seen)} = {show(value)}"


def grading_in(term: terms.Term) -> terms.Grading | None:
    """The grading inside the term of a grade."""
    return next((inside for inside in walk(term) if isinstance(inside, terms.Grading)), None)


def _step(note: GradeNote, conditions: dict[str, str]) -> Step:
    reason = note.reason
    for words, shown in conditions.items():
        if reason.endswith((words, f"{words}”")) and words != shown:
            reason = f"{reason[: reason.rindex(words)]}{shown}{'”' if reason.endswith('”') else ''}"
            break
    if note.grade is None:
        return Step("不定等次", reason.removeprefix("不定等次："), note.clause)
    return Step(note.grade, reason, note.clause)


def _conditions(entry: Seen, seen: Seen) -> list[tuple[str, str]]:
    """The words of each condition with the same words and their values; the longest first."""
    grading = grading_in(_definition_term(entry))
    if grading is None:
        return []
    found: dict[str, str] = {}
    for step in grading.steps:
        found[step.words] = _shown(step.condition, step.words, (entry, seen))
    for band in grading.bands:
        if band.condition is not None:
            found[band.condition_words] = _shown(band.condition, band.condition_words, (entry, seen))
        if band.band is not None:
            found[band.words] = _annotated(band.band.span, band.words, entry)
    return sorted(found.items(), key=lambda item: -len(item[0]))


def _definition_term(seen: Seen) -> terms.Term:
    definition = seen.graph[seen.place.key].definition
    return terms.Constant("") if definition is None else definition.term


def _shown(term: terms.Term, words: str, places: tuple[Seen, ...]) -> str:
    for seen in places:
        if term.span is not None and seen.value(term) is not None:
            return condition(_whole(term.span, words), seen)
    return words


def _whole(span: Span, words: str) -> Span:
    """The span of all the words where that of the term lost a bracket around it."""
    start = span.source.text.find(words, max(0, span.start - len(words)), span.start + len(words) + 1)
    return span if start < 0 else Span(span.source, start, start + len(words))


def _annotated(span: Span | None, words: str, seen: Seen) -> str:
    return words if span is None else seen.annotated(span)
