"""The arms of choices, the sides of conditions as aims."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.checks.narrowing import Facts, narrowed
from govperf.checks.places import Use
from govperf.checks.ranges import Ranges
from govperf.coverage.drafts import Draft, drafted
from govperf.coverage.model import AimKind, Side
from govperf.source import Span
from govperf.terms.terms import Branch, Choose, Compare, Every, Failure, Some, Term

_SIDES = ((Side.HOLDS, True), (Side.FAILS, False))


def of_condition(condition: Term, kind: AimKind, owner: str) -> Iterator[Draft]:
    """A condition that must have held, must have failed."""
    if condition.span is None:
        return
    for side, holds in _SIDES:
        yield drafted(kind, side, condition.span.text, owner, condition.span, (id(condition), holds))


# --- 且, 或 ---


def of_conditions(term: Term, facts: Facts, ranges: Ranges, owner: str) -> Iterator[Draft]:
    """Each part of a written 且 or 或 both ways; of several values that a test lists each must have been met."""
    if not isinstance(term, Every | Some) or term.span is None or _is_range(term):
        return
    listed = isinstance(term, Some) and len({_subject(part) for part in term.parts} - {None}) == 1
    known: Facts | None = facts
    for part in term.parts:
        if known is None or part.span is None:
            return
        for side, holds in _SIDES[:1] if listed else _SIDES:
            if narrowed(part, known, ranges, holds=holds) is not None:
                yield drafted(AimKind.CONDITION, side, part.span.text, owner, part.span, (id(part), holds))
        known = narrowed(part, known, ranges, holds=isinstance(term, Every))


def _is_range(term: Every | Some) -> bool:
    """``80~90`` and ``80≤x<90`` come down to two comparisons with the same words."""
    return all(part.span == term.span for part in term.parts)


def _subject(part: Term) -> Term | None:
    match part:
        case Compare(_, left, _):
            return left
        case Every(parts) if _is_range(part):
            return _subject(parts[0])
        case _:
            return None


# --- arms ---


def of_choose(term: Choose, use: Use, ranges: Ranges, owner: str) -> Iterator[Draft]:
    """Each arm that can be taken; what is written as an indicator's 适用 has its own words."""
    labels = {branch.label for branch in term.branches}
    if labels == {"适用"}:
        yield from _of_scope(term.branches[0], use, owner)
    elif labels == {"有数据"}:
        yield from _of_data(term.branches[0], use, owner)
    elif any(isinstance(branch.span, Span) for branch in term.branches) and not labels & {"参评", "有适用的下级"}:
        yield from _of_arms(term, use, ranges, owner)


def _of_scope(branch: Branch, use: Use, owner: str) -> Iterator[Draft]:
    """The condition that the indicator itself bears comes last, behind its name; the others are those above it."""
    name = use.definition.span
    own = branch.condition
    if isinstance(own, Every) and own.span is None:
        own = own.parts[-1]
    if name is not None and own.span is not None and own.span.start > name.start:
        for side, holds in _SIDES:
            yield drafted(AimKind.SCOPE, side, own.span.text, owner, own.span, (id(own), holds), inner=name)


def _of_data(branch: Branch, use: Use, owner: str) -> Iterator[Draft]:
    name = use.definition.span
    for side, holds in ((Side.PRESENT, True), (Side.ABSENT, False)):
        yield drafted(AimKind.FALLBACK, side, owner, owner, name, (id(branch.condition), holds), extra="有数据")


def _of_arms(term: Choose, use: Use, ranges: Ranges, owner: str) -> Iterator[Draft]:
    piece = _piece(term, use)
    facts: Facts | None = use.facts
    for branch in term.branches:
        if facts is None:
            return
        if not _is_row(branch, term) and narrowed(branch.condition, facts, ranges, holds=True) is not None:
            kind = AimKind.VETO if _is_veto(branch) else AimKind.ARM
            words = _words(branch, piece)
            sign = (id(branch.condition), True)
            yield drafted(kind, Side.REACHED, words, owner, branch.span, sign, extra=piece, inner=branch.value.span)
        facts = narrowed(branch.condition, facts, ranges, holds=False)
    if facts is not None and not isinstance(term.otherwise, Failure) and not _goes_on(term):
        last = term.branches[-1]
        sign = (id(last.condition), False)
        otherwise = _otherwise(term, piece)
        if not _is_veto(last):
            yield drafted(
                AimKind.ARM, Side.REACHED, otherwise, owner, term.span, sign, extra=-1, inner=term.otherwise.span
            )


def _is_row(branch: Branch, term: Choose) -> bool:
    """A row of a table by two keys: its cells are the arms."""
    return isinstance(branch.value, Choose) and branch.value.span == term.span


def _is_veto(branch: Branch) -> bool:
    return branch.label.startswith(("一票否决：", "否决："))


def _words(branch: Branch, piece: int) -> str:
    words = "" if branch.span is None else branch.span.text
    if piece:
        return f"{words} 第{piece}段"
    if branch.condition.span is not None and branch.span is not None and _within(branch.condition.span, branch.span):
        inside = branch.value.span
        return f"{branch.label} → {inside.text}" if inside is not None else branch.label
    return branch.label or words


def _within(inner: Span, outer: Span) -> bool:
    return inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end


def _otherwise(term: Choose, piece: int) -> str:
    if piece:
        return f"{'' if term.span is None else term.span.text} 最后一段"
    inside = term.otherwise.span
    if inside is not None:
        return f"否则 {inside.text}"
    return f"{term.branches[-1].label} 不成立"


# --- pieces of 插值, 依次: choices in a chain, all with the words of the call ---


def _piece(term: Choose, use: Use) -> int:
    """Which piece of a chain it is, from 1; 0 for a choice that stands for itself."""
    if not _is_piece(term):
        return 0
    count = 1
    for above in reversed(use.above):
        if not (isinstance(above, Choose) and _is_piece(above) and above.span == term.span):
            break
        count += 1
    return count


def _is_piece(term: Choose) -> bool:
    return len(term.branches) == 1 and term.branches[0].condition.span is None


def _goes_on(term: Choose) -> bool:
    """What follows is the next piece of the same chain."""
    rest = term.otherwise
    return isinstance(rest, Choose) and rest.span == term.span and _is_piece(rest)
