"""In which direction a form can move when one input rises, from how the form is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Flag

from govperf.checks.intervals import Interval, multiplied
from govperf.proofs.forms import Form, Forms
from govperf.proofs.gaps import Gaps
from govperf.proofs.numbers import summands_of


class Sign(Flag):
    """What a form may do; of a condition, to rise is to begin to hold."""

    STILL = 0
    RISES = 1
    FALLS = 2
    EITHER = 3


def flipped(sign: Sign) -> Sign:
    """The same seen from the other side."""
    return {Sign.RISES: Sign.FALLS, Sign.FALLS: Sign.RISES}.get(sign, sign)


def directions(forms: Forms, number: int, gaps: Gaps) -> Mapping[tuple[str, str], Sign]:
    """The direction of a form in each input, by ledger with key."""
    cone = forms.cone([number])
    found: dict[tuple[str, str], Sign] = {}
    for one in cone:
        form = forms[one]
        if form.op == "input":
            ledger, key = form.data[:2]  # type: ignore[index]  # as Inputs.raw made it
            found[ledger, key] = Signs(forms, one, cone, gaps)[number]
    return found


_MONOTONE = frozenset(("min", "max", "round", "floor", "ceil", "root", "need", "and", "or", "day"))
_OF_LISTS = frozenset(("合计", "平均", "最高", "最低", "中位数", "去极值平均", "首个", "末个", "唯一"))


class Signs:
    """The directions of all forms of a cone when one input rises."""

    def __init__(self, forms: Forms, start: int, cone: Sequence[int], gaps: Gaps) -> None:
        self._forms = forms
        self._gaps = gaps
        self._signs: dict[int, Sign] = {start: Sign.RISES}
        for number in forms.dependents(start, cone):
            if number != start:
                self._signs[number] = self._of(forms[number])

    def __getitem__(self, number: int) -> Sign:
        """The direction of a form; one that does not depend on the input stays still."""
        return self._signs.get(number, Sign.STILL)

    def _any(self, numbers: Iterable[int]) -> Sign:
        found = Sign.STILL
        for number in numbers:
            found |= self[number]
        return found

    def _of(self, form: Form) -> Sign:
        args = form.args
        match form.op:
            case "sum":
                return self._sum(form)
            case "product":
                return self._product(args)
            case "quotient":
                return self._quotient(args)
            case "le0":
                return flipped(self[args[0]])
            case "not":
                return flipped(self[args[0]])
            case "present":
                return Sign.STILL if self._forms[args[0]].op == "input" else Sign.EITHER
            case "default":
                return self._any(args) if self._forms[args[0]].op == "input" else Sign.EITHER
            case "ite":
                return self._choice(form)
            case "opaque":
                return self._listed(form)
            case "call" if form.data == "year":
                return self[args[0]]
            case op if op in _MONOTONE:
                return self._any(args)
            case _:
                return Sign.EITHER

    def _sum(self, form: Form) -> Sign:
        _, factors = summands_of(form)
        found = Sign.STILL
        for one, factor in zip(form.args, factors, strict=True):
            if factor:
                found |= self[one] if factor > 0 else flipped(self[one])
        return found

    def _product(self, args: Sequence[int]) -> Sign:
        found = Sign.STILL
        for place, one in enumerate(args):
            if self[one]:
                others = [self._forms[other].bounds for other in (*args[:place], *args[place + 1 :])]
                found |= _turned(self[one], _product_of(others))
        return found

    def _quotient(self, args: Sequence[int]) -> Sign:
        above, below = (self._forms[one].bounds for one in args)
        if not _one_sided(below):
            return Sign.EITHER if self._any(args) else Sign.STILL
        found = _turned(self[args[0]], below)
        return found | flipped(_turned(self[args[1]], above)) if self[args[1]] else found

    def _choice(self, form: Form) -> Sign:
        condition, yes, no = form.args
        sides = self[yes] | self[no]
        turns = self[condition]
        if not turns:
            return sides
        if form.sort != "number":
            return Sign.EITHER if form.sort != "nothing" else Sign.STILL
        return sides | self._jump(turns, yes, no)

    def _jump(self, turns: Sign, yes: int, no: int) -> Sign:
        """What happens where the condition begins, or ceases, to hold."""
        begins = Sign.STILL
        if not self._over(yes, no):
            begins |= Sign.FALLS
        if not self._over(no, yes):
            begins |= Sign.RISES
        found = begins if turns & Sign.RISES else Sign.STILL
        return found | flipped(begins) if turns & Sign.FALLS else found

    def _over(self, first: int, second: int) -> bool:
        """The one is at least the other, also of two objects that differ in the input."""
        a, b = self._forms[first], self._forms[second]
        if a.sort == "nothing" or b.sort == "nothing":
            return True
        low, high = self._forms.low(first), self._forms.high(second)
        if low is not None and high is not None and low >= high:
            return True
        # Each side is then looked at for both objects, so it must have a value for both.
        return self._forms.safe(first, second) and self._gaps.holds(first, second)

    def _listed(self, form: Form) -> Sign:
        """An aggregate moves with its values, where nothing else about it changes."""
        value, *rest = form.args or (0,)
        what = form.data[:2] if isinstance(form.data, tuple) else ()
        monotone = len(what) > 1 and what[0] == "rows" and what[1] in _OF_LISTS
        return self[value] if monotone and not self._any(rest) else Sign.EITHER


def _one_sided(bounds: Interval | None) -> bool:
    """All values are on one side of 0."""
    if bounds is None:
        return False
    return (bounds.low is not None and bounds.low >= 0) or (bounds.high is not None and bounds.high <= 0)


def _turned(sign: Sign, by: Interval | None) -> Sign:
    """A direction after multiplying by something between bounds."""
    if not sign:
        return sign
    if by is not None and by.low is not None and by.low >= 0:
        return sign
    if by is not None and by.high is not None and by.high <= 0:
        return flipped(sign)
    return Sign.EITHER


def _product_of(bounds: Sequence[Interval | None]) -> Interval | None:
    found: Interval | None = None
    for one in bounds:
        if one is None:
            return None
        found = one if found is None else multiplied(found, one)
    return found
