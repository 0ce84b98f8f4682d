"""The oracle: what every row is worth, by integers that cannot round."""

from __future__ import annotations

from math import lcm

import numpy as np
from attrs import frozen
from scalar.w2 import ACTUAL, DEDUCTIONS, NUMBERS, TARGET, VETO, WEIGHTS

from table.rows import COMPLAINTS, MAIN, REVIEW, VISITS, Integers, Rows

GRADES = ("优秀", "良好", "合格", "不合格")


@frozen
class Results:
    """By row: the score in ``1/per``, the grade as its place in GRADES, the rank where the workload has one."""

    score: Integers
    per: int
    grade: Integers
    rank: Integers | None = None


def w1(rows: Rows) -> Results:
    score = _w1_thousandths(rows)
    return Results(score, 1000, _grade(score, 1000))


def w2(rows: Rows) -> Results:
    score = np.array([_w2_hundredths(rows, row) for row in range(rows.count)], dtype=np.int64)
    return Results(score, 100, np.where(rows.flags[VETO], 3, _grade(score, 100)))


def w3(rows: Rows) -> Results:
    own = _w1_thousandths(rows)
    ascending = np.sort(own)
    rank = rows.count - np.searchsorted(ascending, own, side="right") + 1
    points = np.where(4 * rank <= rows.count, 90, np.where(20 * rank <= 11 * rows.count, 80, 70))
    score = own * 6 + points * 4000
    return Results(score, 10_000, _grade(score, 10_000), rank)


def _w1_thousandths(rows: Rows) -> Integers:
    of = rows.hundredths
    lost = np.minimum(of[VISITS], 200) + np.minimum(of[COMPLAINTS], 200)
    return 9 * of[MAIN] + of[REVIEW] - 10 * lost


def _grade(score: Integers, per: int) -> Integers:
    return np.select([score >= 90 * per, score >= 80 * per, score >= 70 * per], [0, 1, 2], 3)


HALVES = tuple(int(float(weight) * 2) for weight in WEIGHTS)


def _w2_hundredths(rows: Rows, row: int) -> int:
    """One score in hundredths, rounded half away from zero; Python's integers, so that nothing is too long."""
    of = rows.hundredths
    open_ones = []
    whole = 0
    for number, half in zip(NUMBERS, HALVES, strict=True):
        actual, target = int(of[ACTUAL[number]][row]), int(of[TARGET[number]][row])
        if actual >= target:
            whole += half
        else:
            open_ones.append((half * actual, target))
    below = lcm(*(target for _, target in open_ones))
    above = whole * below + sum(part * (below // target) for part, target in open_ones)
    lost = min(sum(int(of[name][row]) for name in DEDUCTIONS), 500)
    # points = above ÷ (2 below); the score in hundredths is points × 90 + review ÷ 10 − lost
    top = 450 * above + (int(of[REVIEW][row]) - 10 * lost) * below
    per = 10 * below
    sign = -1 if top < 0 else 1
    return sign * ((2 * abs(top) + per) // (2 * per))
