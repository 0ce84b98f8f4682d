"""The marks of an indicator's children, which must add up to those of their parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Literal

from attrs import evolve

from govperf.frozen import frozen
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.source import Span
from govperf.syntax.declarations import Indicator
from govperf.syntax.expressions import Number
from govperf.terms import build, terms
from govperf.terms.fold import known_value
from govperf.terms.kinds import Base
from govperf.terms.walk import walk
from govperf.values import plain, show_number

MOST_CASES = 2000
MOST_ADDED = 12
"""Children whose marks a message still adds up one by one."""


@frozen
class Share:
    """What one child carries: its full marks, the condition under which it applies, its name."""

    full: terms.Term
    condition: terms.Term | None = None
    name: str = ""


def shares_of(e: Elaborator, written: Indicator, full: terms.Term) -> tuple[Share, ...]:
    """The children's full marks; a share in % is one of the parent's marks."""
    return tuple(_share(e, child, full) for child in written.children)


def _share(e: Elaborator, child: Indicator, full: terms.Term) -> Share:
    if child.marks is None:
        return Share(_sum_below(e, child, full))
    typed = e.number(child.marks, Scope())
    if typed.kind.percent:
        return Share(build.multiply(full, typed.term, child.marks.span))
    return Share(typed.term)


def _sum_below(e: Elaborator, child: Indicator, full: terms.Term) -> terms.Term:
    if not child.children:
        e.report(messages.NO_MARKS, child.name.span, name=child.name.text)
        return build.ZERO
    return build.total(tuple(share.full for share in shares_of(e, child, full)))


def check_sum(
    e: Elaborator, written: Indicator, full: terms.Term, shares: tuple[Share, ...], *, quiet: bool = False
) -> bool:
    """True where the children that apply add up to the parent in every case.

    Children that test a choice may add up for each of its values; otherwise all of them together must, and what applies
    carries the parent's marks in proportion.
    """
    if any(child.marks is None and not child.children for child in written.children) or id(written) in e.told:
        return False  # marks that are missing or odd were reported
    verdict = _verdict(e, full, shares)
    if verdict is True:
        return True
    if any(share.condition is not None for share in shares):
        together = _verdict(e, full, tuple(Share(share.full, None, share.name) for share in shares))
        if together is True or together is None:
            return False
    if isinstance(verdict, Wrong) and not quiet:
        e.report(
            messages.MARKS_SUM, _head(written), name=written.name.text, case=verdict.case, **_sum(written, verdict)
        )
    return verdict is None and all(share.condition is None for share in shares)


@frozen
class Wrong:
    """A case in which the children do not add up."""

    case: str
    parts: tuple[Fraction, ...]
    wanted: Fraction


def _verdict(e: Elaborator, full: terms.Term, shares: tuple[Share, ...]) -> Wrong | Literal[True] | None:
    """True where every case adds up, the first case that does not, None where data would be needed to say."""
    settled = True
    for words, constants in _cases(e, full, shares):
        wanted = known_value(full, constants)
        parts = [_known_share(share, constants) for share in shares]
        known = [part for part in parts if part is not None]
        if not isinstance(wanted, Fraction) or len(known) != len(parts):
            settled = False
        elif sum(known) != wanted:
            return Wrong(words, tuple(known), wanted)
    return True if settled else None


def _known_share(share: Share, constants: Mapping[str, terms.Term]) -> Fraction | None:
    if share.condition is not None:
        holds = _holds(share.condition, constants)
        if holds is None:
            return None
        if not holds:
            return Fraction(0)
    value = known_value(share.full, constants)
    return value if isinstance(value, Fraction) else None


def _holds(condition: terms.Term, constants: Mapping[str, terms.Term]) -> bool | None:
    match condition:
        case terms.Every(parts):
            known = [_holds(part, constants) for part in parts]
            return False if False in known else None if None in known else True
        case terms.Some(parts):
            known = [_holds(part, constants) for part in parts]
            return True if True in known else None if None in known else False
        case terms.Opposite(operand):
            inner = _holds(operand, constants)
            return None if inner is None else not inner
        case _:
            value = known_value(condition, constants)
            return value if isinstance(value, bool) else None


def _cases(
    e: Elaborator, full: terms.Term, shares: tuple[Share, ...]
) -> Iterator[tuple[str, Mapping[str, terms.Term]]]:
    """Every combination of the choices that the marks depend on, with its words; one case where there are none."""
    keys = _choices_in(e, full, shares)
    options = [e.domains[key].options or (True, False) for key in keys]
    size = 1
    for values in options:
        size *= len(values)
    if size > MOST_CASES:
        yield "", e.constants
        return
    for picks in product(*options):
        chosen = {key: terms.Constant(pick) for key, pick in zip(keys, picks, strict=True)}
        words = "、".join(f"{key}={_word(pick)}" for key, pick in zip(keys, picks, strict=True))
        yield (f"（{words}）" if words else ""), {**e.constants, **chosen}


def _choices_in(e: Elaborator, full: terms.Term, shares: tuple[Share, ...]) -> list[str]:
    mentioned = (full, *(share.full for share in shares), *(s.condition for s in shares if s.condition is not None))
    found: dict[str, None] = {}
    for term in mentioned:
        for inside in walk(term):
            if isinstance(inside, terms.Read) and _is_choice(e, inside.key):
                found[inside.key] = None
    return list(found)


def _is_choice(e: Elaborator, key: str) -> bool:
    kind = e.domains.get(key)
    return kind is not None and (bool(kind.options) or kind.base is Base.BOOL)


def _word(value: terms.Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return plain(value) if isinstance(value, Fraction) else str(value)


def _head(written: Indicator) -> Span:
    """The name of an indicator with its marks."""
    name, marks = written.name.span, written.marks
    return name if marks is None else evolve(name, end=max(name.end, marks.span.end))


def _sum(written: Indicator, wrong: Wrong) -> dict[str, str]:
    """The sum as it stands and as it should be, in % where the children are written so."""
    shares = all(isinstance(child.marks, Number) and child.marks.ratio == "%" for child in written.children)
    if shares and wrong.wanted:
        return {"sum": _added([part / wrong.wanted * 100 for part in wrong.parts], "%"), "full": "100%"}
    return {"sum": _added(wrong.parts, "分"), "full": f"{show_number(wrong.wanted)}分"}


def _added(parts: Sequence[Fraction], unit: str) -> str:
    total = f"{show_number(sum(parts, Fraction(0)))}{unit}"
    if not 1 < len(parts) <= MOST_ADDED:
        return total
    written = "+".join(show_number(part) + (unit if unit == "%" else "") for part in parts if part)
    return f"{written}={total}"
