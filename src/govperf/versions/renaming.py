"""Recognises what was only given another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.syntax.declarations import RuleFile
from govperf.syntax.expressions import Name
from govperf.syntax.walk import walk
from govperf.versions.bare import bare, rebuilt, renamed
from govperf.versions.clauses import COLUMN, NAMELESS, NODE, WITHOUT_SCORES, Clause
from govperf.versions.cores import same_policy
from govperf.versions.splitting import clauses_of

_MOST_COMPARED = 2_000
"""Pairs of names that are tried; in a policy that was written anew nothing is called renamed."""

_SELF = "\x01"
_OTHER = "\x02"

Compile = Callable[[RuleFile], Graph | None]


@frozen
class Renaming:
    """The old policy in the words of the new one, with the names that were replaced (old to new)."""

    file: RuleFile
    names: Mapping[str, str]

    def applied(self, file: RuleFile) -> RuleFile:
        """Any other form of the old policy in the words of the new one."""
        again: RuleFile = renamed(file, dict(self.names))
        return again


def recognised(old: RuleFile, new: RuleFile, graph: Graph, compiled: Compile) -> Renaming:
    """What of the old policy goes on under another name: defined alike, and read alike where it is read.

    The old policy with these names must mean what it meant before; otherwise nothing was renamed.
    """
    names: dict[str, str] = {}
    while found := _next(renamed(old, names), new):
        names.update(found)
    if not names:
        return Renaming(old, {})
    again = renamed(old, names)
    meant = compiled(again)
    if meant is None or not same_policy(graph, meant, lambda key: _key(key, names)):
        return Renaming(old, {})
    return Renaming(again, names)


def _next(old: RuleFile, new: RuleFile) -> dict[str, str]:
    """One more name that was replaced by another."""
    mine, theirs = _named(old), _named(new)
    gone = {name: one for name, one in mine.items() if name not in theirs}
    come = {name: one for name, one in theirs.items() if name not in mine}
    if not gone or len(gone) * len(come) > _MOST_COMPARED:
        return {}
    unknown = frozenset((*gone, *come))
    shapes = {name: _shape(one, name, unknown) for name, one in (*gone.items(), *come.items())}
    uses = {name: uses for file, names in ((old, gone), (new, come)) for name, uses in _uses(file, names, unknown)}
    for before in gone:
        fitting = [
            after for after in come if shapes[before] == shapes[after] and _read_alike(uses[before], uses[after])
        ]
        rivals = [other for other in gone if shapes[other] == shapes[before] and uses[other] == uses[before]]
        if len(fitting) == 1 and len(rivals) == 1:
            return {before: fitting[0]}
    return {}


def _named(file: RuleFile) -> dict[str, Clause]:
    """The clauses that define a name; a name defined more than once is left out."""
    found: dict[str, list[Clause]] = {}
    for one in clauses_of(file):
        named = (one.key[0] != NAMELESS and one.is_head) or one.key[1:2] in ((NODE,), (COLUMN,))
        if named and one.sort != "要求":
            found.setdefault(one.key[-1], []).append(one)
    return {name: clauses[0] for name, clauses in found.items() if len(clauses) == 1}


def _shape(clause: Clause, name: str, unknown: frozenset[str]) -> tuple[object, ...]:
    """The clause without its own name, without names that may have been replaced."""
    return (clause.sort, clause.key[:-1] if len(clause.key) > 1 else (), _masked(bare(clause.node), name, unknown))


def _masked(node: Any, own: str, unknown: frozenset[str]) -> Any:
    def changed(one: Any) -> Any:
        if isinstance(one, Name) and one.text in unknown:
            return evolve(one, text=_SELF if one.text == own else _OTHER)
        return None

    return rebuilt(node, changed)


def _uses(file: RuleFile, names: Mapping[str, Clause], unknown: frozenset[str]) -> Iterator[tuple[str, Counter[Any]]]:
    """For each name the clauses that read it, their own names masked."""
    found: dict[str, Counter[Any]] = {name: Counter() for name in names}
    for one in clauses_of(file):
        if one.sort in WITHOUT_SCORES:
            continue
        words = {inside.text for inside in walk(one.node) if isinstance(inside, Name)}
        own = one.key[-1]
        for name in words & names.keys() - {own}:
            found[name][_masked(bare(one.node), name, unknown)] += 1
    yield from found.items()


def _read_alike(old: Counter[Any], new: Counter[Any]) -> bool:
    """Read by nothing in both versions, or by at least one clause that is the same but for the name."""
    return (not old and not new) or bool(old & new)


def _key(key: str, names: Mapping[str, str]) -> str:
    """The key of a node with its names replaced: ``表彰.分值``, ``等次#初评``."""
    parts = (part.partition("#") for part in key.split("."))
    return ".".join(f"{names.get(name, name)}{mark}{rest}" for name, mark, rest in parts)


__all__ = ["Renaming", "recognised"]
