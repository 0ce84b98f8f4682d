"""Turns 参数 into values in force: from the file, its dates, or the host."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

from govperf.frozen import frozen
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.bounds import bound, meets, range_ends
from govperf.semantics.elaborator import Elaborator, Scope, ungrouped
from govperf.semantics.model import ParameterDefinition
from govperf.semantics.wording import kind_zh
from govperf.source import Span
from govperf.syntax.declarations import DatedValue, ParameterDeclaration
from govperf.syntax.expressions import Bound, Listing, Name, Range, Test, Text
from govperf.terms import terms
from govperf.terms.build import constant
from govperf.terms.failures import NOT_YET_SET, UNDATED_PARAMETER, UNSET_PARAMETER
from govperf.terms.kinds import BOOL, DATE, NUMBER, TEXT, Base, Kind
from govperf.values import BadValue, canonical, parse_number, show_value
from govperf.values.number import NumberForm


@frozen
class Settings:
    """What the host says when it loads a policy: values of parameters by name, the date of assessment."""

    parameters: Mapping[str, object]
    on: datetime.date | None = None


def parameter(e: Elaborator, written: ParameterDeclaration, settings: Settings) -> ParameterDefinition:
    """The parameter with the value in force; its value is known to the formulas that come after."""
    name = written.name.text
    if name in settings.parameters:
        value, kind = _from_host(e, written, settings.parameters[name])
    else:
        value, kind = _from_file(e, written, settings.on)
    low, high = _range(e, written)
    found = ParameterDefinition(name, kind, value, low, high, _first_date(written), written.remarks, written.name.span)
    _check_range(e, found, written, given=name in settings.parameters)
    e.kinds[name] = kind
    if value is not None:
        e.constants[name] = terms.Constant(value, span=written.name.span)
    return found


def term_of(found: ParameterDefinition, on: datetime.date | None) -> terms.Term:
    """The constant that formulas read, or the failure of a parameter that is not set."""
    if found.value is not None:
        return terms.Constant(found.value, span=found.span)
    if found.first is None:
        return terms.Failure(UNSET_PARAMETER, (("name", found.name),), span=found.span)
    if on is None:
        return terms.Failure(UNDATED_PARAMETER, (("name", found.name),), span=found.span)
    facts = (("name", found.name), ("date", str(on)), ("first", str(found.first)))
    return terms.Failure(NOT_YET_SET, facts, span=found.span)


def _first_date(written: ParameterDeclaration) -> datetime.date | None:
    return min((value.since for value in written.values if value.since is not None), default=None)


def _from_file(
    e: Elaborator, written: ParameterDeclaration, on: datetime.date | None
) -> tuple[terms.Value | None, Kind]:
    if not written.values:
        return None, NUMBER
    typed = [_value(e, dated) for dated in written.values]
    _check_dates(e, written)
    kind = next((one.kind for one in typed), NUMBER)
    chosen = _in_force(written.values, on)
    if chosen is None:
        return None, kind
    value = e.static(typed[chosen].term)
    if value is None and ("circle", written.name.text) not in e.told:
        words = written.values[chosen].value.span
        e.report(messages.NOT_CONSTANT, words, words=words.text)
    return value, kind


def _check_dates(e: Elaborator, written: ParameterDeclaration) -> None:
    """From one day on only one value can hold."""
    seen: set[datetime.date | None] = set()
    for dated in written.values:
        if dated.since in seen:
            e.report(messages.REPEATED, dated.span, words=str(dated.since or written.name.text))
        seen.add(dated.since)


def _in_force(values: tuple[DatedValue, ...], on: datetime.date | None) -> int | None:
    """The index of the value for a day: the last that has started."""
    started = [
        (value.since or datetime.date.min, index)
        for index, value in enumerate(values)
        if value.since is None or (on is not None and value.since <= on)
    ]
    return max(started)[1] if started else None


def _value(e: Elaborator, dated: DatedValue) -> Typed:
    inner = ungrouped(dated.value) if not isinstance(dated.value, Listing) else dated.value
    if isinstance(inner, Listing):
        items = tuple(_item(e, item) for item in inner.items)
        return Typed(terms.Constant(items, span=inner.span), Kind(Base.LIST))
    if isinstance(inner, Name) and not e.known(inner, Scope()) and inner.text not in ("是", "否"):
        return Typed(constant(inner.text, inner.span), TEXT)
    return e.any(dated.value, Scope())


def _item(e: Elaborator, item: object) -> terms.Value:
    match item:
        case Name(text) | Text(text):
            return text
        case Bound() | Range():
            e.test_alone(item.span)
            return ""
        case _:
            value = e.static(e.any(item, Scope()).term)  # type: ignore[arg-type]  # the rest of the union is an expression
            return "" if value is None else value


def _from_host(e: Elaborator, written: ParameterDeclaration, given: object) -> tuple[terms.Value | None, Kind]:
    kind = _value(e, written.values[0]).kind if written.values else _kind_of(given)
    value = convert(given, kind)
    if isinstance(value, BadValue):
        shown = value.problem(written.name.text).message
        advice = (
            "请写成带 % 的数，例如 15%" if kind.percent else f"请给参数“{written.name.text}”一个{kind_zh(kind.base)}"
        )
        e.report(messages.BAD_SETTING, written.name.span, name=written.name.text, reason=shown, advice=advice)
        return None, kind
    return value, kind


def _kind_of(given: object) -> Kind:
    match given:
        case bool():
            return BOOL
        case datetime.date():
            return DATE
        case list() | tuple():
            return Kind(Base.LIST)
        case str() if isinstance(parse_number(given), BadValue):
            return TEXT
        case _:
            return NUMBER


def convert(given: object, kind: Kind) -> terms.Value | BadValue:
    """A host's value as one of the language's."""
    match kind.base, given:
        case Base.BOOL, bool():
            return given
        case Base.DATE, datetime.date():
            return given
        case Base.LIST, (list() | tuple()):
            return tuple(_list_item(item) for item in given)
        case ((Base.TEXT | Base.CHOICE), str()):
            return canonical(given)
        case _:
            mark = "%" if kind.percent else ""
            return parse_number(given, form=NumberForm(mark=mark))


def _list_item(item: object) -> terms.Value:
    if isinstance(item, str):
        return canonical(item)
    value = parse_number(item)
    return str(item) if isinstance(value, BadValue) else value


def _range(e: Elaborator, written: ParameterDeclaration) -> tuple[Fraction | None, Fraction | None]:
    match written.range:
        case Range() as test:
            low, _, high, _ = range_ends(e, test, Scope())
            a, b = e.static(low.term), e.static(high.term)
            return (a if isinstance(a, Fraction) else None, b if isinstance(b, Fraction) else None)
        case Bound() as test:
            operator, limit = bound(e, test, Scope(), NUMBER)
            value = e.static(limit.term)
            edge = value if isinstance(value, Fraction) else None
            return (edge, None) if operator in (">", ">=") else (None, edge)
        case _:
            return None, None


def _check_range(e: Elaborator, found: ParameterDefinition, written: ParameterDeclaration, *, given: bool) -> None:
    """Every value that the file gives, or the host's, lies in the range."""
    if written.range is None:
        return
    if given:
        _check_value(e, found, written.range, found.value, written.range.span)
        return
    for dated in written.values:
        value = e.static(_value(e, dated).term)
        _check_value(e, found, written.range, value, dated.value.span)


def _check_value(e: Elaborator, found: ParameterDefinition, test: Test, value: terms.Value | None, span: Span) -> None:
    if not isinstance(value, Fraction):
        return
    inside = meets(e, Typed(terms.Constant(value, span=span), found.kind), test, Scope())
    if e.static(inside) is False:
        shown = show_value(value, percent=found.kind.percent)
        e.report(messages.OUT_OF_RANGE_PARAMETER, span, name=found.name, value=shown, range=test.span.text)
