"""Every division, every arm of a policy with what must hold for it to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import field

from govperf.frozen import frozen
from govperf.proofs.forms import UnsettledError
from govperf.proofs.lowering import DEEPEST, Lowered
from govperf.semantics import Definition, Role
from govperf.source import Span
from govperf.terms.terms import Aggregate, Apply, Branch, Choose, Every, Grading, Let, Local, Rows, Some, Term
from govperf.terms.walk import parts, walk


@frozen
class Condition:
    """A condition above a term, as a form, with whether it holds there; ``term`` can be evaluated by itself."""

    term: Term
    form: int
    holds: bool


@frozen
class Spot:
    """A term where it stands.

    ``names`` are the local values around it as forms, ``named`` as terms; ``ledger`` is that whose records are at hand.
    """

    term: Term
    definition: Definition
    conditions: tuple[Condition, ...] = ()
    names: Mapping[int, int] = field(factory=dict, eq=False, repr=False)
    named: Mapping[int, Term] = field(factory=dict, eq=False, repr=False)
    ledger: str = ""

    def closed(self, term: Term) -> Term:
        """The term with the local values that it reads put around it."""
        for name in sorted(self.named, reverse=True):
            if any(isinstance(inside, Local) and inside.name == name for inside in walk(term)):
                term = Let(name, self.named[name], term, span=term.span)
        return term


@frozen
class Arm:
    """One way of a conditional, one band of a scale: taken where the conditions of its spot hold, the last its own."""

    words: str
    spot: Spot
    span: Span | None


def spots(lowered: Lowered) -> Iterator[Spot]:
    """Every term of every formula, outermost first, with the conditions above it."""
    for definition in lowered.graph.ruleset.definitions:
        if definition.role is Role.PARAMETER:
            continue
        waiting = [(Spot(definition.term, definition, ledger=definition.ledger), 0)]
        while waiting:
            spot, depth = waiting.pop()
            yield spot
            if depth < DEEPEST:
                waiting.extend((one, depth + 1) for one in reversed(list(_below(spot, lowered))))


def _at(spot: Spot, term: Term, conditions: Sequence[Condition] = ()) -> Spot:
    return Spot(term, spot.definition, (*spot.conditions, *conditions), spot.names, spot.named, spot.ledger)


def _below(spot: Spot, lowered: Lowered) -> Iterator[Spot]:
    match spot.term:
        case Choose(branches, otherwise):
            yield from _ways(spot, branches, otherwise, lowered)
        case Every(inner) | Some(inner):
            seen: list[Condition] = []
            for part in inner:
                yield _at(spot, part, seen)
                condition = _condition(spot, part, lowered, holds=isinstance(spot.term, Every))
                seen += [condition] if condition is not None else []
        case Let(name, value, body):
            yield _at(spot, value)
            given = lowered_at(lowered, spot, value)
            if given is not None:
                names, named = {**spot.names, name: given}, {**spot.named, name: value}
                yield Spot(body, spot.definition, spot.conditions, names, named, spot.ledger)
        case Aggregate(source=Rows(ledger)):
            for part in parts(spot.term):
                yield Spot(part, spot.definition, spot.conditions, spot.names, spot.named, ledger)
        case _:
            yield from (_at(spot, part) for part in parts(spot.term))


def _ways(spot: Spot, branches: Sequence[Branch], otherwise: Term, lowered: Lowered) -> Iterator[Spot]:
    before: list[Condition] = []
    for branch in branches:
        yield _at(spot, branch.condition, before)
        holds = _condition(spot, branch.condition, lowered, holds=True)
        fails = _condition(spot, branch.condition, lowered, holds=False)
        yield _at(spot, branch.value, before if holds is None else [*before, holds])
        before += [fails] if fails is not None else []
    yield _at(spot, otherwise, before)


def _condition(spot: Spot, term: Term, lowered: Lowered, *, holds: bool) -> Condition | None:
    """None where nothing can be said of the condition, which then adds nothing."""
    form = lowered_at(lowered, spot, term)
    return None if form is None else Condition(spot.closed(term), form, holds)


def lowered_at(lowered: Lowered, spot: Spot, term: Term) -> int | None:
    """The form of a term at a spot; None where it has none."""
    try:
        return lowered.lower(term, spot.names)
    except (UnsettledError, RecursionError):
        return None


def divisions(lowered: Lowered) -> Iterator[tuple[Spot, Apply]]:
    """Every division by something that is no constant."""
    for spot in spots(lowered):
        if isinstance(spot.term, Apply) and spot.term.function == "/":
            divisor = lowered_at(lowered, spot, spot.term.arguments[1])
            if divisor is None or not lowered.forms.number_of(divisor):
                yield spot, spot.term


def arms(lowered: Lowered) -> Iterator[Arm]:
    """Every arm that bears words, every band."""
    for spot in spots(lowered):
        match spot.term:
            case Choose(branches) if all(branch.label and branch.span for branch in branches):
                ways = [(branch.condition, branch.label, branch.span) for branch in branches]
                yield from _arms(spot, ways, lowered)
            case Grading(bands=bands):
                tests = [
                    (band.band, f"{band.grade}：{band.words}", band.span) for band in bands if band.band is not None
                ]
                yield from _arms(spot, tests, lowered)
            case _:
                pass


def _arms(spot: Spot, ways: Sequence[tuple[Term, str, Span | None]], lowered: Lowered) -> Iterator[Arm]:
    before: list[Condition] = []
    for test, words, span in ways:
        holds = _condition(spot, test, lowered, holds=True)
        fails = _condition(spot, test, lowered, holds=False)
        if holds is None or fails is None:
            return
        yield Arm(words, _at(spot, test, [*before, holds]), span)
        before.append(fails)
