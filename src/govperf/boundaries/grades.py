"""How a grade comes about: by a band, by a line that moves it."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.boundaries.tasks import Among, Holds, Later, Scope, Way, Ways
from govperf.boundaries.words import word_of
from govperf.evaluate.grading import grade_names
from govperf.terms.terms import GradeStep, Grading


def graded(term: Grading, scope: Scope, word: int) -> Ways:
    """The ways to each grade that is still possible; one line at most moves it."""
    calm = tuple(Holds(step.condition, scope, False) for step in term.steps)
    for place in range(len(term.bands)):
        yield (*band_of(term, place, scope), *calm, Among(word, (term.bands[place].grade,)))
    for step in term.steps:
        if step.kind != "不定等次":
            yield from _stepped(term, step, scope, word)
    for place in range(len(term.bands)):
        yield from _stepped_down(term, place, scope, calm, word)


def band_of(term: Grading, place: int, scope: Scope, *, admitted: bool = True) -> Way:
    """The score is in a band, the further condition of the band holds or not."""
    band = term.bands[place]
    if term.by_choice:
        inside: Way = (Later(lambda board: iter(((Among(word_of(board, term.score, scope), (band.grade,)),),))),)
    else:
        before = (one.band for one in term.bands[:place] if one.band is not None)
        inside = tuple(Holds(one, scope, False) for one in before)
        inside = inside if band.band is None else (*inside, Holds(band.band, scope))
    further = () if band.condition is None else (Holds(band.condition, scope, admitted),)
    return (*inside, *further)


def _stepped_down(term: Grading, place: int, scope: Scope, calm: Way, word: int) -> Iterator[Way]:
    """Into the next grade, as the further condition fails."""
    if term.bands[place].condition is None or place + 1 >= len(term.bands):
        return
    after = term.bands[place + 1]
    further = () if after.condition is None else (Holds(after.condition, scope),)
    down = band_of(term, place, scope, admitted=False)
    yield (*down, *further, *calm, Among(word, (after.grade,)))


def _stepped(term: Grading, step: GradeStep, scope: Scope, word: int) -> Iterator[Way]:
    """Every band with one line that moves it."""
    names = grade_names(term)
    others = tuple(Holds(one.condition, scope, False) for one in term.steps if one is not step)
    for place, band in enumerate(term.bands):
        moved = moved_by(step, names.index(band.grade), names)
        yield (Holds(step.condition, scope), *band_of(term, place, scope), *others, Among(word, (names[moved],)))


def moved_by(step: GradeStep, index: int, names: tuple[str, ...]) -> int:
    """Where a line moves the grade at a place of the scale."""
    if step.kind == "降等":
        return min(index + step.steps, len(names) - 1)
    if step.kind == "不高于":
        return max(index, names.index(step.grade))
    return names.index(step.grade) if step.kind == "一票否决" else index
