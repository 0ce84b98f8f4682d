"""Lines that include what they should not, or the other way round: 以上 for 高于, 不含 left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from govperf.mutation.operators.values import near
from govperf.mutation.sites import Site, without
from govperf.semantics.bounds import OPERATORS
from govperf.syntax.declarations import ParameterDeclaration, TestDomain
from govperf.syntax.expressions import Belongs, Bound, Clamp, Comparison, Expression, Listing, Mark, Number, Range

BOUNDARY, VALUES = "界限", "取值"

_MARKS: Final = ("mark", "low_mark", "high_mark")

_TURNED: Final = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "=": "!=", "!=": "="}
_SIGNS: Final = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "!=": "≠"}
_WORDS: Final = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于"}


def tests(site: Site) -> Iterator[tuple[str, Any]]:
    """What might stand instead of a test."""
    if site.within(TestDomain) or _is_range_of(site):
        return
    if isinstance(site.node, Bound | Range):
        yield from ((BOUNDARY, moved) for moved in _moved(site.node, coarse=site.coarse))
    match site.node:
        case Bound() as bound if not isinstance(site.parent, Clamp):
            yield BOUNDARY, bound_turned(bound)
        case Range() as test if not isinstance(site.parent, Clamp):
            yield BOUNDARY, range_turned(test, low=True)
            yield BOUNDARY, range_turned(test, low=False)
        case Comparison(rest=rest) as comparison:
            for index, (word, operand) in enumerate(rest):
                pair = (comparison_turned(word), operand)
                yield BOUNDARY, evolve(comparison, rest=(*rest[:index], pair, *rest[index + 1 :]))
        case Listing(items=items) as listing if len(items) > 2:
            yield from ((VALUES, evolve(listing, items=without(items, index))) for index in range(len(items)))
        case Listing(items=items) if not isinstance(site.parent, Belongs):
            yield from ((VALUES, item) for item in items)
        case _:
            pass


def _is_range_of(site: Site) -> bool:
    """A 范围 says what a county may set; it decides nothing by itself."""
    return bool(site.above) and site.path[:1] == ("range",) and isinstance(site.above[0], ParameterDeclaration)


def _moved(test: Bound | Range, *, coarse: bool) -> Iterator[Bound | Range]:
    """The test with an end a step off, its marks with it."""
    for name in ("limit",) if isinstance(test, Bound) else ("low", "high"):
        limit = getattr(test, name)
        for digits in near(limit, coarse=coarse) if isinstance(limit, Number) else ():
            marks = {
                mark: evolve(said, limit=evolve(said.limit, digits=digits))
                for mark in _MARKS
                if (said := getattr(test, mark, None)) is not None
                and isinstance(said.limit, Number)
                and same_limit(said.limit, limit)
            }
            yield evolve(test, **{name: evolve(limit, digits=digits)}, **marks)


def comparison_turned(word: str) -> str:
    """``≥`` for ``>``, 不低于 for 高于, ``≠`` for ``=``."""
    turned = _TURNED[OPERATORS[word]]
    return _WORDS[turned] if word[0].isalpha() and turned in _WORDS else _SIGNS[turned]


def bound_turned(bound: Bound) -> Bound:
    """The bound that includes its number where this one does not, or the other way round."""
    operator: str = OPERATORS[bound.word or bound.suffix]
    if bound.mark is not None and operator in _WORDS:
        inclusive = bound.mark.includes
        operator = {True: {">": ">=", "<": "<="}, False: {">=": ">", "<=": "<"}}[inclusive].get(operator, operator)
    turned = _TURNED[operator]
    signed = bound.word and not bound.word[0].isalpha()
    word = _SIGNS[turned] if signed or turned not in _WORDS else _WORDS[turned]
    return evolve(bound, word=word, suffix="", mark=None)


def range_turned(test: Range, *, low: bool) -> Range:
    """The range with one end left out where it is in, or the other way round."""
    open_low, open_high = open_ends(test)
    return marked(test, open_low != low, open_high == low)


def marked(test: Range, open_low: bool, open_high: bool) -> Range:  # noqa: FBT001 - the two ends side by side
    """The range with just these ends left out, said by marks."""
    low = Mark(includes=False, limit=test.low, span=test.span) if open_low else None
    high = Mark(includes=False, limit=test.high, span=test.span) if open_high else None
    plain = evolve(test, open_low=False, open_high=False, low_mark=None, high_mark=None, mark=None)
    if low is not None and high is not None:
        return evolve(plain, low_mark=low, high_mark=high)
    return evolve(plain, low_mark=low, mark=high)


def open_ends(test: Range) -> tuple[bool, bool]:
    """Whether the low end, the high end is left out."""
    low = test.open_low if test.low_mark is None else not test.low_mark.includes
    high = test.open_high if test.high_mark is None else not test.high_mark.includes
    mark = test.mark
    if mark is not None:
        if mark.limit is not None and same_limit(mark.limit, test.low):
            low = not mark.includes
        if mark.limit is None or same_limit(mark.limit, test.high):
            high = not mark.includes
    return low, high


def same_limit(one: Expression, other: Expression) -> bool:
    """The same line; a bare number takes the factor of the other."""
    if isinstance(one, Number) and isinstance(other, Number):
        return one.digits == other.digits
    return one == other
