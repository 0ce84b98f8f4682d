"""The scores of a table: results by column, a card for any one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast, overload

import attrs

from govperf.diagnostics import Problem
from govperf.errors import GovperfError, InputError
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.scoring import Scored, score_one, shown_keys
from govperf.frames.model import Frame
from govperf.frames.recognised import frame_of, is_frame
from govperf.graph import Level
from govperf.policy.board import RowError, Totals
from govperf.policy.scorecard import Cohort, Origin, Scorecard

if TYPE_CHECKING:  # they need NumPy with Arrow, which are extras
    from govperf.columns.model import Answer, Table
    from govperf.frames.reading import Columns, Taken


class ArrowStream(Protocol):
    """A table that gives itself away by Arrow's interface: those of pandas, Polars, Arrow, DuckDB, many others."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


def is_table(given: object) -> bool:
    """Whether something is a table of columns, read or not, rather than a list of records."""
    return _is_read(given) or is_frame(given)


def columns_of(frame: object, ledgers: Mapping[str, object] | None) -> Columns:
    """A table ready to be read, or one that has been; raises InputError for what is none, MissingExtraError."""
    if _is_read(frame):
        if ledgers is not None:
            raise GovperfError("这张表已经读过，明细表要在 read 时一起给：policy.read(表, ledgers={明细名: 表})")
        return cast("Columns", frame)
    if ledgers is not None and not isinstance(ledgers, Mapping):
        raise GovperfError(f"ledgers 要是 {{明细名: 表}}，现在是 {type(ledgers).__name__}")
    found = frame_of(frame)
    from govperf.frames.reading import Columns

    return Columns(found, {name: frame_of(table) for name, table in (ledgers or {}).items()})


def _is_read(given: object) -> bool:
    kind = type(given)
    return kind.__name__ == "Columns" and kind.__module__ == "govperf.frames.reading"


def board_of(policy: Origin, columns: Columns, *, strict: bool, skip_bad: bool, for_now: bool = False) -> FrameBoard:
    """Scores a table; raises InputError where it cannot be the data of the policy.

    ``for_now`` says that the host gets nothing but the results, so that its table may change after that.
    """
    found = None
    if for_now or columns.frame.lasting:
        found = _at_a_glance(policy, columns, strict=strict, skip_bad=skip_bad)
    return found or _read_first(policy, columns, strict=strict, skip_bad=skip_bad)


def _at_a_glance(policy: Origin, columns: Columns, *, strict: bool, skip_bad: bool) -> FrameBoard | None:
    """Reads numbers while they are scored; None where that is not worth while, or one is not as expected."""
    from govperf.columns.unread import OtherwiseError

    taken = columns.glance(policy.graph, policy.limits, strict=strict)
    if taken is None:
        return None
    try:
        answer = answer_of(policy, taken.table, skip_bad=skip_bad)
        taken.table.check()
    except OtherwiseError:
        return None
    return FrameBoard(policy, columns.frame, taken, answer, skip_bad=skip_bad)


def _read_first(policy: Origin, columns: Columns, *, strict: bool, skip_bad: bool) -> FrameBoard:
    taken = columns.take(policy.graph, policy.limits, strict=strict)
    if taken.orphans and not skip_bad:
        raise InputError(taken.orphans)
    answer = answer_of(policy, taken.table, skip_bad=skip_bad)
    return FrameBoard(policy, columns.frame, taken, answer, skip_bad=skip_bad)


def answer_of(policy: Origin, table: Table, *, skip_bad: bool, keys: Sequence[str] = ()) -> Answer:
    """The results of a table that has been read; ``keys`` are nodes beside the outputs."""
    from govperf.columns.evaluate import evaluate

    return evaluate(policy.graph, table, policy.limits, skip_bad=skip_bad, keys=keys)


