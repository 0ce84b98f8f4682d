"""What many rows fail for together: kept once, not for each of a million rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen

from govperf.columns.cohort_values import Rows
from govperf.columns.model import Flags
from govperf.diagnostics import Problem

Problems = tuple[Problem, ...]
Kinds = npt.NDArray[np.int32]
NONE = -1


@frozen(eq=False)
class Failures(Mapping[int, Problems]):
    """The failures of rows: ``reasons[kinds[row]]``; those of kind −1 have none."""

    kinds: Kinds
    reasons: tuple[Problems, ...]

    def __getitem__(self, row: int) -> Problems:
        if not 0 <= row < len(self.kinds) or self.kinds[row] == NONE:
            raise KeyError(row)
        return self.reasons[self.kinds[row]]

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows.tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self.kinds != NONE))

    @property
    def rows(self) -> Rows:
        """The rows that failed."""
        return np.flatnonzero(self.kinds != NONE)

    @property
    def own(self) -> Flags:
        """The rows that fail for what is wrong with their own data: nothing else tells of that."""
        bad = [any(one.path and "blocking" not in one.facts for one in reason) for reason in self.reasons]
        found: Flags = np.array([*bad, False], np.bool_)[self.kinds]
        return found

    def blockers(self) -> set[int]:
        """The objects at which others stop."""
        return {int(one.facts["blocker"]) for reason in self.reasons for one in reason if "blocker" in one.facts}

    def at(self, rows: Rows) -> Failures:
        """The failures of some rows, each in the place where it is asked for."""
        return Failures(self.kinds[rows], self.reasons)


def rows_of(failures: Mapping[int, object]) -> Rows:
    """The rows that failed."""
    if isinstance(failures, Failures):
        return failures.rows
    return np.fromiter(failures, np.intp, len(failures))


@define(eq=False)
class Failing:
    """Gathers failures; what is put later counts more."""

    length: int
    kinds: Kinds | None = None
    reasons: list[Problems] = field(factory=list)
    _places: dict[tuple[int, ...], int] = field(factory=dict)

    def put(self, rows: Rows | Flags | None, problems: Problems) -> None:
        """The rows (by place or by flag; None: all) fail for these reasons."""
        found = self._kinds()
        found[slice(None) if rows is None else rows] = self._kind(problems)

    def put_each(self, failures: Mapping[int, Problems]) -> None:
        """Each row fails for its own reasons."""
        if isinstance(failures, Failures):
            moved = np.array([*map(self._kind, failures.reasons), NONE], np.int32)
            rows = failures.rows
            if len(rows):
                self._kinds()[rows] = moved[failures.kinds[rows]]
            return
        for row, problems in failures.items():
            self._kinds()[row] = self._kind(problems)

    def put_groups(self, codes: Rows, failures: Mapping[int, Problems], count: int) -> None:
        """All rows of some groups fail, each for the reasons of its group."""
        if failures:
            kinds = np.full(count, NONE, np.int32)
            for group, problems in failures.items():
                kinds[group] = self._kind(problems)
            found = self._kinds()
            np.copyto(found, kinds[codes], where=(kinds != NONE)[codes])

    def done(self) -> Mapping[int, Problems]:
        """All that was gathered."""
        return {} if self.kinds is None else Failures(self.kinds, tuple(self.reasons))

    def _kinds(self) -> Kinds:
        if self.kinds is None:
            self.kinds = np.full(self.length, NONE, np.int32)
        return self.kinds

    def _kind(self, problems: Problems) -> int:
        """The same problems are one reason; they are kept, so that none can come to have the identity of another."""
        key = tuple(map(id, problems))
        if key not in self._places:
            self._places[key] = len(self.reasons)
            self.reasons.append(problems)
        return self._places[key]


def agreed(parts: Sequence[Mapping[int, Problems]], length: int) -> Failures:
    """The failures of rows for which all that fail have the same reasons; of kind −1 the others."""
    merged = Failing(length)
    differing = np.zeros(length, np.bool_)
    for part in parts:
        before = None if merged.kinds is None else merged.kinds.copy()
        merged.put_each(part)
        if before is not None and merged.kinds is not None:
            differing |= (before != NONE) & (before != merged.kinds)
    kinds = np.full(length, NONE, np.int32) if merged.kinds is None else merged.kinds
    kinds[differing] = NONE
    return Failures(kinds, tuple(merged.reasons))
