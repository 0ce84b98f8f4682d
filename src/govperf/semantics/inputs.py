"""Turns 输入 or 明细 into inputs with domains."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import evolve

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.bounds import bound, range_ends
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.literals import factor_of, literal_of, number, value_of
from govperf.semantics.model import Domain, InputDefinition, LedgerDefinition, RequirementDefinition
from govperf.semantics.references import report_unknown_part
from govperf.syntax.declarations import (
    Assignment,
    ChoiceDomain,
    InputLine,
    KindDomain,
    Ledger,
    Requirement,
    TestDomain,
)
from govperf.syntax.declarations import Domain as WrittenDomain
from govperf.syntax.expressions import Bound, Expression, Listing, Name, Negate, Number, Range, Text, Tolerance
from govperf.terms import terms
from govperf.terms.kinds import BOOL, DATE, NUMBER, TEXT, Base, Kind


def domain(e: Elaborator, line: InputLine) -> Domain:
    """The values that a line lets its inputs have."""
    found = _domain(e, line.domain)
    return evolve(found, integer=found.integer or line.integer)


def _domain(e: Elaborator, written: WrittenDomain) -> Domain:
    match written:
        case KindDomain():
            return _by_kind(written)
        case ChoiceDomain():
            return _choices(e, written)
        case TestDomain():
            return _bounded(e, written)
        case _:
            assert_never(written)


def _by_kind(written: KindDomain) -> Domain:
    match written.kind:
        case "数":
            return Domain(NUMBER, "数")
        case "整数":
            return Domain(NUMBER, "整数", integer=True)
        case "次数":
            return Domain(Kind(Base.NUMBER, unit="次"), "次数（≥0 的整数）", low=Fraction(0), integer=True, unit="次")
        case "是否":
            return Domain(BOOL, "是否")
        case "文本":
            return Domain(TEXT, "文本")
        case "日期":
            return Domain(DATE, "日期")
        case _:
            assert_never(written.kind)


def _choices(e: Elaborator, written: ChoiceDomain) -> Domain:
    words = written.span.text.strip()
    seen: set[str] = set()
    for choice in written.choices:
        if _choice_text(choice) in seen:
            e.report(messages.REPEATED, choice.span, words=choice.span.text)
        seen.add(_choice_text(choice))
    literals = [literal for choice in written.choices if (literal := literal_of(choice)) is not None]
    if len(literals) == len(written.choices):
        signed = zip(written.choices, map(value_of, literals), strict=True)
        options = tuple(-size if isinstance(choice, Negate) else size for choice, size in signed)
        kind = evolve(number(literals[0]).kind, options=options)
        return Domain(kind, words, factor=factor_of(literals[0]), unit=_unit(literals[0]))
    return Domain(Kind(Base.CHOICE, tuple(_choice_text(choice) for choice in written.choices)), words)


def _choice_text(choice: Name | Number | Text | Negate) -> str:
    match choice:
        case Name(text):
            return text
        case Text(value):
            return value
        case Number() | Negate():
            return choice.span.text
        case _:
            assert_never(choice)


def _bounded(e: Elaborator, written: TestDomain) -> Domain:
    test, words, scope = written.test, written.span.text.strip(), Scope()
    match test:
        case Bound():
            operator, limit = bound(e, test, scope, NUMBER)
            value = _static(e, limit, test.limit)
            shape = _shape(limit.kind, words, test.limit)
            if operator == "!=":
                return evolve(shape, excluded=value)
            if operator in (">", ">="):
                return evolve(shape, low=value, low_open=operator == ">")
            return evolve(shape, high=value, high_open=operator == "<")
        case Range():
            low, low_open, high, high_open = range_ends(e, test, scope)
            shape = _shape(high.kind, words, test.high)
            bounds = (_static(e, low, test.low), _static(e, high, test.high))
            return evolve(shape, low=bounds[0], low_open=low_open, high=bounds[1], high_open=high_open)
        case Tolerance():
            limit = e.number(test.limit, scope)
            size = _static(e, limit, test.limit)
            return evolve(_shape(limit.kind, words, test.limit), low=None if size is None else -size, high=size)
        case Listing():
            e.report(
                messages.MISPLACED,
                test.span,
                words=words,
                reason="取值范围要是一个区间",
                advice="请写 0~100分 或 ≥0；只有几个值时写 100、95、90",
            )
            return Domain(NUMBER, words)
        case _:
            assert_never(test)


def _shape(kind: Kind, words: str, limit: Expression) -> Domain:
    literal = literal_of(limit)
    factor = Fraction(1) if literal is None else factor_of(literal)
    return Domain(kind, words, factor=factor, unit="" if literal is None else _unit(literal))


def _unit(literal: Number) -> str:
    return f"{literal.factor}{literal.ratio}{literal.unit}"


def _static(e: Elaborator, typed: Typed, written: Expression) -> Fraction | None:
    value = e.static(typed.term)
    if isinstance(value, Fraction):
        return value
    if not _reads_parameters(e, typed.term):
        e.report(messages.NOT_CONSTANT, written.span, words=written.span.text)
    return None


def _reads_parameters(e: Elaborator, term: terms.Term) -> bool:
    return isinstance(term, terms.Read) and term.key in e.names.top and e.names.top[term.key].kind == "参数"


def declare_inputs(e: Elaborator, line: InputLine, ledger: str = "") -> list[InputDefinition]:
    """The inputs of one line; what is known of them is put down before any formula is read."""
    shape = domain(e, line)
    found = []
    for word in line.names:
        key = f"{ledger}.{word.text}" if ledger else word.text
        default = _default(e, line, shape)
        absent = default is None and (line.optional or line.applies is not None)
        e.kinds[key] = shape.kind.maybe(absent=absent)
        e.domains[key] = shape.kind
        if shape.kind.is_number and not shape.kind.percent and (shape.high is None or shape.high > 1):
            e.amounts.add(key)
        found.append(InputDefinition(key, word.text, shape, line.optional, default, None, line.remarks, word.span))
    return found


def _default(e: Elaborator, line: InputLine, shape: Domain) -> terms.Value | None:
    if line.default is None:
        return None
    typed = e.any(line.default, Scope(), shape.kind)
    value = e.static(typed.term)
    if value is None:
        e.report(messages.NOT_CONSTANT, line.default.span, words=line.default.span.text)
    elif typed.kind.base is not shape.kind.base and not (typed.kind.is_word and shape.kind.is_word):
        e.wrong_kind(line.default, shape.kind.base, typed.kind, f"默认值要在取值范围 {shape.words} 之内")
    elif isinstance(value, Fraction) and outside(shape, value):
        e.report(messages.OUTSIDE_DOMAIN, line.default.span, value=line.default.span.text, domain=shape.words)
    return value


def outside(shape: Domain, value: Fraction) -> bool:
    """The number is not in the domain."""
    if shape.integer and value.denominator != 1:
        return True
    if shape.kind.options and value not in shape.kind.options:
        return True
    return not shape.spans(value)


def applied(e: Elaborator, definition: InputDefinition, line: InputLine, block: Expression | None) -> InputDefinition:
    """The input with the conditions under which it exists, those of its line and its block together."""
    written = [condition for condition in (block, line.applies) if condition is not None]
    if not written:
        return definition
    conditions = tuple(e.condition(condition, Scope(node=definition.key)) for condition in written)
    term = conditions[0] if len(conditions) == 1 else terms.Every(conditions)
    e.applies[definition.key] = term
    return evolve(definition, applies=term)


def requirement(e: Elaborator, written: Requirement, scope: Scope) -> RequirementDefinition:
    """A condition on the data with what is said where it fails."""
    text = written.remarks.note or f"应满足 {written.condition.span.text}"
    return RequirementDefinition(e.condition(written.condition, scope), text, written.span)


def declare_ledger(e: Elaborator, ledger: Ledger) -> LedgerDefinition:
    """A ledger with its columns; computed ones are defined later, in the order in which they depend on each other."""
    name = ledger.name.text
    columns: list[InputDefinition] = []
    for line in ledger.columns:
        if isinstance(line, InputLine):
            columns.extend(declare_inputs(e, line, name))
    computed = tuple(f"{name}.{line.name.text}" for line in ledger.columns if isinstance(line, Assignment))
    per = ledger.per.text if ledger.per else None
    if ledger.per and per not in {column.name for column in columns}:
        report_unknown_part(e, ledger.per.span, name, ledger.per.text, tuple(column.name for column in columns))
    return LedgerDefinition(
        name,
        tuple(columns),
        computed,
        count=ledger.count,
        per=per,
        optional=ledger.optional,
        remarks=ledger.remarks,
        span=ledger.name.span,
    )


def finish_ledger(e: Elaborator, ledger: Ledger, found: LedgerDefinition) -> LedgerDefinition:
    """The ledger with its conditions, which may use any name of the file."""
    scope = Scope(node=found.name).within(found.name)
    requirements = tuple(requirement(e, line, scope) for line in ledger.columns if isinstance(line, Requirement))
    lines = [(line, word) for line in ledger.columns if isinstance(line, InputLine) for word in line.names]
    columns = tuple(
        _column_applied(e, column, line, scope) for column, (line, _) in zip(found.columns, lines, strict=True)
    )
    applies = None if ledger.applies is None else e.condition(ledger.applies, Scope(node=found.name))
    return evolve(found, requirements=requirements, columns=columns, applies=applies)


def _column_applied(e: Elaborator, column: InputDefinition, line: InputLine, scope: Scope) -> InputDefinition:
    if line.applies is None:
        return column
    term = e.condition(line.applies, scope)
    e.applies[column.key] = term
    return evolve(column, applies=term)
