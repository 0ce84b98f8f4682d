"""Whether conditions that hold make another one sure, decided by a truth table over their simple parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from govperf.terms.kinds import Kind
from govperf.terms.terms import Compare, Constant, Every, Opposite, Read, ReadColumn, Some, Term, Value
from govperf.terms.walk import key_of

MOST_ROWS = 4096


def implies(facts: tuple[Term, ...], goal: Term, domains: Mapping[str, Kind]) -> bool:
    """True where ``goal`` holds whenever all ``facts`` hold; False where that is not sure.

    Comparisons of one choice with its values are decided for each of its values; any other condition may hold or not.
    """
    if goal in facts:
        return True
    atoms = tuple(dict.fromkeys(atom for term in (*facts, goal) for atom in _atoms(term)))
    choices = _choices(atoms, domains)
    free = [atom for atom in atoms if _subject(atom) not in choices]
    size = 2 ** len(free)
    for options in choices.values():
        size *= len(options)
    if size > MOST_ROWS:
        return False
    return all(_holds(goal, world) for world in _worlds(free, choices) if all(_holds(fact, world) for fact in facts))


World = Mapping[Term, object]


def _worlds(free: list[Term], choices: Mapping[Term, tuple[Value, ...]]) -> Iterator[World]:
    for truths in product((False, True), repeat=len(free)):
        for picks in product(*choices.values()):
            yield {**dict(zip(free, truths, strict=True)), **dict(zip(choices, picks, strict=True))}


def _atoms(term: Term) -> Iterable[Term]:
    match term:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _atoms(part)
        case Opposite(operand):
            yield from _atoms(operand)
        case Constant():
            return
        case _:
            yield term


def _choices(atoms: tuple[Term, ...], domains: Mapping[str, Kind]) -> dict[Term, tuple[Value, ...]]:
    found: dict[Term, tuple[Value, ...]] = {}
    for atom in atoms:
        subject = _subject(atom)
        options = domains[key].options if (key := key_of(subject)) in domains else ()
        if subject is not None and options:
            found[subject] = tuple(options)
    return found


def _subject(atom: Term) -> Term | None:
    match atom:
        case Compare("=" | "!=", Read() | ReadColumn() as subject, Constant()):
            return subject
        case _:
            return None


def _holds(term: Term, world: World) -> bool:
    match term:
        case Every(parts):
            return all(_holds(part, world) for part in parts)
        case Some(parts):
            return any(_holds(part, world) for part in parts)
        case Opposite(operand):
            return not _holds(operand, world)
        case Constant(value):
            return value is True
        case Compare(operator, left, Constant(value)) if left in world:
            return (world[left] == value) is (operator == "=")
        case _:
            return bool(world[term])
