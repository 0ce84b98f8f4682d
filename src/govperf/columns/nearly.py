"""Writes sums of quotients with different divisors: floats with a bound on their error.

Every quotient is multiplied by a guard before it is divided, so that those that end within the guard are whole
numbers, whose sums are exact. The others are off by less than the bound: a decision on them is certain unless they lie
within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from govperf.columns.arithmetic import common_unit, scaled, times, total
from govperf.columns.code import Code, Mask
from govperf.columns.made import Near, Num, Quotient, Whole
from govperf.columns.model import EXACT
from govperf.columns.quotients import ends_of, fits, free, top_of, with_whole

ULP = Fraction(1, 2**53)
"""The relative error of one float operation."""

ROOM = 2**10
"""What is left free above a sum of quotients, for the factors that it meets later."""

MOST_GUARD = 10**12


def summed(code: Code, parts: Sequence[tuple[Num, int]]) -> Num:
    """The sum of signed numbers; a pair while all quotients have one divisor."""
    wholes = [(part, sign) for part, sign in parts if isinstance(part, Whole)]
    broken: list[tuple[Num, int]] = [(part, sign) for part, sign in parts if not isinstance(part, Whole)]
    if not broken:
        return total(code, wholes)
    broken = _by_divisor(code, broken)
    only = broken[0][0]
    if len(broken) == 1 and isinstance(only, Quotient):
        signed = only if broken[0][1] > 0 else _negative(code, only)
        if not wholes:
            return signed
        pair = with_whole(code, signed, total(code, wholes))
        if fits(pair, ROOM):
            return pair
    return _added(code, [*wholes, *broken])


def _by_divisor(code: Code, parts: Sequence[tuple[Num, int]]) -> list[tuple[Num, int]]:
    """Quotients with the same divisor as one."""
    groups: dict[str, list[tuple[Quotient, int]]] = {}
    for part, sign in parts:
        if isinstance(part, Quotient):
            groups.setdefault(part.bottom, []).append((part, sign))
    found: list[tuple[Num, int]] = [(part, sign) for part, sign in parts if not isinstance(part, Quotient)]
    for members in groups.values():
        found.extend(members if len(members) == 1 else [(_joined(code, members), 1)])
    return found


def _joined(code: Code, members: Sequence[tuple[Quotient, int]]) -> Quotient:
    pairs = [(free(code, pair), sign) for pair, sign in members]
    top = total(code, [(evolve(top_of(pair), unit=pair.unit), sign) for pair, sign in pairs])
    return evolve(pairs[0][0], top=top.x, unit=top.unit, low=top.low, high=top.high, bad=top.bad)


def _negative(code: Code, pair: Quotient) -> Quotient:
    pair = free(code, pair)
    top = times(code, top_of(pair), -1, Fraction(1))
    return evolve(pair, top=top.x, low=top.low, high=top.high, bad=top.bad)


def _added(code: Code, parts: Sequence[tuple[Num, int]]) -> Near:
    """The sum in one unit; each part is divided just before it is added, so that few are held at a time."""
    unit = unit_for([part for part, _ in parts])
    crowded = sum(_value_size(part) / unit + 1 for part, _ in parts) >= EXACT
    most = EXACT // len(parts) if crowded else EXACT
    found: Near | None = None
    for rate, members in _by_rate(parts).items():
        # What is held at its weight is held at 1 instead, and the sum of those with one weight is weighted once.
        inner = unit if rate == 1 else _unit_of([part for part, _ in members], unit, rate)
        group = _chained(code, None, members, inner, most)
        weighted = evolve(group, unit=group.unit * rate)
        if found is None and weighted.unit == unit:
            found = weighted
        else:
            found = _chained(code, found, [(weighted, 1)], unit, most)
    if found is None:
        raise AssertionError(parts)
    return found


def _by_rate(parts: Sequence[tuple[Num, int]]) -> dict[Fraction, list[tuple[Num, int]]]:
    """Quotients by the bound at which they are held, over that bound, if several share it; all else under 1."""
    groups: dict[Fraction, list[tuple[Num, int]]] = {Fraction(1): []}
    for part, sign in parts:
        rate = part.most if isinstance(part, Quotient) and part.most is not None and part.most > 0 else Fraction(1)
        groups.setdefault(rate, []).append((part, sign))
    for rate in [one for one in groups if one != 1]:
        members = groups[rate] if len(groups[rate]) == 1 else []
        if members:
            groups[Fraction(1)].extend(groups.pop(rate))
        else:
            groups[rate] = [(_over(part, rate), sign) for part, sign in groups[rate] if isinstance(part, Quotient)]
    return {rate: sorted(members, key=lambda one: -one[1]) for rate, members in groups.items() if members}


def _over(part: Quotient, rate: Fraction) -> Num:
    """A quotient divided by the bound at which it is held, which is then 1."""
    least = None if part.least is None else part.least / rate
    return evolve(part, unit=part.unit / rate, least=least, most=Fraction(1))


def _unit_of(parts: Sequence[Num], unit: Fraction, rate: Fraction) -> Fraction:
    """The unit of a group that is a whole number of ``unit`` once it is weighted, as coarse as its parts allow."""
    base = common_unit([end for part in parts for end in _units(part)])
    steps = base * rate / unit
    # ``unit`` is a fraction of what all units have in common: the same fraction of the group's own will do.
    while steps % 10 == 0 and _is_multiple(base / 10 * rate, unit):
        base, steps = base / 10, steps / 10
    return base


def _is_multiple(value: Fraction, unit: Fraction) -> bool:
    return (value / unit).denominator == 1


def _chained(code: Code, found: Near | None, parts: Sequence[tuple[Num, int]], unit: Fraction, most: int) -> Near:
    """Parts added one after the other to what there is."""
    for part, sign in parts:
        near = _guarded(code, counted(code, part, unit), most)
        if found is None:
            found = near if sign > 0 else near_negated(code, near)
            continue
        x = code.number("add" if sign > 0 else "subtract", found.x, near.x)
        low = found.low + (near.low if sign > 0 else -near.high)
        high = found.high + (near.high if sign > 0 else -near.low)
        error = found.error + near.error + (max(abs(low), abs(high)) + 1) * ULP
        loose, bad = code.any_of(found.loose, near.loose), code.any_of(found.bad, near.bad)
        found = Near(x, unit, low, high, error, loose, bad=bad)
    if found is None:
        raise AssertionError(parts)
    return found


def _guarded(code: Code, value: Near, most: int) -> Near:
    """The number below ``most``: rows where it is not are bad."""
    if value.size < most:
        return value
    beyond = code.test("greater_equal", code.number("absolute", value.x), most)
    low, high = max(value.low, -most), min(value.high, most)
    return evolve(value, low=low, high=high, bad=code.any_of(value.bad, beyond))


# --- one unit for several ---


def alike(code: Code, parts: Sequence[Num]) -> list[Near]:
    """The numbers counted in one unit."""
    unit = unit_for(parts)
    return [counted(code, part, unit) for part in parts]


def unit_for(parts: Sequence[Num]) -> Fraction:
    """A unit in which all can be counted, with as much guard as fits."""
    base = common_unit([end for part in parts for end in _units(part)])
    return base / _guard(parts, base)


def _units(part: Num) -> list[Fraction]:
    if isinstance(part, Quotient):
        return [part.unit, *(abs(end) for end in (part.least, part.most) if end)]
    return [part.unit]


def _guard(parts: Sequence[Num], base: Fraction) -> int:
    """The largest power of ten for which dividends, and the sum of all, stay below the size."""
    dividends = [part.size * (part.unit / base) for part in parts if isinstance(part, Quotient)]
    whole = sum((_value_size(part) / base for part in parts), Fraction(0)) * ROOM
    largest = max(*dividends, whole, Fraction(1))
    guard = 1
    while guard < MOST_GUARD and largest * guard * 10 < EXACT:
        guard *= 10
    return guard


def _value_size(part: Num) -> Fraction:
    if isinstance(part, Quotient):
        return max(abs(end) for end in ends_of(part))
    return part.size * part.unit


def counted(code: Code, part: Num, unit: Fraction) -> Near:
    """The number counted in a unit of which its own is a whole multiple."""
    if isinstance(part, Whole):
        whole = scaled(code, part, unit)
        return Near(whole.x, unit, whole.low, whole.high, Fraction(0), loose=False, bad=whole.bad)
    if isinstance(part, Quotient):
        return _opened(code, part, unit)
    factor = int(part.unit / unit)
    if factor == 1:
        return part
    low, high = part.low * factor, part.high * factor
    x = code.number("multiply", part.x, factor)
    error = part.error * factor + max(abs(low), abs(high)) * ULP
    return _guarded(code, evolve(part, x=x, unit=unit, low=low, high=high, error=error), EXACT)


def _opened(code: Code, pair: Quotient, unit: Fraction) -> Near:
    """A pair as one float: whole where the divisor divides the guarded dividend."""
    low, high = ends_of(pair)
    top = scaled(code, evolve(top_of(pair), unit=pair.unit), unit)
    x = code.number("divide", top.x, pair.bottom)
    if pair.least is not None:
        x = code.number("maximum", x, int(pair.least / unit))
    if pair.most is not None:
        x = code.number("minimum", x, int(pair.most / unit))
    low, high = Fraction(floor(low / unit)), Fraction(ceil(high / unit))
    error = 2 * max(abs(low), abs(high)) * ULP
    return Near(x, unit, int(low), int(high), error, _broken(code, x), bad=top.bad)


def _broken(code: Code, x: object) -> Mask:
    """Where a float quotient is not whole; every row, while nobody watches."""
    code.nearly = True
    if not code.watched or not isinstance(x, str):
        return code.watched is False
    return code.test("not_equal", code.number("floor", x), x)


# --- products ---


def near_rated(code: Code, value: Near, rate: Fraction) -> Near | Whole:
    """The number times a constant, which costs nothing unless it is negative."""
    if rate == 0:
        return Whole(0, Fraction(1), 0, 0, bad=value.bad)
    if rate > 0:
        return evolve(value, unit=value.unit * rate)
    return evolve(near_negated(code, value), unit=value.unit * -rate)


def near_negated(code: Code, value: Near) -> Near:
    """``−value``."""
    return evolve(value, x=code.number("negative", value.x), low=-value.high, high=-value.low)


def near_times(code: Code, left: Near, right: Near | Whole) -> Near | Whole:
    """The product of a near number and another."""
    bad = code.any_of(left.bad, right.bad)
    if isinstance(right, Whole):
        if right.known is not None:
            return evolve(near_rated(code, left, right.known), bad=bad)
        right = Near(right.x, right.unit, right.low, right.high, Fraction(0), loose=False)
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    low, high = min(corners), max(corners)
    error = left.error * right.size + right.error * left.size + left.error * right.error
    error += 2 * max(abs(low), abs(high)) * ULP
    x = code.number("multiply", left.x, right.x)
    loose = code.any_of(left.loose, right.loose)
    return _guarded(code, Near(x, left.unit * right.unit, low, high, error, loose, bad=bad), EXACT)


def near_over(code: Code, left: Near, right: Whole) -> Near:
    """A near number divided by one above 0 (a divisor that :mod:`quotients` has made so)."""
    size = max(abs(left.low), abs(left.high), 1)
    guard = 1
    while guard < MOST_GUARD and size * guard * 10 * ROOM < EXACT:
        guard *= 10
    least = max(right.low, 1)
    x = code.number("divide", code.number("multiply", left.x, guard), right.x)
    corners = [Fraction(a * guard, b) for a in (left.low, left.high) for b in (least, max(right.high, 1))]
    low, high = floor(min(corners)), ceil(max(corners))
    error = left.error * guard / least + 4 * max(abs(low), abs(high), 1) * ULP
    loose = code.any_of(left.loose, _broken(code, x))
    bad = code.any_of(left.bad, right.bad)
    return Near(x, left.unit / right.unit / guard, low, high, error, loose, bad=bad)
