"""What rows fail for, in the order in which it is told: a list of reasons, each with the rows that tell it there."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from attrs import frozen

from govperf.columns.model import Flags

UNSURE = -1
"""Stands for a reason where it is not known whether the row fails, or for what."""

MOST_PARTS = 2_000
"""A list that has grown beyond this, since rows tell the same in different order, is not sure of anything."""


@frozen(eq=False)
class Told:
    """Reasons by number with the rows in which each is told first at this place; no row tells one twice."""

    parts: tuple[tuple[int, Flags], ...] = ()

    @property
    def failed(self) -> Flags | None:
        """The rows that fail, or may do so; None where none does."""
        return _any_of(rows for _, rows in self.parts)

    @property
    def sure(self) -> Flags | None:
        """The rows that surely fail."""
        return _any_of(rows for reason, rows in self.parts if reason != UNSURE)

    @property
    def unsure(self) -> Flags | None:
        """The rows of which not all is known."""
        return _any_of(rows for reason, rows in self.parts if reason == UNSURE)


NOTHING = Told()


def gathered(lists: Iterable[Told]) -> Told:
    """One list after the other, each row telling all of them."""
    found: list[tuple[int, Flags]] = []
    seen: dict[int, Flags] = {}
    for told in lists:
        for reason, rows in told.parts:
            before = seen.get(reason)
            if before is rows:
                continue
            fresh = rows if before is None else rows & ~before
            if before is not None and not fresh.any():
                continue
            found.append((reason, fresh))
            seen[reason] = rows if before is None else before | rows
    if len(found) > MOST_PARTS:
        return unsure(Told(tuple(found)))
    return Told(tuple(found))


def after(*lists: Told) -> Told:
    """One list after the other; a row that fails tells no more."""
    found = NOTHING
    for told in lists:
        if not found.parts:
            found = told
        elif told.parts:
            found = gathered((found, beside(told, found)))
    return found


def beside(told: Told, others: Told) -> Told:
    """The list without the rows that fail for others."""
    failed = others.failed
    return told if failed is None else within(told, ~failed)


def within(told: Told, rows: Flags) -> Told:
    """The list for some rows alone."""
    found = []
    for reason, own in told.parts:
        left = own & rows
        if left.any():
            found.append((reason, own if np.array_equal(left, own) else left))
    return Told(tuple(found))


def unsure(told: Told) -> Told:
    """All rows that may fail here may do so or not."""
    failed = told.failed
    return NOTHING if failed is None else Told(((UNSURE, failed),))


def either(one: Told, other: Told) -> Told:
    """Two lists of different rows as one, the order of both kept."""
    if not (one.parts and other.parts):
        return one if one.parts else other
    places = {reason: place for place, (reason, _) in enumerate(other.parts)}
    found: list[tuple[int, Flags]] = []
    reached = 0
    for reason, rows in one.parts:
        place = places.get(reason, -1)
        if place < reached:
            found.append((reason, rows))
            continue
        found.extend(other.parts[reached:place])
        found.append((reason, rows | other.parts[place][1]))
        reached = place + 1
    return Told((*found, *other.parts[reached:]))


def _any_of(masks: Iterable[Flags]) -> Flags | None:
    found: Flags | None = None
    for rows in masks:
        found = rows if found is None else found | rows
    return found
