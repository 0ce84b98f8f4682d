"""What proofs reckon with says the same as the scalar evaluator: canonical forms, the text for the solver."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.oracle.forms import BeyondError, NoValueError, worth
from tests.properties.often import often
from tests.strategies import policies

import govperf
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import Failed, ObjectData, Outcome, Place
from govperf.evaluate.records import Reader
from govperf.graph import Graph
from govperf.proofs import Solver
from govperf.proofs.encode import Strength, Text
from govperf.proofs.forms import Forms
from govperf.proofs.inputs import Inputs
from govperf.proofs.lowering import Lowered
from govperf.terms.terms import Value
from govperf.values import Missing

PAPERS = {
    "inputs": policies.papers_with_inputs(),
    "trees": policies.papers_with_trees(),
    "grades": policies.papers_with_grades(),
    "ledgers": policies.papers_with_ledgers(),
    "objects": policies.papers_of_cohorts(),
}


def values_of(graph: Graph, data: ObjectData) -> dict[str, Value]:
    """What the data gives, defaults included."""
    defaults = {one.key: one.default for one in graph.ruleset.inputs if one.default is not None}
    return {**defaults, **data.values}


def read(policy: govperf.Policy, record: object) -> ObjectData:
    data = Reader(policy.graph.ruleset, policy.limits).read(record)
    assume(not data.problems)
    return data


def computed(policy: govperf.Policy, data: ObjectData) -> dict[str, Outcome]:
    evaluation = Evaluation(policy.graph, (data,), policy.limits, whole=True)
    kept = (one for one in policy.graph.ruleset.definitions if not one.ledger)
    return {one.key: evaluation.outcome(Place(0, one.key)) for one in kept if one.role.value != "全体输出"}


def kind(outcome: object) -> object:
    """An outcome as forms know it: why there is no value does not matter."""
    return "失败" if isinstance(outcome, Failed) else (type(outcome).__name__, outcome)


def by_form(forms: Forms, number: int, values: dict[str, Value]) -> object:
    try:
        return kind(worth(forms, number, values))
    except NoValueError:
        return "失败"


def numbered(lowered: Lowered, found: dict[str, Outcome]) -> Iterator[tuple[str, int]]:
    for key in found:
        if isinstance(lowered.nodes[key], int):
            yield key, lowered[key]


@pytest.mark.parametrize("missing", [False, True], ids=["complete", "missing"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_form_is_worth_what_its_node_is(name: str, missing: bool):
    @often(60)
    @given(st.data(), PAPERS[name])
    def agrees(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        forms = Forms()
        lowered = Lowered(policy.graph, forms, Inputs([policy.graph], missing))
        for _ in range(3):
            given_data = read(policy, data.draw(paper.record()))
            required = (one for one in policy.graph.ruleset.inputs if one.default is None and not one.optional)
            if not missing and any(one.key not in given_data.values for one in required):
                continue
            found = computed(policy, given_data)
            values = values_of(policy.graph, given_data)
            for key, number in numbered(lowered, found):
                try:
                    assert by_form(forms, number, values) == kind(found[key]), key
                except BeyondError:
                    continue
                form = forms[number]
                outcome = found[key]
                assert form.fails or not isinstance(outcome, Failed), key
                assert form.absent or not isinstance(outcome, Missing), key
                if isinstance(outcome, Fraction) and not isinstance(outcome, bool):
                    assert form.bounds is not None
                    assert form.bounds.holds(outcome), key
                    assert form.few is None or outcome in form.few, key

    agrees()


# --- the text for the solver ---


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    with Solver() as found:
        yield found


def pinned(text: Text, values: dict[str, Value]) -> Iterator[str]:
    """The object as facts."""
    for number in list(text.values):
        form = text.forms[number]
        if form.op == "input" and not form.data[0]:
            value = values.get(form.data[1])
            gone = text.missing.get(number)
            if value is None:
                assert gone is not None
                yield gone
                continue
            if gone is not None:
                yield f"(not {gone})"
            yield f"(= {text.values[number]} {text.value(value)})"


def agreement(text: Text, number: int, outcome: Outcome) -> str:
    """The form has this outcome."""
    if isinstance(outcome, Failed):
        return text.failing.get(number) or "false"
    if isinstance(outcome, Missing):
        fails = text.failing.get(number) or "false"
        return f"(and (not {fails}) {text.missing.get(number) or 'false'})"
    return f"(and {text.exists(number)} (= {text.values[number]} {text.value(outcome)}))"


@pytest.mark.parametrize("name", ["inputs", "trees", "grades"])
def test_the_text_for_the_solver_allows_what_the_evaluator_says_and_nothing_else(name: str, solver: Solver):
    @often(25)
    @given(st.data(), PAPERS[name])
    def agrees(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        forms = Forms()
        inputs = Inputs([policy.graph], missing=True)
        lowered = Lowered(policy.graph, forms, inputs)
        given_data = read(policy, data.draw(paper.record()))
        found = computed(policy, given_data)
        values = values_of(policy.graph, given_data)
        for key, number in numbered(lowered, found):
            text = Text(forms, inputs, "full", whole=True)
            text.add([number])
            if any(forms[one].op in ("opaque", "call", "root") for one in forms.cone([number])):
                continue
            right = agreement(text, number, found[key])
            facts = [f"(assert {one})" for one in pinned(text, values)]
            same = "\n".join((*text.lines, *facts, f"(assert {right})"))
            other = "\n".join((*text.lines, *facts, f"(assert (not {right}))"))
            assert solver.ask(same).verdict == "sat", (key, solver.faults)
            assert solver.ask(other).verdict == "unsat", (key, solver.faults)

    agrees()
    assert solver.faults == []


@pytest.mark.parametrize("strength", ["weak", "full"])
@pytest.mark.parametrize("name", ["inputs", "trees", "grades", "ledgers"])
def test_what_is_left_unnamed_never_excludes_an_object(name: str, strength: Strength, solver: Solver):
    @often(25)
    @given(st.data(), PAPERS[name])
    def allowed(data: st.DataObject, paper: policies.Paper):
        policy = govperf.compile(paper.text)
        forms = Forms()
        inputs = Inputs([policy.graph], missing=True)
        lowered = Lowered(policy.graph, forms, inputs)
        given_data = read(policy, data.draw(paper.record()))
        found = computed(policy, given_data)
        values = values_of(policy.graph, given_data)
        for key, number in numbered(lowered, found):
            text = Text(forms, inputs, strength)
            text.add([number])
            facts = [f"(assert {one})" for one in pinned(text, values)]
            script = "\n".join((*text.lines, *facts, f"(assert {agreement(text, number, found[key])})"))
            assert solver.ask(script).verdict == "sat", (key, solver.faults)

    allowed()
    assert solver.faults == []
