"""Allots a total by weights so that the parts add up to it exactly (largest remainder)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from govperf.evaluate.meaning import Frame, World, failed, name_of, number_of
from govperf.terms import failures
from govperf.terms.terms import OfCohort, Value
from govperf.values import floor, show_number


class Claimant(Protocol):
    """One who has a share."""

    @property
    def frame(self) -> Frame:
        """From where its weight was read."""

    @property
    def value(self) -> Value | None:
        """Its weight; None where there is none."""

    @property
    def ties(self) -> tuple[Fraction, ...]:
        """What decides between equal remainders."""

    @property
    def where(self) -> tuple[int, int]:
        """Object and record."""


def allotted(
    term: OfCohort, claimants: Sequence[Claimant], frame: Frame, world: World
) -> Mapping[tuple[int, int], Fraction]:
    """The part of each claimant; Hamilton's method: whole steps first, the rest to the largest remainders."""
    total = _total(term, claimants, frame, world)
    weights = [one.value if isinstance(one.value, Fraction) else Fraction(0) for one in claimants]
    whole = sum(weights, Fraction(0))
    if any(weight < 0 for weight in weights):
        raise failed(failures.ALLOTMENT, term, frame, reason="权数有负的")
    if whole == 0:
        raise failed(failures.NO_WEIGHT, term, frame)
    exact = [total * weight / whole for weight in weights]
    if term.step is None:
        return {one.where: part for one, part in zip(claimants, exact, strict=True)}
    return _in_steps(term, claimants, exact, term.step, frame, world)


def _total(term: OfCohort, claimants: Sequence[Claimant], frame: Frame, world: World) -> Fraction:
    if term.total is None:
        raise AssertionError("按比例分配 always has a total")
    totals = {number_of(term.total, one.frame, world) for one in claimants} or {Fraction(0)}
    if len(totals) > 1:
        raise failed(failures.ALLOTMENT, term, frame, reason="各对象的总额不一样")
    return totals.pop()


def _in_steps(
    term: OfCohort,
    claimants: Sequence[Claimant],
    exact: Sequence[Fraction],
    step: Fraction,
    frame: Frame,
    world: World,
) -> Mapping[tuple[int, int], Fraction]:
    left = sum(exact, Fraction(0)) / step
    if left.denominator != 1:
        raise failed(
            failures.ALLOTMENT,
            term,
            frame,
            reason=f"总额 {show_number(left * step)} 不是 {show_number(step)} 的整数倍，分不尽",
        )
    whole = [floor(part / step) for part in exact]
    spare = int(left) - sum(whole)
    remainders = [part / step - count for part, count in zip(exact, whole, strict=True)]
    order = sorted(range(len(claimants)), key=lambda i: _claim(claimants[i], remainders[i]))
    if spare and not term.in_order and spare < len(order):
        last, first_out = order[spare - 1], order[spare]
        if _claim(claimants[last], remainders[last]) == _claim(claimants[first_out], remainders[first_out]):
            tied = [
                i for i in order if _claim(claimants[i], remainders[i]) == _claim(claimants[last], remainders[last])
            ]
            names = "、".join(name_of(claimants[i].frame.object, world) for i in tied[:6])
            raise failed(failures.TIED_SHARE, term, frame, names=names)
    for index in order[:spare]:
        whole[index] += 1
    return {one.where: count * step for one, count in zip(claimants, whole, strict=True)}


def _claim(one: Claimant, remainder: Fraction) -> tuple[Fraction, ...]:
    return (-remainder, *(-tie for tie in one.ties))
