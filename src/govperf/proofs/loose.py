"""Parts of a question that can take any value between their bounds, whatever else the data says.

The score of forty indicators, each read nowhere else, is one free number to whoever asks about the total. Such a part is
one variable for the solver; afterwards its value is turned back into inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.checks.intervals import Interval
from govperf.evaluate.outcome import ObjectData
from govperf.proofs.forms import Form, Forms
from govperf.proofs.inputs import Inputs
from govperf.proofs.numbers import total
from govperf.terms.terms import Value
from govperf.values import ends

_CONTINUOUS = frozenset(("sum", "min", "max", "product", "quotient"))
_STEPS = 20
"""Parts of 1 in which a share is said where it would not end."""

_DIVISORS = tuple(Fraction(number) for number in (100, 1, 10, 1000, 10_000))


def loose_parts(forms: Forms, inputs: Inputs, starts: Iterable[int]) -> tuple[frozenset[int], frozenset[int]]:
    """The outermost loose forms below ``starts``, plain inputs among them, with all that stands inside them."""
    wanted = list(starts)
    cone = forms.cone(wanted)
    uses = Counter(one for number in cone for one in set(forms[number].args))
    uses.update(wanted)
    loose: set[int] = set()
    for number in cone:
        form = forms[number]
        if form.op == "input":
            if _plain(form, inputs):
                loose.add(number)
        elif form.op in _CONTINUOUS and not form.fails and _whole(forms, form):
            parts = [one for one in form.args if forms[one].op != "const"]
            if parts and all(one in loose and uses[one] == 1 for one in parts):
                loose.add(number)
    inner = {one for number in loose for one in forms[number].args if one in loose}
    hidden = set(forms.cone(inner)) - {one for one in cone if forms[one].op == "const"}
    outer = {number for number in loose if number not in hidden}
    hidden = set(forms.cone([one for number in outer for one in forms[number].args]))
    return frozenset(outer), frozenset(one for one in hidden if forms[one].op != "const")


def bundles(
    forms: Forms, loose: Iterable[int], cone: Sequence[int], starts: Iterable[int]
) -> dict[int, dict[int, Fraction]]:
    """Loose forms that every sum reads in the same proportions, each group as one sum of its own with its members.

    The forty indicators of two versions that weigh them 90% and 80% in total are one number for both.
    """
    wanted = set(starts)
    candidates = set(loose) - wanted
    readers: dict[int, list[tuple[int, Fraction]]] = {one: [] for one in candidates}
    for number in cone:
        form = forms[number]
        if form.op == "sum":
            _, factors = form.data  # type: ignore[misc]  # as numbers.total made it
            for one, factor in zip(form.args, factors, strict=True):
                if one in readers:
                    readers[one].append((number, factor))
        else:
            candidates.difference_update(form.args)
    groups: dict[tuple[tuple[int, Fraction], ...], list[int]] = {}
    for one in sorted(candidates):
        if readers[one] and all(factor for _, factor in readers[one]):
            first = readers[one][0][1]
            groups.setdefault(tuple((number, factor / first) for number, factor in readers[one]), []).append(one)
    found: dict[int, dict[int, Fraction]] = {}
    for members in groups.values():
        if len(members) > 1:
            weights = {one: readers[one][0][1] for one in members}
            found[total(forms, weights.items())] = weights
    return found


def _plain(form: Form, inputs: Inputs) -> bool:
    """Any number between its bounds."""
    if form.sort != "number" or form.absent or form.few is not None:
        return False
    given = inputs.of(form)
    domain = given.domain
    if given.options or domain is None or domain.step is not None or domain.nonzero:
        return False
    return given.default is None or domain.holds(given.default)


def _whole(forms: Forms, form: Form) -> bool:
    """Its values leave nothing out between the bounds."""
    if form.op != "quotient":
        return True
    below = forms[form.args[1]].bounds
    return below is not None and below.low is not None and below.low >= 0 and not below.holds(Fraction(0))


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
        _, factors = form.data  # type: ignore[misc]  # as numbers.total made it
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
            constant, factors = form.data  # type: ignore[misc]  # as numbers.total made it
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
