"""Canonical forms: terms with names replaced by what they mean, each distinct one kept once under a number.

Two terms that are written differently, yet come down to the same sums, bounds, conditions, get the same number; so do
those of two versions of a policy, which then share all that a proof works out about them. The numbers of parts are
below that of the whole, so every analysis is one pass upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from attrs import define, field

from govperf.checks.intervals import Interval, exactly
from govperf.frozen import frozen
from govperf.terms.terms import Value
from govperf.values import Missing

Sort = Literal["number", "bool", "word", "date", "list", "nothing"]

Few = frozenset[Fraction]
"""All values that a form can have, where these are few."""

MOST_FEW = 48


class UnsettledError(Exception):
    """Says why nothing can be proved about a term; never leaves the room."""

    def __init__(self, reason: str, reason_en: str) -> None:
        self.reason = reason
        self.reason_en = reason_en
        super().__init__(reason)


@frozen
class Form:
    """One operation over other forms.

    ``absent`` says that the value may be 缺, ``fails`` that it may not exist; ``bounds`` hold every value that does
    exist (None: never a number); ``options`` are the words that it can be.
    """

    op: str
    args: tuple[int, ...] = ()
    data: object = None
    sort: Sort = "number"
    absent: bool = False
    fails: bool = False
    bounds: Interval | None = None
    few: Few | None = None
    options: frozenset[str] | None = None


@define
class Forms:
    """The forms of one question, or of one pair of versions."""

    most: int = 60_000
    made: list[Form] = field(factory=list)
    _index: dict[tuple[str, tuple[int, ...], object], int] = field(factory=dict)

    def __getitem__(self, number: int) -> Form:
        return self.made[number]

    def intern(self, form: Form) -> int:
        """The number of a form, given once."""
        key = (form.op, form.args, form.data)
        found = self._index.get(key)
        if found is None:
            if len(self.made) >= self.most:
                raise UnsettledError("规则太大，超出了证明的工作量", "the policy is too large for a proof")
            found = self._index[key] = len(self.made)
            self.made.append(form)
        return found

    def narrow(self, number: int, bounds: Interval | None) -> None:
        """Adds what is known otherwise about the values of a form."""
        form = self.made[number]
        if bounds is None or form.bounds is None or form.op == "const":
            return
        met = form.bounds.meet(bounds)
        step = bounds.step if form.bounds.step is None else form.bounds.step
        narrowed = Interval(met.low, met.high, met.low_open, met.high_open, step, form.bounds.finite, met.nonzero)
        if not narrowed.empty:
            self.made[number] = Form(
                form.op, form.args, form.data, form.sort, form.absent, form.fails, narrowed, form.few, form.options
            )

    # --- the simplest ---

    def constant(self, value: Value) -> int:
        """A value known beforehand; the two absences are values of their own sort."""
        sort, bounds, few, options = _sorted(value)
        absent = isinstance(value, Missing)
        data = (type(value).__name__, value)
        return self.intern(Form("const", (), data, sort, absent, False, bounds, few, options))

    def number(self, value: Fraction | int) -> int:
        """A number known beforehand."""
        return self.constant(Fraction(value))

    def truth(self, value: bool) -> int:  # noqa: FBT001 - a truth value is what it makes
        """是 or 否."""
        return self.constant(value)

    def failure(self) -> int:
        """A value that there is not."""
        return self.intern(Form("fail", (), None, "nothing", fails=True))

    def value_of(self, number: int) -> Value | None:
        """The value of a constant; None of anything else."""
        form = self.made[number]
        return form.data[1] if form.op == "const" else None  # type: ignore[index]  # as constant() made it

    def number_of(self, number: int) -> Fraction | None:
        """The number of a constant; None of anything else."""
        value = self.value_of(number)
        return value if isinstance(value, Fraction) else None

    def low(self, number: int) -> Fraction | None:
        """The lower end of the values of a number; None where there is none."""
        bounds = self.made[number].bounds
        return None if bounds is None else bounds.low

    def high(self, number: int) -> Fraction | None:
        """The upper end of the values of a number; None where there is none."""
        bounds = self.made[number].bounds
        return None if bounds is None else bounds.high

    def safe(self, *numbers: int) -> bool:
        """Always have a value."""
        return not any(self.made[number].fails or self.made[number].absent for number in numbers)

    # --- walking ---

    def cone(self, starts: Iterable[int]) -> list[int]:
        """All forms that these are made of, themselves included, parts first."""
        found: set[int] = set()
        waiting = list(starts)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting.extend(self.made[number].args)
        return sorted(found)

    def dependents(self, start: int, cone: Sequence[int]) -> list[int]:
        """Those of the cone that are made of ``start``, parts first."""
        touched = {start}
        for number in cone:
            if not touched.isdisjoint(self.made[number].args):
                touched.add(number)
        return sorted(touched)


def _sorted(value: Value) -> tuple[Sort, Interval | None, Few | None, frozenset[str] | None]:
    match value:
        case bool():
            return "bool", None, None, None
        case Fraction():
            return "number", exactly(value), frozenset((value,)), None
        case str():
            return "word", None, None, frozenset((value,))
        case tuple():
            return "list", None, None, None
        case Missing():
            return "nothing", None, None, None
        case _:
            return "date", None, None, None
