"""What became of each mistake that was put into a policy on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import field

from govperf.coverage.model import percent_of, shown_percent
from govperf.diagnostics import Language
from govperf.frozen import frozen
from govperf.mutation.words import Wording
from govperf.source import Source, Span


class Verdict(Enum):
    """What became of a mutant."""

    REFUSED = "refused"  # the rule file would no longer compile: nobody can make this mistake unnoticed
    KILLED = "killed"  # a case fails
    SAME = "same"  # it means what the original means
    ACCEPTED = "accepted"  # the author knows, and says why
    SURVIVED = "survived"  # no case notices
    UNSETTLED = "unsettled"  # no case notices; whether it means the same could not be decided


@frozen
class Offer:
    """A 用例 that would kill a mutant: its text as a rule file has it, its name, what the original gives."""

    name: str
    text: str


@frozen
class Mutant:
    """One mistake: the node or line that it is in (``owner``), its kind, its words, its place, what became of it.

    ``by`` is the case that kills it, or the reason for which it does not count; ``waiting`` a case that would, once
    somebody confirms it; ``offer`` a new one that would; ``number`` tells apart what has the same words.
    """

    owner: str
    kind: str
    wording: Wording
    verdict: Verdict
    by: str = ""
    waiting: str = ""
    offer: Offer | None = None
    number: int = 1
    span: Span | None = field(default=None, eq=False, repr=False)

    @property
    def name(self) -> str:
        """What a 已知 of the rule file calls it: the same however the file is laid out."""
        again = f"（{self.number}）" if self.number > 1 else ""
        return f"{self.owner}：{self.wording.plain}{again}"

    def say(self, language: Language = "zh") -> str:
        """``把“不超过2分”改成“不超过3分”，没有用例发现``."""
        words = self.wording.say(language)
        return f"{words}{_END[self.verdict][0 if language == 'zh' else 1]}"


_END: Mapping[Verdict, tuple[str, str]] = {
    Verdict.REFUSED: ("，规则文件通不过检查", ": the rule file does not compile"),
    Verdict.KILLED: ("，有用例发现", ": noticed by a case"),
    Verdict.SAME: ("，意思没有变", ": means the same"),
    Verdict.ACCEPTED: ("，已经说明", ": accepted"),
    Verdict.SURVIVED: ("，没有用例发现", ": no case notices"),
    Verdict.UNSETTLED: (
        "，没有用例发现；意思变没变，没有算出来",
        ": no case notices; whether it means the same is open",
    ),
}

COUNTED = (Verdict.KILLED, Verdict.SURVIVED, Verdict.UNSETTLED)
"""What the score is about."""

ALIVE = (Verdict.SURVIVED, Verdict.UNSETTLED)


@frozen
class Mutation:
    """What became of all mutants of a policy, in the order of its text; ``idle`` are 已知 that name no survivor."""

    source: Source = field(eq=False, repr=False)
    name: str
    mutants: tuple[Mutant, ...]
    idle: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[Mutant, ...]:
        """The mutants of these verdicts."""
        return tuple(one for one in self.mutants if one.verdict in verdicts)

    @property
    def alive(self) -> tuple[Mutant, ...]:
        """The mutants that no case notices, that are not known to mean the same, that nobody has accepted."""
        return self.of(*ALIVE)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The cases that are offered, each once: together they would notice every survivor that has one."""
        found = {one.offer.name: one.offer for one in self.alive if one.offer is not None}
        return tuple(found.values())

    @property
    def score(self) -> Fraction:
        """The share of mutants that some case notices, in percent, exactly; 100 where none counts."""
        return percent_of(len(self.of(Verdict.KILLED)), len(self.of(*COUNTED)))

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "policy": self.name,
            "file": self.source.name,
            "score": shown_percent(self.score),
            **{verdict.value: len(self.of(verdict)) for verdict in Verdict},
            "idle": list(self.idle),
            "mutants": [_entry(one, language) for one in self.mutants],
        }


def _entry(one: Mutant, language: Language) -> dict[str, Any]:
    return {
        "verdict": one.verdict.value,
        "owner": one.owner,
        "kind": one.kind,
        "words": one.wording.say(language),
        "name": one.name,
        "line": None if one.span is None else one.span.line,
        "column": None if one.span is None else one.span.column,
        "by": one.by,
        "waiting": one.waiting,
        "offer": None if one.offer is None else {"name": one.offer.name, "text": one.offer.text},
    }
