"""Turns 等次 into a grading of each object, with quotas a placement in the cohort."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import evolve

from govperf.diagnostics import Label
from govperf.frozen import frozen
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.bounds import bound, meets, range_ends
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.model import Definition, Role
from govperf.semantics.wording import did_you_mean, listed
from govperf.source import Span
from govperf.syntax.declarations import (
    Band,
    BelowLast,
    Ceiling,
    Downgrade,
    GradeScale,
    GradeVeto,
    Quota,
    TieRule,
    Ungraded,
)
from govperf.syntax.expressions import Bound, Name, Range
from govperf.terms import build, terms
from govperf.terms.failures import NO_GRADE
from govperf.terms.kinds import BOOL, NUMBER, Base, Kind
from govperf.values import Missing, RoundingMode, plain

ROUNDINGS = {
    "": RoundingMode.DOWN,
    "去尾": RoundingMode.DOWN,
    "进一": RoundingMode.UP,
    "四舍五入": RoundingMode.HALF_UP,
}


def grade_names(scale: GradeScale) -> tuple[str, ...]:
    """The grades of a scale, best first, with what lies below the last."""
    bands = [line.grade.text for line in scale.lines if isinstance(line, Band)]
    below = [line.grade.text for line in scale.lines if isinstance(line, BelowLast)]
    return tuple(dict.fromkeys((*bands, *below)))


def entry_key(scale: str) -> str:
    """Key of the grade before quotas."""
    return f"{scale}#初评"


def grade_kind(scale: GradeScale) -> Kind:
    """Grades compare by their order, best first; one that is 不定 is told when it is read (decision 0008)."""
    return Kind(Base.GRADE, grade_names(scale))


def definitions(e: Elaborator, scale: GradeScale, participation: terms.Term | None) -> Iterator[Definition]:
    """The grade; where there are quotas, first the grade before them."""
    scope = Scope(node=scale.name.text)
    vetoes = tuple(_vetoes(e, scale, scope))
    yield from vetoes
    basis = e.value(scale.basis, scope)
    bands = tuple(_band(e, line, basis, scope) for line in scale.lines if isinstance(line, Band))
    _check_overlaps(e, scale)
    _check_other(e, scale)
    if _by_choice(scale):
        _check_choices(e, scale, basis.kind)
    graded = terms.Grading(
        basis.term,
        bands,
        tuple(_steps(e, scale, scope, vetoes)),
        below=_below(scale),
        by_choice=_by_choice(scale),
        failure=NO_GRADE,
        span=scale.name.span,
    )
    _check_lines(e, scale)
    quotas = tuple(_quota(e, line, line.quota, scope) for line in scale.lines if isinstance(line, Band) and line.quota)
    entry = _where_assessed(graded, participation)
    if not quotas:
        for key in (*scale.groups, *(key for line in scale.lines if isinstance(line, TieRule) for key in line.keys)):
            e.any(key, scope)  # without quotas nothing asks for it, but its names must be known
        yield _definition(scale, scale.name.text, entry)
        return
    yield _definition(scale, entry_key(scale.name.text), entry, hidden=True)
    yield _definition(scale, scale.name.text, _placement(e, scale, basis, bands, quotas, scope))


def _definition(scale: GradeScale, key: str, term: terms.Term, *, hidden: bool = False) -> Definition:
    kind, name = grade_kind(scale), scale.name
    return Definition(
        key,
        f"{name.text}（限额前）" if hidden else name.text,
        Role.GRADE,
        term,
        kind,
        hidden=hidden,
        remarks=scale.remarks,
        span=name.span,
    )


def _where_assessed(graded: terms.Term, participation: terms.Term | None) -> terms.Term:
    if participation is None:
        return graded
    return build.when(participation, graded, terms.Constant(Missing.ABSENT), label="参评")


def _by_choice(scale: GradeScale) -> bool:
    bands = [line for line in scale.lines if isinstance(line, Band)]
    return all(band.test is None for band in bands) and len(bands) > 1


def _below(scale: GradeScale) -> str:
    return next((line.grade.text for line in scale.lines if isinstance(line, BelowLast)), "")


def _band(e: Elaborator, line: Band, basis: Typed, scope: Scope) -> terms.GradeBand:
    test = None if line.test is None else meets(e, basis, line.test, scope)
    condition = None if line.condition is None else e.condition(line.condition, scope)
    return terms.GradeBand(
        line.grade.text,
        test,
        condition,
        "其他" if line.test is None else line.test.span.text,
        "" if line.condition is None else line.condition.span.text,
        line.remarks.clause,
        span=line.span,
    )


def _vetoes(e: Elaborator, scale: GradeScale, scope: Scope) -> Iterator[Definition]:
    """A node for each veto of the scale, so that a result can say which applied."""
    lines = [line for line in scale.lines if isinstance(line, GradeVeto)]
    for index, line in enumerate(lines, start=1):
        yield Definition(
            f"{scale.name.text}#否决{index}",
            line.condition.span.text,
            Role.VETO,
            e.condition(line.condition, scope),
            BOOL,
            hidden=True,
            remarks=line.remarks,
            span=line.span,
        )


def _steps(e: Elaborator, scale: GradeScale, scope: Scope, vetoes: tuple[Definition, ...]) -> Iterator[terms.GradeStep]:
    """The lines that move a grade, in the order in which they take effect, not in which they are written."""
    order = (Ungraded, Downgrade, Ceiling, GradeVeto)
    lines = [line for line in scale.lines if isinstance(line, order)]
    keys = iter(vetoes)
    for line in sorted(lines, key=lambda line: order.index(type(line))):
        words = line.condition.span.text
        if isinstance(line, GradeVeto):
            condition: terms.Term = terms.Read(next(keys).key, span=line.condition.span)
        else:
            condition = e.condition(line.condition, scope)
        clause, span = line.remarks.clause, line.span
        match line:
            case Ungraded():
                yield terms.GradeStep("不定等次", condition, words, clause=clause, span=span)
            case Downgrade(steps):
                yield terms.GradeStep("降等", condition, words, steps=steps, clause=clause, span=span)
            case Ceiling(grade):
                yield terms.GradeStep("不高于", condition, words, _grade(e, scale, grade), clause=clause, span=span)
            case GradeVeto():
                yield terms.GradeStep(
                    "一票否决", condition, words, _grade(e, scale, line.grade), clause=clause, span=span
                )


def _grade(e: Elaborator, scale: GradeScale, word: Name) -> str:
    names = grade_names(scale)
    if word.text not in names:
        e.report(messages.UNKNOWN_GRADE, word.span, name=word.text, scale=scale.name.text, grades=listed(names))
    return word.text


def _quota(e: Elaborator, line: Band, quota: Quota, scope: Scope) -> terms.GradeQuota:
    amount = e.number(quota.amount, scope)
    known = e.static(amount.term)
    unclear = not (quota.heads or quota.word or amount.kind.percent or amount.kind.base is Base.UNKNOWN)
    if isinstance(known, Fraction) and (unclear or (quota.heads and known.denominator != 1)):
        reason = "没有写是比例还是名额" if unclear else "名额要是整数"
        e.report(messages.QUOTA_FORM, quota.amount.span, words=quota.amount.span.text, reason=reason)
    share = quota.word == "比例" or (amount.kind.percent and not quota.heads)
    words = f"限额 {quota.amount.span.text}"
    return terms.GradeQuota(line.grade.text, amount.term, share, ROUNDINGS[quota.rounding], words)


def _placement(
    e: Elaborator,
    scale: GradeScale,
    basis: Typed,
    bands: tuple[terms.GradeBand, ...],
    quotas: tuple[terms.GradeQuota, ...],
    scope: Scope,
) -> terms.Placement:
    rule = next((line for line in scale.lines if isinstance(line, TieRule)), None)
    ties: Literal["从严", "从宽", "次", ""] = rule.mode if rule else ""
    keys = tuple(e.number(key, scope).term for key in rule.keys) if rule else ()
    return terms.Placement(
        terms.Read(entry_key(scale.name.text), span=scale.name.span),
        basis.term,
        bands,
        quotas,
        tuple(e.value(key, scope).term for key in scale.groups),
        ties,
        keys,
        _below(scale),
        span=scale.name.span,
    )


def _check_lines(e: Elaborator, scale: GradeScale) -> None:
    """并列 and 以下 say one thing each."""
    seen: dict[str, Span] = {}
    for line in scale.lines:
        word = "并列" if isinstance(line, TieRule) else "以下" if isinstance(line, BelowLast) else ""
        if word in seen:
            label = Label(seen[word], "先在这里定义", "first defined here")
            e.diagnostics.append(evolve(messages.DUPLICATE.at(line.span, name=word), labels=(label,)))
        elif word:
            seen[word] = line.span


def _check_other(e: Elaborator, scale: GradeScale) -> None:
    bands = [line for line in scale.lines if isinstance(line, Band)]
    if _by_choice(scale):
        return
    for band in bands:
        if band.test is None and _is_bare(band):
            e.report(messages.BARE_BAND, band.span, words=band.grade.text)
        elif band.test is None and band is not bands[-1]:
            e.report(messages.NOT_LAST, band.span)


def _is_bare(band: Band) -> bool:
    """The grade stands without a colon: a line such as 降一等 that lacks its condition looks like this too."""
    return not band.span.text.removeprefix(band.grade.span.text).lstrip().startswith((":", "："))


def _check_choices(e: Elaborator, scale: GradeScale, kind: Kind) -> None:
    """Grades 按 a choice are its values."""
    if not kind.options or not kind.is_word:
        return
    for line in scale.lines:
        if isinstance(line, Band) and line.grade.text not in kind.options:
            word, options = line.grade, [option for option in kind.options if isinstance(option, str)]
            advice = did_you_mean(word.text, options, f"等次按“{scale.basis.span.text}”定，要是它的值之一")
            e.report(messages.UNKNOWN_CHOICE, word.span, name=word.text, options=listed(options), advice=advice)


# --- bands that partly overlap ---


@frozen
class Interval:
    """The numbers of one band; an end that is None is open to infinity."""

    words: str
    low: Fraction | None
    low_open: bool
    high: Fraction | None
    high_open: bool
    band: Band

    @property
    def span(self) -> Span:
        """The words of the band's range."""
        return self.band.span if self.band.test is None else self.band.test.span

    def starts_before(self, other: Interval) -> bool:
        """Holds numbers below all of the other's."""
        if self.low is None or other.low is None:
            return self.low is None and other.low is not None
        return self.low < other.low or (self.low == other.low and other.low_open and not self.low_open)

    def ends_after(self, other: Interval) -> bool:
        """Holds numbers above all of the other's."""
        if self.high is None or other.high is None:
            return self.high is None and other.high is not None
        return self.high > other.high or (self.high == other.high and other.high_open and not self.high_open)


