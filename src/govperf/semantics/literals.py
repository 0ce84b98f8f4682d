"""Written numbers as exact values."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from govperf.operations import Typed
from govperf.syntax.expressions import Expression, Group, Negate, Number
from govperf.terms import terms
from govperf.terms.kinds import Base, Kind

FACTORS = {"": 1, "万": 10**4, "亿": 10**8}
RATIOS = {"": Fraction(1), "%": Fraction(1, 100), "‰": Fraction(1, 1000), "个百分点": Fraction(1, 100)}


def factor_of(literal: Number) -> Fraction:
    """What the digits are multiplied by: 1/100 for %, 10000 for 万."""
    return FACTORS[literal.factor] * RATIOS[literal.ratio]


def value_of(literal: Number) -> Fraction:
    """The value of a written number with its factors: ``1.2万元`` is 12000, ``5%`` is 1/20."""
    return Fraction(literal.digits) * factor_of(literal)


def number(literal: Number) -> Typed:
    """A written number as a term."""
    kind = Kind(Base.NUMBER, unit=literal.unit, percent=literal.ratio in ("%", "个百分点"))
    return Typed(terms.Constant(value_of(literal), span=literal.span), kind)


def like(bare: Expression, model: Expression) -> Expression:
    """``bare`` with factor, ratio, unit of ``model`` where it is a number that has none: the 80 of ``80~90%``."""
    written = literal_of(model)
    if written is None or not (written.factor or written.ratio or written.unit):
        return bare
    match bare:
        case Number(factor="", ratio="", unit=""):
            return evolve(bare, factor=written.factor, ratio=written.ratio, unit=written.unit)
        case Negate(operand):
            return evolve(bare, operand=like(operand, model))
        case _:
            return bare


def literal_of(expression: Expression) -> Number | None:
    """The number inside signs and brackets, if that is all there is."""
    while isinstance(expression, Group | Negate):
        expression = expression.inner if isinstance(expression, Group) else expression.operand
    return expression if isinstance(expression, Number) else None
