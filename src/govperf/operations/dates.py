"""Functions of dates."""

from __future__ import annotations

from govperf.operations.operation import Arguments, Operation
from govperf.terms.kinds import Base, Kind
from govperf.terms.terms import Apply


def _counting(name: str, function: str, unit: str, doc: str) -> Operation:
    return Operation(
        name,
        f"{name}(起，止)",
        doc,
        lambda a: Apply(function, a.terms, span=a.span),
        takes=(Base.DATE, Base.DATE),
        least=2,
        result=lambda _: Kind(Base.NUMBER, unit=unit),
    )


def _part(name: str, function: str, unit: str, doc: str) -> Operation:
    def kind(_: Arguments) -> Kind:
        return Kind(Base.NUMBER, unit=unit)

    return Operation(
        name, f"{name}(日期)", doc, lambda a: Apply(function, a.terms, span=a.span), takes=(Base.DATE,), result=kind
    )


DATES = (
    _counting("天数", "days", "天", "止−起，以天计；起止同日为 0。"),
    _counting("月数", "months", "个月", "起止之间的整月数。"),
    _part("年份", "year", "年", "日期的年份。"),
    _part("月份", "month", "月", "日期的月份，1 至 12。"),
)
