"""What becomes of real objects: whose results change, which change of the rules did it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import field

from govperf.diagnostics import Problem
from govperf.errors import GovperfError
from govperf.evaluate.records import fields_of
from govperf.frozen import frozen
from govperf.policy import Board, Policy
from govperf.policy.board import RowError, problems_of
from govperf.policy.scorecard import Result
from govperf.versions.causes import Moved, Nothing, Worth, moved
from govperf.versions.staging import Stage, Watch, unwatched

Records = Callable[[Policy], Sequence[object]]
"""Gives the records of the objects for a policy; the same objects in the same order for every policy."""

_NONE = object()


@frozen
class ObjectChange:
    """What becomes of one object: results that moved, or errors under one version alone.

    ``index`` is its place among the records, from 0. ``before`` and ``after`` are what stops it under either version.
    """

    index: int
    name: str
    moved: tuple[Moved, ...] = ()
    before: tuple[Problem, ...] = ()
    after: tuple[Problem, ...] = ()
    fails_before: bool = False
    fails_after: bool = False


@frozen
class Objects:
    """What becomes of all objects; ``totals`` are the values of the cohort that moved.

    ``results`` are the names that were compared, ``failing`` the objects that neither version can score, ``stages`` the
    ways in which the changes were made one by one.
    """

    count: int
    changed: tuple[ObjectChange, ...]
    totals: tuple[Moved, ...]
    results: tuple[str, ...]
    failing: tuple[ObjectChange, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    stages: tuple[Stage, ...] = field(default=(), repr=False)

    @property
    def same(self) -> bool:
        """Nothing changes for anybody."""
        return not self.changed and not self.totals


def objects_of(
    start: Policy,
    stages: Sequence[Stage],
    records: Records,
    *,
    skip_bad: bool = False,
    watch: Watch = unwatched,
) -> Objects:
    """Scores all objects by every policy on the way from ``start`` to the last of ``stages``."""
    boards = [_board(start, records, skip_bad=skip_bad)]
    last = stages[-1].policy if stages else start
    for number, stage in enumerate(stages, start=1):
        final = stage.policy is last
        boards.append(boards[-1] if stage.same and not final else _board(stage.policy, records, skip_bad=skip_bad))
        watch(number, len(stages))
    both = [name for name in last.outputs if name in start.outputs]
    changed = [_object(index, boards, both, stages) for index in range(len(boards[0]))]
    totals = _totals(boards, stages)
    names = tuple(_name(boards[-1], boards[0], index) for index in range(len(boards[0])))
    told = [one for one in changed if one is not None]
    failing = tuple(one for one in told if one.fails_before and one.fails_after)
    kept = tuple(one for one in told if one not in failing)
    return Objects(len(boards[0]), kept, totals, tuple(both), failing, names, tuple(stages))


@frozen
class _Scored:
    """A board asked by place, without raising."""

    board: Board
    errors: Mapping[int, RowError]

    def __len__(self) -> int:
        return len(self.board)


def _board(policy: Policy, records: Records, *, skip_bad: bool) -> _Scored:
    board = policy.score_all(records(policy), skip_bad=skip_bad)
    return _Scored(board, {one.index: one for one in board.errors})


def _object(
    index: int, boards: Sequence[_Scored], results: Sequence[str], stages: Sequence[Stage]
) -> ObjectChange | None:
    before, after = boards[0].errors.get(index), boards[-1].errors.get(index)
    name = _name(boards[-1], boards[0], index)
    if before is not None or after is not None:
        return ObjectChange(index, name, (), _problems(before), _problems(after), before is not None, after is not None)
    found = [moved(result, [_worth(board, index, result) for board in boards], stages) for result in results]
    told = tuple(one for one in found if one is not None)
    return ObjectChange(index, name, told) if told else None


def _name(board: _Scored, other: _Scored, index: int) -> str:
    """Who it is, as far as either version can tell."""
    for one in (board, other):
        if found := one.errors[index].object_name if index in one.errors else one.board[index].object_name:
            return found
    return ""


def _problems(error: RowError | None) -> tuple[Problem, ...]:
    return () if error is None else problems_of(error.error)


def _worth(scored: _Scored, index: int, name: str) -> Worth:
    if index in scored.errors:
        return Nothing.FAILED
    found = scored.board[index].get(name, _NONE)
    if found is _NONE:
        return Nothing.NOT_APPLICABLE
    worth: Result = found
    return worth


def _totals(boards: Sequence[_Scored], stages: Sequence[Stage]) -> tuple[Moved, ...]:
    before = set(boards[0].board.totals)
    names = [name for name in boards[-1].board.totals if name in before]
    found = (moved(name, [_total(board, name) for board in boards], stages) for name in names)
    return tuple(one for one in found if one is not None)


def _total(scored: _Scored, name: str) -> Worth:
    totals = scored.board.totals
    if name not in set(totals):  # asking the mapping itself would raise what stands in the way of the value
        return Nothing.NO_SUCH_RESULT
    try:
        return totals[name]
    except GovperfError:
        return Nothing.FAILED


def with_renamed(records: Records, names: Mapping[str, str]) -> Records:
    """The same records, an input that got another name under both names."""
    if not names:
        return records
    pairs = [*names.items(), *((after, before) for before, after in names.items())]
    return lambda policy: [_with_renamed(record, pairs) for record in records(policy)]


def _with_renamed(record: object, pairs: Sequence[tuple[str, str]]) -> object:
    try:
        fields = dict(fields_of(record))
    except GovperfError:
        return record
    return {**{there: fields[here] for here, there in pairs if here in fields and there not in fields}, **fields}


def listed(records: Iterable[object]) -> Records:
    """The same records for every policy."""
    kept = list(records)
    return lambda _: kept


__all__ = ["ObjectChange", "Objects", "Records", "listed", "objects_of", "with_renamed"]
