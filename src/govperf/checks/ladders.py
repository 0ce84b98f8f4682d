"""等次 beside 分档 in one form: rungs that each cover a stretch of one number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.intervals import Interval
from govperf.checks.places import Use
from govperf.checks.stretches import EVERYTHING, Stretches, covered
from govperf.checks.subject import Subject
from govperf.frozen import frozen
from govperf.source import Span
from govperf.terms.terms import (
    Apply,
    Choose,
    Compare,
    Constant,
    Every,
    Failure,
    Grading,
    Read,
    ReadColumn,
    Some,
    Term,
)
from govperf.values import FACTORS, show_number


@frozen
class Rung:
    """One band or arm: the words of its test, where it stands.

    ``sure`` are the numbers for which it holds, None where something else decides too; ``most`` those for which it can.
    """

    words: str
    span: Span | None
    sure: Stretches | None
    most: Stretches
    other: bool = False
    value: Term | None = None


@frozen
class Ladder:
    """The rungs over one number. ``failure`` is the code of what happens below them all, empty where 其他 takes it.

    ``subject`` is the number as the conditions name it, ``term`` what stands behind it; ``rest`` is what 其他 gives.
    """

    use: Use
    subject: Term
    term: Term
    bounds: Interval
    rungs: tuple[Rung, ...]
    failure: str
    graded: bool
    rest: Term | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.use.definition.name.removesuffix("（限额前）")

    @property
    def subject_words(self) -> str:
        """What people call the number."""
        if isinstance(self.term, Read):
            return self.term.key.rpartition(".")[2].removesuffix("#")
        if isinstance(self.term, ReadColumn):
            return self.term.column
        span = self.subject.span or self.term.span
        return span.text if span is not None else self.name

    def shown(self, value: Fraction, places: int | None = None) -> str:
        """The number as the bands write theirs: ``79.5%`` beside 80%, ``1亿`` beside 5亿元."""
        words = "".join(rung.words for rung in self.rungs)
        if "%" in words or "％" in words:
            return show_number(value, places, percent=True)
        factor = next((factor for factor in ("亿", "万") if factor in words), "")
        return f"{show_number(value / FACTORS[factor])}{factor}" if factor else show_number(value, places)


MOST_RUNGS = 2000
"""A scale with more rungs is a table of single values, which is not judged."""


def ladders(subject: Subject) -> tuple[Ladder, ...]:
    """Every 等次, every 分档 or 对照 over a number."""
    return subject.once(_all)


def _all(subject: Subject) -> tuple[Ladder, ...]:
    return tuple(_found(subject))


def _found(subject: Subject) -> Iterator[Ladder]:
    for use in subject.uses:
        match use.term:
            case Grading(score, bands, by_choice=False) as term:
                rungs = tuple(
                    _rung(subject, band.band, score, f"{band.grade}：{band.words}", band.span) for band in bands
                )
                failure = "" if any(rung.other for rung in rungs) or term.failure is None else term.failure.code
                yield from _built(subject, use, score, rungs, failure, graded=True)
            case Choose(branches, otherwise):
                number = tested_by(use.term, use, subject)
                if number is None:
                    continue
                rungs = tuple(
                    _rung(subject, branch.condition, number, branch.label, branch.span, branch.value)
                    for branch in branches
                )
                failure = otherwise.template.code if isinstance(otherwise, Failure) else ""
                yield from _built(subject, use, number, rungs, failure, rest=otherwise)
            case _:
                pass


def _built(
    subject: Subject,
    use: Use,
    number: Term,
    rungs: tuple[Rung, ...],
    failure: str,
    *,
    graded: bool = False,
    rest: Term | None = None,
) -> Iterator[Ladder]:
    if len(rungs) > MOST_RUNGS:
        return
    bounds = subject.ranges.of(number, use.facts)
    if bounds is not None and rungs:
        yield Ladder(use, number, use.settled(number), bounds, rungs, failure, graded, rest)


def _rung(
    subject: Subject, condition: Term | None, number: Term, words: str, span: Span | None, value: Term | None = None
) -> Rung:
    span = _until_test(span, condition)
    if condition is None:
        return Rung(words, span, EVERYTHING, EVERYTHING, other=True, value=value)
    sure = covered(condition, number, subject.known)
    most = covered(condition, number, subject.known, loose=True) or ()
    return Rung(words, span, sure, most if sure is None else sure, value=value)


def _until_test(span: Span | None, condition: Term | None) -> Span | None:
    """The line of a band up to its test, without what is granted or remarked behind it."""
    test = None if condition is None else condition.span
    if span is None or test is None or not (test.source is span.source and span.start <= test.start <= span.end):
        return span
    return span.to(test)


def tested_by(term: Choose, use: Use, subject: Subject) -> Term | None:
    """The number over which the ways of a 分档 are arms; None where they are no arms of one number."""
    if len(term.branches) < 2 and not isinstance(term.otherwise, Failure):
        return None
    return _tested(tuple(branch.condition for branch in term.branches), use, subject)


def _tested(conditions: tuple[Term, ...], use: Use, subject: Subject) -> Term | None:
    """The number that the conditions test, where it is the same in all of them."""
    found = None
    for condition in conditions:
        numbers = [term for term in _compared(condition) if subject.ranges.of(term, use.facts) is not None]
        if not numbers:
            return None
        if found is None:
            found = numbers[0]
        elif found not in numbers:
            return None
    return found


def _compared(condition: Term) -> Iterator[Term]:
    match condition:
        case Compare(_, left, right):
            for side in (left, right):
                if isinstance(side, Apply) and side.function == "abs":
                    yield side.arguments[0]
                elif not isinstance(side, Constant):
                    yield side
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _compared(part)
        case _:
            return
