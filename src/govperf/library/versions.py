"""The versions of a policy in time: which one is in force on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Protocol

from attrs import evolve, field

from govperf.diagnostics import Diagnostic, Label
from govperf.frozen import frozen
from govperf.library.messages import DATE_NEEDED, GAP, NONE_IN_FORCE, OVERLAP
from govperf.policy import Policy
from govperf.source import Span

_AHEAD = datetime.date.max.toordinal() + 1
_LISTED = 10


class Dated(Protocol):
    """What is in force for a time: the first day as an ordinal, the one after the last."""

    @property
    def name(self) -> str: ...
    @property
    def days(self) -> tuple[int, int]: ...
    @property
    def words(self) -> str: ...
    @property
    def span(self) -> Span | None: ...


@frozen
class HeaderVersion:
    """One rule file by its header alone, of which nothing but the time matters."""

    name: str
    file: str
    start: datetime.date
    end: datetime.date | None
    span: Span | None = field(default=None, repr=False, eq=False)

    @property
    def days(self) -> tuple[int, int]:
        """The days in force as ordinals: the first, the one after the last."""
        return _days(self.start, self.end)

    @property
    def words(self) -> str:
        """The file with its period, for messages."""
        return f"“{self.file}”（{_period(*self.days)}）"


@frozen
class Version:
    """One rule file of a folder: a policy with the days on which it is in force.

    ``start`` and ``end`` are the first and the last day, None where the file names none. ``file`` is its path inside
    the folder, with ``/``. ``current`` is false where the file has errors now, so that what it said before still holds.
    """

    name: str
    version: str
    start: datetime.date | None
    end: datetime.date | None
    file: str
    policy: Policy = field(repr=False, eq=False)
    current: bool = True
    parameters: Mapping[str, object] = field(factory=dict, repr=False, eq=False)
    span: Span | None = field(default=None, repr=False, eq=False)

    @property
    def days(self) -> tuple[int, int]:
        """The days in force as ordinals: the first, the one after the last."""
        return _days(self.start, self.end)

    def holds_on(self, day: datetime.date) -> bool:
        """The version is in force on a day."""
        first, after = self.days
        return first <= day.toordinal() < after

    @property
    def words(self) -> str:
        """The file with its period, for messages."""
        return f"“{self.file}”（{_period(*self.days)}）"


def _days(start: datetime.date | None, end: datetime.date | None) -> tuple[int, int]:
    first = datetime.date.min if start is None else start
    return first.toordinal(), _AHEAD if end is None else end.toordinal() + 1


def in_force(name: str, versions: Sequence[Version], on: datetime.date | None) -> Version | Diagnostic:
    """The one version for a day, or why there is none; without a day, the only version that there is."""
    if on is None:
        if len(versions) == 1:
            return versions[0]
        return DATE_NEEDED.at(None, name=name, count=len(versions), versions=_listed(versions))
    found = [one for one in versions if one.holds_on(on)]
    if not found:
        return NONE_IN_FORCE.at(None, name=name, date=on, versions=_listed(versions))
    return found[0] if len(found) == 1 else _overlap(found[0], found[1])


def findings_of(versions: Sequence[Dated]) -> Iterator[Diagnostic]:
    """Overlaps and gaps among the versions of one policy."""
    in_time = sorted((one for one in versions if one.days[0] < one.days[1]), key=lambda one: one.days)
    for first, second in combinations(in_time, 2):
        if second.days[0] < first.days[1]:
            yield _overlap(first, second)
    reached = in_time[:1]
    for _, later in pairwise(in_time):
        before = reached[0]
        if before.days[1] < later.days[0]:
            period = _period(before.days[1], later.days[0])
            yield GAP.at(later.span, name=later.name, period=period, first=before.words, second=later.words)
        reached = [max(before, later, key=lambda one: one.days[1])]


def _overlap(first: Dated, second: Dated) -> Diagnostic:
    start = max(first.days[0], second.days[0])
    after = min(first.days[1], second.days[1])
    facts = {"name": second.name, "first": first.words, "second": second.words, "period": _period(start, after)}
    found = OVERLAP.at(second.span, **facts)
    if first.span is None or second.span is None:
        return found
    return evolve(found, labels=(Label(first.span, "另一个版本", "the other version"),))


def _period(first: int, after: int) -> str:
    """Days in the words of the language: ``2011-01-01 至 2012-12-31``, ``2011-01-01 起``."""
    starts, ends = first > datetime.date.min.toordinal(), after < _AHEAD
    start = datetime.date.fromordinal(first)
    end = datetime.date.fromordinal(after - 1)
    match starts, ends:
        case True, True:
            return f"{start} 至 {end}" if start != end else str(start)
        case True, False:
            return f"{start} 起"
        case False, True:
            return f"至 {end}"
        case _:
            return "没有写 生效，一直有效"


def _listed(versions: Sequence[Version]) -> str:
    told = "、".join(one.words for one in versions[:_LISTED])
    return told if len(versions) <= _LISTED else f"{told} 等 {len(versions)} 个"


__all__ = ["Version", "findings_of", "in_force"]
