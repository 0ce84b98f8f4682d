"""Straight-line forms: a constant with a coefficient for each variable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import field

from govperf.frozen import frozen

_ZERO = Fraction(0)


@frozen
class Linear:
    """``constant + Σ factor × variable``."""

    constant: Fraction = _ZERO
    factors: Mapping[int, Fraction] = field(factory=dict)

    @property
    def settled(self) -> bool:
        """Nothing varies."""
        return not self.factors

    def times(self, factor: Fraction) -> Linear:
        """All of it multiplied."""
        if not factor:
            return Linear()
        return Linear(self.constant * factor, {one: share * factor for one, share in self.factors.items()})

    def minus(self, other: Linear) -> Linear:
        """The difference."""
        return total((self, other.times(Fraction(-1))))


def constant(value: Fraction) -> Linear:
    """A number by itself."""
    return Linear(value)


def single(variable: int) -> Linear:
    """A variable by itself."""
    return Linear(_ZERO, {variable: Fraction(1)})


def total(parts: Iterable[Linear]) -> Linear:
    """The sum."""
    start, factors = _ZERO, dict[int, Fraction]()
    for part in parts:
        start += part.constant
        for one, share in part.factors.items():
            factors[one] = factors.get(one, _ZERO) + share
    return Linear(start, {one: share for one, share in factors.items() if share})
