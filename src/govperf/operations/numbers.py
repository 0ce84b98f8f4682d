"""Functions of plain numbers."""

from __future__ import annotations

from fractions import Fraction

from govperf.operations.operation import Arguments, Operation
from govperf.source import Span
from govperf.terms.build import ZERO, constant, divide, largest, number_of, smallest, subtract, when
from govperf.terms.kinds import Base, Kind
from govperf.terms.terms import Apply, Compare, Rounded, Term
from govperf.values import RoundingMode


def _unit_of_first(arguments: Arguments) -> Kind:
    first = arguments.positional[0].kind
    return Kind(Base.NUMBER, unit=first.unit, percent=first.percent)


def _ratio(arguments: Arguments) -> Kind:
    return Kind(Base.NUMBER, percent=False)


def _rounding(name: str, mode: RoundingMode, doc: str) -> Operation:
    def build(arguments: Arguments) -> Term:
        places = number_of(arguments[1]) or Fraction(0)
        return Rounded(
            arguments[0], Fraction(1, 10 ** int(places)), mode, f"{name}{int(places)}位", span=arguments.span
        )

    return Operation(
        name,
        f"{name}(x，位数)",
        doc,
        build,
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        result=_unit_of_first,
    )


def _truncated(arguments: Arguments) -> Term:
    return Rounded(arguments[0], Fraction(1), RoundingMode.DOWN, "取整", span=arguments.span)


def _power_coefficient(actual: Term, worst: Term, best: Term, span: Span | None) -> Term:
    return divide(subtract(actual, worst), subtract(best, worst), span=span)


def power_coefficient(arguments: Arguments) -> Term:
    """(actual − unacceptable) ÷ (satisfactory − unacceptable), not held within 0 and 1."""
    return _power_coefficient(arguments[0], arguments[1], arguments[2], arguments.span)


def _successive(arguments: Arguments) -> Term:
    rank = arguments[0]

    def body(place: Term) -> Term:
        result: Term = ZERO
        for index, value in reversed(list(enumerate(arguments.terms[1:], start=1))):
            result = when(Compare("=", place, constant(index)), value, result, span=arguments.span)
        return result

    return arguments.named(rank, body)


NUMBERS = (
    Operation(
        "最大",
        "最大(a，b，…)",
        "几个数中最大的一个。",
        lambda a: largest(*a.terms, span=a.span),
        least=1,
        repeats=True,
        result=_unit_of_first,
    ),
    Operation(
        "最小",
        "最小(a，b，…)",
        "几个数中最小的一个。",
        lambda a: smallest(*a.terms, span=a.span),
        least=1,
        repeats=True,
        result=_unit_of_first,
    ),
    Operation(
        "绝对值",
        "绝对值(x)",
        "x 的绝对值。",
        lambda a: Apply("abs", (a[0],), span=a.span),
        result=_unit_of_first,
    ),
    Operation(
        "超出",
        "超出(x，y)",
        "x 超过 y 的部分，不超过时为 0。",
        lambda a: largest(subtract(a[0], a[1]), ZERO, span=a.span),
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        result=_unit_of_first,
    ),
    Operation(
        "短少",
        "短少(x，y)",
        "x 不足 y 的部分，不短少时为 0。",
        lambda a: largest(subtract(a[1], a[0]), ZERO, span=a.span),
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        result=_unit_of_first,
    ),
    Operation(
        "完成比例",
        "完成比例(实际，目标)",
        "实际÷目标，不封顶；目标为 0 是错误。",
        lambda a: divide(a[0], a[1], span=a.span),
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        result=_ratio,
    ),
    Operation(
        "功效系数",
        "功效系数(实际，不允许值，满意值)",
        "(实际−不允许值)÷(满意值−不允许值)，不封顶、不保底。",
        power_coefficient,
        takes=(Base.NUMBER,) * 3,
        least=3,
        result=_ratio,
    ),
    Operation(
        "依次",
        "依次(名次，4、3、2、1)",
        "第一名得第一个数，第二名得第二个数；列表之外为 0。",
        _successive,
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        repeats=True,
    ),
    _rounding("四舍五入", RoundingMode.HALF_UP, "按位数四舍五入，负数按绝对值舍入后加负号。"),
    _rounding("修约", RoundingMode.HALF_EVEN, "按位数修约：恰为一半时取偶（GB/T 8170）。"),
    _rounding("进一", RoundingMode.UP, "按位数向远离 0 的方向进一。"),
    _rounding("去尾", RoundingMode.DOWN, "按位数舍去尾数，向 0 靠拢。"),
    Operation("取整", "取整(x)", "舍去小数部分，等于 去尾(x，0)。", _truncated, result=_unit_of_first),
)

__all__ = ["NUMBERS", "power_coefficient"]
