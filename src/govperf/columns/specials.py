"""Terms that look beyond their own row: where they stand, how they are read on their own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import attrs
from attrs import define, field

from govperf.columns.code import UnsupportedError
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.terms.terms import Aggregate, Let, Local, OfCohort, Placement, Rows, SameKey, Term
from govperf.terms.walk import parts, reads, walk

Special = Aggregate | OfCohort | Placement


@frozen
class Found:
    """A special term where it stands, and as it is read on its own: with the local values that it uses put in."""

    term: Special
    closed: Special


def is_special(term: Term) -> bool:
    """The term looks at records, or at other objects."""
    match term:
        case OfCohort() | Placement() | Aggregate(source=Rows()):
            return True
        case _:
            return False


@define(eq=False)
class Reading:
    """What the terms of a policy read in their own row, what is special in them: found once for each term."""

    reads: dict[int, tuple[Term, frozenset[str]]] = field(factory=dict)
    specials: dict[int, tuple[Term, tuple[Found, ...]]] = field(factory=dict)
    _made: dict[tuple[int, ...], tuple[object, Term]] = field(factory=dict)

    def reads_of(self, term: Term) -> frozenset[str]:
        """Keys of the nodes that a term reads in its own row, special terms and what is inside them left out."""
        # The term is kept beside what was found, so that nothing else can come to have its identity.
        if id(term) not in self.reads:
            self.reads[id(term)] = term, frozenset(key for part in _plain(term) for key in reads(part))
        return self.reads[id(term)][1]

    def specials_of(self, term: Term) -> tuple[Found, ...]:
        """The special terms of a term, those inside others left out."""
        if id(term) not in self.specials:
            self.specials[id(term)] = term, tuple(_specials_in(term))
        return self.specials[id(term)][1]

    def made(self, parts: tuple[Term, ...], make: Callable[[], Term]) -> Term:
        """A term made of parts of the policy, once: what is known of terms goes by their identity."""
        key = tuple(map(id, parts))
        if key not in self._made:
            self._made[key] = parts, make()
        return self._made[key][1]


_MOST_POLICIES = 64
_readings: OrderedDict[int, tuple[Graph, Reading]] = OrderedDict()


def reading_of(graph: Graph) -> Reading:
    """The reading of a policy; those used last are kept, with the policy, so that its identity stays its own."""
    found = _readings.get(id(graph))
    if found is None:
        found = graph, Reading()
        _readings[id(graph)] = found
        while len(_readings) > _MOST_POLICIES:
            _readings.popitem(last=False)
    return found[1]


def _specials_in(term: Term) -> list[Found]:
    found: list[Found] = []
    stack: list[tuple[Term, tuple[Let, ...]]] = [(term, ())]
    while stack:
        part, lets = stack.pop()
        if isinstance(part, OfCohort | Placement) or (isinstance(part, Aggregate) and isinstance(part.source, Rows)):
            found.append(Found(part, _closed(part, lets)))
        elif isinstance(part, Let):
            stack.append((part.body, (*lets, part)))
            stack.append((part.value, lets))
        else:
            stack.extend((inside, lets) for inside in reversed(parts(part)))
    return found


def _plain(term: Term) -> Iterator[Term]:
    """The smallest parts of a term, without those inside special ones."""
    stack = [term]
    while stack:
        part = stack.pop()
        if is_special(part):
            continue
        inside = parts(part)
        if not inside:
            yield part
        stack.extend(reversed(inside))


def _closed(term: Special, lets: tuple[Let, ...]) -> Special:
    names = {part.name for part in walk(term) if isinstance(part, Local)}
    names -= {part.name for part in walk(term) if isinstance(part, Let)}
    used = tuple(one for one in lets if one.name in _reached(names, lets))
    if not used:
        return term
    if isinstance(term, Placement):
        raise UnsupportedError
    changed: dict[str, Any] = {}
    for one in attrs.fields(type(term)):
        value = getattr(term, one.name)
        if one.name == "span":
            continue
        if isinstance(value, SameKey):
            changed[one.name] = SameKey(_within(value.key, used), value.take)
        elif isinstance(value, tuple) and value and one.name in ("groups", "ties"):
            changed[one.name] = tuple(_within(part, used) for part in value)
        elif attrs.has(type(value)) and isinstance(value, Term):
            changed[one.name] = _within(value, used)
    return attrs.evolve(term, **changed)


def _reached(names: set[int], lets: tuple[Let, ...]) -> set[int]:
    """The names with those that their own values use."""
    found = set(names)
    for one in reversed(lets):
        if one.name in found:
            found |= {part.name for part in walk(one.value) if isinstance(part, Local)}
    return found


def _within(term: Term, lets: tuple[Let, ...]) -> Term:
    for one in reversed(lets):
        term = Let(one.name, one.value, term, span=term.span)
    return term
