"""Step tables with one value out of order.

What: arms in order of their subject whose values rise, or fall, all but one.
Why: 90以上：10，80~90：6，70~80：8 gives more for less; two numbers changed places.
Example: “80~90(不含90)”得 6，比两边都不顺.
Instead: correct the number.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from govperf.checks.check import Check
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.stretches import EVERYTHING, Stretches, difference, union
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.values import show_number

INVERTED = Template(
    "分档倒挂",
    "steps-out-of-order",
    "“{words}”是 {value}，与前后各档的高低次序不合：{steps}",
    "the value {value} of “{words}” is out of order: {steps}",
    "请核对这一档的数",
    "check the number of this arm",
    Severity.WARNING,
)

FEWEST = 4


def inversions(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each step table with exactly one inner value out of order."""
    for ladder in ladders(subject):
        steps = _steps(subject, ladder)
        if len(steps) < FEWEST or _in_order([value for _, value in steps]):
            continue
        odd = [index for index in range(1, len(steps) - 1) if _in_order(_without(steps, index))]
        if odd:
            rung, value = steps[odd[0]]
            shown = "、".join(show_number(value) for _, value in steps)
            yield INVERTED.at(rung.span, words=rung.words, value=show_number(value), steps=shown)


def _steps(subject: Subject, ladder: Ladder) -> list[tuple[Rung, Fraction]]:
    """The arms with their numbers in rising order of what they test; empty where one is no plain step."""
    found: list[tuple[bool, Fraction, Rung, Fraction]] = []
    for rung in ladder.rungs:
        value = None if rung.value is None else subject.known(rung.value)
        if not isinstance(value, Fraction) or rung.sure is None or len(rung.sure) != 1:
            return []
        found.append((*_start(rung.sure), rung, value))
    found.extend(_rest(subject, ladder))
    found.sort(key=lambda one: one[:2])
    return [(rung, value) for _, _, rung, value in found]


def _rest(subject: Subject, ladder: Ladder) -> Iterator[tuple[bool, Fraction, Rung, Fraction]]:
    """What 其他 gives, where it takes one end of the line."""
    value = None if ladder.rest is None else subject.known(ladder.rest)
    taken: Stretches = ()
    for rung in ladder.rungs:
        taken = union(taken, rung.most)
    left = difference(EVERYTHING, taken)
    if isinstance(value, Fraction) and len(left) == 1:
        yield (*_start(left), Rung("其他", ladder.use.term.span, left, left), value)


def _start(stretches: Stretches) -> tuple[bool, Fraction]:
    low = stretches[0].low
    return low is not None, low or Fraction(0)


def _without(steps: list[tuple[Rung, Fraction]], index: int) -> list[Fraction]:
    return [value for place, (_, value) in enumerate(steps) if place != index]


def _in_order(values: list[Fraction]) -> bool:
    rising = all(a <= b for a, b in pairwise(values))
    return rising or all(a >= b for a, b in pairwise(values))


CHECK = Check(
    INVERTED,
    inversions,
    what="按高低排下来的各档（至少四档），只有中间一档的数不合次序。",
    why="90以上 10 分、80~90 6 分、70~80 8 分：成绩差的反而多得，多半是两个数写反了。",
    instead="核对这一档的数。",
    also=("倒挂",),
)
