"""Points that can never be given, because full marks or a cap end below them.

What: a leaf whose input reaches beyond its full marks, an arm worth more than the cap or the marks around it, a cap
above the marks.
Why: 民生得分 0~15 in an item of 10 loses whatever is above 10; 国家级10分 under a cap of 5 is 5 for everybody.
Example: “国家级”是 10 分，上限只有 5 分.
Instead: make the numbers agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govperf.checks.check import Check
from govperf.checks.places import Use
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.source import Span
from govperf.terms.terms import Apply, Bounded, Choose, Constant, Let, Read, Rounded, Term
from govperf.terms.walk import walk
from govperf.values import show_number

BEYOND = Template(
    "超过满分",
    "beyond-full-marks",
    "{what} {value}，{limit_words}只有 {limit}：{so}",
    "{what} is {value}, {limit_words} only {limit}",
    "请核对两个数，使它们一致；确实可以超过的，在指标后面写 可超满分",
    "make the two numbers agree, or write 可超满分",
    Severity.WARNING,
)


def beyond_marks(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each number of points that the bound around it cuts for every object that earns it."""
    for use in subject.uses:
        if isinstance(use.term, Bounded) and use.term.high is not None:
            limit = subject.known(use.term.high)
            if isinstance(limit, Fraction) and limit > 0:
                marks = use.term.high_label == "满分为止"
                yield from _inputs(subject, use, use.term, limit) if marks else ()
                yield from _arms(subject, use, use.term, limit, "满分" if marks else "上限")
                yield from _caps(subject, use.term, limit) if marks else ()


def _inputs(subject: Subject, use: Use, term: Bounded, limit: Fraction) -> Iterator[Diagnostic]:
    """A leaf that is nothing but a value from the data, whose domain ends above the marks."""
    read = _bare(use, term.operand)
    if not isinstance(read, Read):
        return
    node = subject.node(read.key)
    bounds = subject.ranges.of(read, use.facts)
    if node is None or node.input is None or bounds is None or bounds.high is None or bounds.high <= limit:
        return
    name, span = read.key.rpartition(".")[2].removesuffix("#"), read.span or use.definition.span
    yield _finding(span, f"“{name}”最高", bounds.high, f"指标“{use.definition.name}”满分", limit, "超过的部分不计")


def _arms(subject: Subject, use: Use, term: Bounded, limit: Fraction, words: str) -> Iterator[Diagnostic]:
    """Arms that are plain numbers above the bound, where some arm keeps within it."""
    chosen = _bare(use, term.operand)
    if not isinstance(chosen, Choose):
        return
    values = [(branch, subject.known(branch.value)) for branch in chosen.branches]
    numbers = [value for _, value in values if isinstance(value, Fraction)]
    if not any(0 < value <= limit for value in numbers):
        return
    beyond = [(branch, value) for branch, value in values if isinstance(value, Fraction) and value > limit]
    for branch, value in beyond[:1]:
        so = f"这一档也只得 {show_number(limit)}"
        yield _finding(branch.value.span or branch.span, f"“{branch.label}”是", value, words, limit, so)


def _caps(subject: Subject, term: Bounded, limit: Fraction) -> Iterator[Diagnostic]:
    """A cap on what is added to, or taken from, a leaf of fewer marks."""
    for inside in walk(term.operand):
        cap = _cap_of(subject, inside)
        if cap is not None and cap > limit and inside.span is not None:
            yield _finding(inside.span, f"“{inside.span.text}”的上限是", cap, "指标满分", limit, "上限从不起作用")


def _cap_of(subject: Subject, term: Term) -> Fraction | None:
    """The cap of a clamp on points, or of 每低 … 最多."""
    if isinstance(term, Bounded) and term.high is not None and term.high_label == "上限":
        cap = None if isinstance(term.operand, Constant) else subject.known(term.high)
        return cap if isinstance(cap, Fraction) and cap >= 2 else None
    if isinstance(term, Apply) and term.function == "min" and term.span is not None:
        called = term.span.text.startswith(("每低", "每超"))
        cap = subject.known(term.arguments[-1]) if called else None
        return cap if isinstance(cap, Fraction) else None
    return None


def _bare(use: Use, term: Term) -> Term:
    while isinstance(term, Rounded | Let):
        term = use.settled(term.operand if isinstance(term, Rounded) else term.body)
    return term


def _finding(span: Span | None, what: str, value: Fraction, words: str, limit: Fraction, so: str) -> Diagnostic:
    return BEYOND.at(span, what=what, value=show_number(value), limit_words=words, limit=show_number(limit), so=so)


CHECK = Check(
    BEYOND,
    beyond_marks,
    what="填报的得分、分档的得分或者限幅的上限，比它外面的满分或上限还大。",
    why="民生得分 0~15 分填进 10 分的指标，10 分以上都白填；国家级 10 分，上限却是 5 分，就谁也得不到 10 分。",
    instead="把两个数改成一致；可以超过满分的，写 可超满分。",
    also=("超满分",),
)
