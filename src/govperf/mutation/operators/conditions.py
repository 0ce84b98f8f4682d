"""Conditions turned round, joined the other way, left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from govperf.mutation.sites import Site, without
from govperf.syntax.declarations import (
    Ceiling,
    Downgrade,
    GradeVeto,
    Participation,
    Ungraded,
    Veto,
)
from govperf.syntax.expressions import (
    Both,
    Conditional,
    Either,
    Expression,
    Granted,
    Group,
    Not,
    Number,
    Present,
)

CONDITION: Final = "条件"

_Bearing = Veto | GradeVeto | Downgrade | Ceiling | Ungraded | Participation


def conditions(site: Site) -> Iterator[tuple[str, Any]]:
    """What might stand instead of a condition, or of what bears one."""
    match site.node:
        case Both(parts=parts) as both:
            yield CONDITION, Either(parts, span=both.span)
            yield from ((CONDITION, _rest(both, index)) for index in range(len(parts)))
        case Either(parts=parts) as either:
            yield CONDITION, Both(parts, span=either.span)
            yield from ((CONDITION, _rest(either, index)) for index in range(len(parts)))
        case Not(operand):
            yield CONDITION, operand
        case Conditional(then=then, otherwise=otherwise):
            yield CONDITION, then
            yield CONDITION, otherwise
        case Granted(value=value) as granted:
            yield CONDITION, value
            yield CONDITION, Number("0", span=granted.span)
        case Veto() | GradeVeto() | Downgrade() | Ceiling() | Ungraded() | Participation():
            yield CONDITION, evolve(site.node, condition=opposite(site.node.condition))
        case _:
            pass


def _rest(joined: Both | Either, index: int) -> Expression:
    left: tuple[Expression, ...] = without(joined.parts, index)
    return left[0] if len(left) == 1 else evolve(joined, parts=left)


def opposite(condition: Expression) -> Expression:
    """``非 (…)``."""
    if isinstance(condition, Not):
        return condition.operand
    inner = condition if isinstance(condition, Group | Present) else Group(condition, span=condition.span)
    return Not(inner, span=condition.span)
