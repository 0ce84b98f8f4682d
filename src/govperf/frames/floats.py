"""Floats with more decimals than a column of whole numbers holds, read one by one without detours."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from govperf.limits import Limits
from govperf.semantics import Domain

_LEAST: Final = 1e-4
_MOST: Final = 1e15
"""Between these a float prints without an exponent, and says whole numbers and decimals apart."""

_MOST_DIGITS: Final = 22
"""No float between them prints more digits."""


def reader_of_floats(domain: Domain, limits: Limits) -> Callable[[object], Fraction | None]:
    """Reads a float that surely lies in the domain; None for whatever else may stand in a cell.

    A float is the nearest one to the shortest decimal that prints it. So if it lies below the float that is nearest to
    a bound, then the decimal lies below the bound.
    """
    least, most = _float(domain.low, -_MOST), _float(domain.high, _MOST)
    if domain.integer or limits.number_digits < _MOST_DIGITS or not least < most:
        return lambda _cell: None
    excluded = None if domain.excluded is None else _float(domain.excluded, 0)

    def read(cell: object) -> Fraction | None:
        if type(cell) is not float or not least < cell < most or -_LEAST < cell < _LEAST or cell == excluded:
            return None
        whole, _, decimals = repr(cell).partition(".")
        return Fraction(int(whole + decimals), 10 ** len(decimals))

    return read


def _float(bound: Fraction | None, otherwise: float) -> float:
    if bound is None:
        return otherwise
    if abs(bound) >= _MOST:
        return _MOST if bound > 0 else -_MOST
    return float(bound)
