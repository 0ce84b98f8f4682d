"""The bench on which mutants are tried: the cases of a policy, what each looks at, who noticed a mistake last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import define, evolve, field

from govperf.cases import Begin, CaseResult, run_case
from govperf.coverage.measure import Observer
from govperf.errors import DiagnosedError, GovperfError
from govperf.evaluate.evaluation import Evaluation
from govperf.frozen import frozen
from govperf.graph import Graph, Node
from govperf.limits import Limits
from govperf.mutation.scenes import Scene
from govperf.policy import Policy
from govperf.policy.compiling import Compiled, Files, build
from govperf.policy.suite import suite_of
from govperf.semantics import Settings
from govperf.syntax.declarations import Case, RuleFile, Statement
from govperf.terms.terms import Placement


@frozen
class Tried:
    """One case with the nodes that it looks at; None where it was run under settings of its own."""

    index: int
    case: Case
    looks_at: frozenset[str] | None


@frozen
class Reading:
    """A mutant that compiles: its files, its graph under the settings of the policy, the nodes that differ there."""

    files: Files
    graph: Graph
    changed: frozenset[str]
    rules: bool

    @property
    def same(self) -> bool:
        """Nothing in the meaning is another."""
        return not self.changed and not self.rules


@define
class Bench:
    """Tries mutants of one policy, under the settings that a case has which says nothing of settings."""

    policy: Policy
    folder: Path | None = None
    settings: Settings = field(init=False)
    graph: Graph = field(init=False)
    cases: list[Tried] = field(factory=list)
    pending: list[Tried] = field(factory=list)
    failing: tuple[str, ...] = ()
    scenes: list[tuple[Scene, frozenset[str]]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """A case is judged on the first day in force; where no parameter has dates, that is no other policy."""
        given, start = self.policy.compiled.settings, self.policy.graph.ruleset.facts.start
        self.settings = evolve(given, on=start or given.on)
        dated = any(one.first is not None for one in self.policy.graph.ruleset.parameters)
        self.graph = self._built(self.policy.compiled.files).graph if dated else self.policy.graph

    @property
    def limits(self) -> Limits:
        """The limits of the policy."""
        return self.policy.limits

    @property
    def file(self) -> RuleFile:
        """The policy's own file."""
        return self.policy.compiled.files[0]

    @property
    def original(self) -> Reading:
        """The policy as it is."""
        return Reading(self.policy.compiled.files, self.graph, frozenset(), rules=False)

    def prepare(self) -> None:
        """Runs every case once; those that fail already cannot notice anything."""
        failing = []
        observer = Observer()
        for index, case in enumerate(self._written()):
            result = run_reading(case, self.original, self.settings, self.limits, observer.begin)
            watched, observer.watched = observer.watched, []
            own = bool(watched) and all(one.graph is self.graph for one in watched)
            keys = frozenset(key for one in watched for key in one.computed)
            if result.passed:
                tried = Tried(index, case, keys if own else None)
                (self.pending if case.pending else self.cases).append(tried)
            self.scenes.extend((Scene(tuple(one.objects), one.whole), one.computed) for one in watched if own)
            if not result.passed and not case.pending:
                failing.append(case.name)
        self.failing = tuple(failing)

    def _written(self) -> tuple[Case, ...]:
        """All cases of the file, those of tables beside it among them."""
        return tuple(test.case for test in suite_of(self.policy, self.folder).tests if not test.fault)

    def _built(self, files: Files) -> Compiled:
        return build(files, self.settings, self.limits)

    # --- one mutant ---

    def read(self, index: int, after: Statement | None) -> Reading | None:
        """The policy with one statement as it might have been written; None where that does not compile."""
        statements = self.file.statements
        kept = () if after is None else (after,)
        changed = evolve(self.file, statements=(*statements[:index], *kept, *statements[index + 1 :]))
        files = (changed, *self.policy.compiled.files[1:])
        try:
            graph = self._built(files).graph
        except GovperfError:
            return None
        return Reading(files, graph, changed_keys(self.graph, graph), changed_rules(self.graph, graph))

    def noticed(self, reading: Reading) -> str | None:
        """The name of a case that fails; None where none does. Who noticed the last one is asked first."""
        for place, tried in enumerate(self.cases):
            if self._is_touched(tried, reading) and self._fails(tried.case, reading):
                self.cases.insert(0, self.cases.pop(place))
                return tried.case.name
        return None

    def would_notice(self, reading: Reading) -> str | None:
        """The name of a case that fails, but that nobody has confirmed yet; None where none does."""
        found = (one for one in self.pending if self._is_touched(one, reading) and self._fails(one.case, reading))
        return next((one.case.name for one in found), None)

    def _is_touched(self, tried: Tried, reading: Reading) -> bool:
        return reading.rules or tried.looks_at is None or bool(tried.looks_at & reading.changed)

    def _fails(self, case: Case, reading: Reading) -> bool:
        return not passes(case, reading, self.settings, self.limits)


def passes(case: Case, reading: Reading, settings: Settings, limits: Limits) -> bool:
    """The case passes under the rules as they are read here."""
    try:
        return run_reading(case, reading, settings, limits).passed
    except DiagnosedError:
        return False


def run_reading(
    case: Case, reading: Reading, settings: Settings, limits: Limits, begin: Begin = Evaluation
) -> CaseResult:
    """The result of a case under the rules as they are read here."""

    def rebuilt(own: Settings) -> Graph:
        return build(reading.files, own, limits).graph

    return run_case(case, reading.graph, rebuilt, settings, limits, begin)


def changed_keys(old: Graph, new: Graph) -> frozenset[str]:
    """Keys of the nodes that are computed otherwise, or are there in one of the two alone."""
    return frozenset(_differing(old, new))


def _differing(old: Graph, new: Graph) -> Iterator[str]:
    before = {node.key: node for node in old.nodes}
    after = {node.key: node for node in new.nodes}
    for key in before.keys() | after.keys():
        one, other = before.get(key), after.get(key)
        if one is None or other is None or _meaning(one) != _meaning(other):
            yield key


def _meaning(node: Node) -> tuple[object, ...]:
    """What a node is; after quotas the bands themselves play no part any more, only the conditions behind them."""
    definition = node.definition
    if definition is not None and isinstance(definition.term, Placement):
        bands = tuple(evolve(band, band=None) for band in definition.term.bands)
        definition = evolve(definition, term=evolve(definition.term, bands=bands))
    return definition, node.input, node.ledger


def changed_rules(old: Graph, new: Graph) -> bool:
    """What is asked of data is another, or who takes part: every case may notice that."""
    one, other = old.ruleset, new.ruleset
    return (one.inputs, one.ledgers, one.requirements, one.participation, one.outputs) != (
        other.inputs,
        other.ledgers,
        other.requirements,
        other.participation,
        other.outputs,
    )
