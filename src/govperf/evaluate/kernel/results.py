"""Turns raw results of a kernel into what hosts get, each by the shortest way that is exact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from govperf.evaluate.kernel.build import Slot
from govperf.values import Missing, to_python

# Wide enough for every integer that a kernel may hold: nothing is ever rounded, whatever the thread's context says.
_EXACT = Context(prec=10_000)

_MOST_REMEMBERED = 20_000


class Shown(dict[Any, Any]):
    """The host's value for each raw result of one node; those that come again and again are kept, within bounds.

    A node that does not apply has none: KeyError.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__({Missing.ABSENT: None})
        self._read = read

    def __missing__(self, raw: Any) -> Any:
        if raw is Missing.NOT_APPLICABLE:
            raise KeyError(raw)
        found = self._read(raw)
        if len(self) < _MOST_REMEMBERED:
            self[raw] = found
        return found


def shown_by(slot: Slot, places: int | None) -> Shown:
    """The values that a slot's raw results stand for; ``places`` are the decimals that 保留 shows."""
    if slot.scale == 0:
        return Shown(lambda raw: raw)
    decimals = _power_of_ten(slot.scale)
    if slot.paired or decimals is None or (places is not None and places < decimals):
        return Shown(lambda raw: _exactly(slot, raw, places))
    return Shown(_with_places(decimals, places) if places is not None else _natural(decimals, slot.scale))


def _exactly(slot: Slot, raw: Any, places: int | None) -> Any:
    value = slot.value(raw)
    if value is Missing.NOT_APPLICABLE:
        raise KeyError(raw)
    return to_python(value, places) if isinstance(value, Fraction) else None


def _with_places(decimals: int, places: int) -> Callable[[int], Decimal]:
    """A rounded number with its decimals: 9200 over 100 is 92.00."""
    up = 10 ** (places - decimals)
    return lambda raw: Decimal(raw * up).scaleb(-places, _EXACT)


def _natural(decimals: int, scale: int) -> Callable[[int], Decimal]:
    """A number with as many decimals as it needs; a whole one never turns into ``9.2E+1``."""

    def read(raw: int) -> Decimal:
        if raw % scale == 0:
            return Decimal(raw // scale)
        return Decimal(raw).scaleb(-decimals, _EXACT).normalize(_EXACT)

    return read


def _power_of_ten(scale: int) -> int | None:
    power = len(str(scale)) - 1
    return power if 10**power == scale else None
