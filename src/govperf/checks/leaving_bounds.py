"""Scores that can leave their bounds: above what full performance earns, or below nothing.

What: a score that grows without end with what is achieved, or an item of fixed marks from which more can be taken.
Why: 到位资金÷任务×60 gives 120 of 60 marks for twice the task; 10−事故×5 is −5 after three accidents. An item that
runs away decides the grade alone.
Example: 资金得分=120：到位资金=200，任务资金=100.
Instead: 60×最小(到位÷任务，1), (10−事故×5)(≥0), or a leaf of an indicator tree, which is held by itself.

A total that only an uncapped bonus or deduction takes out of its scale earns a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.intervals import Interval
from govperf.checks.places import Use
from govperf.checks.records import Variable, as_json, reached, told, value_of, varied
from govperf.checks.search import Search
from govperf.checks.subject import Subject
from govperf.checks.wording import is_bonus, is_deduction, is_score, name_of
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.evaluate.outcome import ObjectData
from govperf.frozen import frozen
from govperf.semantics import Definition, Role
from govperf.terms.terms import Apply, Grading, Let, Read, Rounded, Term
from govperf.terms.walk import reads, walk
from govperf.values import show_number

LEAVING = Template(
    "得分越界",
    "score-leaves-bounds",
    "“{name}”{how}",
    "“{name}” can leave its bounds",
    "{advice}",
    "cap it, or hold it at (≥0)",
    Severity.WARNING,
)

_FAR = 1_000_000
_GROWN = 20


@frozen
class Left:
    """An object whose score is out of bounds, with what took it there."""

    data: ObjectData
    value: Fraction
    ordinary: Fraction
    variable: Variable


def leaving(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each score that an object can have out of its bounds."""
    if subject.formula_alone:
        return
    graded = set(_graded(subject))
    feeding = reached(subject.graph, tuple(graded))
    told_of: set[str] = set()
    for one in subject.computed():
        if one.role is Role.VALUE and not one.ledger and one.kind.is_number and not one.kind.percent:
            for finding in _item(subject, one, graded, feeding):
                told_of.add(one.key)
                yield finding
    for key in sorted(graded):
        total = subject.definition(key)
        if total is not None and total.role is Role.VALUE and not told_of & reached(subject.graph, (key,)):
            yield from _total(subject, total)


def _graded(subject: Subject) -> Iterator[str]:
    for one in subject.computed():
        for term in walk(one.term):
            if isinstance(term, Grading) and isinstance(term.score, Read):
                yield term.score.key


# --- items ---


def _item(subject: Subject, one: Definition, graded: set[str], feeding: frozenset[str]) -> Iterator[Diagnostic]:
    bounds = subject.ranges.nodes.get(one.key)
    if bounds is None or not is_score(one.name):
        return
    term = _bare(one.term)
    scaled = isinstance(term, Apply) and term.function in ("*", "/")
    ratio = scaled and any(_is_ratio(subject, inside) for inside in _reach(subject, one, term))
    start = _start(subject, term)
    if bounds.high is None and start is None and not _adds_scores(subject, term):
        counted = one.key in feeding and one.key not in graded
        found = _grown(subject, one, up=True) if ratio or counted else None
        if found is not None:
            how = f"没有上限：超额完成时会超过 {show_number(found.ordinary)}" if ratio else "没有上限，再多也照加"
            advice = f'要封顶的请写 {_capped(one, term)}；确实不封顶的，写 已知 得分越界 说明 "…"'
            yield _finding(subject, one, found, how, advice)
    points = None if bounds.high is None else _points(subject, term)
    if points is not None and bounds.high is not None and bounds.high > points:
        yield from _past(subject, one, points, bounds.high)
    if bounds.low is None and start is not None:
        found = _grown(subject, one, up=False)
        if found is not None and found.value < 0:
            advice = f'扣完为止的请写 ({_words(term, one)})(≥0)；确实可以为负的，写 已知 得分越界 说明 "…"'
            yield _finding(subject, one, found, f"会扣成负分：只有 {show_number(start)} 分，扣分却没有限度", advice)


def _reach(subject: Subject, one: Definition, term: Term) -> Iterator[Term]:
    """The terms of a definition with those of what it reads that is no score itself."""
    waiting, seen = [term], {one.key}
    while waiting:
        current = waiting.pop()
        yield from walk(current)
        for key in reads(current):
            inner = subject.definition(key)
            if inner is not None and key not in seen and inner.role is Role.VALUE and not is_score(inner.name):
                seen.add(key)
                waiting.append(inner.term)


def _is_ratio(subject: Subject, term: Term) -> bool:
    return isinstance(term, Apply) and term.function == "/" and subject.known(term.arguments[1]) is None


def _adds_scores(subject: Subject, term: Term) -> bool:
    """A total: what its items do is told of them."""
    if not (isinstance(term, Apply) and term.function in ("+", "-")):
        return False
    parts = [part for part in term.arguments if isinstance(part, Read) and subject.definition(part.key) is not None]
    return len(parts) > 1


def _start(subject: Subject, term: Term) -> Fraction | None:
    """The fixed points from which something is taken."""
    if not (isinstance(term, Apply) and term.function in ("+", "-")):
        return None
    known = [subject.known(part) for part in term.arguments]
    first = known[0]
    return first if isinstance(first, Fraction) and first >= 2 and known.count(None) else None


