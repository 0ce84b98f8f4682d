"""Whether the step of 每低, 每超, 每满, 每起, 每份 fits what is counted in steps."""

from __future__ import annotations

from fractions import Fraction

from govperf.operations import OPERATIONS, Arguments, Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator
from govperf.syntax.expressions import Call, Option
from govperf.terms.walk import key_of

STEPPED = frozenset(("每低", "每超", "每满", "每起", "每份"))


def check_steps(e: Elaborator, name: str, call: Call, arguments: Arguments) -> None:
    """Notes a step that is not above 0, or one in % beside an amount: steps are absolute."""
    if name not in STEPPED:
        return
    beside = arguments.positional[:2] if "每" in arguments.options else arguments.positional[:1]
    step = arguments.options["每"] if "每" in arguments.options else arguments.positional[1]
    size = e.static(step.term)
    if isinstance(size, Fraction) and size <= 0:
        _report(e, name, call, "每一步要大于 0")
    elif step.kind.percent and not any(one.kind.percent for one in beside) and _is_amount(e, beside):
        _report(e, name, call, "量是数额，步却是百分数；要按相对幅度算请写 实际÷标准，标准写 100%")


def _is_amount(e: Elaborator, beside: tuple[Typed, ...]) -> bool:
    """One bears a unit, or all are inputs that may be above 1."""
    return any(one.kind.unit for one in beside) or all(key_of(one.term) in e.amounts for one in beside)


def _report(e: Elaborator, name: str, call: Call, reason: str) -> None:
    span = next((one.span for one in call.arguments if isinstance(one, Option) and one.word == "每"), call.span)
    signature = OPERATIONS[name].signature
    e.report(messages.BAD_ARGUMENTS, span, name=name, reason=reason, signature=signature)
