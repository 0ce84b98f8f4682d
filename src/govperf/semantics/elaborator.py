"""What every part of the elaboration shares: names, kinds found so far, findings, the scope of an expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from attrs import define, evolve, field

from govperf.diagnostics import Diagnostic, Template
from govperf.frozen import frozen
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.guards import implies
from govperf.semantics.names import Names
from govperf.semantics.roundings import rounded, step_of
from govperf.semantics.wording import kind_en, kind_zh
from govperf.source import Span
from govperf.syntax.cutting import run_together
from govperf.syntax.expressions import Bound, Expression, Group, Listing, Name, Range, Rounding, Test, Tolerance
from govperf.syntax.messages import BOUND_MISPLACED, LISTING_MISPLACED, WORDS_RUN_TOGETHER
from govperf.terms.build import constant
from govperf.terms.fold import known_value
from govperf.terms.kinds import BOOL, UNKNOWN, Base, Kind, join
from govperf.terms.terms import IsPresent, Read, ReadColumn, Term, Value
from govperf.terms.walk import key_of
from govperf.values import Missing

MOST_FACTS = 1_000
"""How many of the conditions that hold are kept, the innermost: without a bound a chain of them costs its square."""


@frozen
class Scope:
    """Where an expression stands.

    ``ledgers`` are the ledgers whose current record is at hand, innermost last; ``locals`` the parameters of a 方法;
    ``facts`` the conditions that hold here; ``full`` the full marks of the leaf that is being scored;
    ``lenient`` lets absent values be read, which are then in ``Elaborator.absent``: the node is 缺 with them;
    ``testing`` says that a condition is being read, where 且 and 或 inside an unknown name are words run together.
    """

    node: str = ""
    ledgers: tuple[str, ...] = ()
    locals: Mapping[str, Typed] = field(factory=dict)
    facts: tuple[Term, ...] = ()
    full: Term | None = None
    lenient: bool = False
    testing: bool = False
    methods: tuple[str, ...] = ()

    def knowing(self, *facts: Term) -> Scope:
        """The scope in which these conditions hold too."""
        return evolve(self, facts=(*self.facts, *facts)[-MOST_FACTS:])

    def within(self, ledger: str) -> Scope:
        """The scope of one record of a ledger."""
        return evolve(self, ledgers=(*self.ledgers, ledger))


class Dispatch(Protocol):
    """Turns one expression into a term; see :mod:`govperf.semantics.formulas`."""

    def __call__(self, e: Elaborator, expression: Expression, scope: Scope, expected: Kind | None) -> Typed:
        """The term; ``expected`` is the kind that the place asks for."""


@define
class Elaborator:
    """Turns expressions into terms for one rule file.

    ``kinds`` holds what is known of each node; ``applies`` the condition of nodes that do not always apply;
    ``open_names`` makes unknown names inputs, as in a bare formula, and collects them in ``found_inputs``; ``told``
    remembers what need not be said again; ``amounts`` are the inputs that are counted or measured, not written with %;
    ``owned`` are the formulas that each object has for itself; ``deleted`` are names that a file took away from the one
    it builds on, with the place of the 删.
    """

    names: Names
    dispatch: Dispatch
    open_names: bool = False
    limits: Limits = DEFAULT_LIMITS
    kinds: dict[str, Kind] = field(factory=dict)
    applies: dict[str, Term] = field(factory=dict)
    domains: dict[str, Kind] = field(factory=dict)
    constants: dict[str, Term] = field(factory=dict)
    tables: dict[str, Callable[..., Typed]] = field(factory=dict)
    holidays: dict[str, tuple[tuple[Value, ...], tuple[Value, ...]]] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)
    found_inputs: dict[str, Span] = field(factory=dict)
    absent: list[Term] = field(factory=list)
    used: set[str] = field(factory=set)
    told: set[object] = field(factory=set)
    amounts: set[str] = field(factory=set)
    owned: set[str] = field(factory=set)
    deleted: dict[str, Span] = field(factory=dict)
    expansions: int = 0
    _locals: int = 0

    def report(self, template: Template, span: Span | None, **facts: object) -> None:
        """Notes a finding; the elaboration goes on."""
        self.diagnostics.append(template.at(span, **facts))

    def fresh(self) -> int:
        """A number for a local value that no other has."""
        self._locals += 1
        return self._locals

    def any(self, expression: Expression | Test, scope: Scope, expected: Kind | None = None) -> Typed:
        """The term of an expression, whatever its kind, absent or not; a test or a listing is none."""
        if isinstance(expression, Listing):
            self.report(LISTING_MISPLACED, expression.span, found=expression.span.text)
            return self.broken(expression.span)
        if isinstance(expression, Bound | Range | Tolerance):
            return self.test_alone(expression.span)
        return self.dispatch(self, expression, scope, expected)

    def value(self, expression: Expression, scope: Scope, expected: Kind | None = None) -> Typed:
        """The term of an expression that must not be absent here."""
        typed = self.any(expression, scope, expected)
        if typed.kind.absent and not self.guarded(typed.term, scope):
            if scope.lenient:
                self.absent.append(typed.term)
            else:
                template = messages.ABSENT_ROW if isinstance(typed.term, ReadColumn) else messages.BARE_ABSENT
                self.report(template, expression.span, name=ungrouped(expression).span.text)
        return Typed(typed.term, typed.kind.maybe(absent=False))

    def number(self, expression: Expression, scope: Scope) -> Typed:
        """The term of an expression that must be a number."""
        return self._of_base(expression, scope, Base.NUMBER)

    def date(self, expression: Expression, scope: Scope) -> Typed:
        """The term of an expression that must be a date."""
        return self._of_base(expression, scope, Base.DATE)

    def condition(self, expression: Expression, scope: Scope) -> Term:
        """The term of an expression that must hold or not."""
        typed = self.value(expression, evolve(scope, testing=True), BOOL)
        if typed.kind.base in (Base.BOOL, Base.UNKNOWN):
            return typed.term
        words = expression.span.text
        advice = f"请写成比较，例如 {words}≥60 或 {words}>0" if typed.kind.is_number else f"请写成比较，例如 {words}=…"
        self.wrong_kind(expression, Base.BOOL, typed.kind, advice)
        return constant(value=True)

    def _of_base(self, expression: Expression, scope: Scope, base: Base) -> Typed:
        typed = self.value(expression, scope)
        if typed.kind.base in (base, Base.UNKNOWN):
            return typed
        self.wrong_kind(expression, base, typed.kind, _turned_into(base, typed.kind, expression))
        return Typed(constant(0, expression.span), UNKNOWN)

    def wrong_kind(self, expression: Expression, wanted: Base, found: Kind, advice: str) -> None:
        """Notes that an expression is of a kind that does not fit; of what is unknown enough was said."""
        if found.base is Base.UNKNOWN:
            return
        self.report(
            messages.WRONG_KIND,
            expression.span,
            wanted="条件" if wanted is Base.BOOL else kind_zh(wanted),
            wanted_en="a condition" if wanted is Base.BOOL else kind_en(wanted),
            words=expression.span.text,
            found=kind_zh(found.base),
            found_en=kind_en(found.base),
            advice=advice,
        )

    def roundable(self, kind: Kind, rounding: Rounding, name: str) -> None:
        """Notes a 保留 on what is no number."""
        if kind.base not in (Base.NUMBER, Base.UNKNOWN, Base.NOTHING):
            found, found_en = kind_zh(kind.base), kind_en(kind.base)
            self.report(messages.CANNOT_ROUND, rounding.span, name=name, found=found, found_en=found_en)
        elif rounding.step is not None and not step_of(rounding):
            self.report(messages.NO_STEP, rounding.span, words=rounding.span.text)

    def test_alone(self, span: Span) -> Typed:
        """Notes a bound or range where a value is needed."""
        self.report(BOUND_MISPLACED, span, found=span.text)
        return self.broken(span)

    def known(self, word: Name, scope: Scope) -> bool:
        """The word is a local value, a column at hand, or a name of the file."""
        if word.text in scope.locals or any(word.text in self.names.columns[ledger] for ledger in scope.ledgers):
            return True
        return bool(self.names.find(word.text))

    def rounded(self, term: Term, rounding: Rounding | None) -> Term:
        """The term rounded as the line says, if it says so."""
        return term if rounding is None else rounded(term, rounding)

    def static(self, term: Term) -> Value | None:
        """The value of a term that constants and set parameters settle; None where data would be needed."""
        return known_value(term, self.constants)

    def branch(self, expression: Expression, scope: Scope, expected: Kind | None = None) -> Typed:
        """The value of one side of a conditional, which may itself be the word 缺."""
        typed = self.any(expression, scope, expected)
        if typed.kind.absent and isinstance(typed.term, Read | ReadColumn):
            return self.value(expression, scope, expected)
        return typed

    def branches(
        self, sides: Sequence[tuple[Expression, Scope]], expected: Kind | None
    ) -> tuple[tuple[Typed, ...], Kind]:
        """The values of all sides of a conditional with their common kind.

        A bare word that nothing declares is a label, unless another side is a number.
        """
        words = [self._is_label(expression, scope, expected) for expression, scope in sides]
        found = [
            None if word else self.branch(expression, scope, expected)
            for word, (expression, scope) in zip(words, sides, strict=True)
        ]
        numeric = any(typed is not None and typed.kind.is_number for typed in found)
        values = tuple(
            self.branch(expression, scope, expected) if typed is None and numeric else typed or self._label(expression)
            for typed, (expression, scope) in zip(found, sides, strict=True)
        )
        kind = join([value.kind for value in values])
        if kind is None:
            odd = next(i for i, value in enumerate(values) if value.kind.base is not values[0].kind.base)
            self.wrong_kind(
                sides[odd][0], values[0].kind.base, values[odd].kind, "各种情况的结果要么都是数，要么都是文字"
            )
        return values, UNKNOWN if kind is None else kind

    def _is_label(self, expression: Expression, scope: Scope, expected: Kind | None) -> bool:
        inner = ungrouped(expression)
        if not isinstance(inner, Name) or self.open_names or (inner.text in ("是", "否", "缺") and not inner.quoted):
            return False
        if expected is not None and inner.text in expected.options:
            return False
        return not self.known(inner, scope) and not (inner.text == "满分" and scope.full is not None)

    def _label(self, expression: Expression) -> Typed:
        inner = ungrouped(expression)
        text = inner.text if isinstance(inner, Name) else ""
        cut = None if isinstance(inner, Name) and inner.quoted else run_together(text)
        if cut is not None:
            self.report(WORDS_RUN_TOGETHER, expression.span, name=text, cut=cut)
            return self.broken(expression.span)
        return Typed(constant(text, expression.span), Kind(Base.CHOICE, (text,)))

    def guarded(self, term: Term, scope: Scope) -> bool:
        """The conditions that hold here make sure that the term is there."""
        if implies(scope.facts, IsPresent(term), self.domains):
            return True
        key = key_of(term)
        return key in self.applies and implies(scope.facts, self.applies[key], self.domains)

    def broken(self, span: Span) -> Typed:
        """Stands for what could not be understood, so that one mistake is told once."""
        return Typed(constant(Missing.ABSENT, span), UNKNOWN)


def _turned_into(base: Base, found: Kind, expression: Expression) -> str:
    """What to write to get a value of a kind from one of another."""
    words = expression.span.text
    if base is Base.DATE:
        return "请写成 2011-01-01 这样的日期，或检查名称"
    if found.base is Base.BOOL:
        return f"要给分请写成 (2分 若 {words})"
    if found.base is Base.DATE:
        return f"相隔几天请写 天数(起，止)，只看年份请写 年份({words})"
    if found.base is Base.LIST:
        return "这里只能有一个数"
    return f"请检查名称，或先换成数，例如 对照({words}，…：5，…：3)"


def ungrouped(expression: Expression) -> Expression:
    """The expression without the brackets around it."""
    while isinstance(expression, Group):
        expression = expression.inner
    return expression