class FrameBoard(Sequence[Scorecard]):
    """The results of a table, order kept. ``board[i]`` is the card of a row, or raises the row's own error."""

    def __init__(self, policy: Origin, frame: Frame, taken: Taken, answer: Answer, *, skip_bad: bool) -> None:
        self._policy = policy
        self._skip_bad = skip_bad
        self._frame = frame
        self._taken = taken
        self._answer = answer

    def __len__(self) -> int:
        return self._answer.length

    @overload
    def __getitem__(self, index: int) -> Scorecard: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Scorecard]: ...
    def __getitem__(self, index: int | slice) -> Scorecard | Sequence[Scorecard]:
        """The card of a row, made now; the row's error where it has none."""
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        row = range(len(self))[index]
        if row in self._answer.errors:
            raise self._answer.errors[row]
        objects = _Objects(self._taken)
        if not any(node.level is Level.COHORT for node in self._policy.graph.nodes):
            data = objects[row]
            scored = score_one(self._policy.graph, data, self._policy.limits)
            return Scorecard.of(self._policy, scored, Cohort((data,), whole=False), 0)
        values = {key: column.value(row) for key, column in self._shown.columns.items()}
        cohort = Cohort(objects, whole=True, left_out=self._answer.left_out)
        return Scorecard.of(self._policy, Scored(values), cohort, row)

    @cached_property
    def _shown(self) -> Answer:
        """Everything that cards hold: beside the outputs, what stands under them in trees."""
        return answer_of(self._policy, self._taken.table, skip_bad=self._skip_bad, keys=shown_keys(self._policy.graph))

    def to_frame(self, *, exact: bool = False) -> Any:
        """The results as a table of the kind that was given, under the same index where it has one.

        Numbers are exact decimals; where no decimal holds a value, the nearest one stands there with a note in the row.
        ``exact`` adds, for each number that the policy does not round, a text column with the value in full (100/3).
        """
        from govperf.frames.table import result_table

        return self._frame.alike(result_table(self._policy.graph, self._taken, self._answer, exact=exact))

    @property
    def frame(self) -> Any:
        """As :meth:`to_frame`."""
        return self.to_frame()

    @property
    def errors(self) -> Sequence[RowError]:
        """Rows that could not be scored, with the reasons."""
        return _Errors(self._taken, self._answer)

    @property
    def totals(self) -> Totals:
        """The values of 全体输出."""
        return Totals(self._policy, self._answer.totals)

    @property
    def by_rows(self) -> int:
        """How many rows columns could not settle, so that they were scored one by one; it took longer, no more."""
        return self._answer.by_rows

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the table as a whole: columns that are not used, records that belong to nobody."""
        told = (*self._taken.remarks, *self._taken.orphans)
        return (*self._policy.standing_notes, *(_in_words(problem) for problem in told))

    def __reduce__(self) -> NoReturn:
        raise GovperfError("计分板连着原表，不能序列化：请存 board.frame，要时用 policy.board(表) 再算")

    def __repr__(self) -> str:
        return f"<FrameBoard {len(self)} 行，{len(self._answer.errors)} 行有错>"


class _Objects(Sequence[ObjectData]):
    """The data of all rows, each made when it is asked for."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken

    def __len__(self) -> int:
        return self._taken.table.length

    @overload
    def __getitem__(self, index: int) -> ObjectData: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ObjectData]: ...
    def __getitem__(self, index: int | slice) -> ObjectData | Sequence[ObjectData]:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        row = range(len(self))[index]
        return attrs.evolve(self._taken.table.data(row), notes=self._taken.notes.get(row, ()))


class _Errors(Sequence[RowError]):
    """The errors in the order of their rows, each wrapped when it is asked for."""

    def __init__(self, taken: Taken, answer: Answer) -> None:
        self._taken = taken
        self._answer = answer
        self._rows = sorted(answer.errors)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> RowError: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RowError]: ...
    def __getitem__(self, index: int | slice) -> RowError | Sequence[RowError]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        row = self._rows[index]
        return RowError(row, self._taken.table.name(row), self._answer.errors[row])

    def __iter__(self) -> Iterator[RowError]:
        return (self[place] for place in range(len(self)))


def _in_words(problem: Problem) -> str:
    hint = problem.hint
    return f"{problem.message}（{hint}）" if hint else problem.message


__all__ = ["ArrowStream", "FrameBoard", "board_of", "columns_of", "is_table"]
