"""Grades before quotas as choices among words."""

from __future__ import annotations

from collections.abc import Callable

from govperf.evaluate.grading import grade_names
from govperf.proofs.conditions import choice, same_word, strict, through
from govperf.proofs.forms import Forms
from govperf.terms.terms import GradeStep, Grading, Term
from govperf.values import Missing

Lower = Callable[[Term], int]
"""The form of a term that stands where the grades do."""


def grade_of(forms: Forms, term: Grading, lower: Lower) -> int:
    """The grade of an object, as :func:`govperf.evaluate.grading.grading` decides it."""
    names = grade_names(term)
    index = through(forms, _banded(forms, term, lower), lambda leaf: _admitted(forms, term, leaf, lower))
    for step in term.steps:
        if step.kind != "不定等次":
            index = _moved(forms, step, index, names, lower)
    found = through(forms, index, lambda leaf: _named(forms, leaf, names))
    ungraded = [lower(step.condition) for step in term.steps if step.kind == "不定等次"]
    for condition in reversed(ungraded):
        found = choice(forms, condition, forms.constant(Missing.ABSENT), found)
    return found


def _banded(forms: Forms, term: Grading, lower: Lower) -> int:
    """The number of the band, best first, as a choice between constants."""
    names = grade_names(term)
    score = strict(forms, lower(term.score))
    if term.by_choice:
        found = forms.failure()
        for number, name in reversed(list(enumerate(names))):
            found = choice(forms, same_word(forms, score, forms.constant(name)), forms.number(number), found)
        return found
    found = forms.failure()
    for band in reversed(term.bands):
        number = forms.number(names.index(band.grade))
        found = number if band.band is None else choice(forms, lower(band.band), number, found)
    # A score that does not exist has no grade, also where no band looks at it.
    return found if forms.safe(score) else _after(forms, score, found)


def _after(forms: Forms, score: int, found: int) -> int:
    """``found``, where the score exists."""
    form = forms[score]
    if form.op == "fail":
        return score
    return choice(forms, same_word(forms, score, score), found, forms.failure())


def _admitted(forms: Forms, term: Grading, leaf: int, lower: Lower) -> int:
    """The first grade from here down whose further condition holds."""
    start = forms.number_of(leaf)
    if start is None:
        return leaf
    names = grade_names(term)
    conditions = {band.grade: band.condition for band in term.bands}
    found = forms.failure()
    for number in range(len(names) - 1, int(start) - 1, -1):
        condition = conditions.get(names[number])
        here = forms.number(number)
        found = here if condition is None else choice(forms, lower(condition), here, found)
    return found


def _moved(forms: Forms, step: GradeStep, index: int, names: tuple[str, ...], lower: Lower) -> int:
    def to(leaf: int) -> int:
        place = forms.number_of(leaf)
        if place is None:
            return leaf
        match step.kind:
            case "降等":
                return forms.number(min(int(place) + step.steps, len(names) - 1))
            case "不高于":
                return forms.number(max(int(place), names.index(step.grade)))
            case _:
                return forms.number(names.index(step.grade))

    moved = through(forms, index, to)
    return choice(forms, lower(step.condition), moved, index)


def _named(forms: Forms, leaf: int, names: tuple[str, ...]) -> int:
    place = forms.number_of(leaf)
    return leaf if place is None else forms.constant(names[int(place)])
