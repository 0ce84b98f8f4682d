"""Whether two versions of a policy mean the same for every object that is scored alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from govperf.evaluate.outcome import Failed, Outcome
from govperf.graph import Graph, Level
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.proofs.effort import DEFAULT_EFFORT, Effort
from govperf.proofs.encode import Text
from govperf.proofs.examples import Outcomes, Stage
from govperf.proofs.forms import UnsettledError
from govperf.proofs.gaps import Gaps
from govperf.proofs.inputs import declared
from govperf.proofs.model import PROVED, NotSettled, Refuted, Settled
from govperf.proofs.question import Case, guarded
from govperf.proofs.search import tried
from govperf.proofs.smtlib import all_of, any_of, denied
from govperf.proofs.solver import Solver
from govperf.semantics import InputDefinition, Role
from govperf.values import Missing

OTHER_OUTPUTS = NotSettled("两个版本的结果项目不同", "the versions have different outputs")
OTHER_INPUTS = NotSettled("两个版本的输入不同", "the versions declare different inputs")
OTHER_LEDGERS = NotSettled("两个版本的明细不同", "the versions declare different ledgers")
OTHER_COHORT = NotSettled("两个版本里参加整组计算的对象不同", "the versions differ in who takes part")
TWO_ABSENCES = NotSettled("没有值的情形里，“缺”和“不适用”分不清", "two kinds of absence cannot be told apart")
OTHER_REFUSALS = NotSettled("两个版本的 要求 或否决条件不同", "requirements or vetoes differ")


@define
class Comparison:
    """Two versions under one set of inputs, with what has been shown equal."""

    old: Graph
    new: Graph
    limits: Limits
    effort: Effort
    solver: Solver
    missing: bool
    case: Case = field(init=False)
    gaps: Gaps = field(init=False)
    _equal: dict[int, int] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Both versions in the same forms."""
        keys = tuple(dict.fromkeys((*self.old.ruleset.outputs, *self.new.ruleset.outputs)))
        self.case = Case((self.old, self.new), keys, self.limits, self.effort, self.solver, self.missing)
        self.gaps = Gaps(self.case.forms)

    def forms_of(self, key: str) -> tuple[int, int]:
        """The node in both versions; raises UnsettledError where one has no form."""
        return self.case.lowered[0][key], self.case.lowered[1][key]

    def equal(self, key: str) -> Settled:
        """The node has the same value, or none, in both versions."""
        try:
            first, second = self.forms_of(key)
        except UnsettledError as error:
            return NotSettled(error.reason, error.reason_en)
        if first == second:
            return PROVED
        forms = self.case.forms
        if _absences(self.case, first) != _absences(self.case, second):
            return TWO_ABSENCES
        plain = forms.safe(first, second) and forms[first].sort == forms[second].sort == "number"
        if plain and self.gaps.holds(first, second) and self.gaps.holds(second, first):
            return PROVED
        stage = Stage(self.case.graphs, self.limits, (key,), self.effort.tries)
        example = tried(stage, lambda found: differs(found, key))
        if example is not None:
            return Refuted(example)
        return self.case.refute(
            (first, second), lambda text: (unequal(text, first, second),), lambda f: differs(f, key)
        )


def unequal(text: Text, first: int, second: int) -> str:
    """The two forms differ: in failing, in being absent, in value."""
    forms = text.forms
    fails = [text.failing.get(one, "") or "false" for one in (first, second)]
    gone = [text.missing.get(one, "") or "false" for one in (first, second)]
    there = all_of([denied(text.fails(first)), denied(text.fails(second))])
    if forms[first].sort == forms[second].sort:
        values = f"(not (= {text.values[first]} {text.values[second]}))"
    else:
        values = "false" if "nothing" in (forms[first].sort, forms[second].sort) else "true"
    return any_of(
        (
            f"(not (= {fails[0]} {fails[1]}))",
            f"(and (not {fails[0]}) (not {fails[1]}) (not (= {gone[0]} {gone[1]})))",
            all_of((there or "false", values)) or "false",
        )
    )


def differs(found: Sequence[Outcomes], key: str) -> bool:
    """The outcomes of the two versions differ."""
    first, second = (_plain(outcomes.get(key)) for outcomes in found)
    return first != second


def _plain(outcome: Outcome | None) -> object:
    """An outcome as it compares; why there is no value does not matter."""
    if isinstance(outcome, Failed) or outcome is None:
        return "失败", None
    return type(outcome).__name__, outcome


def _absences(case: Case, number: int) -> frozenset[Missing]:
    """The ways in which a form can be absent."""
    forms = case.forms
    found: set[Missing] = set()
    waiting, seen = [number], set[int]()
    while waiting:
        one = waiting.pop()
        form = forms[one]
        if one in seen or not form.absent:
            continue
        seen.add(one)
        value = forms.value_of(one)
        if isinstance(value, Missing):
            found.add(value)
        elif form.op == "ite":
            waiting.extend(form.args[1:])
        elif form.op == "default":
            waiting.append(form.args[1])
        else:
            found.add(Missing.ABSENT)
    return frozenset(found)


