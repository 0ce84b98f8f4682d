"""What users hold: a compiled policy that scores, explains, checks itself."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, overload

from govperf.diagnostics import Diagnostic
from govperf.errors import GovperfError, UnknownKeyError
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.records import Reader, listed
from govperf.evaluate.scoring import Scored, score_cohort, score_one
from govperf.graph import Graph, Level
from govperf.limits import Limits
from govperf.policy.board import Board, RowError
from govperf.policy.compiling import Compiled, build, judged
from govperf.policy.inputs import Inputs, ParameterSpec, inputs_of, parameters_of
from govperf.policy.scorecard import Cohort, Scorecard
from govperf.semantics import Changed, Settings
from govperf.values import show_value

# What a first score never needs is imported by the few methods that need it, so that it need not wait.
if TYPE_CHECKING:
    from govperf.cases import Begin, CaseResult
    from govperf.evaluate.kernel import Kernel, Shown
    from govperf.frames.reading import Columns
    from govperf.policy.frames import ArrowStream, FrameBoard
    from govperf.policy.verifying import Verification
    from govperf.proofs import Report
    from govperf.syntax.declarations import Case

LANGUAGE_VERSION = "1"

Ledgers = Mapping[str, object]
"""Tables of ledgers by name."""


class Policy:
    """A compiled policy. Immutable, safe to share between threads; scoring keeps no state; it pickles as its text.

    Made by :func:`govperf.compile` or :func:`govperf.load`.
    """

    __slots__ = ("_compiled", "_fingerprint", "_identity", "_inputs", "_kernel", "_reader", "_readers", "_run")

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._reader = Reader(compiled.graph.ruleset, compiled.limits)
        self._inputs: Inputs | None = None
        self._fingerprint: str | None = None
        self._identity: Mapping[str, Any] | None = None
        self._kernel: Kernel | None = None
        self._run: Callable[[dict[Any, Any]], tuple[Any, ...] | None] = self._first_run
        self._readers: Mapping[str, tuple[int, Shown]] = {}

    # --- scoring ---

    def score(self, record: object, *, strict: bool = False) -> Scorecard:
        """The score of one object.

        ``record`` is a mapping, a database row, a dataclass or attrs instance. Raises InputError with all that is wrong
        with the data, ScoringError where a value cannot be computed, LimitError.
        ``strict`` refuses keys that the policy does not know.
        """
        if type(record) is dict:
            raw = self._run(record)
            if raw is not None:
                card = Scorecard()
                card._policy = self  # noqa: SLF001 - see Scorecard.of
                card._raw = raw  # noqa: SLF001 - as above
                card._readers = self._readers  # noqa: SLF001 - as above
                return card
        return self.score_slowly(record, strict=strict)

    def score_slowly(self, record: object, *, strict: bool = False) -> Scorecard:
        """As :meth:`score`, always by the evaluation that is the meaning of the policy."""
        data = self._reader.read(record, strict=strict)
        scored = score_one(self.graph, data, self.limits)
        return Scorecard.of(self, scored, Cohort((data,), whole=False), 0)

    def _first_run(self, _: dict[Any, Any]) -> None:
        """Leaves the first object to the slower reading: thirty objects are scored by it while a kernel is built."""
        self._run = self._second_run

    def _second_run(self, record: dict[Any, Any]) -> tuple[Any, ...] | None:
        """Builds the kernel; a policy beyond kernels always gives up."""
        from govperf.evaluate.kernel import kernel_of, shown_by

        kernel = kernel_of(self.graph, self.limits)
        if kernel is None:
            self._run = _give_up
            return None
        self._kernel = kernel
        self._readers = {
            slot.key: (index, shown_by(slot, _places(self.graph, slot.key))) for index, slot in enumerate(kernel.slots)
        }
        self._run = kernel.run
        return kernel.run(record)

    def values_of(self, raw: tuple[Any, ...]) -> tuple[Scored, Cohort]:
        """All values of an object that a kernel scored, with its data: what a card needs beyond its outputs.

        Raises GovperfError where the two readings differ, which would be a fault of this library.
        """
        kernel = self._kernel
        if kernel is None:
            raise AssertionError("only a kernel gives raw results")
        data = self._reader.read(kernel.record(raw))
        scored = score_one(self.graph, data, self.limits)
        for key, value in kernel.values(raw).items():
            if scored.values[key] != value:
                raise GovperfError(f"“{key}”的两种算法结果不同：{value}，{scored.values[key]}；这是本库的错误")
        return scored, Cohort((data,), whole=False)

    @overload
    def score_all(
        self, records: ArrowStream | Columns, *, strict: bool = ..., skip_bad: bool = ..., ledgers: Ledgers | None = ...
    ) -> Any: ...
    @overload
    def score_all(
        self, records: Iterable[object], *, strict: bool = ..., skip_bad: bool = ..., ledgers: Ledgers | None = ...
    ) -> Board: ...
    def score_all(
        self,
        records: Iterable[object] | ArrowStream | Columns,
        *,
        strict: bool = False,
        skip_bad: bool = False,
        ledgers: Ledgers | None = None,
    ) -> Any:
        """The scores of a cohort, in the order of the records; what is wrong with an object is in ``board.errors``.

        An object with bad data stops the values of the cohort that need it, unless ``skip_bad`` leaves it out.

        A table of pandas, Polars or Arrow (or one that :meth:`read` has read) gives a table of the same kind: outputs,
        备注, 错误 by row. ``ledgers`` are second tables by name of ledger, whose rows name their object. Raises
        InputError for a table that cannot be the data of this policy, MissingExtraError.
        """
        if type(records) is not list:
            from govperf.policy.frames import is_table

            if is_table(records):
                return self._board(records, ledgers, strict=strict, skip_bad=skip_bad, for_now=True).to_frame()
        if ledgers is not None:
            raise GovperfError("ledgers 只和表一起给；记录的明细写在每条记录里，如 {明细名: [{…}, …]}")
        given = listed(records)
        if not self._looks_around():
            return Board(self, [self._entry(i, record, strict=strict) for i, record in enumerate(given)], {})
        objects = tuple(self._reader.read(record, strict=strict) for record in given)
        return self.score_data(objects, skip_bad=skip_bad)

    def board(
        self, frame: object, *, strict: bool = False, skip_bad: bool = False, ledgers: Ledgers | None = None
    ) -> FrameBoard:
        """The scores of a table with all that is known of them: cards of single rows, errors, totals.

        ``frame`` and ``ledgers`` are as in :meth:`score_all`, which gives ``board.frame``.
        """
        return self._board(frame, ledgers, strict=strict, skip_bad=skip_bad)

    def _board(
        self, frame: object, ledgers: Ledgers | None, *, strict: bool, skip_bad: bool, for_now: bool = False
    ) -> FrameBoard:
        from govperf.policy.frames import board_of, columns_of

        return board_of(self, columns_of(frame, ledgers), strict=strict, skip_bad=skip_bad, for_now=for_now)

    def read(self, frame: object, *, ledgers: Ledgers | None = None, strict: bool = False) -> Columns:
        """A table read once, to be scored by this policy and others (other parameters, a draft of next year's).

        Pass it to :meth:`score_all` or :meth:`board` in place of the table, which must not change in between.
        """
        from govperf.policy.frames import columns_of

        columns = columns_of(frame, ledgers)
        columns.take(self.graph, self.limits, strict=strict)
        return columns

    def score_data(self, objects: tuple[ObjectData, ...], *, skip_bad: bool = False) -> Board:
        """As :meth:`score_all`, for data that has been read."""
        result = score_cohort(self.graph, objects, self.limits, skip_bad=skip_bad)
        cohort = Cohort(objects, whole=True, left_out=result.left_out)
        entries = [
            RowError(index, objects[index].name, found)
            if isinstance(found, GovperfError)
            else Scorecard.of(self, found, cohort, index)
            for index, found in enumerate(result.objects)
        ]
        return Board(self, entries, result.totals)

    def _looks_around(self) -> bool:
        """Some value of the policy needs all objects, so that they cannot be scored one after the other."""
        return any(node.level is Level.COHORT for node in self.graph.nodes)

    def _entry(self, index: int, record: object, *, strict: bool) -> Scorecard | RowError:
        try:
            return self.score(record, strict=strict)
        except GovperfError as error:
            return RowError(index, self._reader.read(record).name, error)

    def verify(self, card: Mapping[str, Any], record: object) -> Verification:
        """Scores the record again; says whether the stored card (its ``to_dict()``) is the same, and what differs.

        Raises as :meth:`score`, GovperfError for a stored card that is no mapping.
        """
        from govperf.policy.verifying import compare

        if not isinstance(card, Mapping):
            raise GovperfError(f"存档的成绩要是 to_dict() 的内容，现在是 {type(card).__name__}")
        return compare(card, self.score(record).to_dict())

    # --- what the policy is ---

    @property
    def graph(self) -> Graph:
        """The evaluation graph."""
        return self._compiled.graph

    @property
    def compiled(self) -> Compiled:
        """The rule files, with the settings under which they were compiled."""
        return self._compiled

    @property
    def limits(self) -> Limits:
        """The limits under which the policy works."""
        return self._compiled.limits

    @property
    def name(self) -> str:
        """Its name; empty for a bare formula."""
        return self.graph.ruleset.facts.name

    @property
    def version(self) -> str:
        """Its version as the header says."""
        return self.graph.ruleset.facts.version

    @property
    def source(self) -> str:
        """The rule text as it was given."""
        return self._compiled.file.source.text

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical text with all that it inherits."""
        if self._fingerprint is None:
            from govperf.syntax.show import show_file

            texts = "\0".join(show_file(file) for file in self._compiled.files)
            self._fingerprint = hashlib.sha256(texts.encode()).hexdigest()
        return self._fingerprint

    @property
    def inputs(self) -> Inputs:
        """What to ask a person for."""
        if self._inputs is None:
            self._inputs = inputs_of(self.graph.ruleset)
        return self._inputs

    @property
    def parameters(self) -> tuple[ParameterSpec, ...]:
        """The parameters with the values in force."""
        return parameters_of(self.graph.ruleset)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the results of an object, in the order of the file."""
        paths = self.graph.ruleset.paths
        return tuple(paths.get(key, key) for key in self.graph.ruleset.outputs)

    @property
    def identity(self) -> Mapping[str, Any]:
        """What a stored result needs to say by which rules it was made."""
        if self._identity is None:
            from importlib import metadata

            settings = self._compiled.settings
            self._identity = {
                "policy": {"name": self.name, "version": self.version, "fingerprint": self.fingerprint},
                "parameters": {one.name: show_value(one.value) for one in self.parameters if one.value is not None},
                "date": None if settings.on is None else settings.on.isoformat(),
                "library": metadata.version("govperf"),
                "language": LANGUAGE_VERSION,
            }
        return self._identity

    @property
    def standing_notes(self) -> tuple[str, ...]:
        """What every card of this policy notes."""
        facts = self.graph.ruleset.facts
        if self._compiled.settings.on is None and (facts.start or facts.end):
            return ("没有给出考核日期，未核对规则是否在有效期内",)
        return ()

    # --- its own quality ---

    def check(self) -> list[Diagnostic]:
        """Findings that do not stop the policy: doubts, faults of the policy itself with an example, notes.

        What a 已知 of the file names is a note. Takes a moment: the policy is tried on made-up objects.
        """
        return list(judged(self._compiled))

    def prove(self, *outputs: str) -> Report:
        """What holds for every object whose data is in order: bounds, directions, divisors, arms, 断言.

        ``outputs`` are the names of those to look at (none: all, with everything besides). Much of it needs the extra
        ``govperf[prove]``; without it that is left open, with the reason. Raises UnknownKeyError for an unknown name.
        """
        from govperf.proofs import prove

        return prove(self.graph, outputs or None, self.limits)

    @property
    def changes(self) -> tuple[Changed, ...]:
        """What this file changes, adds, removes against the one it builds on."""
        return self._compiled.changes

    def run_cases(self) -> tuple[CaseResult, ...]:
        """Runs the 用例 of the file, each under its own date and parameters."""
        from govperf.cases import run_cases

        return run_cases(self._compiled.graph, self._rebuilt, self._compiled.settings, self.limits)

    @property
    def case_names(self) -> tuple[str, ...]:
        """Names of the 用例 of the file, in its order."""
        return tuple(case.name for case in self.graph.ruleset.cases)

    def run_case(self, index: int, *, begin: Begin | None = None, workings: bool = False) -> CaseResult:
        """Runs one 用例 by its place among ``case_names``, from 0; raises UnknownKeyError where there is none.

        ``begin`` starts the evaluation of its objects, for whoever wants to look on. With ``workings`` a failure tells
        how its value came about.
        """
        cases = self.graph.ruleset.cases
        if not 0 <= index < len(cases):
            raise UnknownKeyError(f"用例只有 {len(cases)} 个，没有第 {index + 1} 个")
        return self.run_written(cases[index], begin=Evaluation if begin is None else begin, workings=workings)

    def run_written(self, case: Case, *, begin: Begin = Evaluation, workings: bool = False) -> CaseResult:
        """Runs a 用例 that was written elsewhere; as :meth:`run_case`."""
        from govperf.cases import run_case

        compiled = self._compiled
        return run_case(case, compiled.graph, self._rebuilt, compiled.settings, self.limits, begin, workings=workings)

    def _rebuilt(self, settings: Settings) -> Graph:
        return build(self._compiled.files, settings, self.limits).graph

    def with_settings(self, parameters: Mapping[str, object], on: datetime.date | None = None) -> Policy:
        """The same rules under other parameters or another date."""
        return Policy(build(self._compiled.files, Settings(dict(parameters), on), self.limits))

    def __repr__(self) -> str:
        return f"<Policy {self.name or '公式'} {self.version}>".replace(" >", ">")

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._compiled.files, self._compiled.settings, self.limits)


def _give_up(_: dict[Any, Any]) -> None:
    return None


def _places(graph: Graph, key: str) -> int | None:
    definition = graph[key].definition
    return None if definition is None else definition.places


def _restored(files: Any, settings: Settings, limits: Limits) -> Policy:
    return Policy(build(files, settings, limits))
