"""Intervals of exact numbers: what a value can be before any data."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from math import gcd

from attrs import evolve

from govperf.frozen import frozen
from govperf.values import RoundingMode, ceil, ends, floor, round_to

End = tuple[Fraction, bool] | None
"""A bound with whether it is left out; None is infinity."""

_ZERO = Fraction(0)


@frozen
class Interval:
    """All numbers from ``low`` to ``high`` (None: without end) that are multiples of ``step``, where that is known.

    ``finite`` says that every value has finitely many decimals, as all data do; ``nonzero`` that 0 is left out.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    step: Fraction | None = None
    finite: bool = True
    nonzero: bool = False

    @property
    def empty(self) -> bool:
        """Holds no number."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def single(self) -> Fraction | None:
        """The only number that it holds, where there is only one."""
        return self.low if self.low is not None and self.low == self.high and not self.empty else None

    def holds(self, value: Fraction) -> bool:
        """The number is one of these."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        on_step = not self.step or (value / self.step).denominator == 1
        return above and below and on_step and not (self.nonzero and value == 0)

    def meet(self, other: Interval) -> Interval:
        """What is in both; the steps stay those of this one."""
        low, low_open = _later((self.low, self.low_open), (other.low, other.low_open))
        high, high_open = _earlier((self.high, self.high_open), (other.high, other.high_open))
        return evolve(
            self, low=low, low_open=low_open, high=high, high_open=high_open, nonzero=self.nonzero or other.nonzero
        )

    def on_steps(self) -> Interval:
        """The same numbers with closed ends, where they stand on steps."""
        if not self.step:
            return self
        low, high = self.low, self.high
        if low is not None:
            low = ceil(low / self.step) * self.step
            low = low + self.step if self.low_open and low == self.low else low
        if high is not None:
            high = floor(high / self.step) * self.step
            high = high - self.step if self.high_open and high == self.high else high
        return evolve(self, low=low, high=high, low_open=False, high_open=False)


ANY = Interval(finite=False)
"""Nothing is known of the number."""


def exactly(value: Fraction) -> Interval:
    """One number."""
    return Interval(value, value, step=abs(value) or None, finite=ends(value), nonzero=value != 0)


def hull(parts: Iterable[Interval]) -> Interval | None:
    """The smallest interval around all of them; None where there are none."""
    found = [part for part in parts if not part.empty]
    if not found:
        return None
    low, low_open = reduce(_earlier_low, [(part.low, part.low_open) for part in found])
    high, high_open = reduce(_later_high, [(part.high, part.high_open) for part in found])
    return Interval(
        low,
        high,
        low_open,
        high_open,
        common_step(found),
        all(part.finite for part in found),
        all(part.nonzero for part in found),
    )


def common_step(parts: Iterable[Interval]) -> Fraction | None:
    """The widest step on which the values of all stand; the number 0 stands on every step."""
    steps = [part.step for part in parts if part.single != 0]
    known = [step for step in steps if step]
    if not known or len(known) != len(steps):
        return None
    return reduce(_common, known)


def _common(a: Fraction, b: Fraction) -> Fraction:
    numerator = gcd(a.numerator * b.denominator, b.numerator * a.denominator)
    return Fraction(numerator, a.denominator * b.denominator)


# --- arithmetic ---


def negated(a: Interval) -> Interval:
    """−a."""
    low = None if a.high is None else -a.high
    high = None if a.low is None else -a.low
    return evolve(a, low=low, high=high, low_open=a.high_open, high_open=a.low_open)


def added(parts: list[Interval]) -> Interval:
    """The sum of values that vary each by itself."""
    low = _sum([part.low for part in parts])
    high = _sum([part.high for part in parts])
    return _tamed(
        Interval(
            low,
            high,
            any(part.low_open for part in parts),
            any(part.high_open for part in parts),
            common_step(parts),
            all(part.finite for part in parts),
        )
    )


def multiplied(a: Interval, b: Interval) -> Interval:
    """A × b."""
    corners = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    low, low_open = reduce(_earlier_low, [(low, is_open) for low, _, is_open in corners])
    high, high_open = reduce(_later_high, [(high, is_open) for _, high, is_open in corners])
    step = a.step * b.step if a.step and b.step else None
    return _tamed(Interval(low, high, low_open, high_open, step, a.finite and b.finite, a.nonzero and b.nonzero))


LONGEST_END = 4096
"""Bits of an end that is still told; a chain of squares would soon hold nothing else."""


def _tamed(a: Interval) -> Interval:
    """The interval without ends, without a step that are too long to reckon with."""
    if not any(_long(end) for end in (a.low, a.high, a.step)):
        return a
    low, high = (None if _long(end) else end for end in (a.low, a.high))
    return Interval(
        low, high, a.low_open and low is not None, a.high_open and high is not None, finite=a.finite, nonzero=a.nonzero
    )


