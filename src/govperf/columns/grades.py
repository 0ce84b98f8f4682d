"""Writes the way to a grade as block code: the place of the grade moves down the list of effects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govperf.columns.choices import MOST_COUNTED, first_of
from govperf.columns.code import Code, Mask, Operand
from govperf.columns.conditions import equal_to_label
from govperf.columns.made import LOST, Made, Truth, Word
from govperf.columns.writer import Writer
from govperf.evaluate.grading import grade_names
from govperf.terms.terms import Compare, Every, GradeStep, Grading, Term

CONTRARY: dict[str, Literal["<", "<=", ">", ">=", "=", "!="]] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "=": "!=",
    "!=": "=",
}


def grading(writer: Writer, term: Grading) -> Made:
    """The grade as the place of its name, best first; gone where a 不定等次 applies."""
    code, names = writer.code, grade_names(term)
    if len(names) > MOST_COUNTED:
        return LOST
    gone, bad = _ungraded(writer, term.steps)
    place, unbanded = _by_choice(writer, term, names) if term.by_choice else _banded(writer, term, names)
    place, unmet = _admitted(writer, term, names, place)
    failed = code.any_of(unbanded, unmet)
    for step in term.steps:
        if step.kind != "不定等次":
            truth = writer.condition(step.condition)
            failed = code.any_of(failed, truth.bad)
            place = code.pick_code(truth.flag, _moved(code, step, place, names), place)
    bad = code.any_of(bad, code.all_of(code.neither(gone), failed))
    return Word(place, names, gone=gone, bad=bad)


def _ungraded(writer: Writer, steps: Sequence[GradeStep]) -> tuple[Mask, Mask]:
    """Rows that a 不定等次 leaves without a grade; what stands behind the first that holds is not looked at."""
    code = writer.code
    gone: Mask = False
    bad: Mask = False
    for step in steps:
        if step.kind == "不定等次":
            truth = writer.condition(step.condition)
            bad = code.any_of(bad, code.all_of(code.neither(gone), truth.bad))
            gone = code.any_of(gone, truth.flag)
    return gone, bad


# --- the band ---


def _banded(writer: Writer, term: Grading, names: tuple[str, ...]) -> tuple[Operand, Mask]:
    """The first band that holds; a score in none of them fails, and so does one that is missing."""
    code = writer.code
    score = writer.present(term.score)
    truths = _band_truths(writer, term)
    passed, bad = first_of(code, truths)
    none = code.neither(code.any_of(*(truth.flag for truth in truths)))
    places = tuple(names.index(band.grade) for band in term.bands)
    place: Operand = passed
    if places != tuple(range(len(places))):
        if not isinstance(passed, str):
            place = (*places, 0)[passed]
        else:
            place = code.make("coded", code.looked_up(passed, (*map(float, places), 0.0)))
    return place, code.any_of(score.bad, bad, none)


def _band_truths(writer: Writer, term: Grading) -> list[Truth]:
    """The tests of the bands without what those before have settled: where 90以上 failed, 80~90 needs no upper end."""
    code = writer.code
    settled: set[Term] = set()
    found: list[Truth] = []
    for band in term.bands:
        tests = band.band.parts if isinstance(band.band, Every) else () if band.band is None else (band.band,)
        open_tests = [test for test in tests if test not in settled]
        truths = [writer.condition(test) for test in open_tests]
        flag, bad = code.all_of(*(one.flag for one in truths)), code.any_of(*(one.bad for one in truths))
        found.append(Truth(flag, bad=bad))
        if len(open_tests) == 1 and isinstance(open_tests[0], Compare):
            failed = open_tests[0]
            settled.add(Compare(CONTRARY[failed.operator], failed.left, failed.right))
    return found


def _by_choice(writer: Writer, term: Grading, names: tuple[str, ...]) -> tuple[Operand, Mask]:
    """The grade that the score names already."""
    code, score = writer.code, writer.present(term.score)
    if not isinstance(score, Word):
        return 0, True
    tests = [Truth(equal_to_label(code, score, name)) for name in names]
    place, _ = first_of(code, tests)
    return place, code.any_of(score.bad, code.neither(code.any_of(*(one.flag for one in tests))))


# --- what moves it ---


def _admitted(writer: Writer, term: Grading, names: tuple[str, ...], place: Operand) -> tuple[Operand, Mask]:
    """One down for each grade whose further condition fails; below the last there is none."""
    code = writer.code
    bad: Mask = False
    conditions = {band.grade: band.condition for band in term.bands}
    for index, name in enumerate(names):
        condition = conditions.get(name)
        if condition is None:
            continue
        truth = writer.condition(condition)
        here = code.test("equal", place, index)
        refused = code.all_of(here, code.neither(truth.flag))
        bad = code.any_of(bad, code.all_of(here, truth.bad))
        if index + 1 == len(names):
            bad = code.any_of(bad, refused)
        else:
            place = code.pick_code(refused, index + 1, place)
    return place, bad


def _moved(code: Code, step: GradeStep, place: Operand, names: tuple[str, ...]) -> Operand:
    """The place after a line that applies."""
    last = len(names) - 1
    if step.kind == "一票否决":
        return names.index(step.grade)
    if not isinstance(place, str):
        return min(int(place) + step.steps, last) if step.kind == "降等" else max(int(place), names.index(step.grade))
    if step.kind == "降等":
        return code.make("coded_least", code.make("coded_sum", place, step.steps), last)
    return code.make("coded_most", place, names.index(step.grade))
