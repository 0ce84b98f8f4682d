"""Conditions that data cannot change: they hold for every object, or for none.

What: a comparison in 如果, 若, 一票否决, 降等, 不定等次 … that the values it tests always meet, or never.
Why: 应急演练次数<0 vetoes nobody; 请假天数超过400天 never comes true where 0~366 is declared.
Example: “演练次数<0”永远不成立：演练次数最低 0.
Instead: correct the number, the sign, or the domain of the input.

Guards against 0 are left alone, and so is what parameters alone decide. Arms of one number have their own check.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.check import Check
from govperf.checks.intervals import Interval
from govperf.checks.ladders import ladders
from govperf.checks.narrowing import narrowed
from govperf.checks.places import Use
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import Choose, Compare, Constant, Grading, Let, Position, Read, ReadColumn, Rounded, Term
from govperf.terms.walk import walk
from govperf.values import show_number

FIXED = Template(
    "条件不变",
    "condition-never-changes",
    "“{words}”永远{truth}：{reason}",
    "“{words}” is {truth_en} for every object",
    "请核对这里的数、比较词，或“{subject}”的取值范围",
    "check the number, the comparison, or the domain of “{subject}”",
    Severity.WARNING,
)


def fixed_conditions(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each comparison that data cannot change."""
    if subject.formula_alone:
        return
    arms = {id(ladder.use.term) for ladder in ladders(subject)}
    for use in subject.uses:
        if isinstance(use.term, Compare) and not _in_ladder(arms, use):
            yield from _judged(subject, use, use.term)


def _in_ladder(arms: set[int], use: Use) -> bool:
    """It is the test of an arm, or of a band, whose reach is judged as a whole."""
    return any(
        (isinstance(above, Choose) and id(above) in arms)
        or (isinstance(above, Grading) and any(use.term in walk(band.band) for band in above.bands if band.band))
        for above in use.above[-3:]
    )


def _judged(subject: Subject, use: Use, term: Compare) -> Iterator[Diagnostic]:
    tested, limit = _sides(subject, term)
    if tested is None or limit is None or term.span is None:
        return
    mine = subject.ranges.of(tested, use.facts)
    if mine is None or isinstance(tested, Position) or _guards(term, limit, mine):
        return
    for holds in (True, False):
        if narrowed(term, use.facts, subject.ranges, holds=holds) is None:
            truth = ("成立", "true") if not holds else ("不成立", "false")
            words = _words(use, tested)
            yield FIXED.at(
                term.span,
                words=term.span.text,
                truth=truth[0],
                truth_en=truth[1],
                subject=words,
                reason=f"{words}{_range(mine, percent=_percent(term))}",
            )
            return


def _sides(subject: Subject, term: Compare) -> tuple[Term | None, Term | None]:
    """What is tested, with the number that it is tested against."""
    for tested, limit in ((term.left, term.right), (term.right, term.left)):
        if isinstance(subject.known(limit), Fraction) and subject.known(tested) is None:
            return tested, limit
    return None, None


def _guards(term: Compare, limit: Term, mine: Interval) -> bool:
    """A test against 0 keeps a division safe; a test that ends where the values end says the same as the domain."""
    value = limit.value if isinstance(limit, Constant) else None
    if value == 0:
        return term.operator in ("=", "!=", ">", ">=", "<=") or mine.low is None
    return value is not None and value in (mine.low, mine.high) and term.operator in ("<=", ">=")


def _words(use: Use, tested: Term) -> str:
    settled = use.settled(tested)
    while isinstance(settled, Rounded | Let):
        settled = settled.operand if isinstance(settled, Rounded) else settled.body
    match settled:
        case Read(key):
            return key.rpartition(".")[2].removesuffix("#")
        case ReadColumn(_, column):
            return column
        case _:
            return "这个数" if tested.span is None else tested.span.text


def _percent(term: Compare) -> bool:
    return term.span is not None and "%" in term.span.text


def _range(mine: Interval, *, percent: bool) -> str:
    low = None if mine.low is None else show_number(mine.low, percent=percent)
    high = None if mine.high is None else show_number(mine.high, percent=percent)
    if low is not None and low == high:
        return f"总是 {low}"
    if low is not None and high is not None:
        return f"在 {low}~{high} 之间"
    return f"不低于 {low}" if low is not None else f"不高于 {high}"


CHECK = Check(
    FIXED,
    fixed_conditions,
    what="条件里的比较，不论数据怎样总是成立，或总是不成立。",
    why="演练次数<0 否决不了任何人；请假天数只填到 366 天，“超过400天”就永远不会发生。",
    instead="核对数、比较词、输入的取值范围。防备除数为零的（目标≠0）不算。",
    also=("条件",),
)