def _check_overlaps(e: Elaborator, scale: GradeScale) -> None:
    found = [one for line in scale.lines if isinstance(line, Band) and (one := _interval(e, line)) is not None]
    for index, second in enumerate(found):
        for first in found[:index]:
            example = _partly_shared(first, second)
            if example is not None:
                _report_overlap(e, first, second, example)


def _report_overlap(e: Elaborator, first: Interval, second: Interval, example: Fraction) -> None:
    words = {one: f"{band.band.grade.text}：{band.words}" for one, band in (("first", first), ("second", second))}
    percent = "%" in first.words + second.words
    shown = f"{plain(example * 100)}%" if percent else plain(example)
    finding = messages.OVERLAP.at(second.span, **words, example=shown)
    label = Label(first.span, "与这一档重叠", "overlaps this band")
    e.diagnostics.append(evolve(finding, labels=(label,)))


def _interval(e: Elaborator, line: Band) -> Interval | None:
    words = "" if line.test is None else line.test.span.text
    quiet = len(e.diagnostics)
    match line.test:
        case Bound() as test:
            operator, limit = bound(e, test, Scope(), NUMBER)
            value = e.static(limit.term)
            found = _half(words, operator, value, line) if isinstance(value, Fraction) else None
        case Range() as test:
            low, low_open, high, high_open = range_ends(e, test, Scope())
            a, b = e.static(low.term), e.static(high.term)
            both = isinstance(a, Fraction) and isinstance(b, Fraction)
            found = Interval(words, a, low_open, b, high_open, line) if both else None  # type: ignore[arg-type]  # just checked
        case _:
            found = None
    del e.diagnostics[quiet:]  # the band itself was read, with its findings, before
    return found


def _half(words: str, operator: str, value: Fraction, line: Band) -> Interval | None:
    if operator in (">", ">="):
        return Interval(words, value, operator == ">", None, False, line)
    if operator in ("<", "<="):
        return Interval(words, None, False, value, operator == "<", line)
    return None


def _partly_shared(first: Interval, second: Interval) -> Fraction | None:
    """A number in both bands, where neither lies within the other."""
    lower, upper = (first, second) if first.starts_before(second) else (second, first)
    if not (lower.starts_before(upper) and upper.ends_after(lower)):
        return None
    start, end = upper.low, lower.high
    if start is None or end is None or start > end:
        return None
    if start == end:
        return None if upper.low_open or lower.high_open else start
    return (start + end) / 2 if upper.low_open else start
