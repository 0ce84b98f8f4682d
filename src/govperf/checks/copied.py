"""Formulas that were copied from a neighbour without being finished.

What: among formulas of one form, one that is the same as another's word for word, that uses what belongs to another,
or that has two names the other way round.
Why: 固定资产投资=满分×财政收入完成率 counts one result twice; 完成比例法(任务，完成数) gives more for less.
Example: “固定资产投资”的算式与“财政收入”的一字不差.
Instead: put in its own names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.odd_one import form_of
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Label, Severity, Template
from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.declarations import Assignment, Indicator, IndicatorTree
from govperf.syntax.expressions import Call, Conditional, Expression, Name, Number, Positional, Rounding
from govperf.syntax.walk import walk

COPIED = Template(
    "算式照抄",
    "copied-formula",
    "“{name}”{what}",
    "the formula of “{name}” looks copied from a neighbour",
    "{advice}",
    "put in the names that belong to it",
    Severity.WARNING,
)

REVERSED = Template(
    "算式照抄",
    "copied-formula",
    "{name} 先写实际，再写目标：{what}",
    "{name} takes the actual value first, then the target",
    "请写 {name}{write}",
    "exchange the two",
    Severity.WARNING,
)

FEWEST = 3
_TAILS = ("得分", "扣分", "加分", "评分", "分值", "分", "率", "情况", "工作")


@frozen
class Item:
    """A name with the formula that it is given, and the names in that formula; ``place`` says 分 of a leaf."""

    name: Name
    rule: Expression
    used: tuple[str, ...]
    rounding: Rounding | None = None
    place: str = ""

    @property
    def stem(self) -> str:
        """The name without 得分 and the like."""
        text = self.name.text
        return next(
            (text.removesuffix(tail) for tail in _TAILS if text.endswith(tail) and len(text) > len(tail) + 1), text
        )


def copied(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each formula that does not use what its neighbours would."""
    places = []
    for finding in _reversed(subject):
        places.append(finding.span)
        yield finding
    for items in _neighbours(subject):
        told: set[str] = set()
        for finding in (*_same(items), *_borrowed(items), *_swapped(items)):
            if finding.facts["name"] not in told and not _near(finding, places):
                told.add(finding.facts["name"])
                yield finding


def _near(finding: Diagnostic, places: Sequence[Span | None]) -> bool:
    return any(
        finding.span is not None
        and place is not None
        and place.source is finding.span.source
        and place.line == finding.span.line
        for place in places
    )


def _neighbours(subject: Subject) -> Iterator[list[Item]]:
    """The leaves of one parent; the formulas at the margin."""
    names = {one.name for one in subject.ruleset.inputs} | {one.name for one in subject.ruleset.definitions}
    margin = []
    for statement in subject.statements:
        if isinstance(statement, IndicatorTree):
            for node in walk(statement):
                if isinstance(node, Indicator) and node.children:
                    yield [item for child in node.children if (item := _leaf(child, names)) is not None]
        elif isinstance(statement, Assignment):
            item = _item(statement.name, statement.value, names, statement.rounding)
            if item is not None:
                margin.append(item)
    yield margin


def _leaf(node: Indicator, names: set[str]) -> Item | None:
    rule = node.formula if node.formula is not None else node.method
    return (
        None
        if rule is None or node.children or node.remarks.note
        else _item(node.name, rule, names, node.rounding, "分")
    )


def _item(name: Name, rule: Expression, names: set[str], rounding: Rounding | None, place: str = "") -> Item | None:
    """Only what computes something: a bare name or number is no formula."""
    if isinstance(rule, Name | Number | Conditional):
        return None
    called = {id(one.function) for one in walk(rule) if isinstance(one, Call)}
    used = tuple(
        one.text for one in walk(rule) if isinstance(one, Name) and id(one) not in called and one.text in names
    )
    return Item(name, rule, used, rounding, place) if used else None


# --- the same, word for word ---


_RATIOS = ("完成比例法", "完成比例")
_TARGETS = ("任务", "目标", "计划", "指标数", "标准")


def _reversed(subject: Subject) -> Iterator[Diagnostic]:
    """完成比例(目标，实际): what should be done divided by what was done."""
    for statement in subject.statements:
        for call in walk(statement):
            if not isinstance(call, Call) or call.function.span.text not in _RATIOS:
                continue
            values = [one.value for one in call.arguments if isinstance(one, Positional)]
            if len(values) == 2 and all(isinstance(one, Name) for one in values):
                actual, target = (one.span.text for one in values)
                if _is_target(actual) and not _is_target(target):
                    what = f"“{actual}”像是目标，“{target}”像是实际，写反了"
                    yield REVERSED.at(call.span, name=call.function.span.text, what=what, write=f"({target}，{actual})")


