"""One question about one policy, or about two versions: answered by the solver, shown by an example."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.checks.records import Variable
from govperf.checks.stretches import LADDER
from govperf.evaluate.outcome import ObjectData
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.proofs.effort import Effort
from govperf.proofs.encode import Strength, Text
from govperf.proofs.examples import Shows, Stage, put, setting_of
from govperf.proofs.forms import Form, Forms, UnsettledError
from govperf.proofs.inputs import Inputs
from govperf.proofs.lowering import Lowered
from govperf.proofs.model import PROVED, Example, NotSettled, Refuted, Settled
from govperf.proofs.numbers import summands_of
from govperf.proofs.rebuilding import smoothed
from govperf.proofs.settling import Settling
from govperf.proofs.smtlib import any_of, real
from govperf.proofs.solver import Answer, Solver, Wish
from govperf.semantics import RequirementDefinition
from govperf.terms.terms import Value
from govperf.terms.walk import reads

Wanted = Callable[[Text], Sequence[str]]
"""The facts that make an example, in the solver's words."""

SHARES = tuple(Fraction(step) for step in (1, 2, 5, 10, 20, 100, 1000, 10_000))
"""Parts of 1 in which a quotient is said, the roundest first."""

NO_Z3 = NotSettled("要用 z3 才能判断：pip install govperf[prove]", "needs z3: pip install govperf[prove]")
NOT_SHOWN = NotSettled("求解器举的例子没有通过实算", "the solver's example did not hold when replayed")
GIVEN_UP = NotSettled("工作量用完还没有结论", "given up after the allowed work")
OF_ALL = NotSettled("要看全体对象，一个对象证明不了", "depends on all objects")
OF_LEDGER = NotSettled("要看明细汇总出来的数，证明不了", "depends on what a ledger adds up to")
TOO_DEEP = NotSettled("式子太深，证明不了", "nested too deeply")
PRODUCTS = NotSettled("有变量相乘或相除，证明不了", "multiplies or divides things that vary")


