"""What is measured: a workload over a table, scored by several contenders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from attrs import frozen

from table.exact import Results
from table.rows import Draw, Rows


@frozen
class Scores:
    """What a contender gave by row: scores as its own numbers, grades as places in GRADES, ranks where asked for."""

    score: Any
    grade: Any
    rank: Any = None


@frozen
class Contender:
    """One way to score a table.

    ``prepare`` makes its form of the table outside the time that is measured, ``run`` is timed, ``read`` opens what it
    gave; ``most`` is the number of rows that a slow one is asked for.
    """

    name: str
    prepare: Callable[[Rows], Any]
    run: Callable[[Any], Any]
    read: Callable[[Any], Scores]
    most: int = 10**9
    exact: bool = False


@frozen
class Work:
    """A workload with its oracle, its rows, the contenders; ``places`` is how its score is printed."""

    name: str
    title: str
    oracle: Callable[[Rows], Results]
    random: Draw
    edges: Draw
    count: int
    contenders: tuple[Contender, ...]
    absent: tuple[str, ...] = ()


BASELINE = "numpy float64"


def codes(column: Any) -> Any:
    """Grades as an array of integers."""
    return np.asarray(column).astype(np.int64)
