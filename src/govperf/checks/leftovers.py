"""Single numbers that only 其他 or 否则 is left for, between an arm above them, an arm below them.

如果 x>80 则 300 否则 如果 x<80 则 100 否则 0 gives 0 for 80 alone: nobody meant that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.intervals import Interval
from govperf.checks.narrowing import Facts, narrowed
from govperf.checks.places import Use
from govperf.checks.search import Found
from govperf.checks.subject import Subject
from govperf.frozen import frozen
from govperf.terms.terms import Choose, Compare, Constant, Failure, Read, ReadColumn, Term
from govperf.terms.walk import walk


@frozen
class Leftover:
    """The 分档 or 如果 with the number that falls through it, the object that has this number."""

    use: Use
    term: Choose
    tested: Read | ReadColumn
    value: Fraction
    found: Found


def leftovers(subject: Subject) -> Iterator[Leftover]:
    """Each number that falls through between two arms."""
    for use in subject.uses:
        term = use.term
        if not isinstance(term, Choose) or isinstance(term.otherwise, Failure | Choose):
            continue
        facts = _after(subject, use, term)
        for tested, bounds in facts.items() if facts is not None else ():
            value = bounds.single
            if value is None or not isinstance(tested, Read | ReadColumn) or not _inner(subject, tested, value):
                continue
            if _named(use, term, value):
                continue
            found = subject.search(tested, use).reach((Interval(value, value),))
            if found is not None:
                yield Leftover(use, term, tested, value, found)


def _after(subject: Subject, use: Use, term: Choose) -> Facts | None:
    """What holds where no branch does."""
    facts: Facts | None = use.facts
    for branch in term.branches:
        facts = None if facts is None else narrowed(branch.condition, facts, subject.ranges, holds=False)
    return facts


def _inner(subject: Subject, tested: Term, value: Fraction) -> bool:
    """The number lies between the ends of what the value can be: at an end 其他 is the plain way to say it."""
    bounds = subject.ranges.of(tested)
    if bounds is None or bounds.single is not None:
        return False
    above = bounds.low is None or value > bounds.low
    return above and (bounds.high is None or value < bounds.high)


def _named(use: Use, term: Choose, value: Fraction) -> bool:
    """An arm asks for the very number: what is left was meant."""
    conditions = [branch.condition for branch in term.branches]
    conditions += [branch.condition for above in use.above if isinstance(above, Choose) for branch in above.branches]
    return any(
        isinstance(inside, Compare)
        and inside.operator in ("=", "!=")
        and any(isinstance(side, Constant) and side.value == value for side in (inside.left, inside.right))
        for condition in conditions
        for inside in walk(condition)
    )
