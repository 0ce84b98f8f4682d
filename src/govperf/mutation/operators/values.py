"""Numbers a step off, 是 for 否, signs turned round."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import evolve

from govperf.mutation.sites import Site
from govperf.syntax.declarations import ChoiceDomain, DatedValue, Downgrade, InputLine, KindDomain, Quota, TestDomain
from govperf.syntax.expressions import Arithmetic, Bound, Mark, Name, Negate, Number, Range, Rounding

NUMBER, SIGN, TRUTH, DATE, STEPS = "数", "符号", "是否", "日期", "降等"

_ELSEWHERE: Final = (Mark, TestDomain, KindDomain, ChoiceDomain, Rounding)
"""What the numbers of these say is changed with the whole, or is no rule but a bound of the data."""

_SIGNS: Final[Mapping[str, Literal["+", "-", "*", "/"]]] = {"+": "-", "-": "+", "*": "/", "/": "*"}
_TRUTH: Final = {"是": "否", "否": "是"}


def values(site: Site) -> Iterator[tuple[str, Any]]:
    """What might stand instead of a value or a sign."""
    match site.node:
        case Number() as number if not (isinstance(site.parent, Bound | Range) or site.within(*_ELSEWHERE)):
            coarse = site.coarse or isinstance(site.parent, Quota)
            yield from ((NUMBER, evolve(number, digits=digits)) for digits in near(number, coarse=coarse))
        case Name(text) as name if text in _TRUTH and not name.quoted:
            yield TRUTH, evolve(name, text=_TRUTH[text])
        case Arithmetic(operator=operator) as sum_:
            yield SIGN, evolve(sum_, operator=_SIGNS[operator])
        case Negate(operand) if not isinstance(site.parent, InputLine):
            yield SIGN, operand
        case DatedValue(since=since) as dated if since is not None:
            yield DATE, evolve(dated, since=since + datetime.timedelta(days=1))
        case Downgrade(steps=steps) as line:
            yield STEPS, evolve(line, steps=steps + 1 if steps == 1 else steps - 1)
        case _:
            pass


def near(number: Number, *, coarse: bool = False) -> tuple[str, ...]:
    """The digits a step off; of a share of people that is given in fives, five points off."""
    digits = number.digits
    if coarse and number.ratio == "%" and digits.isdigit() and int(digits) % 5 == 0 and int(digits) > 5:
        return f"{int(digits) + 5}", f"{int(digits) - 5}"
    return beside(digits)


def beside(digits: str) -> tuple[str, ...]:
    """The number with its last digit one more, one less; never below zero."""
    value = Decimal(digits)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    found = [value + step] if value < step else [value + step, value - step]
    return tuple(f"{one:f}" for one in found)
