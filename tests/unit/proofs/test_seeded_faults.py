"""Comparing the solver's text with the evaluator is worth something: classic mistakes in the text are caught."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

import govperf
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.outcome import Failed, ObjectData, Place
from govperf.proofs import Solver, encode
from govperf.proofs.encode import Text
from govperf.proofs.forms import Forms
from govperf.proofs.inputs import Inputs
from govperf.proofs.lowering import Lowered
from govperf.proofs.smtlib import ceil_is, floor_is
from govperf.values import RoundingMode

HEAD = "规则 试\n输入\n  甲：-100~100\n  乙：-10~10\n  丙：0~9 可缺\n"
TRIED = (
    ("值=甲 保留1位小数", {"甲": Fraction(-1, 4)}),
    ("值=甲 保留整数(修约)", {"甲": Fraction(5, 2)}),
    ("值=甲 保留整数(去尾)", {"甲": Fraction(-3, 2)}),
    ("值=最小(甲，乙)", {"甲": Fraction(5), "乙": Fraction(3)}),
    ("值=如果 甲≥5 则 1 否则 2", {"甲": Fraction(5)}),
    ("值=甲÷乙", {"甲": Fraction(5), "乙": Fraction(0)}),
    ("值=甲÷乙", {"甲": Fraction(5), "乙": Fraction(-2)}),
    ("值=丙 缺省 甲", {"甲": Fraction(5)}),
    ("值=(如果 甲≠0 且 乙÷甲>0 则 1 否则 0)", {"甲": Fraction(0), "乙": Fraction(1)}),
)


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    with Solver() as found:
        yield found


def agrees(formula: str, values: dict[str, Fraction], solver: Solver) -> bool:
    """The text for the solver allows what the evaluator says of this object, nothing else."""
    policy = govperf.compile(f"{HEAD}{formula}\n")
    outcome = Evaluation(policy.graph, (ObjectData(values),), policy.limits).outcome(Place(0, "值"))
    forms, inputs = Forms(), Inputs([policy.graph])
    number = Lowered(policy.graph, forms, inputs)["值"]
    text = Text(forms, inputs, "full", whole=True)
    text.add([number])
    facts = list(pinned(text, values))
    right = text.failing.get(number, "false")
    if not isinstance(outcome, Failed):
        right = f"(and {text.exists(number)} (= {text.values[number]} {text.value(outcome)}))"
    script = "\n".join((*text.lines, *(f"(assert {one})" for one in facts)))
    answers = [solver.ask(f"{script}\n(assert {one})").verdict for one in (right, f"(not {right})")]
    return answers == ["sat", "unsat"]


def pinned(text: Text, values: dict[str, Fraction]) -> Iterator[str]:
    for number, name in text.values.items():
        form = text.forms[number]
        if form.op == "input":
            key = form.data[1]
            gone = text.missing.get(number, "false")
            yield f"(= {name} {text.value(values[key])})" if key in values else gone
            if key in values:
                yield f"(not {gone})"


def test_the_text_is_right_as_it_is(solver: Solver):
    assert [one for one in TRIED if not agrees(*one, solver)] == []


def half_up(mode: RoundingMode, count: str, x: str, whole: str) -> tuple[str, str]:
    """floor(x+½) on both sides of 0."""
    up = floor_is(count, f"(+ {x} 0.5)")
    return up, up


def half_even_as_half_up(mode: RoundingMode, count: str, x: str, whole: str) -> tuple[str, str]:
    return floor_is(count, f"(+ {x} 0.5)"), ceil_is(count, f"(- {x} 0.5)")


def bound_alone(self: Text, number: int, form: Any, args: Any) -> None:
    """A least value that is only below its parts."""
    name = self._declare(number, "Real")
    for one in args:
        self.require(f"(<= {name} {one})")


def strict_condition(self: Text, form: Any) -> str:
    """< where ≤ is meant."""
    return CONDITION(self, form).replace("(<= ", "(< ")


def never_fails(self: Text, form: Any) -> str:
    return ""


def all_are_looked_at(self: Text, args: Any, op: str) -> str:
    """且 whose parts are all read."""
    return encode.any_of([self.fails(one) for one in args])


CONDITION = Text._condition
FAULTS = {
    "half up below 0": (encode, "rounding_is", half_up),
    "half even as half up": (encode, "rounding_is", half_even_as_half_up),
    "least without equality": (Text, "_extreme", bound_alone),
    "strict where equal": (Text, "_condition", strict_condition),
    "no division fails": (Text, "_own_failure", never_fails),
    "nothing is lazy": (Text, "_lazily", all_are_looked_at),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_caught(name: str, solver: Solver, monkeypatch: pytest.MonkeyPatch):
    where, what, wrong = FAULTS[name]
    monkeypatch.setattr(where, what, wrong)
    assert any(not agrees(*one, solver) for one in TRIED)
