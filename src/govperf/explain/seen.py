"""What the trace saw at one place: the value of every term that was read there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from govperf.diagnostics import shorten
from govperf.evaluate.evaluation import Evaluation, Trace
from govperf.evaluate.meaning import Frame, value_of
from govperf.evaluate.outcome import FailedError, NeededError, Place
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.source import Span
from govperf.terms.terms import Aggregate, Apply, Local, OfCohort, Read, ReadColumn, Rows, Term, Value
from govperf.terms.walk import walk
from govperf.values import show_value, to_json_text

_LIST_SHOWN = 20
_NAMES = (Read, ReadColumn, Local)
_BLANKS = re.compile(r"\s+")
_NO_BLANK_BEFORE = "，。；、：）)]} \n~～—–-（("


@frozen
class Form:
    """How people write a value: decimals, with %, in a unit that stands for a factor (4500万元)."""

    places: int | None = None
    percent: bool = False
    factor: Fraction = Fraction(1)
    unit: str = ""


PLAIN = Form()


@frozen
class Seen:
    """The values at one place, by term, by the words from which a term came.

    ``names`` are the terms that a name or a path stands for, by its words; a constant (a label, a choice) is none.
    """

    place: Place
    graph: Graph
    evaluation: Evaluation
    order: tuple[Term, ...]
    values: Mapping[int, Value]
    at: Mapping[Span, tuple[Term, ...]]
    names: Mapping[Span, Term]

    @property
    def frame(self) -> Frame:
        """The frame in which the terms of this place are read."""
        definition = self.graph[self.place.key].definition
        rows = {definition.ledger: self.place.row} if definition is not None and definition.ledger else {}
        return Frame(self.place.object, self.place, rows, {})

    def value(self, term: Term) -> Value | None:
        """The value that a term had, None where it was not read."""
        return self.values.get(id(term))

    def worth(self, term: Term) -> Value | None:
        """The value of a term, read once more where the trace does not have it; None where there is none."""
        known = self.values.get(id(term))
        return known if known is not None else evaluated(term, self.frame, self.evaluation)

    def outermost(self, span: Span) -> Value | None:
        """The value of all that the words say; None where they were not read."""
        found = [one for one in self.at.get(span, ()) if not _is_subtracted(one)]
        return self.values[id(found[-1])] if found else None

    def shown(self, span: Span) -> str:
        """The value of the name that stands at ``span``, empty where it was not read."""
        term = self.names.get(span)
        value = None if term is None else self.worth(term)
        return "" if term is None or value is None else show(value, self.form(term))

    def form(self, term: Term) -> Form:
        """How people write the value of a name."""
        match term:
            case Read(key):
                return form_of(self.graph, key)
            case ReadColumn(ledger, column):
                return form_of(self.graph, f"{ledger}.{column}")
            case _:
                return PLAIN

    def within(self, term: Term) -> Seen:
        """The same, of what stands inside a term alone: a method used twice has its own values each time."""
        inside = {id(one) for one in walk(term)}
        at = {
            span: kept for span, found in self.at.items() if (kept := tuple(one for one in found if id(one) in inside))
        }
        names = {one.span: one for one in self.order if id(one) in inside and isinstance(one, _NAMES) and one.span}
        order = tuple(one for one in self.order if id(one) in inside)
        return evolve(self, order=order, at=at, names=names)

    def annotated(self, span: Span) -> str:
        """The words at ``span`` with the value behind each name that was read there."""
        inside = sorted(
            (
                one
                for one in self.names
                if one.source is span.source and span.start <= one.start and one.end <= span.end
            ),
            key=lambda one: one.end,
        )
        text, done = [], span.start
        for one in inside:
            value = self.shown(one)
            if one.end > done and value:
                following = span.source.text[one.end : one.end + 1] if one.end < span.end else ""
                blank = "" if not following or following in _NO_BLANK_BEFORE else " "
                text.append(f"{span.source.text[done : one.end]} {value}{blank}")
                done = one.end
        text.append(span.source.text[done : span.end])
        return shorten(_BLANKS.sub(" ", "".join(text)).strip(), 600)


def seen_at(graph: Graph, evaluation: Evaluation, trace: Trace, place: Place) -> Seen:
    """What was seen while the node at ``place`` was computed."""
    noted = trace.values.get(place, [])
    at: dict[Span, list[Term]] = {}
    for term, _ in noted:
        if term.span is not None:
            at.setdefault(term.span, []).append(term)
    names = {term.span: term for term, _ in noted if term.span is not None and isinstance(term, _NAMES)}
    definition = graph[place.key].definition
    if definition is not None:
        for term in _read_for_all(definition.term, {id(term) for term, _ in noted}, definition.ledger):
            if term.span is not None:
                names.setdefault(term.span, term)
    return Seen(
        place,
        graph,
        evaluation,
        tuple(term for term, _ in noted),
        {id(term): value for term, value in noted},
        {span: tuple(terms) for span, terms in at.items()},
        names,
    )


def _read_for_all(term: Term, seen: set[int], ledger: str) -> Iterator[Read | ReadColumn]:
    """Names inside values of the cohort, which another object's turn, or another record's, may have computed."""
    for inside in walk(term):
        if isinstance(inside, OfCohort) and id(inside) in seen:
            for part in walk(inside):
                if isinstance(part, Read) or (isinstance(part, ReadColumn) and part.ledger == ledger):
                    yield part


def _is_subtracted(term: Term) -> bool:
    """``−c`` in the sum that ``a + b − c`` is: it stands where c stands, but is not what the words say."""
    return isinstance(term, Apply) and term.function == "neg" and term.arguments[0].span == term.span


def evaluated(term: Term, frame: Frame, evaluation: Evaluation) -> Value | None:
    """The value of a term; None where there is none."""
    while True:
        try:
            return value_of(term, frame, evaluation)
        except NeededError as needed:
            for place in needed.places:
                evaluation.outcome(place)
        except FailedError:
            return None


def columns_read(term: Term) -> Iterator[str]:
    """Names of the columns that a term over the records of a ledger reads, each once."""
    found = {inside.column: None for inside in walk(term) if isinstance(inside, ReadColumn)}
    yield from found


def ledger_of(term: Aggregate) -> str:
    """The ledger whose records an aggregate goes over; empty where it has its values one by one."""
    return term.source.ledger if isinstance(term.source, Rows) else ""


def form_of(graph: Graph, key: str) -> Form:
    """How people write the value of a node."""
    node = graph[key]
    if node.definition is not None:
        places, percent = node.definition.places, node.definition.kind.percent or "%" in node.definition.rounding_words
        # Places count in the value, 0.1235; two of them are before the point of 12.35%.
        return Form(places if places is None or not percent else max(places - 2, 0), percent)
    if node.input is None:
        return PLAIN
    domain = node.input.domain
    if domain.kind.percent or domain.unit == "%":
        return Form(percent=True)
    return PLAIN if domain.factor == 1 else Form(factor=domain.factor, unit=domain.unit)


def show(value: Value, form: Form = PLAIN) -> str:
    """Any value for a person; a list with 、 between its items."""
    match value:
        case tuple():
            items = "、".join(show(item) for item in value[:_LIST_SHOWN])
            return items if len(value) <= _LIST_SHOWN else f"{items}…共{len(value)}个"
        case str():
            return shorten(_BLANKS.sub(" ", value), 80)
        case Fraction() if form.unit and value:
            return f"{show_value(value / form.factor)}{form.unit}"
        case _:
            return show_value(value, form.places, percent=form.percent)


def exact(value: Value, places: int | None = None) -> str | bool | None:
    """The same value in full for a machine: numbers, dates as text; None for an absent one."""
    match value:
        case Fraction():
            return to_json_text(value, places)
        case bool() | str():
            return value
        case tuple():
            return "、".join(str(exact(item)) for item in value)
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            return None
