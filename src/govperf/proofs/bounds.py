"""The least, the greatest value of a node, with objects that reach them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from govperf.checks.intervals import ANY, Interval
from govperf.evaluate.outcome import ObjectData
from govperf.proofs.encode import Text
from govperf.proofs.examples import Outcomes, number_of
from govperf.proofs.forms import UnsettledError
from govperf.proofs.gaps import Gaps
from govperf.proofs.model import PROVED, Bounds, End, Example, NotSettled, Refuted, Settled
from govperf.proofs.question import TOO_DEEP, Case
from govperf.proofs.search import Signs, best
from govperf.proofs.signs import directions
from govperf.proofs.smtlib import real

MOST_STEPS = 6
"""Times that a better value is looked for with the solver."""

NO_NUMBER = NotSettled("它不是数", "it is no number")
NO_END_FOUND = NotSettled("还有更远的，没有找到界限", "there is always more, no bound was found")


def bounds_of(case: Case, key: str) -> Bounds:
    """The bounds of a number node of the only graph of a case."""
    try:
        return _bounds(case, key, case.lowered[0][key])
    except UnsettledError as error:
        reason = NotSettled(error.reason, error.reason_en)
    except RecursionError:
        reason = TOO_DEEP
    safe = case.lowered[0].ranges.nodes.get(key) or ANY
    return Bounds(key, End(None, reason), End(None, reason), safe)


def _bounds(case: Case, key: str, number: int) -> Bounds:
    form = case.forms[number]
    if form.sort != "number":
        return Bounds(key, End(None, NO_NUMBER), End(None, NO_NUMBER), ANY)
    safe = form.bounds or ANY
    signs = directions(case.forms, number, Gaps(case.forms))
    low = _End(case, key, number, safe, signs, top=False).found()
    high = _End(case, key, number, safe, signs, top=True).found()
    return Bounds(key, low, high, safe)


class _End:
    """One end of the values; the least value is the greatest of the opposite."""

    def __init__(
        self,
        case: Case,
        key: str,
        number: int,
        safe: Interval,
        signs: Signs,
        *,
        top: bool,
    ) -> None:
        self._case = case
        self._key = key
        self._number = number
        self._top = top
        self._sign = 1 if top else -1
        self._limit = safe.high if top else safe.low
        self._open = safe.high_open if top else safe.low_open
        self._signs = signs

    def found(self) -> End:
        """The end with its proof."""
        known = self._searched()
        if known is not None and known[1] == self._limit:
            return self._reached(known, PROVED)
        if self._open and self._limit is not None and known is not None and self._near(known[1]):
            return End(self._limit, PROVED)
        return self._proved(known)

    def _searched(self) -> tuple[ObjectData, Fraction] | None:
        found = best(self._case.stage, self._worth, self._signs, top=self._top)
        return None if found is None else (found[0], self._sign * found[1])

    def _worth(self, found: Sequence[Outcomes]) -> Fraction | None:
        value = number_of(found[0].get(self._key))
        return None if value is None else self._sign * value

    def _near(self, value: Fraction) -> bool:
        limit = self._limit or Fraction(0)
        return abs(value - limit) <= Fraction(1, 20) * max(abs(limit), Fraction(1))

    def _reached(self, known: tuple[ObjectData, Fraction], settled: Settled) -> End:
        data, value = known
        example = self._case.stage.example(data, lambda found: number_of(found[0].get(self._key)) == value)
        return End(value, settled if example is not None else NO_END_FOUND, example)

    # --- with the solver ---

    def _proved(self, known: tuple[ObjectData, Fraction] | None) -> End:
        example: Example | None = None
        value = None if known is None else known[1]
        if self._limit is None or value is None or self._sign * value < self._sign * self._limit:
            farther = self._farthest(value)
            if isinstance(farther, End):
                far = None if known is None else self._reached(known, PROVED).example
                return End(None, PROVED, far or farther.example)
            example, value = farther or (None, value)
        settled: Settled = NO_END_FOUND
        for _ in range(MOST_STEPS):
            settled = self._beyond(value)
            if not isinstance(settled, Refuted):
                break
            example = settled.example
            value = number_of(example.values.get(self._key))
            settled = NO_END_FOUND
        if example is None and known is not None:
            return self._reached(known, settled)
        return End(value, settled, example)

    def _beyond(self, value: Fraction | None) -> Settled:
        """Whether any value lies beyond this one."""

        def wanted(text: Text) -> Sequence[str]:
            facts = [text.exists(self._number)]
            if value is not None:
                facts.append(f"({'>' if self._top else '<'} {text.values[self._number]} {real(value)})")
            return facts

        levels = () if value is None else (value,)
        return self._case.refute((self._number,), wanted, lambda found: self._passes(found, value), levels)

    def _passes(self, found: Sequence[Outcomes], value: Fraction | None) -> bool:
        own = number_of(found[0].get(self._key))
        return own is not None and (value is None or self._sign * own > self._sign * value)

    def _farthest(self, value: Fraction | None) -> End | tuple[Example, Fraction] | None:
        """The best object by the solver's reckoning, if it is better than what is known; or that there is no end."""
        found = self._case.greatest(self._number, top=self._top)
        if found is None or found[1].verdict != "sat":
            return None
        text, answer = found
        data = self._case.read(text, answer)
        if data is None:
            return None
        example = self._case.stage.example(data, lambda told: self._passes(told, value))
        if answer.endless and text.exact and self._limit is None:
            return End(None, PROVED, example)
        reached = None if example is None else number_of(example.values.get(self._key))
        return None if example is None or reached is None else (example, reached)
