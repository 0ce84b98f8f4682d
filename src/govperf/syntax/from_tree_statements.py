"""Reads headers, inputs, ledgers, assignments, parameters, what inherits."""

# ruff: noqa: ARG001, ARG005  readers of tree nodes share one signature, whatever each of them needs

from __future__ import annotations

from typing import Any, TypeVar

from attrs import evolve
from lark import Token

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.declarations import (
    NO_REMARKS,
    Applies,
    Assertion,
    Assignment,
    Case,
    Change,
    ChoiceDomain,
    CohortOutput,
    DatedValue,
    Deletion,
    Domain,
    Header,
    HeaderLine,
    Inheritance,
    InputBlock,
    InputLine,
    KindDomain,
    Known,
    Ledger,
    Lock,
    MethodDefinition,
    ObjectDeclaration,
    OptionalLeaf,
    Outputs,
    ParameterDeclaration,
    Participation,
    Period,
    Requirement,
    TestDomain,
    UnitsDeclaration,
)
from govperf.syntax.expressions import Arm, Choose, Expression, Listing, Name, Negate, Number, Remarks, Text
from govperf.syntax.from_tree_expressions import other_or_test
from govperf.syntax.from_tree_literals import date_of, defined_name, name_of, path_of, rounding_of, text_of
from govperf.syntax.glossary import KINDS
from govperf.syntax.messages import NOT_CHANGEABLE, UNKNOWN_DOMAIN
from govperf.syntax.reading import TESTS, Chosen, Reader, Reading, test_of, value_of, value_or_listing

_T = TypeVar("_T")


@frozen
class Whole:
    """``整数`` after a domain."""


@frozen
class Otherwise:
    """``默认 值`` after a domain."""

    value: Expression


@frozen
class Counted:
    """``共12条`` after a ledger's name."""

    number: int


@frozen
class Each:
    """``每 月份`` after a ledger's name."""

    column: Name


def remarks_in(children: list[Any]) -> Remarks:
    """The 依据 and 说明 among the parts of a line."""
    return next((child for child in children if isinstance(child, Remarks)), NO_REMARKS)


def only(kind: type[_T], children: list[Any]) -> tuple[_T, ...]:
    """The parts of one kind, in order."""
    return tuple(child for child in children if isinstance(child, kind))


# --- the header ---


def _header(reading: Reading, span: Span, children: list[Any]) -> tuple[Header, tuple[UnitsDeclaration, ...]]:
    title = reading.span(children[0].start_pos, children[0].end_pos).text.removeprefix("规则").strip()
    effective = next(iter(only(Period, children)), None)
    lines = only(HeaderLine, children)
    plain = tuple(line for line in lines if line.word != "单位")
    units = tuple(
        UnitsDeclaration(tuple(line.text.replace("，", "、").split("、")), span=line.span)
        for line in lines
        if line.word == "单位"
    )
    return Header(title, plain, effective, span=span), units


def _header_text(reading: Reading, span: Span, children: list[Any]) -> HeaderLine:
    token = children[0]
    line = reading.span(token.start_pos, token.end_pos)
    word = next(iter(str(token).replace(":", " ").replace("《", " ").replace('"', " ").replace("“", " ").split()))
    text = line.text[len(word) :].strip().lstrip("：:").strip()
    return HeaderLine(word, _unquoted(text), span=line)


def _unquoted(text: str) -> str:
    """The text without its quotes, where it is one quoted text and not several."""
    quoted = len(text) > 1 and text[0] + text[-1] in ('""', "“”")
    return text[1:-1] if quoted and not set(text[1:-1]) & set('"“”') else text


def _effective(reading: Reading, span: Span, children: list[Any]) -> Period:
    dates = [date_of(reading, child) for child in children if isinstance(child, Token) and child.type == "DATE"]
    return Period(dates[0], dates[1] if len(dates) > 1 else None, span=span)


# --- inputs and ledgers ---


def _input_block(reading: Reading, span: Span, children: list[Any]) -> InputBlock:
    applies = next((part.condition for part in only(Applies, children)), None)
    return InputBlock(only(InputLine, children), applies, remarks_in(children), span=span)


def _names(reading: Reading, span: Span, children: list[Any]) -> tuple[Name, ...]:
    return tuple(defined_name(reading, token) for token in children)


def _input_line(reading: Reading, span: Span, children: list[Any]) -> InputLine:
    names, domain, *options = children
    return InputLine(
        names,
        domain_of(reading, domain),
        integer=bool(only(Whole, options)),
        optional=bool(only(OptionalLeaf, options)),
        default=next((part.value for part in only(Otherwise, options)), None),
        applies=next((part.condition for part in only(Applies, options)), None),
        remarks=remarks_in(options),
        span=span,
    )