def _points(subject: Subject, term: Term) -> Fraction | None:
    """The points of ``30×完成率÷95%``: what full performance is worth, with a rate that ends at 100%."""
    if not (isinstance(term, Apply) and term.function == "/" and isinstance(product := term.arguments[0], Apply)):
        return None
    target, factors = subject.known(term.arguments[1]), product.arguments if product.function == "*" else ()
    known = [value for factor in factors if isinstance(value := subject.known(factor), Fraction)]
    rates = [
        bounds.high for factor in factors if subject.known(factor) is None and (bounds := subject.ranges.of(factor))
    ]
    if not isinstance(target, Fraction) or not 0 < target < 1 or len(known) != 1 or rates != [Fraction(1)]:
        return None
    return known[0] if known[0] >= 2 else None


def _past(subject: Subject, one: Definition, points: Fraction, most: Fraction) -> Iterator[Diagnostic]:
    read = Read(one.key)
    search = subject.search(read, Use(read, one, {}, {}))
    found = None if subject.unsure(search) else search.reach((Interval(most, most),))
    if found is not None:
        how = f"没有封顶：超过目标就会超过 {show_number(points)}"
        advice = f"要封顶的请写 ({_words(_bare(one.term), one)})(≤{show_number(points)})"
        yield _finding(subject, one, Left(found.data, found.value, points, search.variables[0]), how, advice)


# --- totals ---


def _total(subject: Subject, one: Definition) -> Iterator[Diagnostic]:
    """An uncapped bonus or deduction takes a graded total out of its scale."""
    bounds = subject.ranges.nodes.get(one.key)
    if bounds is None:
        return
    for up, end, is_such in ((True, bounds.high, is_bonus), (False, bounds.low, is_deduction)):
        if end is not None:
            continue
        found = _grown(subject, one, up=up)
        if found is None or (not up and found.value >= 0) or not _through(subject, one, found.variable, is_such):
            continue
        word = "加分没有封顶，总分没有上限" if up else "扣分没有限度，总分会低于 0"
        advice = '请写明最多加（扣）几分，例如 加分(≤5)；不限的，写 已知 得分越界 说明 "…"'
        yield evolve(_finding(subject, one, found, f"的{word}", advice), severity_override=Severity.NOTE)


def _through(subject: Subject, one: Definition, variable: Variable, is_such: Callable[[str], bool]) -> bool:
    """What took the total away bears such a name, or goes through what bears one."""
    names = [variable.name]
    for key in reached(subject.graph, (one.key,)):
        node = subject.node(key)
        if node is not None and node.definition is not None and variable.one.key in node.reads:
            names.append(node.name)
    return any(is_such(name) for name in names)


# --- an object ---


def _grown(subject: Subject, one: Definition, *, up: bool) -> Left | None:
    """An object that a value without bounds takes far away, with that value as small as shows it."""
    read = Read(one.key)
    search = subject.search(read, Use(read, one, {}, {}))
    base = subject.probe.base
    start = search.worth(base)
    if start is None or subject.unsure(search):
        return None
    for variable in search.variables:
        if variable.one.domain.high is not None or not variable.one.domain.kind.is_number:
            continue
        now = value_of(base, variable)
        here = now if isinstance(now, Fraction) else Fraction(0)
        far = _worth_at(search, base, variable, here, _FAR)
        if far is None or (far > start) != up or abs(far - start) < _GROWN * max(abs(start), Fraction(1)):
            continue
        found = _first(search, base, variable, here, start, up=up)
        if found is not None and not subject.probe.refused(found.data):
            return found
    return None


def _worth_at(search: Search, base: ObjectData, variable: Variable, here: Fraction, times: int) -> Fraction | None:
    value = _set(variable, here, times)
    return search.worth(varied(base, variable, value)) if variable.allows(value) else None


def _set(variable: Variable, here: Fraction, times: int) -> Fraction:
    return max(here, variable.unit) * times


def _first(
    search: Search, base: ObjectData, variable: Variable, here: Fraction, start: Fraction, *, up: bool
) -> Left | None:
    few = () if up else tuple(here + count * variable.unit for count in (1, 2, 3, 4, 5, 10, 20, 30, 50))
    many = tuple(_set(variable, here, times) for times in (2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, _FAR))
    for setting in (*few, *many):
        data = varied(base, variable, setting)
        value = search.worth(data) if variable.allows(setting) else None
        if value is not None and (value > start if up else value < 0):
            return Left(data, value, start, variable)
    return None


def _finding(subject: Subject, one: Definition, found: Left, how: str, advice: str) -> Diagnostic:
    finding = LEAVING.at(one.span, name=one.name, how=how, advice=advice, inputs=as_json(found.data, subject.graph))
    read = Read(one.key)
    variables = subject.search(read, Use(read, one, {}, {})).variables
    words = told(found.data, subject.probe.base, variables)
    return evolve(finding, example=f"{one.name}={show_number(found.value, one.places)}：{words}")


# --- words ---


def _bare(term: Term) -> Term:
    while isinstance(term, Rounded | Let):
        term = term.body if isinstance(term, Let) else term.operand
    return term


def _words(term: Term, one: Definition) -> str:
    return one.name if term.span is None else term.span.text


def _capped(one: Definition, term: Term) -> str:
    return f"({_words(term, one)})(≤满分)" if name_of(term) else "(…)(≤满分)"


CHECK = Check(
    LEAVING,
    leaving,
    what="得分会越出它的界限：超额完成就超过应得的分，或者从固定的分里扣成负分。"
    "只是加分没有封顶、扣分没有限度使总分越界的，只作提示。",
    why="到位资金÷任务资金×60，完成两倍就得 120 分，别的项目都不算数了；10-事故×5，三起事故就成了 -5 分。",
    instead="写 60×最小(到位资金÷任务资金，1)、(10-事故×5)(≥0)，或放进指标树（叶子满分为止、扣完为止）。",
    also=("越界",),
)
