"""What was changed from one version of a policy to the next, clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import evolve, field

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.declarations import Band, Veto
from govperf.versions.bare import bare
from govperf.versions.clauses import NAMELESS, NODE, ORDER, ROW, Clause, Key, Order
from govperf.versions.matching import Pair
from govperf.versions.ordering import arranged
from govperf.versions.wording import Hunk, Told, clause_of, rest_of, told, words_of

Action = Literal["增", "删", "改", "移", "改名", "次序"]


@frozen
class Change:
    """One change: what was done to which clause, the words before and after.

    ``hunks`` are what differs in the words under ``head``, ``whole`` says that there is nothing else to say.
    ``was`` with ``now`` are the places in both rule files, ``clause_before`` with ``clause_after`` the 依据.
    ``pairs`` are the clauses touched, more than one where a statement came or went with its lines.
    """

    action: Action
    sort: str
    title: str
    before: str = ""
    after: str = ""
    head: str = ""
    hunks: tuple[Hunk, ...] = ()
    clause_before: str = ""
    clause_after: str = ""
    whole: bool = False
    pairs: tuple[Pair, ...] = field(default=(), repr=False)
    was: Span | None = field(default=None, eq=False, repr=False)
    now: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Differences:
    """All changes: those on which scores can depend, in the order of the file; those on which none can.

    ``remarks`` are clauses whose 依据 or 说明 alone changed; ``reordered`` says that nothing but the order of the
    statements is another; ``renamed`` are names that were replaced wherever they stand.
    """

    changes: tuple[Change, ...]
    without_scores: tuple[Change, ...] = ()
    remarks: tuple[Change, ...] = ()
    reordered: bool = False
    renamed: tuple[Change, ...] = ()


def differences(old: Sequence[Clause], new: Sequence[Clause], original: Mapping[Key, Clause]) -> Differences:
    """What differs; ``new`` bears the keys of the old clauses, ``original`` has those in their own words."""
    before, after = ({one.key: one for one in clauses} for clauses in (old, new))
    keys = arranged(list(before), list(after), new_first=True)
    pairs = [Pair(before.get(key), after.get(key)) for key in keys]
    differing = [one for one in pairs if one.old is None or one.new is None or one.old.node != one.new.node]
    remarks = [one for one in differing if one.old and one.new and bare(one.old.node) == bare(one.new.node)]
    ruled = [one for one in differing if one not in remarks]
    counted = _grouped([one for one in ruled if one.either.has_part])
    orders = [*_orders(old, new)]
    idle = [(one,) for one in ruled if not one.either.has_part]
    return Differences(
        tuple(_change(group, original) for group in (*counted, *((one,) for one in orders))),
        tuple(_change(group, original) for group in idle),
        tuple(_change((one,), original) for one in remarks),
        not differing and not orders and [one.key for one in old] != [one.key for one in new],
    )


def _grouped(pairs: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """A statement that came, went or became another thing is one change with its lines, a moved node with its own."""
    moved = dict(_moved(pairs))
    whole = {one.either.key for one in pairs if one.either.is_head and _is_whole(one)}
    nodes = {one.either.key for one in pairs if one.either.key[1:2] == (NODE,) and _is_whole(one)}
    groups: dict[Key, list[Pair]] = {}
    gone = {id(pair) for pair in moved.values()}
    for one in pairs:
        if id(one) in gone:
            continue
        pair = one if id(one) not in moved else Pair(moved[id(one)].old, one.new)
        groups.setdefault(_topmost(one.either, whole, nodes), []).append(pair)
    return [tuple(found) for found in groups.values()]


def _is_whole(pair: Pair) -> bool:
    return pair.old is None or pair.new is None or type(pair.old.node) is not type(pair.new.node)


def _topmost(clause: Clause, whole: set[Key], nodes: set[Key]) -> Key:
    if clause.head in whole:
        return clause.head
    key = clause.key
    while key[1:2] == (NODE,) and key in nodes and key[:-1] in nodes:
        key = key[:-1]
    return key


def _moved(pairs: Sequence[Pair]) -> Iterator[tuple[int, Pair]]:
    """Indicators that stand somewhere else as they were: the pair that came with the pair that went."""
    went = [one for one in pairs if one.new is None and one.old and one.old.key[1:2] == (NODE,)]
    came = [one for one in pairs if one.old is None and one.new and one.new.key[1:2] == (NODE,)]
    names = Counter(one.either.key[-1] for one in went)
    for one in came:
        name = one.either.key[-1]
        found = [other for other in went if other.either.key[-1] == name and names[name] == 1]
        if found and bare(found[0].either.node) == bare(one.either.node):
            yield id(one), found[0]


def _orders(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[Pair]:
    """Lines of which an earlier one has precedence, where those in both versions stand in another order."""
    mine, theirs = _ordered(old), _ordered(new)
    for group, keys in mine.items():
        common = set(keys) & set(theirs.get(group, ()))
        before = tuple(key for key in keys if key in common)
        after = tuple(key for key in theirs.get(group, ()) if key in common)
        if before != after:
            first = next(one for one in old if one.key == before[0])
            title = first.owner_title or first.sort
            key = (*group, ORDER) if group[0] != NAMELESS else (NAMELESS, ORDER, *group[1:])
            start = Clause(key, ORDER, title, Order(before, _names(before, old)), span=first.span)
            last = next(one for one in new if one.key == after[0])
            yield Pair(start, evolve(start, node=Order(after, _names(after, new)), span=last.span))


def _names(keys: Sequence[Key], clauses: Sequence[Clause]) -> tuple[str, ...]:
    """What people call these lines: a grade, the first cell of a row, a veto by what it says."""
    known = {one.key: one for one in clauses}
    found = (known[key] for key in keys)
    return tuple(one.title.split("·")[-1] if one.owner is not None else rest_of(one, words_of(one)) for one in found)


def _ordered(clauses: Sequence[Clause]) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    for one in clauses:
        if isinstance(one.node, Band) or one.key[1:2] == (ROW,):
            found.setdefault(one.head, []).append(one.key)
        elif isinstance(one.node, Veto) and one.node.effects:
            found.setdefault((NAMELESS, one.sort), []).append(one.key)
    return found


# --- in words ---


def _change(pairs: tuple[Pair, ...], original: Mapping[Key, Clause]) -> Change:
    first = pairs[0]
    old = None if first.old is None else original.get(first.old.key, first.old)
    new = first.new
    either = first.either
    before = "" if old is None else words_of(old)
    after = "" if new is None else words_of(new)
    action = _action(first)
    said = told(old, new) if old and new and action in ("改", "次序") else Told(either.title, (), whole=False)
    return Change(
        action,
        either.sort,
        either.title,
        before,
        after,
        said.title,
        said.hunks,
        clause_of(old),
        clause_of(new),
        said.whole,
        pairs,
        None if old is None else old.span,
        None if new is None else new.span,
    )


def _action(pair: Pair) -> Action:
    if pair.old is None:
        return "增"
    if pair.new is None:
        return "删"
    if isinstance(pair.new.node, Order):
        return "次序"
    return "改" if pair.old.key == pair.new.key else "移"


__all__ = ["Action", "Change", "Differences", "differences"]