def domain_of(reading: Reading, node: Any) -> Domain:
    """What may be entered: a word such as 是否, a test, or choices."""
    found = test_of(reading, node)
    match found:
        case Name(text=text, quoted=False) if text in KINDS:
            return KindDomain(text, span=found.span)  # type: ignore[arg-type]
        case Listing(items=items) if all(isinstance(item, (Name, Number, Text, Negate)) for item in items):
            return ChoiceDomain(items, span=found.span)  # type: ignore[arg-type]
        case test if isinstance(test, TESTS):
            return TestDomain(test, span=test.span)
        case _:
            raise reading.refusal(UNKNOWN_DOMAIN, found.span, found=found.span.text)


def _default(reading: Reading, span: Span, children: list[Any]) -> Otherwise:
    return Otherwise(value_of(reading, children[0]))


def _applies(reading: Reading, span: Span, children: list[Any]) -> Applies:
    return Applies(value_of(reading, children[0]), span=span)


def _count(reading: Reading, span: Span, children: list[Any]) -> Counted:
    digits = "".join(filter(str.isdigit, children[0]))
    if len(digits) > 9:
        raise reading.refusal_over("list_rows", span)
    return Counted(int(digits))


def _ledger(reading: Reading, span: Span, children: list[Any]) -> Ledger:
    name, *parts = children
    return Ledger(
        defined_name(reading, name),
        tuple(part for part in parts if isinstance(part, (InputLine, Assignment, Requirement))),
        count=next((part.number for part in only(Counted, parts)), None),
        per=next((part.column for part in only(Each, parts)), None),
        optional=bool(only(OptionalLeaf, parts)),
        applies=next((part.condition for part in only(Applies, parts)), None),
        remarks=remarks_in(parts),
        span=span,
    )


def _requirement(reading: Reading, span: Span, children: list[Any]) -> Requirement:
    return Requirement(value_of(reading, children[0]), remarks_in(children), span=span)


# --- assignments ---


def _assignment(reading: Reading, span: Span, children: list[Any]) -> Assignment:
    name, value, rounding, *rest = children
    return Assignment(
        defined_name(reading, name),
        value_of(reading, value),
        rounding_of(reading, rounding),
        remarks=remarks_in(rest),
        span=span,
    )


def _assignment_choice(reading: Reading, span: Span, children: list[Any]) -> Assignment:
    name, chosen = children
    return Assignment(defined_name(reading, name), chosen.value, chosen.rounding, remarks=chosen.remarks, span=span)


def _hidden(reading: Reading, span: Span, children: list[Any]) -> Assignment:
    assignment: Assignment = children[0]
    return evolve(assignment, hidden=True, span=span)


def _choice(reading: Reading, span: Span, children: list[Any]) -> Chosen:
    kind, subject, rounding, *rest = children
    arms = only(Arm, rest)
    where = Span(span.source, span.start, arms[-1].span.end)
    value = Choose(str(kind), None if subject is None else value_of(reading, subject), arms, span=where)  # type: ignore[arg-type]
    return Chosen(value, rounding_of(reading, rounding), remarks_in(rest))


def _arm(reading: Reading, span: Span, children: list[Any]) -> Arm:
    test, value, rounding, *rest = children
    return Arm(
        other_or_test(reading, test),
        value_of(reading, value),
        rounding_of(reading, rounding),
        remarks_in(rest),
        span=span,
    )


def _lone(reading: Reading, span: Span, children: list[Any]) -> Assignment:
    value, rounding, *rest = children
    name = Name("得分", span=Span(span.source, span.start, span.start))
    return Assignment(
        name, value_of(reading, value), rounding_of(reading, rounding), remarks=remarks_in(rest), span=span
    )


def _method(reading: Reading, span: Span, children: list[Any]) -> MethodDefinition:
    tokens = [child for child in children if isinstance(child, Token) and child.type == "NAME"]
    value, rounding, *rest = children[len(tokens) :]
    if isinstance(value, Chosen):
        rest, rounding_found, body = [value.remarks], value.rounding, value.value
    else:
        rounding_found, body = rounding_of(reading, rounding), value_of(reading, value)
    name, *parameters = (defined_name(reading, token) for token in tokens)
    return MethodDefinition(name, tuple(parameters), body, rounding_found, remarks_in(rest), span=span)


def _method_choice(reading: Reading, span: Span, children: list[Any]) -> MethodDefinition:
    return _method(reading, span, [*children, None])


def _cohort_output(reading: Reading, span: Span, children: list[Any]) -> CohortOutput:
    name, value, rounding, *rest = children
    return CohortOutput(
        defined_name(reading, name),
        value_of(reading, value),
        rounding_of(reading, rounding),
        remarks_in(rest),
        span=span,
    )


