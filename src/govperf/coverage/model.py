"""What there is to reach in a policy, what its cases did reach."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import field

from govperf.cases.model import CaseResult
from govperf.coverage.words import kind_words, missing_words
from govperf.diagnostics import Language
from govperf.frozen import frozen
from govperf.source import Source, Span


class AimKind(Enum):
    """What part of a policy an aim belongs to."""

    VALUE = "计算项"
    INDICATOR = "指标"
    METHOD = "方法"
    ARM = "档"
    CONDITION = "条件"
    CLAMP = "限幅"
    PICK = "取大取小"
    FALLBACK = "缺省"
    BAND = "等次"
    STEP = "等次升降"
    VETO = "否决"
    QUOTA = "限额"
    TIE = "并列"
    RECORDS = "明细取舍"
    DEFAULT = "默认值"
    REQUIREMENT = "要求"
    SCOPE = "适用"


class Side(Enum):
    """What must have happened to the part at least once."""

    REACHED = "reached"
    HOLDS = "holds"
    FAILS = "fails"
    HIGH = "high"
    LOW = "low"
    WITHIN = "within"
    BITES = "bites"
    SPARES = "spares"
    ABSENT = "absent"
    PRESENT = "present"


_NO_QUOTES = str.maketrans("", "", '"“”')

Key = tuple[str | int, ...]
"""Tells aims apart by what they are, by the place of their words: the same in every reading of the same text."""


@frozen
class Aim:
    """One thing that a case should reach: ``words`` of the rule file, in the node that people call ``owner``.

    A table that several nodes read, a 方法 that several call is one aim: the words decide, not who reads them.
    """

    kind: AimKind
    side: Side
    words: str = field(eq=False)
    owner: str = field(eq=False)
    key: Key = field(repr=False)
    span: Span = field(eq=False, repr=False)

    def missing(self, language: Language = "zh") -> str:
        """What no case has shown, in words."""
        return missing_words(self.kind.value, self.side.value, self.words, self.owner, language)

    @property
    def name(self) -> str:
        """What a 已知 of the rule file calls it: its words without quotation marks."""
        return self.missing().translate(_NO_QUOTES)


@frozen
class Reached:
    """An aim with the names of the cases that reached it."""

    aim: Aim
    cases: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Some case reached it."""
        return bool(self.cases)


@frozen
class Coverage:
    """What the cases of a policy reached, in the order of its text; ``results`` are those of the cases.

    ``accepted`` are aims that no case reaches and that a ``已知 未覆盖 "…"`` of the file leaves out of the count, each
    with its reason; ``idle`` what such lines name in vain.
    """

    source: Source = field(eq=False, repr=False)
    name: str
    found: tuple[Reached, ...]
    results: tuple[CaseResult, ...] = field(repr=False)
    accepted: tuple[tuple[Aim, str], ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def reached(self) -> int:
        """How many aims some case reached."""
        return sum(one.done for one in self.found)

    @property
    def total(self) -> int:
        """How many aims there are."""
        return len(self.found)

    @property
    def missing(self) -> tuple[Aim, ...]:
        """The aims that no case reached."""
        return tuple(one.aim for one in self.found if not one.done)

    @property
    def percent(self) -> Fraction:
        """The share reached, from 0 to 100, exactly; 100 where there is nothing to reach."""
        return percent_of(self.reached, self.total)

    def by_kind(self) -> dict[AimKind, tuple[int, int]]:
        """For each kind how many aims were reached, how many there are."""
        counts: dict[AimKind, tuple[int, int]] = {}
        for kind in AimKind:
            theirs = [one.done for one in self.found if one.aim.kind is kind]
            if theirs:
                counts[kind] = (sum(theirs), len(theirs))
        return counts

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Plain data for JSON; the share as text that is never rounded up."""
        return {
            "policy": self.name,
            "file": self.source.name,
            "percent": shown_percent(self.percent),
            "reached": self.reached,
            "total": self.total,
            "kinds": {
                kind_words(kind.value, language): {"reached": done, "total": of}
                for kind, (done, of) in self.by_kind().items()
            },
            "aims": [_entry(one, language) for one in self.found],
            "accepted": [{"missing": aim.missing(language), "reason": reason} for aim, reason in self.accepted],
            "idle": list(self.idle),
        }


def _entry(one: Reached, language: Language) -> dict[str, Any]:
    aim = one.aim
    return {
        "kind": kind_words(aim.kind.value, language),
        "side": aim.side.value,
        "owner": aim.owner,
        "words": aim.words,
        "line": aim.span.line,
        "column": aim.span.column,
        "cases": list(one.cases),
        "missing": "" if one.done else aim.missing(language),
    }


def percent_of(part: int, whole: int) -> Fraction:
    """The share in percent, exactly; of nothing all is reached."""
    return Fraction(100) if whole == 0 else Fraction(100 * part, whole)


def shown_percent(percent: Fraction) -> str:
    """One decimal, cut off: 99.96 is shown as 99.9%, so that 100% means all."""
    tenths = percent * 10 // 1
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def together(all_of: Iterable[Coverage]) -> tuple[int, int]:
    """How many aims of several files were reached, how many there are."""
    given = tuple(all_of)
    return sum(one.reached for one in given), sum(one.total for one in given)
