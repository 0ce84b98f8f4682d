"""Canonical numbers: sums with their factors, products, quotients, bounds, roundings, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import product

from govperf.checks.intervals import ANY, Interval, added, exactly, largest, multiplied, rounded, smallest
from govperf.checks.ranges import applied
from govperf.frozen import frozen
from govperf.proofs.conditions import choice, negation, strict, through
from govperf.proofs.forms import MOST_FEW, Few, Form, Forms, UnsettledError
from govperf.values import RoundingMode, round_to, sqrt_rounded

MOST_ADDED = 400
"""Summands of a sum that is still laid open where it is read."""

MOST_MULTIPLIED = 8
"""Factors of a product that is still laid open where it is read."""

LONGEST = 2000
"""Bits of a factor that is still multiplied out."""

ZERO = Fraction(0)
ONE = Fraction(1)


@frozen
class Sum:
    """A constant with numbers times their factors."""

    constant: Fraction
    factors: Mapping[int, Fraction]


def summands_of(form: Form) -> tuple[Fraction, tuple[Fraction, ...]]:
    """The constant, the factors of a sum."""
    found: tuple[Fraction, tuple[Fraction, ...]] = form.data  # type: ignore[assignment]  # as total() made it
    return found


def rounding_of(form: Form) -> tuple[Fraction, RoundingMode]:
    """The step, the mode of a rounding."""
    found: tuple[Fraction, RoundingMode] = form.data  # type: ignore[assignment]  # as rounding() made it
    return found


def opened(forms: Forms, number: int) -> Sum:
    """The form as a sum; one that is none is the single number in it."""
    known = forms.number_of(number)
    if known is not None:
        return Sum(known, {})
    form = forms[number]
    if form.op == "sum":
        constant, factors = summands_of(form)
        return Sum(constant, dict(zip(form.args, factors, strict=True)))
    return Sum(ZERO, {number: ONE})


def total(forms: Forms, parts: Iterable[tuple[int, Fraction]], constant: Fraction = ZERO) -> int:
    """The sum of numbers times factors."""
    factors: dict[int, Fraction] = {}
    for part, factor in parts:
        number = strict(forms, part)
        if forms[number].op == "fail":
            return number
        inner = _laid_open(forms, number, factor)
        constant = _short(constant + factor * inner.constant)
        for one, own in inner.factors.items():
            factors[one] = factors.get(one, ZERO) + factor * own
    kept = {one: factor for one, factor in sorted(factors.items()) if factor or forms[one].fails}
    return _sum(forms, constant, kept)


def _laid_open(forms: Forms, number: int, factor: Fraction) -> Sum:
    found = opened(forms, number)
    long = len(found.factors) > MOST_ADDED or any(
        _bits(own) + _bits(factor) > LONGEST for own in found.factors.values()
    )
    return Sum(ZERO, {number: ONE}) if long else found


def _sum(forms: Forms, constant: Fraction, factors: Mapping[int, Fraction]) -> int:
    if not factors:
        return forms.number(constant)
    if len(factors) == 1 and constant == 0 and next(iter(factors.values())) == 1:
        return next(iter(factors))
    parts = [multiplied(forms[one].bounds or ANY, exactly(factor)) for one, factor in factors.items()]
    bounds = added([*parts, exactly(constant)])
    fails = any(forms[one].fails for one in factors)
    few = _few_sums(forms, constant, factors)
    data = (constant, tuple(factors.values()))
    return forms.intern(Form("sum", tuple(factors), data, "number", False, fails, bounds, few))


def _few_sums(forms: Forms, constant: Fraction, factors: Mapping[int, Fraction]) -> Few | None:
    found: Few = frozenset((constant,))
    for one, factor in factors.items():
        few = forms[one].few
        if few is None or len(few) * len(found) > 4 * MOST_FEW:
            return None
        found = frozenset(a + factor * b for a in found for b in few)
        if len(found) > MOST_FEW:
            return None
    return found


def scaled(forms: Forms, number: int, factor: Fraction) -> int:
    """The number times a constant."""
    return total(forms, ((number, factor),))


def less(forms: Forms, left: int, right: int) -> int:
    """``left − right``."""
    return total(forms, ((left, ONE), (right, -ONE)))


# --- products, quotients ---


def times(forms: Forms, parts: Sequence[int]) -> int:
    """The product; constants become factors of a sum."""
    factor = ONE
    kept: list[int] = []
    for part in parts:
        number = strict(forms, part)
        form = forms[number]
        if form.op == "fail":
            return number
        known = forms.number_of(number)
        if known is not None:
            factor = _short(factor * known)
            continue
        inner, own = _factored(forms, number)
        factor *= own
        open_up = forms[inner].op == "product" and len(kept) + len(forms[inner].args) <= MOST_MULTIPLIED
        kept.extend(forms[inner].args if open_up else (inner,))
    if not kept:
        return forms.number(factor)
    if factor == 0 and forms.safe(*kept):
        return forms.number(0)
    whole = kept[0] if len(kept) == 1 else _product(forms, tuple(sorted(kept)))
    return scaled(forms, whole, factor)


def _product(forms: Forms, kept: tuple[int, ...]) -> int:
    bounds = reduce(multiplied, [forms[one].bounds or ANY for one in kept])
    few = _combined(forms, kept, lambda values: reduce(lambda a, b: a * b, values))
    return forms.intern(
        Form("product", kept, None, "number", False, any(forms[one].fails for one in kept), bounds, few)
    )


def _factored(forms: Forms, number: int) -> tuple[int, Fraction]:
    """A sum of one thing alone as this thing with its factor."""
    found = opened(forms, number)
    if found.constant == 0 and len(found.factors) == 1:
        [(inner, factor)] = found.factors.items()
        if factor:
            return inner, factor
    return number, ONE


def quotient(forms: Forms, left: int, right: int) -> int:
    """``left ÷ right``; a failure where the divisor is 0."""
    left, right = strict(forms, left), strict(forms, right)
    for side in (left, right):
        if forms[side].op == "fail":
            return side
    known = forms.number_of(right)
    if known is not None:
        return scaled(forms, left, 1 / known) if known else forms.failure()
    (above, up), (below, down) = _factored(forms, left), _factored(forms, right)
    if forms.number_of(above) == 0 and not _can_be_zero(forms, below):
        return above
    number = forms.number_of(above)
    if number is not None and number not in (ZERO, ONE):
        above, up = forms.number(1), number * up
    return scaled(forms, _quotient(forms, above, below), up / down)


def _quotient(forms: Forms, above: int, below: int) -> int:
    bounds = applied("/", [forms[above].bounds or ANY, forms[below].bounds or ANY])
    fails = forms[above].fails or forms[below].fails or _can_be_zero(forms, below)
    few = None
    if not _can_be_zero(forms, below):
        few = _combined(forms, (above, below), lambda values: values[0] / values[1])
    return forms.intern(Form("quotient", (above, below), None, "number", False, fails, bounds, few))


def _can_be_zero(forms: Forms, number: int) -> bool:
    form = forms[number]
    if form.few is not None:
        return 0 in form.few
    return form.bounds is None or form.bounds.holds(ZERO)


def _combined(forms: Forms, parts: Sequence[int], compute: Callable[[Sequence[Fraction]], Fraction]) -> Few | None:
    sets = [forms[one].few for one in parts]
    size = 1
    for few in sets:
        if few is None:
            return None
        size *= len(few)
    if size > 4 * MOST_FEW:
        return None
    found = frozenset(compute(values) for values in product(*(few for few in sets if few is not None)))
    short = len(found) <= MOST_FEW and all(_bits(one) <= LONGEST for one in found)
    return found if short else None


# --- bounds ---


def extreme(forms: Forms, parts: Sequence[int], *, top: bool) -> int:
    """The greatest (``top``) or the least of numbers."""
    op = "max" if top else "min"
    kept: dict[int, None] = {}
    for part in parts:
        number = strict(forms, part)
        if forms[number].op == "fail":
            return number
        open_up = forms[number].op == op and len(kept) + len(forms[number].args) <= MOST_ADDED
        for one in forms[number].args if open_up else (number,):
            kept.setdefault(one)
    found = _worthy(forms, list(kept), top=top)
    if len(found) == 1:
        return found[0]
    join = largest if top else smallest
    bounds = join([forms[one].bounds or ANY for one in found])
    few = _combined(forms, found, max if top else min)
    fails = any(forms[one].fails for one in found)
    return forms.intern(Form(op, tuple(sorted(found)), None, "number", False, fails, bounds, few))


def _worthy(forms: Forms, parts: list[int], *, top: bool) -> list[int]:
    """Without those that another one always passes."""
    found = list(parts)
    for one in parts:
        if len(found) > 1 and forms.safe(one):
            rest = [other for other in found if other != one]
            if any(_passes(forms, other, one, top=top) for other in rest):
                found = rest
    return found


def _passes(forms: Forms, other: int, one: int, *, top: bool) -> bool:
    mine, theirs = forms[one].bounds, forms[other].bounds
    if mine is None or theirs is None:
        return False
    if top:
        return theirs.low is not None and mine.high is not None and theirs.low >= mine.high
    return theirs.high is not None and mine.low is not None and theirs.high <= mine.low


def size(forms: Forms, number: int) -> int:
    """The absolute value."""
    return extreme(forms, (number, scaled(forms, number, -ONE)), top=True)


# --- roundings ---


def rounding(forms: Forms, number: int, step: Fraction, mode: RoundingMode) -> int:
    """The number on a multiple of ``step``."""
    form = forms[strict(forms, number)]
    fits = form.bounds is not None and form.bounds.step is not None and (form.bounds.step / step).denominator == 1
    if fits:
        return strict(forms, number)
    return _stepped(
        forms,
        number,
        ("round", (step, mode)),
        lambda bounds: rounded(bounds, step, mode),
        lambda value: round_to(value, step, mode),
    )


def whole(forms: Forms, number: int, *, up: bool) -> int:
    """⌊x⌋, or ⌈x⌉."""
    op = "ceil" if up else "floor"
    form = forms[strict(forms, number)]
    if form.bounds is not None and form.bounds.step is not None and form.bounds.step.denominator == 1:
        return strict(forms, number)
    return _stepped(
        forms,
        number,
        (op, None),
        lambda bounds: applied(op, [bounds]),
        lambda value: Fraction(-((-value) // 1) if up else value // 1),
    )


def root(forms: Forms, number: int, places: int) -> int:
    """The square root, a failure below 0."""
    number = strict(forms, number)
    bounds = forms[number].bounds or ANY
    return _stepped(
        forms,
        number,
        ("root", places),
        lambda _: _rooted(bounds, places),
        lambda value: sqrt_rounded(value, places) if value >= 0 else None,
    )


def _rooted(bounds: Interval, places: int) -> Interval:
    step = Fraction(1, 10**places)
    low = ZERO if bounds.low is None or bounds.low < 0 else sqrt_rounded(bounds.low, places)
    high = None if bounds.high is None or bounds.high < 0 else sqrt_rounded(bounds.high, places)
    return Interval(low, high, step=step)


def _stepped(
    forms: Forms,
    number: int,
    what: tuple[str, object],
    bounds_of: Callable[[Interval], Interval],
    compute: Callable[[Fraction], Fraction | None],
) -> int:
    number = strict(forms, number)
    form = forms[number]
    if form.op == "fail":
        return number
    known = forms.number_of(number)
    if known is not None:
        value = compute(known)
        return forms.failure() if value is None else forms.number(value)
    op, data = what
    negative = op == "root" and (form.bounds is None or form.bounds.low is None or form.bounds.low < 0)
    values = None if form.few is None or negative else [compute(one) for one in form.few]
    few = None if values is None else frozenset(one for one in values if one is not None)
    bounds = bounds_of(form.bounds or ANY)
    return forms.intern(Form(op, (number,), data, "number", False, form.fails or negative, bounds, few))


# --- comparisons ---


def at_most(forms: Forms, left: int, right: int) -> int:
    """``left ≤ right``."""
    left, right = strict(forms, left), strict(forms, right)
    return _split(forms, left, right, _at_most)


def _at_most(forms: Forms, left: int, right: int) -> int:
    difference = less(forms, left, right)
    form = forms[difference]
    if form.op == "fail":
        return difference
    if form.bounds is not None and not form.fails:
        if form.bounds.high is not None and form.bounds.high <= 0:
            return forms.truth(True)
        if form.bounds.low is not None and (form.bounds.low > 0 or (form.bounds.low == 0 and form.bounds.low_open)):
            return forms.truth(False)
    step = None if form.bounds is None else form.bounds.step
    if step is not None and _leading(forms, difference) < 0:
        # On steps, d ≤ 0 is the opposite of −d ≤ −step: so 5 or more is written as not at most 4.
        over = total(forms, ((difference, -ONE),), step)
        return negation(forms, _against_zero(forms, "le0", over, both=False))
    return _against_zero(forms, "le0", difference, both=False)


def equal(forms: Forms, left: int, right: int) -> int:
    """``left = right``."""
    left, right = strict(forms, left), strict(forms, right)
    return _split(forms, left, right, _equal)


def _equal(forms: Forms, left: int, right: int) -> int:
    difference = less(forms, left, right)
    form = forms[difference]
    if form.op == "fail":
        return difference
    if not form.fails and forms.number_of(difference) == 0:
        return forms.truth(True)
    if not form.fails and form.bounds is not None and not form.bounds.holds(ZERO):
        return forms.truth(False)
    return _against_zero(forms, "eq0", difference, both=True)


def _against_zero(forms: Forms, op: str, difference: int, *, both: bool) -> int:
    """Compares with 0 after taking out the common factor, of either sign where the sign does not matter."""
    form = forms[difference]
    if form.op == "sum":
        leading = _leading(forms, difference)
        factor = leading if both else abs(leading)
        difference = scaled(forms, difference, 1 / factor)
    return forms.intern(Form(op, (difference,), None, "bool", False, form.fails))


def _leading(forms: Forms, number: int) -> Fraction:
    return next((factor for factor in opened(forms, number).factors.values() if factor), ONE)


def _split(forms: Forms, left: int, right: int, compare: Callable[[Forms, int, int], int]) -> int:
    """A choice between constants against a constant is a condition on its own."""
    if forms.number_of(right) is not None and forms[left].op == "ite" and forms[left].few is not None:
        return through(forms, left, lambda leaf: compare(forms, leaf, right))
    if forms.number_of(left) is not None and forms[right].op == "ite" and forms[right].few is not None:
        return through(forms, right, lambda leaf: compare(forms, left, leaf))
    return compare(forms, left, right)


def below(forms: Forms, left: int, right: int) -> int:
    """``left < right``."""
    return negation(forms, at_most(forms, right, left))


def counted(forms: Forms, condition: int) -> int:
    """1 where a condition holds, else 0."""
    return choice(forms, condition, forms.number(1), forms.number(0))


def _short(value: Fraction) -> Fraction:
    if _bits(value) > LONGEST:
        raise UnsettledError("有一个数太长", "a number is too long")
    return value


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())
