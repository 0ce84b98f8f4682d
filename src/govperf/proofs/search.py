"""Layer 2: objects tried with the exact evaluator, ordinary ones first; it finds, it never proves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from govperf.checks.records import Variable
from govperf.evaluate.outcome import ObjectData
from govperf.proofs.examples import Outcomes, Stage, put, setting_of
from govperf.proofs.model import Example
from govperf.proofs.signs import Sign
from govperf.terms.terms import Value

Worth = Callable[[Sequence[Outcomes]], Fraction | None]
"""What is to be made as great as possible; None where it does not exist."""

UNEVEN = Fraction(12_345, 100_000)
"""A place between two ends that no rounding leaves as it is."""

MOST_SETTINGS = 12
MOST_ROUNDS = 3
MOST_CLIMBED = 40


def settings(variable: Variable) -> tuple[Value | None, ...]:
    """Values of one input that are worth trying: all of a few, else the ends with what lies between."""
    found: list[Value | None] = list(variable.choices()[:MOST_SETTINGS])
    if not found and variable.one.domain.kind.is_number:
        low, high = ends(variable)
        middle = (low + high) / 2
        far = [] if variable.one.domain.high is not None else [high * 1000]
        found = [high, low, middle, low + (high - low) * UNEVEN, *far]
        found = [one for one in found if isinstance(one, Fraction) and variable.allows(one)]
    if variable.one.optional or variable.one.default is not None:
        found.append(None)
    return tuple(dict.fromkeys(found))


def ends(variable: Variable) -> tuple[Fraction, Fraction]:
    """The ends of an input; next to an end that is left out, as near as a hundredth."""
    low, high = variable.ends()
    domain = variable.one.domain
    nudge = variable.unit / 100
    if domain.low_open and domain.low is not None and variable.allows(domain.low + nudge):
        low = domain.low + nudge
    if domain.high_open and domain.high is not None and variable.allows(domain.high - nudge):
        high = domain.high - nudge
    return low, high


def varied_once(stage: Stage, data: ObjectData) -> Iterator[ObjectData]:
    """Objects that differ in one input."""
    for variable in stage.variables:
        for value in settings(variable):
            if value != setting_of(data, variable):
                yield put(data, variable, value)


def tried(stage: Stage, shows: Callable[[Sequence[Outcomes]], bool], more: Iterable[ObjectData] = ()) -> Example | None:
    """An object near the ordinary one that shows what is looked for."""
    for data in (stage.base, *more, *islice(varied_once(stage, stage.base), 400)):
        if stage.shows(data, shows):
            found = stage.example(data, shows)
            if found is not None:
                return found
    return None


Signs = Mapping[tuple[str, str], Sign]
"""The direction of what is sought in each input."""


def best(stage: Stage, worth: Worth, signs: Signs, *, top: bool = True) -> tuple[ObjectData, Fraction] | None:
    """The object of greatest worth: from the corners that the directions point at, then by inputs of unclear effect."""
    starts = [stage.base, *(corner(stage, signs, top=top, steps=steps) for steps in (1, 2))]
    valued = [(data, value) for data in starts if (value := _worth(stage, worth, data)) is not None]
    if not valued:
        return None
    start = max(valued, key=lambda one: one[1])
    unclear = [one for one in stage.variables if _sign(signs, one) in (Sign.EITHER, Sign.STILL)]
    return _climb(stage, worth, start, [one for one in unclear if _sign(signs, one) is Sign.EITHER] or unclear)


def _climb(
    stage: Stage, worth: Worth, start: tuple[ObjectData, Fraction], variables: Sequence[Variable]
) -> tuple[ObjectData, Fraction]:
    data, value = start
    for _ in range(MOST_ROUNDS):
        before = value
        for variable in variables[:MOST_CLIMBED]:
            for setting in settings(variable):
                candidate = put(data, variable, setting)
                found = _worth(stage, worth, candidate)
                if found is not None and found > value:
                    data, value = candidate, found
        if value == before or stage.left <= 0:
            break
    return data, value


def _worth(stage: Stage, worth: Worth, data: ObjectData) -> Fraction | None:
    found = stage.outcomes(data)
    return None if found is None else worth(found)


def _sign(signs: Signs, variable: Variable) -> Sign:
    return signs.get((variable.ledger, variable.one.key), Sign.STILL)


def corner(stage: Stage, signs: Signs, *, top: bool, steps: int = 1) -> ObjectData:
    """The object whose inputs all stand where the value is greatest (or least), as far as the directions are known."""
    data = stage.base
    for variable in stage.variables:
        sign = _sign(signs, variable)
        if sign in (Sign.RISES, Sign.FALLS):
            value = _end(variable, up=(sign is Sign.RISES) == top, steps=steps)
            if value is not None:
                data = put(data, variable, value)
    return data


def _end(variable: Variable, *, up: bool, steps: int) -> Value | None:
    choices = variable.choices()
    if choices:
        ordered = sorted(choices) if all(isinstance(one, Fraction) for one in choices) else list(choices)  # type: ignore[type-var]
        return ordered[-1 if up else 0]
    low, high = ends(variable)
    domain = variable.one.domain
    reach = (high - low) * 1000 ** (steps - 1)
    if up and domain.high is None:
        high = low + reach
    if not up and domain.low is None:
        low = high - reach
    value = high if up else low
    return value if variable.allows(value) else None