@define
class Case:
    """Graphs under one set of inputs, with everything that questions about them share."""

    graphs: Sequence[Graph]
    keys: tuple[str, ...]
    limits: Limits
    effort: Effort
    solver: Solver
    missing: bool = False
    forms: Forms = field(init=False)
    inputs: Inputs = field(init=False)
    lowered: list[Lowered] = field(init=False)
    stage: Stage = field(init=False)
    _needed: frozenset[str] | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """All versions are lowered into the same forms."""
        self.forms = Forms(self.effort.forms)
        self.inputs = Inputs(self.graphs, self.missing)
        self.lowered = [Lowered(graph, self.forms, self.inputs) for graph in self.graphs]
        self.stage = Stage(self.graphs, self.limits, self.keys, self.effort.tries)

    # --- what data must meet ---

    def requirements(self, *, sure: bool) -> Iterator[int]:
        """The conditions of 要求; ``sure`` are those that are judged whatever the data leaves out."""
        for graph, lowered in zip(self.graphs, self.lowered, strict=True):
            for one in graph.ruleset.requirements:
                if sure and not self._judged(graph, one):
                    continue
                try:
                    yield lowered.lower(one.condition)
                except UnsettledError:
                    continue

    def _judged(self, graph: Graph, one: RequirementDefinition) -> bool:
        """All that the condition reads is there, or has a default, for whoever has the values in question."""
        if self.missing:
            return True
        if self._needed is None:
            self._needed = frozenset[str]().union(*(_needed(graph, self.keys) for graph in self.graphs))
        inputs = {definition.key: definition for definition in graph.ruleset.inputs}
        return all(
            key in inputs and (key in self._needed or inputs[key].default is not None) for key in reads(one.condition)
        )

    # --- asking ---

    def text(
        self,
        starts: Iterable[int],
        levels: Sequence[Fraction],
        strength: Strength,
        *,
        sure: bool,
        whole: bool = False,
        lawless: bool = False,
    ) -> Text:
        """The forms with what data must meet; ``whole`` names every input, also those inside what is loose."""
        text = Text(self.forms, self.inputs, strength, whole)
        met = [] if lawless else list(self.requirements(sure=sure))
        text.add((*starts, *met), levels)
        for one in met:
            text.require(any_of((text.fails(one), text.values[one])))
        return text

    def refute(self, starts: Sequence[int], wanted: Wanted, shows: Shows, levels: Sequence[Fraction] = ()) -> Settled:
        """Proved where nothing meets what is wanted; refuted by an object that does."""
        return self.settle(starts, wanted, lambda text, answer: self.shown(text, answer, shows), levels)

    def proves(self, starts: Sequence[int], wanted: Wanted, *, lawless: bool = False) -> bool:
        """Nothing meets what is wanted; no example is looked for where something does.

        ``lawless`` data need not meet any 要求.
        """
        if not self.solver.there:
            return False
        weak = self.text(starts, (), "weak", sure=True, lawless=lawless)
        if self._asked(weak, wanted).verdict == "unsat":
            return True
        full = self.text(starts, (), "full", sure=True, lawless=lawless)
        return bool(weak.products) and self._asked(full, wanted).verdict == "unsat"

    def settle(
        self,
        starts: Sequence[int],
        wanted: Wanted,
        show: Callable[[Text, Answer], Example | None],
        levels: Sequence[Fraction] = (),
    ) -> Settled:
        """As :meth:`refute`, for examples of any shape."""
        if not self.solver.there:
            return NO_Z3
        weak = self.text(starts, levels, "weak", sure=True)
        answer = self._asked(weak, wanted)
        if answer.verdict == "unsat":
            return PROVED
        varies = bool(weak.products)
        if varies and self._asked(self.text(starts, levels, "full", sure=True), wanted).verdict == "unsat":
            return PROVED
        for pinned, whole in ((True, False), (False, False), (True, True), (False, True)):
            if pinned and not varies:
                continue
            if answer.verdict == "unknown" and not varies:
                break  # the same question with wishes is no easier
            text = self.text(starts, levels, "full", sure=False, whole=whole)
            if whole and (not (weak.loose or weak.ratios) or self._opaque(weak)):
                break  # the same text, or one whose examples do not depend on what is named
            found = self._asked(text, wanted, self._divisors(text) if pinned else (), wishing=True)
            answer = found if found.verdict == "unknown" else answer
            example = show(text, found) if found.verdict == "sat" else None
            if example is not None:
                return Refuted(example)
        return self.reason(weak, answer)

    def _asked(self, text: Text, wanted: Wanted, pins: Sequence[str] = (), *, wishing: bool = False) -> Answer:
        facts = "\n".join(f"(assert {fact})" for fact in (*wanted(text), *pins))
        script = "\n".join((*text.lines, facts))
        if not wishing:
            return self.solver.ask(script)
        return self.solver.ask(script, list(_asked_of(text)), self._wishes(text))

    def _opaque(self, text: Text) -> bool:
        return any(self.forms[number].op == "opaque" for number in text.values)

    def greatest(self, number: int, *, top: bool) -> tuple[Text, Answer] | None:
        """What makes a form as great (or as small) as can be, in the solver's eyes; None where it is not asked.

        Roundings are left out: they would turn a linear question into one of whole numbers.
        """
        number = smoothed(self.forms, number)
        text = self.text((number,), (), "full", sure=False)
        if not self.solver.there or text.products:
            return None
        text.lines.append("(declare-const goal Real)")
        value = text.values[number]
        text.require(f"(= goal {value if top else f'(- {value})'})")
        text.require(text.exists(number))
        answer = self.solver.ask("\n".join(text.lines), list(_asked_of(text)), goal="goal")
        return text, answer

    def reason(self, text: Text, answer: Answer) -> NotSettled:
        """Why there is no answer."""
        found = [self.forms[number] for number in text.values]
        if any(form.op == "opaque" and form.data[0] in ("cohort", "placement") for form in found):  # type: ignore[index]  # as lists made it
            return OF_ALL
        if any(form.op == "opaque" for form in found):
            return OF_LEDGER
        if text.products or any(form.op in ("root", "call") for form in found):
            return PRODUCTS
        return GIVEN_UP if answer.verdict == "unknown" else NOT_SHOWN

    # --- friendly examples ---

    def _divisors(self, text: Text) -> tuple[str, ...]:
        """Divisors, factors held at what they ordinarily are, so that the rest is linear."""
        held: set[int] = set()
        for number in text.products:
            below = self.forms.cone([self.forms[number].args[-1]])
            held.update(one for one in below if self.forms[one].op == "input" and one in text.values)
        pins = (self._pin(text, number) for number in sorted(held))
        return tuple(pin for pin in pins if pin)

    def _wishes(self, text: Text) -> list[Wish]:
        inputs = [number for number in text.values if self.forms[number].op == "input"]
        pins = {number: pin for number in inputs if (pin := self._pin(text, number))}
        settling = self._settling()
        for number in (*text.loose, *text.ratios):
            value = settling.worth(number) if number in text.loose else Fraction(1)
            if value is not None:
                pins[number] = f"(= {text.values[number]} {real(value)})"
        wishes: list[Wish] = [("all", tuple(pins.values()))]
        numeric = (number for number in inputs if self.forms[number].sort == "number")
        wishes.extend(("first", self._round(text, number, pins.get(number, ""))) for number in numeric)
        for number in (*text.loose, *text.ratios):
            name, unit = text.values[number], self._unit(number)
            shares = (f"(is_int (* {real(step / unit)} {name}))" for step in SHARES)
            wishes.append(("first", tuple(any_of((pins.get(number, ""), one)) for one in shares)))
        return wishes

    def _unit(self, number: int) -> Fraction:
        """What one step of a loose form is worth: the factor of its summands, so that these come out round."""
        form = self.forms[number]
        if form.op != "sum":
            return Fraction(1)
        _, factors = summands_of(form)
        return abs(factors[0]) or Fraction(1)

    def _settling(self) -> Settling:
        return Settling(self.forms, self._usual, self._placed)

    def _placed(self, data: ObjectData, number: int, value: Value) -> ObjectData:
        variable = self._variable(self.forms[number])
        return data if variable is None else put(data, variable, value)

    def _usual(self, number: int) -> Fraction | None:
        form = self.forms[number]
        variable = self._variable(form) if form.op == "input" else None
        value = None if variable is None else setting_of(self.stage.base, variable)
        return value if isinstance(value, Fraction) else None

    def _pin(self, text: Text, number: int) -> str:
        """The input is as an ordinary object has it."""
        form = self.forms[number]
        variable = self._variable(form)
        value = None if variable is None else setting_of(self.stage.base, variable)
        gone = text.missing.get(number, "")
        if value is None:
            return gone
        there = f"(not {gone})" if gone else "true"
        return f"(and {there} (= {text.values[number]} {text.value(value)}))"

    def _round(self, text: Text, number: int, pin: str) -> tuple[str, ...]:
        variable = self._variable(self.forms[number]) if self.forms[number].op == "input" else None
        unit = Fraction(1) if variable is None else variable.unit
        name = text.values[number]
        steps = [f"(is_int (* {real(1 / (step * unit))} {name}))" for step in LADDER]
        return tuple(any_of((pin, one)) for one in steps)

    def _variable(self, form: Form) -> Variable | None:
        ledger, key = form.data[:2]  # type: ignore[index]  # as Inputs.raw made it
        return next((one for one in self.stage.variables if (one.ledger, one.one.key) == (ledger, key)), None)

    # --- from a model to an object ---

    def shown(self, text: Text, answer: Answer, shows: Shows) -> Example | None:
        """The object of a model, if it shows what it should."""
        data = self.read(text, answer)
        return None if data is None else self.stage.example(data, shows)

    def read(self, text: Text, answer: Answer, copy: str = "") -> ObjectData | None:
        """The object of a model; ``copy`` is the second of two that differ in one input."""
        told = dict(zip(_asked_of(text), answer.values, strict=True))
        data = self.stage.base
        for number in text.values:
            form = self.forms[number]
            if form.op != "input" or (form.data[2] and form.data[2] != copy):  # type: ignore[index]  # as Inputs.raw made it
                continue
            variable = self._variable(form)
            if variable is None:
                continue
            data = put(data, variable, _value(text, number, form, told))
        for number in text.loose:
            found = told.get(f"{text.values[number]}:Real")
            if found is not None:
                data = self._settling().settled(number, Fraction(found), data)
        for number, (above, below) in text.ratios.items():
            ratio, divisor = (told.get(f"{text.values[one]}:Real") for one in (number, below))
            if ratio is not None and divisor is not None:
                data = self._placed(data, above, Fraction(ratio) * Fraction(divisor))
        return data


