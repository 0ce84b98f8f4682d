"""A made-up object in words, with the records of its ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from govperf.checks.records import Variable, told
from govperf.diagnostics import shorten
from govperf.evaluate.outcome import ObjectData
from govperf.semantics import InputDefinition
from govperf.terms.terms import Value
from govperf.values import show_value

_MOST_ROWS = 12
_LONGEST = 120


def told_of(data: ObjectData, ordinary: ObjectData, found: Sequence[Variable]) -> str:
    """The inputs that matter, then the columns of ledgers that are not ordinary, record by record."""
    plain = tuple(one for one in found if not one.ledger)
    words = [told(data, ordinary, plain)] if plain else []
    words += _ledgers(data, ordinary, [one for one in found if one.ledger])
    return "，".join(words) or "各项照常（满分、没有扣分）"


def _ledgers(data: ObjectData, ordinary: ObjectData, columns: Sequence[Variable]) -> Iterator[str]:
    """``季度考核.等次=优秀、优秀、良好``; a ledger without records is said to have none."""
    empty: set[str] = set()
    for one in columns:
        rows, before = data.ledgers.get(one.ledger, ()), ordinary.ledgers.get(one.ledger, ())
        if not rows:
            if before and one.ledger not in empty:
                empty.add(one.ledger)
                yield f"{one.ledger}没有记录"
            continue
        values = [row.get(one.one.key, one.one.default) for row in rows]
        if values != [row.get(one.one.key, one.one.default) for row in before]:
            shown = "、".join(_shown(one.one, value) for value in values[:_MOST_ROWS])
            more = f"……共{len(values)}条" if len(values) > _MOST_ROWS else ""
            yield f"{one.name}={shorten(shown, _LONGEST)}{more}"


def _shown(one: InputDefinition, value: Value | None) -> str:
    if value is None:
        return "缺"
    domain = one.domain
    if isinstance(value, Fraction) and domain.factor > 1:
        return f"{show_value(value / domain.factor)}{domain.unit}"
    return show_value(value, percent=domain.kind.percent)


__all__ = ["told_of"]
