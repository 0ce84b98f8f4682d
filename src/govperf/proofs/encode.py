"""Writes a question about forms as SMT-LIB text, exactly, with what layer 1 knows as redundant facts.

Each least, greatest, quotient, rounding is one variable with its bounds, what is loose as well (see
:mod:`govperf.proofs.plan`). A quotient or product of things that vary is only bounded in the weak reading, which is
enough for many proofs; the full reading adds that it is what it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from attrs import define, field

from govperf.checks.intervals import Interval
from govperf.proofs.conditions import LAST_DAY
from govperf.proofs.forms import Form, Forms
from govperf.proofs.inputs import Given, Inputs
from govperf.proofs.numbers import rounding_of, summands_of
from govperf.proofs.plan import levels_of, planned
from govperf.proofs.smtlib import (
    added,
    all_of,
    any_of,
    between,
    ceil_is,
    chosen,
    denied,
    ends_of,
    floor_is,
    real,
    rounding_is,
)
from govperf.terms.terms import Value

Strength = Literal["weak", "full"]


@define
class Text:
    """SMT-LIB text for a cone of forms: for each form its value, where it fails, where it is absent."""

    forms: Forms
    inputs: Inputs
    strength: Strength = "weak"
    whole: bool = False
    lines: list[str] = field(factory=list)
    values: dict[int, str] = field(factory=dict)
    failing: dict[int, str] = field(factory=dict)
    missing: dict[int, str] = field(factory=dict)
    words: dict[str, int] = field(factory=dict)
    levels: tuple[Fraction, ...] = ()
    loose: frozenset[int] = frozenset()
    ratios: Mapping[int, tuple[int, int]] = field(factory=dict)
    bundled: dict[int, tuple[int, Fraction] | None] = field(factory=dict)
    products: list[int] = field(factory=list)
    exact: bool = True

    def add(self, starts: Iterable[int], levels: Sequence[Fraction] = ()) -> None:
        """Writes the forms that these are made of; ``levels`` are the constants that the question is about."""
        wanted = list(starts)
        cone = self.forms.cone(wanted)
        self.levels = levels_of(self.forms, cone, levels)
        unseen = self._unseen(cone, wanted)
        cone = [number for number in cone if number not in unseen and number not in self.values]
        for number in cone:
            self._word_options(self.forms[number])
        for number in cone:
            self._write(number, self.forms[number])

    def fails(self, number: int) -> str:
        """When the form has no value, absence included."""
        return any_of((self.failing.get(number, ""), self.missing.get(number, "")))

    def exists(self, number: int) -> str:
        """When the form has a value."""
        return denied(self.fails(number))

    def word(self, text: str) -> int:
        """The number that stands for a text."""
        return self.words.setdefault(text, len(self.words))

    def value(self, value: Value) -> str:
        """A value as a constant."""
        match value:
            case bool():
                return "true" if value else "false"
            case Fraction():
                return real(value)
            case str():
                return str(self.word(value))
            case datetime.date():
                return str(value.toordinal())
            case _:
                return "0"

    # --- what can be anything ---

    def _unseen(self, cone: Sequence[int], starts: Sequence[int]) -> frozenset[int]:
        """What needs no name, as it stands inside something loose; an example finds values for it afterwards."""
        if self.whole:
            return frozenset()
        plan = planned(self.forms, self.inputs, cone, starts)
        self.loose, self.ratios = plan.loose, plan.ratios
        for bundle, members in plan.bundles.items():
            self._anything(bundle, self.forms[bundle])
            first = next(iter(members))
            self.bundled.update((one, (bundle, members[first]) if one == first else None) for one in members)
        return plan.hidden

    # --- what stands at the bottom ---

    def _word_options(self, form: Form) -> None:
        for option in sorted(form.options or ()):
            self.word(option)

    def _declare(self, number: int, sort: str) -> str:
        name = f"v{number}"
        self.lines.append(f"(declare-const {name} {sort})")
        self.values[number] = name
        return name

    def _define(self, number: int, sort: str, text: str) -> str:
        name = f"v{number}"
        self.lines.append(f"(define-fun {name} () {sort} {text})")
        self.values[number] = name
        return name

    def require(self, condition: str) -> None:
        """Adds a fact."""
        if condition != "true":
            self.lines.append(f"(assert {condition})")

    def _write(self, number: int, form: Form) -> None:
        self._troubles(number, form)
        match form.op:
            case "const":
                self.values[number] = self.value(form.data[1])  # type: ignore[index]  # as Forms.constant made it
            case "fail":
                self.values[number] = "0"
            case "input":
                self._input(number, self.inputs.of(form))
            case "need" | "day":
                self.values[number] = self.values[form.args[0]]
                if form.op == "day":
                    self.values[number] = f"(to_real {self.values[form.args[0]]})"
            case "opaque" | "call" | "root":
                self._free(number, form)
            case "le0" | "eq0" | "same" | "not" | "and" | "or" | "present":
                self._define(number, "Bool", self._condition(form))
            case "ite" | "default":
                self._chosen(number, form)
            case _:
                self._number(number, form)

    def _input(self, number: int, given: Given) -> None:
        sort = {"number": "Real", "bool": "Bool"}.get(given.sort, "Int")
        name = self._declare(number, sort)
        match given.sort:
            case "number":
                self.require(self._in_domain(name, given, number))
            case "word":
                codes = [f"(= {name} {self.word(one)})" for one in given.options if isinstance(one, str)]
                self.require(any_of(codes) if codes else f"(>= {name} 0)")
            case "date":
                self.require(f"(<= 1 {name} {LAST_DAY})")
            case _:
                pass

    def _in_domain(self, name: str, given: Given, number: int) -> str:
        if given.options:
            return any_of([f"(= {name} {real(one)})" for one in given.options if isinstance(one, Fraction)])
        domain = given.domain or Interval()
        parts = [between(name, domain)]
        if domain.nonzero:
            parts.append(f"(not (= {name} 0.0))")
        if domain.step:
            self.lines.append(f"(declare-const n{number} Int)")
            parts.append(f"(= {name} (* {real(domain.step)} (to_real n{number})))")
        inside = all_of(parts)
        return inside if given.default is None else any_of((inside, f"(= {name} {real(given.default)})"))

    def _free(self, number: int, form: Form) -> None:
        """A value of which only the bounds are known."""
        self.exact = False
        sort = {"number": "Real", "bool": "Bool"}.get(form.sort, "Int")
        name = self._declare(number, sort)
        if form.sort == "word" and form.options:
            self.require(any_of([f"(= {name} {self.word(one)})" for one in sorted(form.options)]))
        elif sort == "Int":
            self.require(f"(<= 0 {name} {LAST_DAY})")
        elif sort == "Real":
            self._bounded(number, form)
            if form.bounds is not None and form.bounds.step:
                self.lines.append(f"(declare-const n{number} Int)")
                self.require(f"(= {name} (* {real(form.bounds.step)} (to_real n{number})))")

    def _bounded(self, number: int, form: Form) -> None:
        """The bounds of a form as a fact, where it has a value."""
        if form.bounds is not None and not form.bounds.empty:
            self.require(any_of((self.fails(number), between(self.values[number], form.bounds))))

    # --- where there is no value ---

    def _troubles(self, number: int, form: Form) -> None:
        """Names when the form fails, when it is absent."""
        if form.fails and number not in self.ratios:
            self._flag(self.failing, f"e{number}", number, self._failure(form))
        if form.absent:
            self._flag(self.missing, f"m{number}", number, self._absence(form))

    def _flag(self, flags: dict[int, str], name: str, number: int, text: str) -> None:
        if text == "free":
            self.lines.append(f"(declare-const {name} Bool)")
            flags[number] = name
        elif text not in ("", "false", "true"):
            self.lines.append(f"(define-fun {name} () Bool {text})")
            flags[number] = name
        elif text == "true":
            flags[number] = "true"

    def _failure(self, form: Form) -> str:
        args = form.args
        match form.op:
            case "fail":
                return "true"
            case "need":
                return self.fails(args[0])
            case "opaque":
                return "free"
            case "ite":
                condition = self.values[args[0]]
                side = chosen(condition, self.failing.get(args[1], ""), self.failing.get(args[2], ""))
                return any_of((self.fails(args[0]), side))
            case "and" | "or":
                return self._lazily(args, form.op)
            case "default":
                absent = self.missing.get(args[0], "")
                return any_of(
                    (self.failing.get(args[0], ""), all_of((absent or "false", self.failing.get(args[1], ""))))
                )
            case "present":
                return self.failing.get(args[0], "")
            case _:
                return any_of((*(self.fails(one) for one in args), self._own_failure(form)))

    def _own_failure(self, form: Form) -> str:
        match form.op:
            case "quotient":
                return f"(= {self.values[form.args[1]]} 0.0)"
            case "root":
                return f"(< {self.values[form.args[0]]} 0.0)"
            case _:
                return ""

    def _lazily(self, args: Sequence[int], op: str) -> str:
        """A part that is not looked at cannot fail."""
        found = ""
        for one in reversed(args):
            go_on = self.values[one] if op == "and" else denied(self.values[one])
            later = all_of((go_on, found)) if found else ""
            found = any_of((self.fails(one), later))
        return found

    def _absence(self, form: Form) -> str:
        args = form.args
        match form.op:
            case "const":
                return "true"
            case "ite":
                return chosen(self.values[args[0]], self.missing.get(args[1], ""), self.missing.get(args[2], ""))
            case "default":
                return all_of((self.missing.get(args[0], "") or "false", self.missing.get(args[1], "")))
            case _:
                return "free"

    # --- conditions, choices ---

    def _condition(self, form: Form) -> str:
        args = [self.values[one] for one in form.args]
        match form.op:
            case "le0":
                return f"(<= {args[0]} 0.0)"
            case "eq0":
                return f"(= {args[0]} 0.0)"
            case "same":
                return f"(= {args[0]} {args[1]})"
            case "not":
                return denied(args[0])
            case "present":
                return denied(self.missing.get(form.args[0], ""))
            case _:
                # What fails where it is looked at is neither true nor false there.
                parts = ["false" if self.forms[one].sort == "nothing" else self.values[one] for one in form.args]
                return f"({form.op} {' '.join(parts)})"

    def _chosen(self, number: int, form: Form) -> None:
        if form.op == "ite":
            condition, yes, no = (self.values[one] for one in form.args)
        else:
            condition, yes, no = self.missing.get(form.args[0], "false"), *reversed([self.values[a] for a in form.args])
        if form.sort == "bool":
            sides = [side if self.forms[one].sort == "bool" else "false" for side, one in self._sides(form, yes, no)]
            self._define(number, "Bool", f"(ite {condition} {sides[0]} {sides[1]})")
            return
        if form.sort == "number":
            sides = [side if self.forms[one].sort == "number" else "0.0" for side, one in self._sides(form, yes, no)]
            name = self._declare(number, "Real")
            self.require(f"(= {name} (ite {condition} {sides[0]} {sides[1]}))")
            self._bounded(number, form)
            return
        self._define(number, "Int", f"(ite {condition} {yes} {no})")

    def _sides(self, form: Form, yes: str, no: str) -> list[tuple[str, int]]:
        first, second = form.args[1:] if form.op == "ite" else reversed(form.args)
        return [(yes, first), (no, second)]

    # --- numbers ---

    def _number(self, number: int, form: Form) -> None:
        if number in self.loose or number in self.ratios:
            self._anything(number, form)
            return
        if form.op == "sum":
            self._define(number, "Real", self._summed(form))
            return
        args = [self.values[one] for one in form.args]
        match form.op:
            case "min" | "max":
                self._extreme(number, form, args)
            case "product" | "quotient":
                self._nonlinear(number, form)
            case _:
                self._rounded(number, form, args[0])
        self._bounded(number, form)

    def _summed(self, form: Form) -> str:
        constant, factors = summands_of(form)
        parts: list[tuple[Fraction, str]] = []
        for one, factor in zip(form.args, factors, strict=True):
            if one not in self.bundled:
                parts.append((factor, self.values[one]))
            elif (bundle := self.bundled[one]) is not None:
                # The first member stands for all of them, in its own proportion.
                parts.append((factor / bundle[1], self.values[bundle[0]]))
        return added(constant, parts)

    def _extreme(self, number: int, form: Form, args: Sequence[str]) -> None:
        name = self._declare(number, "Real")
        sign = "<=" if form.op == "min" else ">="
        for one in args:
            self.require(f"({sign} {name} {one})")
        self.require(any_of([f"(= {name} {one})" for one in args]))

    def _rounded(self, number: int, form: Form, operand: str) -> None:
        name = self._declare(number, "Real")
        step = rounding_of(form)[0] if form.op == "round" else Fraction(1)
        self.lines.append(f"(declare-const n{number} Int)")
        count = f"(to_real n{number})"
        self.require(f"(= {name} (* {real(step)} {count}))")
        bounds = self.forms[form.args[0]].bounds
        x = f"(* {real(1 / step)} {operand})"
        if form.op != "round":
            self.require(floor_is(count, x) if form.op == "floor" else ceil_is(count, x))
            return
        _, mode = rounding_of(form)
        above, below = rounding_is(mode, count, x, f"n{number}")
        if bounds is not None and bounds.low is not None and bounds.low >= 0 and not form.fails:
            self.require(above)
        else:
            self.require(f"(ite (>= {x} 0.0) {above} {below})")

    def _nonlinear(self, number: int, form: Form) -> None:
        name = self._declare(number, "Real")
        args = [self.values[one] for one in form.args]
        few = next((one for one in reversed(form.args) if self.forms[one].few is not None), None)
        if form.op == "quotient":
            above, below = args
            if self.forms[form.args[1]].few is not None:
                self._by_cases(form.args[1], lambda value: f"(= {name} (* {real(1 / value)} {above}))" if value else "")
                return
            self._cross(name, above, below, form)
            self._full(number, f"(=> (not (= {below} 0.0)) (= (* {name} {below}) {above}))")
            return
        if len(form.args) == 2 and few is not None:
            other = args[1] if form.args[0] == few else args[0]
            self._by_cases(few, lambda value: f"(= {name} (* {real(value)} {other}))")
            return
        if len(form.args) == 2:
            self._envelope(name, form)
        self._full(number, f"(= {name} (* {' '.join(args)}))")

    def _anything(self, number: int, form: Form) -> None:
        name = self._declare(number, "Real")
        if number in self.loose:
            self.require(between(name, form.bounds or Interval()))
            return
        above = self.forms[self.ratios[number][0]].bounds
        self.require(f"({'>' if above is not None and above.low_open else '>='} {name} 0.0)")

    def _full(self, number: int, fact: str) -> None:
        self.products.append(number)
        if self.strength == "full":
            self.require(fact)
        else:
            self.exact = False

    def _by_cases(self, few: int, fact: Callable[[Fraction], str]) -> None:
        for value in sorted(self.forms[few].few or ()):
            told = fact(value)
            if told:
                self.require(f"(=> (= {self.values[few]} {real(value)}) {told})")

    def _cross(self, name: str, above: str, below: str, form: Form) -> None:
        """The quotient lies to each level as the numerator to the multiple of the divisor."""
        levels = dict.fromkeys((*self.levels, *ends_of(form.bounds)))
        for level in levels:
            multiple = f"(* {real(level)} {below})"
            for sign, mirrored in (("<=", ">="), (">=", "<=")):
                self.require(f"(=> (> {below} 0.0) (= ({sign} {name} {real(level)}) ({sign} {above} {multiple})))")
                if self._maybe_negative(form.args[1]):
                    told = f"(= ({sign} {name} {real(level)}) ({mirrored} {above} {multiple}))"
                    self.require(f"(=> (< {below} 0.0) {told})")

    def _maybe_negative(self, number: int) -> bool:
        bounds = self.forms[number].bounds
        return bounds is None or bounds.low is None or bounds.low < 0

    def _envelope(self, name: str, form: Form) -> None:
        """A product lies between the planes through its corners."""
        (x, a), (y, b) = ((self.values[one], self.forms[one]) for one in form.args)
        if a.fails or b.fails or a.bounds is None or b.bounds is None:
            return
        for left, right, sign in (
            ("low", "low", ">="),
            ("high", "high", ">="),
            ("high", "low", "<="),
            ("low", "high", "<="),
        ):
            p, q = getattr(a.bounds, left), getattr(b.bounds, right)
            if p is not None and q is not None:
                plane = f"(+ (* {real(p)} {y}) (* {real(q)} {x}) {real(-p * q)})"
                self.require(f"({sign} {name} {plane})")
