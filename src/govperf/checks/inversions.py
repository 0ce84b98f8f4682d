"""Step tables with one value out of order.

What: arms in order of their subject whose values rise, or fall, all but one; choices that everybody ranks, worth
numbers in another order.
Why: 90以上：10，80~90：6，70~80：8 gives more for less; two numbers changed places.
Example: “80~90(不含90)”得 6，比两边都不顺.
Instead: correct the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from govperf.checks.check import Check
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.stretches import EVERYTHING, Stretches, difference, union
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.terms.terms import Branch, Choose, Compare, Constant
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
FEWEST_RANKED = 3

SCALES: tuple[Mapping[str, int], ...] = tuple(
    {word: rank for rank, words in enumerate(scale) for word in words.split()}
    for scale in (
        ("国际级", "国家级", "部级 省级 省部级", "市级 地市级", "县级 区级 区县级", "乡级 镇级 街道 校级 院级 本部门"),
        ("特等 特等奖", "一等 一等奖", "二等 二等奖", "三等 三等奖"),
        ("特别重大", "重大", "较大", "一般", "轻微", "无"),
        ("甲级 甲等", "乙级 乙等", "丙级 丙等", "丁级 丁等"),
        ("优秀", "良好", "合格 称职", "基本合格 基本称职", "不合格 不称职"),
    )
)
"""Words that everybody ranks, from the highest."""


def inversions(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each step table with exactly one inner value out of order."""
    for ladder in ladders(subject):
        steps = _steps(subject, ladder)
        if len(steps) < FEWEST or _in_order([value for _, value in steps]):
            continue
        odd = [index for index in _suspects([value for _, value in steps]) if _in_order(_without(steps, index))]
        if odd:
            rung, value = steps[odd[0]]
            shown = "、".join(show_number(value) for _, value in steps)
            yield INVERTED.at(rung.span, words=rung.words, value=show_number(value), steps=shown)
    yield from _ranked(subject)


def _ranked(subject: Subject) -> Iterator[Diagnostic]:
    """国家级 5, 省级 3, 市级 4: choices that everybody ranks, one of them worth more than a better one."""
    for use in subject.uses:
        if isinstance(use.term, Choose):
            for scale in SCALES:
                steps = list(_on_scale(subject, use.term, scale))
                values = [value for _, value, _ in steps]
                if len({rank for rank, _, _ in steps}) < FEWEST_RANKED or _in_order(values):
                    continue
                falling = values[0] > values[-1]
                pairs = pairwise(steps)
                odd = next(below for above, below in pairs if above[1] != below[1] and (above[1] > below[1]) != falling)
                shown = "、".join(f"{branch.label} {show_number(value)}" for _, value, branch in steps)
                words, value = odd[2].label, show_number(odd[1])
                yield INVERTED.at(odd[2].span or use.term.span, words=words, value=value, steps=shown)


def _on_scale(subject: Subject, term: Choose, scale: Mapping[str, int]) -> Iterator[tuple[int, Fraction, Branch]]:
    """The arms whose choice stands on a scale, from its top, each with its number."""
    found = []
    for branch in term.branches:
        match branch.condition:
            case Compare("=", _, Constant(str() as choice)) if choice in scale:
                value = subject.known(branch.value)
                if isinstance(value, Fraction):
                    found.append((scale[choice], value, branch))
            case _:
                pass
    yield from sorted(found, key=lambda one: one[0])


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
    taken = union(tuple(part for rung in ladder.rungs for part in rung.most), ())
    left = difference(EVERYTHING, taken)
    if isinstance(value, Fraction) and len(left) == 1:
        yield (*_start(left), Rung("其他", ladder.use.term.span, left, left), value)


def _start(stretches: Stretches) -> tuple[bool, Fraction]:
    low = stretches[0].low
    return low is not None, low or Fraction(0)


def _suspects(values: list[Fraction]) -> list[int]:
    """Inner places beside one of the few steps that go against the others."""
    falls = [index for index, (a, b) in enumerate(pairwise(values)) if a > b]
    rises = [index for index, (a, b) in enumerate(pairwise(values)) if a < b]
    few = min(falls, rises, key=len)
    near = {place for index in few for place in (index, index + 1)} if len(few) <= 2 else set()
    return sorted(place for place in near if 0 < place < len(values) - 1)


def _without(steps: list[tuple[Rung, Fraction]], index: int) -> list[Fraction]:
    return [value for place, (_, value) in enumerate(steps) if place != index]


def _in_order(values: list[Fraction]) -> bool:
    rising = all(a <= b for a, b in pairwise(values))
    return rising or all(a >= b for a, b in pairwise(values))


CHECK = Check(
    INVERTED,
    inversions,
    what="按高低排下来的各档（至少四档），只有中间一档的数不合次序；或者国家级、省级、市级这样公认有高低的选项，分数不合次序。",
    why="90以上 10 分、80~90 6 分、70~80 8 分：成绩差的反而多得，多半是两个数写反了。",
    instead="核对这一档的数。",
    also=("倒挂",),
)
