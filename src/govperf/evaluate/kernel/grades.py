"""Writes the way to a grade as generated code."""

from __future__ import annotations

from typing import Literal

from govperf.evaluate.grading import grade_names
from govperf.evaluate.kernel.writer import Writer
from govperf.terms.terms import Compare, Every, Grading, Term
from govperf.values import Missing


def grading(writer: Writer, term: Grading) -> str:
    """The index of the grade on its way down the list of effects, at last its name."""
    code = writer.code
    names = grade_names(term)
    ungraded = [writer.condition(step.condition) for step in term.steps if step.kind == "不定等次"]
    index = code.fresh()
    if term.by_choice:
        places = code.constant({name: place for place, name in enumerate(names)})
        code.emit(f"{index} = {places}.get({writer.condition(term.score)})")
        code.give_up_if(f"{index} is None")
    else:
        _write_bands(writer, term, names, index)
    _write_conditions(writer, term, names, index)
    _write_steps(writer, term, names, index)
    found = f"{code.constant(names)}[{index}]"
    if ungraded:
        found = f"{code.constant(Missing.ABSENT)} if {' or '.join(ungraded)} else {found}"
    return code.keep(found)


def _write_bands(writer: Writer, term: Grading, names: tuple[str, ...], index: str) -> None:
    """A chain of tests; the subject is in a variable, so that a test emits nothing of its own."""
    code = writer.code
    conditions = _band_conditions(writer, term)
    word = "if"
    for condition, band in zip(conditions, term.bands, strict=True):
        place = names.index(band.grade)
        if condition is None:
            with code.block("if True:" if word == "if" else "else:"):
                code.emit(f"{index} = {place}")
            return
        with code.block(f"{word} {condition}:"):
            code.emit(f"{index} = {place}")
        word = "elif"
    with code.block("else:"):
        code.emit("return None")


def _band_conditions(writer: Writer, term: Grading) -> list[str | None]:
    """The tests of the bands without what those before have settled: where 90以上 failed, 80~90 needs no upper end."""
    settled: set[Term] = set()
    found: list[str | None] = []
    for band in term.bands:
        parts = band.band.parts if isinstance(band.band, Every) else () if band.band is None else (band.band,)
        open_parts = [part for part in parts if part not in settled]
        found.append(" and ".join(writer.condition(part) for part in open_parts) or None)
        if len(open_parts) == 1 and isinstance(open_parts[0], Compare):
            failed = open_parts[0]
            settled.add(Compare(_CONTRARY[failed.operator], failed.left, failed.right))
    return found


_CONTRARY: dict[str, Literal["<", "<=", ">", ">=", "=", "!="]] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "=": "!=",
    "!=": "=",
}


def _write_conditions(writer: Writer, term: Grading, names: tuple[str, ...], index: str) -> None:
    for band in term.bands:
        if band.condition is not None:
            place = names.index(band.grade)
            condition = writer.condition(band.condition)
            if place + 1 == len(names):
                writer.code.give_up_if(f"{index} == {place} and not {condition}")
            else:
                writer.code.emit(f"if {index} == {place} and not {condition}: {index} = {place + 1}")


def _write_steps(writer: Writer, term: Grading, names: tuple[str, ...], index: str) -> None:
    last = len(names) - 1
    for step in term.steps:
        if step.kind == "不定等次":
            continue
        condition = writer.condition(step.condition)
        if step.kind == "降等":
            moved = f"{index} + {step.steps} if {index} + {step.steps} < {last} else {last}"
        elif step.kind == "不高于":
            ceiling = names.index(step.grade)
            moved = f"{ceiling} if {index} < {ceiling} else {index}"
        else:
            moved = str(names.index(step.grade))
        writer.code.emit(f"if {condition}: {index} = {moved}")
