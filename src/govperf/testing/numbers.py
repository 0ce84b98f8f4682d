"""Numbers of a domain, those that people use first."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from govperf.checks.ranges import of_domain
from govperf.errors import GovperfError
from govperf.semantics import Domain
from govperf.values import ends, to_json_text

FARTHEST = 1000
"""How many units a number without an end goes away from its other end, or from 0."""

FINEST = 1000
"""Thousandths are the finest numbers that are drawn."""

_PARTS = (1, 10, 100, FINEST)


def numbers(domain: Domain, name: str) -> st.SearchStrategy[Fraction]:
    """Numbers of the domain: its ends, whole ones, ones with one, two, three decimals; they shrink in this order."""
    options = [option for option in domain.kind.options if isinstance(option, Fraction)]
    if options:
        return st.sampled_from(options)
    found = [one for parts in _PARTS if (one := _counted(domain, parts)) is not None]
    known = _known(domain)
    if not found and not known:
        raise GovperfError(
            f"“{name}”的取值范围“{domain.words}”里没有三位以内小数的数，造不出记录；请用 {name}=… 自己给"
        )
    if not known:
        return st.one_of(found)
    # One number in four is an end: rules are wrong at their ends more often than between.
    return st.one_of([found[0], st.sampled_from(known), *found[1:]]) if found else st.sampled_from(known)


def _known(domain: Domain) -> list[Fraction]:
    """0, full marks, the other end."""
    return [one for one in (Fraction(0), domain.high, domain.low) if one is not None and _allows(domain, one)]


def _allows(domain: Domain, value: Fraction) -> bool:
    bounds = of_domain(domain)
    return bounds is not None and bounds.holds(value) and value != domain.excluded


def _counted(domain: Domain, parts: int) -> st.SearchStrategy[Fraction] | None:
    """Multiples of a part of the written unit; None where there are none."""
    size = domain.factor / parts
    if domain.integer and size.denominator != 1:
        return None
    low, high = _ends(domain)
    first, last = -(-low // size), high // size
    if domain.low_open and first * size == low:
        first += 1
    if domain.high_open and last * size == high:
        last -= 1
    if first > last or (first == last and not _allows(domain, first * size)):
        return None
    counts = st.integers(int(first), int(last))
    return counts.map(lambda count: count * size).filter(lambda value: value != domain.excluded)


def _ends(domain: Domain) -> tuple[Fraction, Fraction]:
    far = FARTHEST * domain.factor
    low, high = domain.low, domain.high
    if low is None:
        low = -far if high is None else min(-far, high - far)
    return low, low + 2 * far if high is None else high


# --- as hosts hold them ---


def spelled(domain: Domain, values: st.SearchStrategy[Fraction]) -> st.SearchStrategy[Any]:
    """The numbers as ints where they are whole, as Decimals, as text; they shrink to the first of these."""
    return st.builds(lambda value, form: _spelled(value, form, domain), values, st.integers(0, 2))


def _spelled(value: Fraction, form: int, domain: Domain) -> Any:
    if not ends(value):
        return value
    if form == 2:
        return as_text(value, domain)
    return int(value) if form == 0 and value.denominator == 1 else Decimal(to_json_text(value))


def as_text(value: Fraction, domain: Domain) -> str:
    """The number as people write it for the domain: ``92.5%`` where it is written in %."""
    mark = domain.unit if domain.factor != 1 else ""
    return f"{to_json_text(value / domain.factor)}{mark}"