# --- the whole policy ---


def same(
    old: Graph,
    new: Graph,
    keys: Iterable[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    *,
    effort: Effort = DEFAULT_EFFORT,
    solver: Solver | None = None,
) -> Settled:
    """Whether the versions give each object the same outputs: equal values, absent or failing for the same data.

    ``keys`` names the outputs to compare (None: all). Data is what has been read: how a version reads text (92.5 where
    % is meant) is not compared, neither are messages. Missing inputs are part of the question. The proof of what all
    objects decide holds where its formulas come down to the same form. ``solver`` may be shared between questions.
    """
    wanted = old.ruleset.outputs if keys is None else tuple(keys)
    other = new.ruleset.outputs if keys is None else wanted
    if set(wanted) != set(other) or not all(key in old and key in new for key in wanted):
        return OTHER_OUTPUTS
    if solver is not None:
        return guarded(lambda: _same(old, new, wanted, limits, effort, solver))
    with Solver(effort) as own:
        return guarded(lambda: _same(old, new, wanted, limits, effort, own))


def _same(old: Graph, new: Graph, keys: Sequence[str], limits: Limits, effort: Effort, solver: Solver) -> Settled:
    trouble = _declarations(old, new)
    if trouble is not None:
        return _shown(old, new, keys, limits, effort) or trouble
    comparison = Comparison(old, new, limits, effort, solver, missing=True)
    if any(graph[key].level is Level.COHORT for graph in (old, new) for key in keys) and _others(comparison):
        return OTHER_COHORT
    open_one: NotSettled | None = None
    for key in keys:
        settled = comparison.equal(key)
        if isinstance(settled, Refuted):
            return settled
        if isinstance(settled, NotSettled):
            open_one = open_one or settled
    return open_one or _refusals(comparison)


def _others(comparison: Comparison) -> bool:
    """The two versions differ in who takes part."""
    first, second = (graph.ruleset.participation for graph in (comparison.old, comparison.new))
    return (first is None) != (second is None)


def _shown(old: Graph, new: Graph, keys: Sequence[str], limits: Limits, effort: Effort) -> Refuted | None:
    """An object near the ordinary one that the versions score differently, whatever else differs."""
    for key in keys:
        stage = Stage((old, new), limits, (key,), effort.tries)
        example = tried(stage, lambda found, key=key: differs(found, key))  # type: ignore[misc]  # a bound default
        if example is not None:
            return Refuted(example)
    return None


def _declarations(old: Graph, new: Graph) -> NotSettled | None:
    """What the versions ask of the data must be the same; how it is worded does not matter."""
    if _asked(old) != _asked(new):
        return OTHER_INPUTS
    ledgers = [
        {(one.name, one.count, one.per, one.optional, len(one.requirements)) for one in graph.ruleset.ledgers}
        for graph in (old, new)
    ]
    return OTHER_LEDGERS if ledgers[0] != ledgers[1] else None


def _asked(graph: Graph) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(ledger, one.key): _domain(one) for ledger, one in declared(graph)}


def _domain(one: InputDefinition) -> tuple[object, ...]:
    domain = one.domain
    ends = (domain.low, domain.high, domain.low_open, domain.high_open, domain.excluded, domain.integer)
    return (domain.kind.base, domain.kind.options, ends, one.optional, one.default, one.applies)


def _refusals(comparison: Comparison) -> Settled:
    """Both versions refuse the same objects: by a requirement, by a veto that cannot be decided."""
    case = comparison.case
    conditions: list[list[int]] = []
    inside: list[set[tuple[str, int]]] = []
    for graph, lowered in zip(case.graphs, case.lowered, strict=True):
        met = [lowered.lower(one.condition) for one in graph.ruleset.requirements]
        vetoes = [lowered[one.key] for one in graph.ruleset.definitions if one.role is Role.VETO]
        conditions.append([*met, -1, *(one for one in vetoes if not case.forms.safe(one))])
        inside.append(
            {(one.name, lowered.lower(each.condition)) for one in graph.ruleset.ledgers for each in one.requirements}
        )
    if inside[0] != inside[1]:
        return OTHER_REFUSALS
    if [sorted(set(one)) for one in conditions[:1]] == [sorted(set(one)) for one in conditions[1:]]:
        return PROVED
    starts = [number for group in conditions for number in group if number >= 0]

    def wanted(text: Text) -> Sequence[str]:
        told = [_refused(text, group) for group in conditions]
        return (f"(not (= {told[0]} {told[1]}))",)

    # What a 要求 refuses is the question here, so none may be taken for granted.
    return PROVED if case.proves(starts, wanted, lawless=True) else OTHER_REFUSALS


def _refused(text: Text, group: Sequence[int]) -> str:
    middle = group.index(-1)
    broken = [all_of((text.exists(one), denied(text.values[one]))) for one in group[:middle]]
    undecided = [text.fails(one) for one in group[middle + 1 :]]
    return any_of((*broken, *undecided)) or "false"
