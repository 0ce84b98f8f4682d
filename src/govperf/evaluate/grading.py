"""The grade of one object before quotas: band, further conditions, 降等, 不高于, 一票否决."""

from __future__ import annotations

from collections.abc import Callable

from govperf.evaluate.meaning import Frame, GradeNote, World, failed, holds, present
from govperf.terms import failures
from govperf.terms.terms import GradeStep, Grading, Placement, Value
from govperf.values import Missing, show_value


def grading(term: Grading, frame: Frame, world: World) -> Value:
    """The grade, or 缺 where a 不定等次 applies; each step that changes it is noted."""
    for step in term.steps:
        if step.kind == "不定等次" and holds(step.condition, frame, world):
            world.step(frame, GradeNote(None, f"不定等次：{step.words}", step.clause))
            return Missing.ABSENT
    names = grade_names(term)
    index = _banded(term, frame, world)
    index = admitted(term, index, frame, world, lambda note: world.step(frame, note))
    for step in term.steps:
        index = _moved(step, index, names, frame, world)
    return names[index]


def grade_names(term: Grading | Placement) -> tuple[str, ...]:
    """All grades, best first."""
    return tuple(dict.fromkeys((*(band.grade for band in term.bands), *((term.below,) if term.below else ()))))


def _banded(term: Grading, frame: Frame, world: World) -> int:
    score = present(term.score, frame, world)
    names = grade_names(term)
    if term.by_choice:
        if score in names:
            world.step(frame, GradeNote(str(score), "拟定"))
            return names.index(score)
    else:
        for band in term.bands:
            if band.band is None or holds(band.band, frame, world):
                world.step(frame, GradeNote(band.grade, band.words, band.clause))
                return names.index(band.grade)
    raise failed(term.failure or failures.NO_GRADE, term, frame, value=show_value(score))


def admitted(
    term: Grading | Placement, index: int, frame: Frame, world: World, note: Callable[[GradeNote], None]
) -> int:
    """The first grade from ``index`` down whose further condition holds; ``note`` is told of each that does not."""
    names = grade_names(term)
    conditions = {band.grade: band for band in term.bands}
    while index < len(names):
        band = conditions.get(names[index])
        if band is None or band.condition is None or holds(band.condition, frame, world):
            return index
        index += 1
        if index < len(names):
            reason = f"不满足“{band.condition_words}”"
            note(GradeNote(names[index], reason, band.clause))
    raise failed(failures.BELOW_LAST, term, frame, grade=names[-1])


def _moved(step: GradeStep, index: int, names: tuple[str, ...], frame: Frame, world: World) -> int:
    """Where a line moves the grade; 降等 stops at the last grade, or at what 以下 names below it."""
    if step.kind == "不定等次" or not holds(step.condition, frame, world):
        return index
    if step.kind == "降等":
        moved = min(index + step.steps, len(names) - 1)
        words = f"降{_numeral(step.steps)}等：{step.words}"
    elif step.kind == "不高于":
        moved = max(index, names.index(step.grade))
        words = f"不高于{step.grade}：{step.words}"
    else:
        moved = names.index(step.grade)
        words = f"一票否决：{step.words}"
    if moved != index:
        world.step(frame, GradeNote(names[moved], words, step.clause))
    return moved


def _numeral(steps: int) -> str:
    return {1: "一", 2: "二", 3: "三"}.get(steps, str(steps))
