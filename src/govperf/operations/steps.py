"""Functions that count steps: 每低…扣…, 每满, 每起, 每份."""

from __future__ import annotations

from govperf.operations.operation import Arguments, Operation
from govperf.source import Span
from govperf.terms.build import ZERO, divide, largest, multiply, smallest, subtract
from govperf.terms.kinds import Base
from govperf.terms.terms import Apply, Term

# What a started step counts, by the word that a rule file must say.
COUNTING = {"按比例": "", "每份": "", "不足不计": "floor", "每满": "floor", "不足也计": "ceil", "每起": "ceil"}


def steps(amount: Term, step: Term, word: str, span: Span | None) -> Term:
    """How many steps an amount holds, 0 for an amount not above 0; ``word`` says what a part of a step counts."""
    quotient = largest(divide(amount, step, span=span), ZERO, span=span)
    rounding = COUNTING[word]
    return Apply(rounding, (quotient,), span=span) if rounding else quotient


def _off_standard(arguments: Arguments, below: bool) -> Term:
    actual, standard = arguments[0], arguments[1]
    distance = subtract(standard, actual) if below else subtract(actual, standard)
    word = next(flag for flag in arguments.flags if flag in COUNTING)
    step = arguments.option("每") or ZERO
    rate = arguments.option("扣") or arguments.option("加") or arguments.option("计") or ZERO
    points = multiply(steps(distance, step, word, arguments.span), rate, span=arguments.span)
    most = arguments.option("最多")
    return points if most is None else smallest(points, most, span=arguments.span)


def _counted(word: str, doc: str) -> Operation:
    return Operation(
        word,
        f"{word}(数量，步)",
        doc,
        lambda a: steps(a[0], a[1], word, a.span),
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
    )


def _by_standard(name: str, below: bool, doc: str) -> Operation:
    return Operation(
        name,
        f"{name}(实际，标准，每 步，{'扣' if below else '加'} 分，最多 分，按比例｜不足不计｜不足也计)",
        doc,
        lambda a: _off_standard(a, below),
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        options=("最多", "扣", "加", "计"),
        required=("每",),
        one_of=("按比例", "不足不计", "不足也计"),
    )


STEPS = (
    _by_standard("每低", below=True, doc="比标准每低一步得若干分（通常用作扣分），不低于 0，可封顶。"),
    _by_standard("每超", below=False, doc="比标准每超一步得若干分，不低于 0，可封顶。"),
    _counted("每满", "满一步计一步，不足一步不计；不大于 0 时为 0。"),
    _counted("每起", "不足一步也计一步；不大于 0 时为 0。"),
    _counted("每份", "按比例计步；不大于 0 时为 0。"),
)