def _long(value: Fraction | None) -> bool:
    return value is not None and max(value.numerator.bit_length(), value.denominator.bit_length()) > LONGEST_END


def inverted(a: Interval) -> Interval:
    """1 ÷ a, where a is not 0; nothing is known where it can be on both sides of 0."""
    finite = a.single is not None and a.single != 0 and ends(1 / a.single)
    if a.low is not None and a.low >= 0:
        high = None if a.low == 0 else 1 / a.low
        low = _ZERO if a.high is None else 1 / a.high if a.high else None
        return Interval(low, high, a.high is None or a.high_open, a.low_open, _whole(low, high), finite, nonzero=True)
    if a.high is not None and a.high <= 0:
        return negated(inverted(negated(a)))
    return Interval(finite=False, nonzero=True)


def _whole(low: Fraction | None, high: Fraction | None) -> Fraction | None:
    return low if low is not None and low == high and low else None


def smallest(parts: list[Interval]) -> Interval:
    """The least of the values."""
    return negated(largest([negated(part) for part in parts]))


def largest(parts: list[Interval]) -> Interval:
    """The greatest of the values."""
    low, low_open = reduce(_later, [(part.low, part.low_open) for part in parts])
    high, high_open = reduce(_later_high, [(part.high, part.high_open) for part in parts])
    finite = all(part.finite for part in parts)
    return Interval(low, high, low_open, high_open, common_step(parts), finite)


def sized(a: Interval) -> Interval:
    """The absolute value."""
    return evolve(largest([a, negated(a), Interval(_ZERO, _ZERO)]), step=a.step, nonzero=a.nonzero)


def rounded(a: Interval, step: Fraction, mode: RoundingMode) -> Interval:
    """All roundings keep the order, so the bounds round like any value."""
    low = None if a.low is None else round_to(a.low, step, mode)
    high = None if a.high is None else round_to(a.high, step, mode)
    # An open end may still round to itself: a value just above 89 rounds to 89.
    return Interval(low, high, step=step, finite=ends(step))


# --- ends ---


def _later(a: tuple[Fraction | None, bool], b: tuple[Fraction | None, bool]) -> tuple[Fraction | None, bool]:
    """The higher of two low ends."""
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return max(a, b)


def _earlier(a: tuple[Fraction | None, bool], b: tuple[Fraction | None, bool]) -> tuple[Fraction | None, bool]:
    """The lower of two high ends."""
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return min(a, b)


def _earlier_low(a: tuple[Fraction | None, bool], b: tuple[Fraction | None, bool]) -> tuple[Fraction | None, bool]:
    if a[0] is None or b[0] is None:
        return None, False
    if a[0] == b[0]:
        return a[0], a[1] and b[1]
    return min(a, b)


def _later_high(a: tuple[Fraction | None, bool], b: tuple[Fraction | None, bool]) -> tuple[Fraction | None, bool]:
    if a[0] is None or b[0] is None:
        return None, False
    if a[0] == b[0]:
        return a[0], a[1] and b[1]
    return max(a, b)


def _sum(values: list[Fraction | None]) -> Fraction | None:
    total = _ZERO
    for value in values:
        if value is None:
            return None
        total += value
    return total


_Corner = tuple[Fraction | None, int, bool]
"""A bound with the side of 0 on which infinity lies, whether it is open."""


def _ends(a: Interval) -> tuple[_Corner, _Corner]:
    return (a.low, -1, a.low_open), (a.high, 1, a.high_open)


def _times(x: _Corner, y: _Corner) -> tuple[Fraction | None, Fraction | None, bool]:
    """The product of two ends as a low end, as a high end, with whether it is open."""
    (a, side_a, open_a), (b, side_b, open_b) = x, y
    if a is not None and b is not None:
        zero = (a == 0 and not open_a) or (b == 0 and not open_b)
        return a * b, a * b, (open_a or open_b) and not zero
    if a == 0 or b == 0:
        return _ZERO, _ZERO, (a == 0 and open_a) or (b == 0 and open_b)
    sign = _sign(a, side_a) * _sign(b, side_b)
    # An infinite corner says nothing about the other end: an impossible value stands there.
    return (None, _FAR_BELOW, True) if sign < 0 else (_FAR_ABOVE, None, True)


_FAR_ABOVE = Fraction(10**400)
_FAR_BELOW = -_FAR_ABOVE


def _sign(value: Fraction | None, side: int) -> int:
    return side if value is None else 1 if value > 0 else -1
