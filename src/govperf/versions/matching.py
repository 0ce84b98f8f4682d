"""Finds for every clause of one version the clause of the other that it became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from attrs import evolve

from govperf.frozen import frozen
from govperf.versions.bare import bare
from govperf.versions.clauses import COLUMN, HEADER, LINE, NAMELESS, ROW, SETTINGS, Clause, Key
from govperf.versions.wording import words_of

_ALIKE = 0.6
"""How much of their words two nameless clauses must share to be the same clause, changed."""

_MOST_COMPARED = 400
"""Nameless clauses of one sort that are compared by their words; more are taken in their order."""


@frozen
class Pair:
    """A clause before, after; None where there is none."""

    old: Clause | None
    new: Clause | None

    @property
    def either(self) -> Clause:
        """The clause as it is now, or as it was."""
        found = self.new or self.old
        if found is None:
            raise AssertionError("a pair of nothing")
        return found


def matched(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses of the new version, each under the key of the old clause that it was made from."""
    known = {one.key for one in old}
    keys: dict[Key, Key] = {one.key: one.key for one in new if one.key in known and not _is_numbered(one)}
    taken = set(keys.values())
    left_old = _groups(one for one in old if one.key not in taken)
    left_new = _groups(one for one in new if one.key not in keys)
    for group, mine in left_new.items():
        theirs = left_old.get(group, [])
        for before, after in _paired(theirs, mine):
            keys[after.key] = before.key
    used = known | set(keys.values())
    for one in new:
        if one.key not in keys:
            keys[one.key] = _free(one.key, used)
            used.add(keys[one.key])
    return tuple(evolve(one, key=keys[one.key]) for one in new)


_SINGLE = frozenset(("对象", "输出", "并列", "以下", SETTINGS))
"""Sorts of which there is one."""


def _is_numbered(clause: Clause) -> bool:
    """The key says nothing of the clause but its sort and a number."""
    key = clause.key
    if clause.sort in _SINGLE:
        return False
    if key[0] == NAMELESS:
        return key[1] != HEADER
    return key[1:3] == (LINE, "") or (key[1:3] == (COLUMN, "要求") and len(key) > 3)


def _groups(clauses: Iterable[Clause]) -> Mapping[Key, list[Clause]]:
    """Clauses that can stand for each other: nameless ones of a sort, bands of a scale, rows of a table."""
    found: dict[Key, list[Clause]] = {}
    for one in clauses:
        group = _group(one)
        if group:
            found.setdefault(group, []).append(one)
    return found


def _group(clause: Clause) -> Key:
    key = clause.key
    if key[0] == NAMELESS:
        return key[:2] if key[1] != HEADER else ()
    if len(key) > 2 and key[1] in (LINE, ROW):
        return (*key[:2], clause.sort)
    if len(key) > 2 and key[1] == COLUMN and clause.sort == "要求":
        return (*key[:2], clause.sort)
    return ()


def _paired(old: Sequence[Clause], new: Sequence[Clause]) -> list[tuple[Clause, Clause]]:
    """Equal ones first, then those most alike."""
    found: list[tuple[Clause, Clause]] = []
    left_old, left_new = list(old), []
    for one in new:
        same = next((other for other in left_old if bare(other.node) == bare(one.node)), None)
        if same is None:
            left_new.append(one)
        else:
            left_old.remove(same)
            found.append((same, one))
    if len(left_old) * len(left_new) > _MOST_COMPARED:
        return [*found, *zip(left_old, left_new, strict=False)]
    alike = sorted(
        ((-_likeness(a, b), i, j) for i, a in enumerate(left_old) for j, b in enumerate(left_new)),
    )
    olds: set[int] = set()
    news: set[int] = set()
    for likeness, i, j in alike:
        if -likeness >= _ALIKE and i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            found.append((left_old[i], left_new[j]))
    return found


def _likeness(a: Clause, b: Clause) -> float:
    return SequenceMatcher(None, words_of(a), words_of(b), autojunk=False).ratio()


def _free(key: Key, taken: Iterable[Key]) -> Key:
    """The key, or one like it that no other clause has."""
    found, count = key, 1
    while found in taken:
        count += 1
        found = (*key, f"新{count}") if len(key) > 1 else (f"{key[0]}（新{count}）",)
    return found


__all__ = ["Pair", "matched"]