# --- parameters and the rest ---


def _parameter(reading: Reading, span: Span, children: list[Any]) -> ParameterDeclaration:
    name, values, limits, *rest = children
    return ParameterDeclaration(defined_name(reading, name), values or (), limits, remarks_in(rest), span=span)


def _dated_value(reading: Reading, span: Span, children: list[Any]) -> DatedValue:
    value, since = children
    found: Any = value_or_listing(reading, value)
    return DatedValue(found, None if since is None else date_of(reading, since), span=span)


def _parameter_range(reading: Reading, span: Span, children: list[Any]) -> Any:
    found = test_of(reading, children[0])
    if not isinstance(found, TESTS):
        raise reading.refusal(UNKNOWN_DOMAIN, found.span, found=found.span.text)
    return found


def _units(reading: Reading, span: Span, children: list[Any]) -> UnitsDeclaration:
    return UnitsDeclaration(tuple(name_of(reading, token).text for token in children), span=span)


def _object(reading: Reading, span: Span, children: list[Any]) -> ObjectDeclaration:
    return ObjectDeclaration(defined_name(reading, children[0]), remarks_in(children), span=span)


def _participation(reading: Reading, span: Span, children: list[Any]) -> Participation:
    return Participation(value_of(reading, children[0]), remarks_in(children), span=span)


def _inherit(reading: Reading, span: Span, children: list[Any]) -> Inheritance:
    return Inheritance(text_of(reading, children[0]).value, remarks_in(children), span=span)


def _delete(reading: Reading, span: Span, children: list[Any]) -> Deletion:
    return Deletion(children[0], remarks_in(children), span=span)


def _lock(reading: Reading, span: Span, children: list[Any]) -> Lock:
    return Lock(_without_remarks(children), remarks_in(children), span=span)


def _outputs(reading: Reading, span: Span, children: list[Any]) -> Outputs:
    return Outputs(_without_remarks(children), remarks_in(children), span=span)


def _without_remarks(children: list[Any]) -> tuple[Any, ...]:
    return tuple(child for child in children if not isinstance(child, Remarks))


def _change(reading: Reading, span: Span, children: list[Any]) -> Change:
    definition = children[0]
    if isinstance(definition, (Change, Case, Inheritance, Deletion, Lock, UnitsDeclaration)):
        raise reading.refusal(NOT_CHANGEABLE, definition.span, found=definition.span.text.split("\n")[0])
    return Change(definition, span=span)


def _known(reading: Reading, span: Span, children: list[Any]) -> Known:
    about = "" if children[1] is None else text_of(reading, children[1]).value
    return Known(name_of(reading, children[0]).text, remarks_in(children), about, span=span)


def _assertion(reading: Reading, span: Span, children: list[Any]) -> Assertion:
    return Assertion(value_of(reading, children[0]), remarks=remarks_in(children), span=span)


def _trend(reading: Reading, span: Span, children: list[Any]) -> Assertion:
    subject, direction, target, trend, *rest = children
    return Assertion(
        subject=path_of(reading, subject, subject.span),
        direction=str(direction),
        target=path_of(reading, target, target.span),
        trend=str(trend),
        remarks=remarks_in(rest),
        span=span,
    )


READERS: dict[str, Reader] = {
    "header": _header,
    "header_text": _header_text,
    "effective_from": _effective,
    "effective_between": _effective,
    "input_one": _input_block,
    "input_block": _input_block,
    "input_line": _input_line,
    "names": _names,
    "integer": lambda reading, span, children: Whole(),
    "optional": lambda reading, span, children: OptionalLeaf(span=span),
    "default": _default,
    "applies": _applies,
    "count": _count,
    "per": lambda reading, span, children: Each(name_of(reading, children[0])),
    "ledger": _ledger,
    "requirement": _requirement,
    "assignment": _assignment,
    "assignment_choice": _assignment_choice,
    "hidden": _hidden,
    "choice": _choice,
    "arm": _arm,
    "lone": _lone,
    "method": _method,
    "method_choice": _method_choice,
    "cohort_output": _cohort_output,
    "parameter": _parameter,
    "parameter_table": lambda reading, span, children: evolve(children[0], span=span),
    "dated_values": lambda reading, span, children: tuple(children),
    "dated_value": _dated_value,
    "parameter_range": _parameter_range,
    "units": _units,
    "object": _object,
    "participation": _participation,
    "inherit": _inherit,
    "delete": _delete,
    "lock": _lock,
    "outputs": _outputs,
    "change": _change,
    "known": _known,
    "assertion": _assertion,
    "trend": _trend,
}
