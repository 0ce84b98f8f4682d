"""Turns the values of what is loose (see :mod:`govperf.proofs.plan`) back into inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.checks.intervals import Interval
from govperf.evaluate.outcome import ObjectData
from govperf.proofs.forms import Form, Forms
from govperf.proofs.numbers import summands_of
from govperf.terms.terms import Value
from govperf.values import ends

_STEPS = 20
"""Parts of 1 in which a share is said where it would not end."""

_DIVISORS = tuple(Fraction(number) for number in (100, 1, 10, 1000, 10_000))


@define
class Settling:
    """Turns values of loose forms into inputs, starting from what an ordinary object has."""

    forms: Forms
    usual: Callable[[int], Fraction | None]
    put: Callable[[ObjectData, int, Value], ObjectData]
    _moved: dict[int, Fraction] = field(factory=dict)

    def worth(self, number: int) -> Fraction | None:
        """What a loose form is worth for an ordinary object."""
        form = self.forms[number]
        if form.op == "const":
            return self.forms.number_of(number)
        if form.op == "input":
            return self.usual(number)
        found = [self.worth(one) for one in form.args]
        values = [one for one in found if one is not None]
        return None if len(values) < len(found) else _computed(form, values)

    def settled(self, number: int, value: Fraction, data: ObjectData) -> ObjectData:
        """The object in which a loose form has this value, as far as one is found."""
        form = self.forms[number]
        if self.worth(number) == value:
            return data
        match form.op:
            case "input":
                return self.put(data, number, value)
            case "sum":
                return self._sum(form, value, data)
            case "min" | "max":
                return self._extreme(form, value, data)
            case "quotient":
                return self._quotient(form, value, data)
            case "product":
                return self._product(form, value, data)
            case _:
                return data

    def _sum(self, form: Form, value: Fraction, data: ObjectData) -> ObjectData:
        """One summand after the other goes as far as it can."""
        _, factors = summands_of(form)
        rest = value - (self._total(form) or Fraction(0))
        summands = [one for one in zip(reversed(form.args), reversed(factors), strict=True) if one[1]]
        # Those whose share of a remainder would not end move in round steps; the others take what is left.
        summands.sort(key=lambda one: ends(1 / one[1]))
        for last in (False, True):
            for one, factor in summands:
                here = self._at(one)
                if here is None or not rest:
                    continue
                step = rest / factor
                if not last and not ends(1 / factor):
                    step = Fraction(int(step * _STEPS), _STEPS)
                there = _held(here + step, self.forms[one].bounds)
                rest -= (there - here) * factor
                data = self.settled(one, there, data)
                self._moved[one] = there
        return data

    def _at(self, number: int) -> Fraction | None:
        """Where a summand stands by now."""
        return self._moved.get(number, self.worth(number))

    def _total(self, form: Form) -> Fraction | None:
        values = [self.worth(one) for one in form.args]
        known = [one for one in values if one is not None]
        return None if len(known) < len(values) else _computed(form, known)

    def _extreme(self, form: Form, value: Fraction, data: ObjectData) -> ObjectData:
        """The first part that can takes the value; the others stay out of its way."""
        done = any(self.forms.number_of(one) == value for one in form.args)
        for one in form.args:
            here = self.worth(one)
            if self.forms[one].op == "const" or here is None:
                continue
            beyond = here >= value if form.op == "min" else here <= value
            if not done:
                data, done = self.settled(one, value, data), True
            elif not beyond:
                data = self.settled(one, value, data)
        return data

    def _quotient(self, form: Form, value: Fraction, data: ObjectData) -> ObjectData:
        above, below = form.args
        usual = self.worth(below)
        for divisor in (*(() if usual is None else (usual,)), *_DIVISORS):
            if _holds(self.forms[below].bounds, divisor) and _holds(self.forms[above].bounds, divisor * value):
                return self.settled(above, divisor * value, self.settled(below, divisor, data))
        return data

    def _product(self, form: Form, value: Fraction, data: ObjectData) -> ObjectData:
        *others, last = form.args
        factor = Fraction(1)
        for one in others:
            factor *= self.worth(one) or Fraction(1)
        return self.settled(last, value / factor, data) if factor else data


def _computed(form: Form, values: Sequence[Fraction]) -> Fraction | None:
    match form.op:
        case "sum":
            constant, factors = summands_of(form)
            added: Fraction = constant + sum(factor * one for factor, one in zip(factors, values, strict=True))
            return added
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "quotient":
            return values[0] / values[1] if values[1] else None
        case _:
            found = Fraction(1)
            for one in values:
                found *= one
            return found


def _held(value: Fraction, bounds: Interval | None) -> Fraction:
    if bounds is None:
        return value
    if bounds.low is not None and value < bounds.low:
        return bounds.low
    return bounds.high if bounds.high is not None and value > bounds.high else value


def _holds(bounds: Interval | None, value: Fraction) -> bool:
    return bounds is None or bounds.holds(value)
