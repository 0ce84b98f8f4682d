"""Turns raw results of a kernel into what hosts get, each by the shortest way that is exact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from govperf.evaluate.kernel.build import Slot
from govperf.values import Missing, to_python

# Wide enough for every integer that a kernel may hold: with it nothing is ever rounded, whatever the thread's context says.
_EXACT = Context(prec=10_000)

_MOST_REMEMBERED = 20_000

Reader = Callable[[Any], Any]


def reader_of(slot: Slot, places: int | None) -> Reader:
    """The function from a raw result to a host's value; ``places`` are the decimals that 保留 shows."""
    if slot.scale == 0:
        return _plain
    decimals = _power_of_ten(slot.scale)
    if slot.paired or decimals is None or (places is not None and places < decimals):
        return lambda raw: _exactly(slot, raw, places)
    return _shown(decimals, places) if places is not None else _natural(decimals, slot.scale)


def _plain(raw: Any) -> Any:
    return None if isinstance(raw, Missing) else raw


def _exactly(slot: Slot, raw: Any, places: int | None) -> Any:
    value = slot.value(raw)
    return to_python(value, places) if isinstance(value, Fraction) else None


def _shown(decimals: int, places: int) -> Reader:
    """A rounded number with its decimals: 9200 over 100 is 92.00."""
    up = 10 ** (places - decimals)
    return _remembering(lambda raw: Decimal(raw * up).scaleb(-places, _EXACT))


def _natural(decimals: int, scale: int) -> Reader:
    """A number with as many decimals as it needs; a whole one never turns into ``9.2E+1``."""

    def read(raw: int) -> Decimal:
        if raw % scale == 0:
            return Decimal(raw // scale)
        return Decimal(raw).scaleb(-decimals, _EXACT).normalize(_EXACT)

    return _remembering(read)


def _remembering(read: Callable[[int], Decimal]) -> Reader:
    """Keeps the results of the integers that come again and again, within bounds."""
    seen: dict[Any, Decimal | None] = {Missing.ABSENT: None}

    def remembered(raw: Any) -> Decimal | None:
        if raw in seen:
            return seen[raw]
        found = read(raw)
        if len(seen) < _MOST_REMEMBERED:
            seen[raw] = found
        return found

    return remembered


def _power_of_ten(scale: int) -> int | None:
    power = len(str(scale)) - 1
    return power if 10**power == scale else None
