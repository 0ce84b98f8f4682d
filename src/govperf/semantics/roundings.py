"""Turns 保留 into a rounding of exact steps."""

from __future__ import annotations

from fractions import Fraction

from govperf.semantics.literals import number
from govperf.syntax.expressions import Rounding
from govperf.terms.build import number_of
from govperf.terms.terms import Rounded, Term
from govperf.values import RoundingMode, decimals, ends

MODES = {
    "四舍五入": RoundingMode.HALF_UP,
    "修约": RoundingMode.HALF_EVEN,
    "进一": RoundingMode.UP,
    "去尾": RoundingMode.DOWN,
}


def step_of(rounding: Rounding) -> Fraction:
    """The distance between rounded values: 1/100 for 保留2位小数, 10 for 保留到10元."""
    if rounding.places is not None:
        return Fraction(1, 10**rounding.places)
    step = None if rounding.step is None else number_of(number(rounding.step).term)
    return Fraction(1) if step is None else abs(step)


def places_of(rounding: Rounding) -> int | None:
    """The decimals that a rounded value shows; None where its step does not end."""
    step = step_of(rounding)
    return decimals(step) if ends(step) else None


def words_of(rounding: Rounding) -> str:
    """The rounding as explanations name it: 保留2位小数, 保留整数(去尾)."""
    if rounding.places is None:
        said = f"保留到{rounding.step.span.text if rounding.step else ''}"
    else:
        said = "保留整数" if rounding.places == 0 else f"保留{rounding.places}位小数"
    return said if rounding.mode == "四舍五入" else f"{said}({rounding.mode})"


def rounded(term: Term, rounding: Rounding) -> Term:
    """The term rounded as the line says."""
    return Rounded(term, step_of(rounding), MODES[rounding.mode], words_of(rounding), span=rounding.span)
