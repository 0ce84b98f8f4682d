"""How far one form can lie above another at most, from how both are made."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import define, field

from govperf.proofs.forms import Form, Forms, UnsettledError
from govperf.proofs.numbers import ONE, ZERO, less, opened, rounding_of
from govperf.values import RoundingMode, ceil, floor

DEEPEST = 40


@define
class Gaps:
    """What has been worked out so far; it holds wherever both forms have values."""

    forms: Forms
    left: int = 6_000
    _known: dict[tuple[int, int], Fraction | None] = field(factory=dict)

    def holds(self, first: int, second: int) -> bool:
        """``first ≥ second`` for every object; False says nothing."""
        most = self.most(second, first)
        return most is not None and most <= 0

    def most(self, first: int, second: int, depth: int = 0) -> Fraction | None:
        """``first − second`` is never above this; None where nothing is known."""
        if first == second:
            return ZERO
        if (first, second) not in self._known:
            self._known[first, second] = None
            self._known[first, second] = self._worked_out(first, second, depth)
        return self._known[first, second]

    def _worked_out(self, first: int, second: int, depth: int) -> Fraction | None:
        self.left -= 1
        a, b = self.forms[first], self.forms[second]
        if self.left < 0 or depth > DEEPEST or {a.sort, b.sort} != {"number"}:
            return None
        ways = (
            self._by_bounds(first, second),
            self._alike(a, b, depth + 1),
            self._parts_of_first(a, second, depth + 1),
            self._parts_of_second(first, b, depth + 1),
            self._summed(first, second, depth + 1),
        )
        return min((way for way in ways if way is not None), default=None)

    def _by_bounds(self, first: int, second: int) -> Fraction | None:
        high, low = self.forms.high(first), self.forms.low(second)
        return None if high is None or low is None else high - low

    def _alike(self, a: Form, b: Form, depth: int) -> Fraction | None:
        """The same operation on parts that lie so far apart."""
        if a.op != b.op or a.data != b.data:
            return None
        match a.op:
            case "round":
                return self._rounded(a, b, depth)
            case "floor" | "ceil":
                most = self.most(a.args[0], b.args[0], depth)
                return None if most is None else Fraction(ceil(most))
            case "root":
                return self._kept(a.args[0], b.args[0], depth)
            case "quotient" if a.args[1] == b.args[1] and self._positive(a.args[1]):
                return self._kept(a.args[0], b.args[0], depth)
            case "ite" if a.args[0] == b.args[0]:
                return self._greatest(zip(a.args[1:], b.args[1:], strict=True), depth)
            case _:
                return None

    def _rounded(self, a: Form, b: Form, depth: int) -> Fraction | None:
        step, mode = rounding_of(a)
        most = self.most(a.args[0], b.args[0], depth)
        if most is None:
            return None
        if mode is not RoundingMode.HALF_EVEN and self._positive(a.args[0]) and self._positive(b.args[0]):
            # From 0 up, what differs by whole steps is rounded to what differs by as many.
            return ceil(most / step) * step
        off = ONE if mode in (RoundingMode.HALF_UP, RoundingMode.HALF_EVEN) else ONE * 2
        found = floor(most / step + off) * step
        return min(found, ZERO) if most <= 0 else found

    def _kept(self, first: int, second: int, depth: int) -> Fraction | None:
        """An operation that keeps the order, of which no more is known."""
        most = self.most(first, second, depth)
        return ZERO if most is not None and most <= 0 else None

    def _positive(self, number: int) -> bool:
        low = self.forms.low(number)
        return low is not None and low >= 0

    # --- least, greatest, choices ---

    def _parts_of_first(self, a: Form, second: int, depth: int) -> Fraction | None:
        match a.op:
            case "max" | "ite":
                return self._greatest(((one, second) for one in _sides(a)), depth)
            case "min":
                return self._least(((one, second) for one in a.args), depth)
            case _:
                return None

    def _parts_of_second(self, first: int, b: Form, depth: int) -> Fraction | None:
        match b.op:
            case "min" | "ite":
                return self._greatest(((first, one) for one in _sides(b)), depth)
            case "max":
                return self._least(((first, one) for one in b.args), depth)
            case _:
                return None

    def _greatest(self, pairs: Iterable[tuple[int, int]], depth: int) -> Fraction | None:
        """Any of the pairs can be the one; a side without a value never is."""
        found: list[Fraction] = []
        for first, second in pairs:
            if "nothing" in (self.forms[first].sort, self.forms[second].sort):
                continue
            most = self.most(first, second, depth)
            if most is None:
                return None
            found.append(most)
        return max(found, default=None)

    def _least(self, pairs: Iterable[tuple[int, int]], depth: int) -> Fraction | None:
        found = [most for first, second in pairs if (most := self.most(first, second, depth)) is not None]
        return min(found, default=None)

    # --- sums ---

    def _summed(self, first: int, second: int, depth: int) -> Fraction | None:
        """The difference as a sum, in which what is added lies so far above what is taken away."""
        if "sum" not in (self.forms[first].op, self.forms[second].op):
            return None
        try:
            found = opened(self.forms, less(self.forms, first, second))
        except UnsettledError:
            return None
        ups = {one: factor for one, factor in found.factors.items() if factor > 0}
        total = found.constant
        for one, factor in found.factors.items():
            if factor >= 0:
                continue
            rest = self._matched(one, -factor, ups, depth)
            low = self.forms.low(one)
            if rest[0] and low is None:
                return None
            total += rest[1] - rest[0] * (low or ZERO)
        for one, factor in ups.items():
            high = self.forms.high(one)
            if factor and high is None:
                return None
            total += factor * (high or ZERO)
        return total

    def _matched(self, down: int, factor: Fraction, ups: dict[int, Fraction], depth: int) -> tuple[Fraction, Fraction]:
        """How much of what is taken away is left after setting it against what is added, with how far these differ."""
        apart = ZERO
        for one in sorted(ups, key=lambda up: ups[up] != factor):
            if not factor or not ups[one] or self.forms[one].op != self.forms[down].op:
                continue
            most = self.most(one, down, depth)
            if most is not None and self._closer(one, down, most):
                used = min(factor, ups[one])
                apart += used * most
                factor -= used
                ups[one] -= used
        return factor, apart

    def _closer(self, first: int, second: int, most: Fraction) -> bool:
        """Setting the two against each other says more than their bounds."""
        plain = self._by_bounds(first, second)
        return plain is None or most < plain


def _sides(form: Form) -> tuple[int, ...]:
    return form.args[1:] if form.op == "ite" else form.args
