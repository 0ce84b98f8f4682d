"""Turns the nodes of a graph into canonical forms, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field

from govperf.checks.intervals import Interval
from govperf.checks.narrowing import Facts
from govperf.checks.ranges import Ranges
from govperf.graph import Graph, Node
from govperf.proofs import conditions, lists, numbers
from govperf.proofs.forms import Form, Forms, UnsettledError
from govperf.proofs.grades import grade_of
from govperf.proofs.inputs import Inputs
from govperf.semantics import InputDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import (
    Aggregate,
    Apply,
    Bounded,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Failure,
    Grading,
    IsPresent,
    Items,
    Let,
    Local,
    OfCohort,
    Opposite,
    Placement,
    Position,
    Read,
    ReadColumn,
    Root,
    Rounded,
    Some,
    Term,
)
from govperf.terms.walk import key_of

DEEPEST = 150
"""Levels of a term that are followed."""

_CALLS = frozenset(("year", "month", "months", "workdays"))

Names = Mapping[int, int]
"""The forms of local values."""


@define
class Lowered:
    """The forms of the nodes of one graph; a node of which nothing can be said keeps the reason."""

    graph: Graph
    forms: Forms
    inputs: Inputs
    ranges: Ranges = field(init=False)
    nodes: dict[str, int | UnsettledError] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Nodes come after those that they read."""
        self.ranges = Ranges(self.graph)
        for node in self.graph.nodes:
            try:
                self.nodes[node.key] = self._node(node)
            except UnsettledError as error:
                self.nodes[node.key] = error
            except RecursionError:
                self.nodes[node.key] = UnsettledError("式子太深", "a term is nested too deeply")

    def __getitem__(self, key: str) -> int:
        """The form of a node; raises UnsettledError where there is none."""
        found = self.nodes[key]
        if isinstance(found, UnsettledError):
            raise found
        return found

    def _node(self, node: Node) -> int:
        if node.input is not None:
            return self.input(node.input, "" if node.ledger is None else node.ledger.name)
        if node.definition is None:
            return self.forms.truth(True)
        number = self.lower(node.definition.term)
        if node.definition.kind.base in (Base.NUMBER, Base.UNKNOWN):
            self.forms.narrow(number, self.ranges.nodes.get(node.key))
        return number

    def input(self, one: InputDefinition, ledger: str) -> int:
        """What reading an input gives: the value, the default, an absence."""
        found = self.inputs.raw(self.forms, one, ledger)
        if one.default is not None:
            found = conditions.defaulted(self.forms, found, self.forms.constant(one.default))
        elif not one.optional:
            found = conditions.strict(self.forms, found)
        if one.applies is None:
            return found
        absent = self.forms.constant(conditions.NO_PART)
        return conditions.choice(self.forms, self.lower(one.applies), found, absent)

    def lower(self, term: Term, names: Names | None = None, depth: int = 0) -> int:
        """The form of a term; ``names`` are the forms of the local values around it."""
        if depth > DEEPEST:
            raise UnsettledError("式子太深", "a term is nested too deeply")
        inner = {} if names is None else names

        def below(part: Term) -> int:
            return self.lower(part, inner, depth + 1)

        match term:
            case Constant(value):
                return self.forms.constant(value)
            case Read() | ReadColumn():
                return self[key_of(term)]
            case Local(name):
                return inner[name]
            case Let(name, value, body):
                return self.lower(body, {**inner, name: below(value)}, depth + 1)
            case Failure():
                return self.forms.failure()
            case Aggregate():
                return self._aggregate(term, inner, depth)
            case OfCohort():
                others = self._others()
                return lists.of_cohort(self.forms, term, below, others, self._range(term, inner))
            case Placement():
                return lists.of_placement(self.forms, term, below, self._others())
            case Grading():
                return grade_of(self.forms, term, below)
            case Compare() | Every() | Some() | Opposite() | IsPresent() | Choose() | Default() | Position():
                return self._condition(term, inner, depth)
            case Apply() | Bounded() | Rounded() | Root():
                return self._number(term, inner, depth)

    def _condition(
        self,
        term: Compare | Every | Some | Opposite | IsPresent | Choose | Default | Position,
        names: Names,
        depth: int,
    ) -> int:
        def below(part: Term) -> int:
            return self.lower(part, names, depth + 1)

        match term:
            case Compare(operator, left, right):
                return self.compared(operator, below(left), below(right))
            case Every(parts) | Some(parts):
                return conditions.joined(self.forms, [below(one) for one in parts], every=isinstance(term, Every))
            case Opposite(operand):
                return conditions.negation(self.forms, below(operand))
            case IsPresent(operand):
                return conditions.present(self.forms, below(operand))
            case Default(operand, default):
                return conditions.defaulted(self.forms, below(operand), below(default))
            case Position(operand, order):
                return conditions.position(self.forms, below(operand), order)
            case Choose(branches, otherwise):
                found = below(otherwise)
                for branch in reversed(branches):
                    found = conditions.choice(self.forms, below(branch.condition), below(branch.value), found)
                return found

    def compared(self, operator: str, left: int, right: int) -> int:
        """A comparison of two forms."""
        forms = self.forms
        sorts = {forms[left].sort, forms[right].sort} - {"nothing"}
        if sorts == {"number"} or not sorts:
            return self._numbers(operator, left, right)
        if sorts == {"date"}:
            return self._dates(operator, left, right)
        found = conditions.same_word(forms, left, right)
        return found if operator == "=" else conditions.negation(forms, found)

    def _numbers(self, operator: str, left: int, right: int) -> int:
        forms = self.forms
        match operator:
            case "<":
                return numbers.below(forms, left, right)
            case "<=":
                return numbers.at_most(forms, left, right)
            case ">":
                return numbers.below(forms, right, left)
            case ">=":
                return numbers.at_most(forms, right, left)
            case "=":
                return numbers.equal(forms, left, right)
            case _:
                return conditions.negation(forms, numbers.equal(forms, left, right))

    def _dates(self, operator: str, left: int, right: int) -> int:
        """Dates compare as the days since one of them."""
        if operator in ("=", "!="):
            found = conditions.same_word(self.forms, left, right)
            return found if operator == "=" else conditions.negation(self.forms, found)
        return self._numbers(operator, self._day(left), self._day(right))

    def _day(self, date: int) -> int:
        return conditions.day_of(self.forms, date)

    def _number(self, term: Apply | Bounded | Rounded | Root, names: Names, depth: int) -> int:
        forms = self.forms

        def below(part: Term) -> int:
            return self.lower(part, names, depth + 1)

        match term:
            case Bounded(operand, low, high):
                found = below(operand)
                found = found if low is None else numbers.extreme(forms, (found, below(low)), top=True)
                found = found if high is None else numbers.extreme(forms, (found, below(high)), top=False)
                return conditions.strict(forms, found)
            case Rounded(operand, step, mode):
                return numbers.rounding(forms, below(operand), step, mode)
            case Root(operand, places):
                return numbers.root(forms, below(operand), places)
            case Apply(function, arguments):
                return self._applied(term, function, [conditions.strict(forms, below(one)) for one in arguments])

    def _applied(self, term: Apply, function: str, args: Sequence[int]) -> int:
        forms = self.forms
        match function:
            case "+":
                return numbers.total(forms, ((one, numbers.ONE) for one in args))
            case "-":
                return numbers.less(forms, args[0], args[1])
            case "neg":
                return numbers.scaled(forms, args[0], -numbers.ONE)
            case "*":
                return numbers.times(forms, args)
            case "/":
                return numbers.quotient(forms, args[0], args[1])
            case "max" | "min" if all(forms[one].sort in ("number", "nothing") for one in args):
                return numbers.extreme(forms, args, top=function == "max")
            case "abs":
                return numbers.size(forms, args[0])
            case "floor" | "ceil":
                return numbers.whole(forms, args[0], up=function == "ceil")
            case "in":
                return self._among(args[0], args[1])
            case "days":
                return numbers.less(forms, self._day(args[1]), self._day(args[0]))
            case _:
                return self._called(term, function, args)

    def _among(self, value: int, items: int) -> int:
        listed = self.forms.value_of(items)
        if not isinstance(listed, tuple):
            raise UnsettledError("列表不是事先写定的", "a list is not known beforehand")
        tests = [self.compared("=", value, self.forms.constant(one)) for one in listed]
        found = conditions.joined(self.forms, tests, every=False)
        return found if tests else conditions.choice(self.forms, self._there(value), found, found)

    def _there(self, value: int) -> int:
        return conditions.same_word(self.forms, value, value)

    def _called(self, term: Apply, function: str, args: Sequence[int]) -> int:
        """A function of dates, of which only the bounds are known."""
        if function not in _CALLS:
            raise UnsettledError("日期的大小比较不在证明的范围里", "the greatest of dates is beyond the proof")
        for one in args:
            if self.forms[one].op == "fail":
                return one
        fails = any(self.forms[one].fails for one in args)
        bounds = self.ranges.of(term) or Interval(finite=False)
        return self.forms.intern(Form("call", tuple(args), function, "number", False, fails, bounds))

    # --- lists ---

    def _aggregate(self, term: Aggregate, names: Names, depth: int) -> int:
        def below(part: Term) -> int:
            return self.lower(part, names, depth + 1)

        bounds = self._range(term, names)
        if isinstance(term.source, Items):
            return lists.of_items(self.forms, term, below, bounds)
        declared = self.graph[term.source.ledger].ledger
        if declared is None:
            raise UnsettledError("明细没有声明", "the ledger is not declared")
        conditions_of = () if declared.applies is None else (self.lower(declared.applies),)
        told = (declared.name, declared.count, declared.per, declared.optional, declared.applies is None)
        there = declared.optional or not self.inputs.missing
        ledger = lists.Ledger(told, conditions_of, there=there)
        return lists.of_rows(self.forms, term, below, ledger, bounds)

    def _range(self, term: Term, names: Names) -> Interval | None:
        facts: Facts = {Local(name): self.forms[one].bounds or Interval(finite=False) for name, one in names.items()}
        return self.ranges.of(term, facts)

    def _others(self) -> tuple[int, ...]:
        """What decides who belongs to the cohort."""
        condition = self.graph.ruleset.participation
        return () if condition is None else (self.lower(condition),)
