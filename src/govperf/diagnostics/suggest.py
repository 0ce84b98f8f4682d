"""The names that a mistyped name may have meant."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

_MOST_CANDIDATES: Final = 2_000
_LONGEST: Final = 64
_MOST_EDITS: Final = 3
_ENOUGH_SHARED_PAIRS: Final = 60
"""Percentage of shared neighbouring characters from which two names are near in spite of many edits."""


def nearest(name: str, candidates: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` candidates that look like ``name``, the closest first; empty where none is near.

    Near are: one edit (a character changed, added, left out, or two neighbours swapped) in up to five characters, two
    in up to eight, three beyond; an abbreviation such as 计生 for 计划生育; the same words in another order. The work
    is bounded: names over 64 characters are passed over, as are candidates beyond 2,000.
    """
    wanted = _folded(name)
    if not 1 < len(wanted) <= _LONGEST or most < 1:
        return ()
    pool = sorted({other for other in candidates if len(other) <= _LONGEST and other != name})
    pool.sort(key=lambda other: abs(len(other) - len(wanted)))
    letters = Counter(wanted)
    rated = [(_distance(wanted, letters, _folded(other)), other) for other in pool[:_MOST_CANDIDATES]]
    near = sorted((rank, other) for rank, other in rated if rank is not None)
    return tuple(other for _, other in near[:most])


def _distance(wanted: str, letters: Counter[str], other: str) -> int | None:
    """How far two folded names are apart: edits, then what is near for another reason; None for far."""
    if not letters.keys() & set(other):
        return None
    edits = _edits(wanted, other, _allowed(max(len(wanted), len(other))))
    if edits is not None:
        return edits
    if _abbreviates(wanted, other) or _abbreviates(other, wanted):
        return _MOST_EDITS + 1
    return _MOST_EDITS + 2 if _shared_pairs(wanted, other) >= _ENOUGH_SHARED_PAIRS else None


def _allowed(length: int) -> int:
    return 1 if length <= 5 else 2 if length <= 8 else _MOST_EDITS


def _edits(one: str, other: str, most: int) -> int | None:
    """Edits between two texts, a swap of neighbours being one; None where there are more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return None
    far = most + 1
    before: list[int] = []
    row = [min(column, far) for column in range(len(other) + 1)]
    for line, char in enumerate(one, start=1):
        earlier, before, row = before, row, [min(line, far)] + [far] * len(other)
        # Only cells this close to the diagonal can be within the allowance.
        for column in range(max(1, line - most), min(len(other), line + most) + 1):
            best = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (char != other[column - 1]))
            if line > 1 and column > 1 and char == other[column - 2] and one[line - 2] == other[column - 1]:
                best = min(best, earlier[column - 2] + 1)
            row[column] = best
        if min(row) >= far:
            return None
    return row[-1] if row[-1] <= most else None


def _abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` keeps the first character of ``long`` and at least every third one, in order."""
    if not len(short) < len(long) <= 3 * len(short) or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def _shared_pairs(one: str, other: str) -> int:
    pairs, others = Counter(pairwise(one)), Counter(pairwise(other))
    total = pairs.total() + others.total()
    return 200 * (pairs & others).total() // total if total else 0


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name[: _LONGEST + 1]).casefold()