def _needed(graph: Graph, keys: Sequence[str]) -> frozenset[str]:
    """What is read whatever happens for all of these."""
    found: set[str] = set()
    waiting = [key for key in keys if key in graph]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(graph[key].needs)
    return frozenset(found)


def _asked_of(text: Text) -> tuple[str, ...]:
    """The names whose values make an object."""
    sorts = {"number": "Real", "bool": "Bool"}
    names: list[str] = []
    for number, name in text.values.items():
        form = text.forms[number]
        if form.op == "input":
            names.append(f"{name}:{sorts.get(form.sort, 'Int')}")
            if number in text.missing:
                names.append(f"{text.missing[number]}:Bool")
        elif number in text.ratios or number in text.loose:
            names.append(f"{name}:Real")
    divisors = (text.values.get(below) for _, below in text.ratios.values())
    names.extend(f"{name}:Real" for name in divisors if name and name.startswith("v"))
    return tuple(dict.fromkeys(names))


def _value(text: Text, number: int, form: Form, told: Mapping[str, str | None]) -> Value | None:
    if told.get(f"{text.missing.get(number, '')}:Bool") == "True":
        return None
    found = next((value for name, value in told.items() if name.partition(":")[0] == text.values[number]), None)
    if found is None:
        return None
    match form.sort:
        case "bool":
            return found == "True"
        case "number":
            return Fraction(found)
        case "date":
            return datetime.date.fromordinal(int(found))
        case _:
            words = {code: word for word, code in text.words.items()}
            return words.get(int(found), f"其他{found}")


def guarded(compute: Callable[[], Settled]) -> Settled:
    """The answer, or why there is none."""
    try:
        return compute()
    except UnsettledError as error:
        return NotSettled(error.reason, error.reason_en)
    except RecursionError:
        return TOO_DEEP
