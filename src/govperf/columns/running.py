"""Runs a program over a table: the quick reading first, the watchful one where it leaves rows open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from attrs import define, frozen

from govperf.columns.blocks import BLOCK, DTYPES
from govperf.columns.model import Flags
from govperf.columns.program import Part, Program, Programs, Result

FEW_OPEN = 0.03
"""Up to this share of open rows in a block, those alone are read again; beyond it the whole block is."""

MANY_OPEN = 0.004
"""From this share on, the blocks that follow are not read quickly first: that saves a fifth, gathering costs more."""

RETRIED = 32
"""After so many blocks the quick reading is tried again."""

TRIED = 1_024
"""So many rows tell whether it is worth while."""

BAD = ("", "bad")
Arrays = dict[tuple[str, str], Any]
Supply = Callable[[str, str], Any]
"""The array for a part of a column."""


@frozen(eq=False)
class Output:
    """What a run has made: an array for each part of each target that varies, with the rows that are still open."""

    results: Mapping[str, Result]
    arrays: Mapping[tuple[str, str], Any]
    bad: Flags | bool


def run(programs: Programs, length: int, supply: Supply, parameters: Callable[[str, object], int]) -> Output:
    """Works through all rows."""
    quick, watched = programs.quick, programs.watched
    if watched is not None and _varying(quick) != _varying(watched):
        quick, watched = watched, None
    arrays = {name: np.empty(length, DTYPES[form]) for name, form in _forms(quick).items()}
    _Run(length, arrays, supply, parameters).through(quick, watched)
    bad: Flags | bool = arrays[BAD] if quick.bad.varies else bool(quick.bad.constant)
    return Output(quick.results, arrays, bad)


def _parts(program: Program) -> dict[tuple[str, str], Part]:
    found = {(name, part): one for name, result in program.results.items() for part, one in result.parts.items()}
    return {**found, BAD: program.bad}


def _varying(program: Program) -> dict[tuple[str, str], Any]:
    """The parts that are computed, with the constants of the others; near numbers keep both readings apart."""
    near = any(result.kind == "e" for result in program.results.values())
    return {name: near if part.varies else part.constant for name, part in _parts(program).items()} | {
        ("", "near"): near and program
    }


def _forms(program: Program) -> dict[tuple[str, str], str]:
    forms = program.function.forms
    return {name: forms[part.place] for name, part in _parts(program).items() if part.varies}


@define
class _Run:
    length: int
    arrays: Arrays
    supply: Supply
    parameters: Callable[[str, object], int]

    def through(self, quick: Program, watched: Program | None) -> None:
        """Every block quickly, those with many open rows watchfully at once, scattered ones together at the end."""
        later: list[Any] = []
        skipped = 0
        first, second = _Ready(quick, self), None
        if BAD not in self.arrays:
            watched = None  # no row is open, or all of them are: there is nothing to look at again
        with np.errstate(all="ignore"):
            for low in range(0, self.length, BLOCK):
                high = min(low + BLOCK, self.length)
                share = 1.0
                if skipped:
                    skipped -= 1
                elif watched is None:
                    first.run(low, high)
                    continue
                elif self._open_share(first, low, min(low + TRIED, high)) > MANY_OPEN:
                    skipped = RETRIED
                else:
                    share = self._open_share(first, low, high)
                if share > FEW_OPEN and watched is not None:
                    second = second or _Ready(watched, self)
                    second.run(low, high)
                elif share:
                    later.append(low + np.flatnonzero(self.arrays[BAD][low:high]))
            if later and watched is not None:
                _Ready(watched, self).scattered(np.concatenate(later))

    def _open_share(self, ready: _Ready, low: int, high: int) -> float:
        ready.run(low, high)
        return float(np.count_nonzero(self.arrays[BAD][low:high]) / (high - low))


class _Ready:
    """A program with all that it needs, but for the rows."""

    def __init__(self, program: Program, run: _Run) -> None:
        self.program, self.arrays = program, run.arrays
        self.ins = [run.supply(one.key, one.part) for one in program.given]
        self.parameters = [run.parameters(key, value) for key, value in program.parameters]
        places = {part.place: name for name, part in _parts(program).items() if part.varies}
        self.outs = [places[place] for place in range(len(places))]
        self.scratch = program.function.scratch()

    def run(self, low: int, high: int) -> None:
        """One block."""
        outs = [self.arrays[name] for name in self.outs]
        self.program.function.run(low, high, self.ins, outs, self.parameters, self.scratch)

    def scattered(self, rows: Any) -> None:
        """Single rows, gathered into blocks."""
        for low in range(0, len(rows), BLOCK):
            chosen = rows[low : low + BLOCK]
            found = [np.empty(len(chosen), self.arrays[name].dtype) for name in self.outs]
            gathered = [one[chosen] for one in self.ins]
            self.program.function.run(0, len(chosen), gathered, found, self.parameters, self.scratch)
            for name, array in zip(self.outs, found, strict=True):
                self.arrays[name][chosen] = array
