"""Walking terms: their parts, the nodes they read, the nodes they cannot do without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

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
    Rows,
    Some,
    Term,
)


def parts(term: Term) -> tuple[Term, ...]:
    """The terms directly inside, in the order in which they are read."""
    match term:
        case Constant() | Read() | ReadColumn() | Local():
            return ()
        case Failure():
            return _given(term.subject)
        case Let():
            return (term.value, term.body)
        case Apply():
            return term.arguments
        case Compare():
            return (term.left, term.right)
        case Every() | Some():
            return term.parts
        case Opposite() | Position() | Rounded() | Root() | IsPresent():
            return (term.operand,)
        case Choose():
            inside = tuple(part for branch in term.branches for part in (branch.condition, branch.value))
            return (*inside, term.otherwise)
        case Bounded():
            return _given(term.operand, term.low, term.high)
        case Default():
            return (term.operand, term.default)
        case Aggregate():
            items = term.source.items if isinstance(term.source, Items) else (term.value,)
            same = term.same.key if term.same else None
            return (*items, *_given(term.where, same, term.most, term.empty, term.weight, term.trim))
        case OfCohort():
            return (*_given(term.value, term.where, term.weight, term.total), *term.groups, *term.ties)
        case Grading():
            bands = tuple(part for band in term.bands for part in _given(band.band, band.condition))
            return (term.score, *bands, *(step.condition for step in term.steps))
        case Placement():
            conditions = tuple(part for band in term.bands for part in _given(band.condition))
            amounts = tuple(quota.amount for quota in term.quotas)
            return (term.entry, term.score, *conditions, *amounts, *term.groups, *term.keys)
        case _:
            assert_never(term)


def walk(term: Term) -> Iterator[Term]:
    """The term with all that is inside it, outermost first."""
    stack = [term]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(parts(current)))


def reads(term: Term) -> tuple[str, ...]:
    """Keys of the nodes that the term can read, ledgers among them, each once, in order."""
    found: dict[str, None] = {}
    for inside in walk(term):
        match inside:
            case Read() | ReadColumn():
                found[key_of(inside)] = None
            case Aggregate(source=Rows(ledger)):
                found[ledger] = None
            case OfCohort(ledger=ledger) if ledger:
                found[ledger] = None
            case _:
                pass
    return tuple(found)


def key_of(term: Term | None) -> str:
    """The key of the node that the term reads; empty where it is no plain read."""
    match term:
        case Read(key):
            return key
        case ReadColumn(ledger, column):
            return f"{ledger}.{column}"
        case _:
            return ""


def needs(term: Term) -> tuple[str, ...]:
    """Keys of the nodes that are read whatever happens: those outside every unchosen side."""
    found: dict[str, None] = {}
    stack = [term]
    while stack:
        current = stack.pop()
        if isinstance(current, Read):
            found[current.key] = None
        stack.extend(reversed(_strict_parts(current)))
    return tuple(found)


def _strict_parts(term: Term) -> tuple[Term, ...]:
    match term:
        case Choose():
            return (term.branches[0].condition,) if term.branches else (term.otherwise,)
        case Every() | Some():
            return term.parts[:1]
        case Default():
            return (term.operand,)
        case Aggregate():
            return term.source.items if isinstance(term.source, Items) else ()
        case OfCohort() | Grading() | Placement() | Failure():
            return ()
        case _:
            return parts(term)


def _given(*terms: Term | None) -> tuple[Term, ...]:
    return tuple(term for term in terms if term is not None)
