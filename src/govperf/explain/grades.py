"""The way to a grade: the score, each step that changed the grade."""

from __future__ import annotations

from collections.abc import Mapping

from govperf.evaluate.meaning import GradeNote
from govperf.explain.formula import condition, whole
from govperf.explain.reasons import Step
from govperf.explain.seen import Seen, show
from govperf.explain.text import arrow, bracketed
from govperf.frozen import frozen
from govperf.source import Span
from govperf.terms import terms
from govperf.terms.walk import walk
from govperf.values import Missing


@frozen
class Grade:
    """What the trace has on the way to a grade.

    ``entry`` is the place at which the grade before quotas was found; ``vetoes`` are the words of those that
    hold, by key; ``subject`` is the score with its value, empty where it is known from above.
    """

    entry: Seen
    notes: tuple[GradeNote, ...]
    vetoes: Mapping[str, str]
    subject: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """Keys of the vetoes that are among the steps."""
        grading = grading_in(_definition_term(self.entry))
        reasons = {note.reason for note in self.notes}
        steps = () if grading is None else grading.steps
        return tuple(
            step.condition.key
            for step in steps
            if isinstance(step.condition, terms.Read) and f"{step.kind}：{step.words}" in reasons
        )


def grade_text(grade: Grade, seen: Seen, value: terms.Value, shown: str) -> tuple[str, tuple[Step, ...]]:
    """``考评得分 91 → 优秀（90以上）→ 限额 3 名已满，名次 4 → 良好`` with its steps."""
    steps = grade_steps(grade, seen)
    if not steps:
        return f"{shown}（不参评）" if isinstance(value, Missing) else shown, ()
    told: set[str] = set()
    first, *rest = steps
    start = f"{arrow(grade.subject)}{first.value}" if grade.subject else first.value
    text = f"{start}{bracketed([first.words, _clause(first, told)])}"
    for step in rest:
        text = f"{arrow(text)}{step.words}{bracketed([_clause(step, told)])}"
        text = f"{arrow(text)}{step.value}"
    return text, tuple(steps)


def _clause(step: Step, told: set[str]) -> str:
    """The clause of a step, once on a line."""
    if not step.clause or step.clause in told:
        return ""
    told.add(step.clause)
    return f"依据 {step.clause}"


def grade_steps(grade: Grade, seen: Seen) -> list[Step]:
    """Every step that changed the grade, the first the band."""
    words = dict(_conditions(grade, seen))
    return [_step(note, words) for note in grade.notes]


def subject_of(term: terms.Grading, seen: Seen) -> str:
    """The score that is graded, with its value."""
    value = seen.worth(term.score)
    if value is None or term.score.span is None:
        return ""
    if isinstance(term.score, terms.Read):
        return f"{seen.graph[term.score.key].name} {show(value, seen.form(term.score))}"
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


def _conditions(grade: Grade, seen: Seen) -> list[tuple[str, str]]:
    """The words of each condition with the same words and their values; the longest first."""
    entry = grade.entry
    grading = grading_in(_definition_term(entry))
    if grading is None:
        return []
    found: dict[str, str] = {}
    for step in grading.steps:
        key = step.condition.key if isinstance(step.condition, terms.Read) else ""
        known = grade.vetoes.get(key, "").partition("：")[2]
        found[step.words] = known or _shown(step.condition, step.words, step.span, (entry, seen))
    for band in grading.bands:
        if band.condition is not None:
            found[band.condition_words] = _shown(band.condition, band.condition_words, band.span, (entry, seen))
        if band.band is not None and band.band.span is not None:
            found[band.words] = entry.annotated(band.band.span)
    return sorted(found.items(), key=lambda item: -len(item[0]))


def _definition_term(seen: Seen) -> terms.Term:
    definition = seen.graph[seen.place.key].definition
    return terms.Constant("") if definition is None else definition.term


def _shown(term: terms.Term, words: str, line: Span | None, places: tuple[Seen, ...]) -> str:
    """The condition with its values from the first place where it was read."""
    span = whole(line, words)
    found = (seen for seen in places if any(seen.value(inside) is not None for inside in walk(term)))
    seen = next(found, None)
    return words if span is None or seen is None else condition(span, seen)