def _is_target(name: str) -> bool:
    return name.startswith("应") or any(word in name for word in _TARGETS)


def _same(items: Sequence[Item]) -> Iterator[Diagnostic]:
    for index, item in enumerate(items):
        first = next((one for one in items[:index] if (one.rule, one.rounding) == (item.rule, item.rounding)), None)
        if first is not None and "分" in first.name.text + item.name.text + item.place and _own(item) == 0:
            what = f"的算式与“{first.name.text}”的一字不差，{'、'.join(dict.fromkeys(item.used[:3]))}算了两次"
            yield _finding(item, what, "多半是照抄后忘了改名称；确实要算两次的，写一个 说明", first)


def _own(item: Item) -> int:
    """How many of its names begin like the item itself."""
    return sum(_belongs(used, item) for used in item.used)


def _belongs(used: str, item: Item) -> bool:
    return len(item.stem) > 1 and used.startswith((item.stem, item.name.text))


# --- what belongs to another ---


def _borrowed(items: Sequence[Item]) -> Iterator[Diagnostic]:
    """Each of a group uses names that begin like itself, but one uses a name that begins like another."""
    for alike in _alike(items):
        own = [item for item in alike if all(_belongs(used, item) for used in item.used)]
        for item in alike:
            if item in own or len(own) < FEWEST - 1:
                continue
            for used in item.used:
                owner = next((one for one in own if _belongs(used, one) and not _belongs(used, item)), None)
                if owner is not None:
                    what = f"的算式用了“{used}”，那是“{owner.name.text}”的"
                    yield _finding(item, what, "请核对是不是照抄后忘了改名称", owner)
                    break


# --- the other way round ---


def _swapped(items: Sequence[Item]) -> Iterator[Diagnostic]:
    """All others end alike at two places, and one has these ends exchanged."""
    for alike in _alike(items):
        if len(alike) <= FEWEST or len({len(item.used) for item in alike}) != 1:
            continue
        for item in alike:
            others = [one.used for one in alike if one is not item]
            pair = _exchanged(item.used, others)
            if pair is not None:
                first, second = item.used[pair[0]], item.used[pair[1]]
                what = f"的算式里“{first}”和“{second}”的位置与其余 {len(others)} 项相反"
                yield _finding(item, what, "请核对这两项是不是写反了", next(one for one in alike if one is not item))


def _exchanged(own: Sequence[str], others: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Two places where the ends that all others share stand the other way round."""
    ends = [_common_end([used[place] for used in others]) for place in range(len(own))]
    for i, left in enumerate(ends):
        for j, right in enumerate(ends[i + 1 :], start=i + 1):
            if right and not own[j].endswith(right) and own[i].endswith(right) and not (left and own[i].endswith(left)):
                return i, j
            if left and not own[i].endswith(left) and own[j].endswith(left) and not (right and own[j].endswith(right)):
                return i, j
    return None


def _common_end(words: Sequence[str]) -> str:
    end = words[0]
    while end and not all(word.endswith(end) for word in words):
        end = end[1:]
    return end


def _alike(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Items of the same form, three of them or more."""
    keyed = sorted(((repr(form_of(item.rule)), index) for index, item in enumerate(items)), key=lambda one: one)
    for _, group in groupby(keyed, key=lambda one: one[0]):
        alike = [items[index] for _, index in group]
        if len(alike) >= FEWEST:
            yield alike


def _finding(item: Item, what: str, advice: str, other: Item) -> Diagnostic:
    finding = COPIED.at(item.name.span, name=item.name.text, what=what, advice=advice)
    return evolve(finding, labels=(Label(other.name.span, "照的是这一项", "this one"),))


CHECK = Check(
    COPIED,
    copied,
    what="写法相同的几个算式里，有一个与另一个一字不差，用了属于另一项的名称，或者两个名称的位置与其余各项相反。",
    why="固定资产投资=满分×财政收入完成率，同一项成绩算了两次；完成比例法(任务，完成数) 完成得越少得分越多。",
    instead="换成自己的名称；有意如此的，写一个 说明。",
    also=("照抄",),
)
