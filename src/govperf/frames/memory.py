"""Room for the numbers of a table's columns, asked of the system in a few large pieces."""

from __future__ import annotations

from typing import Final

import numpy as np

from govperf.columns.model import Flags, Floats

BLOCK: Final = 32_768
"""Rows that are worked on at a time: enough to pay for the calls, few enough to stay near the processor."""

_PIECE: Final = 2**25
"""Numbers in a piece: 256 MB. The system gives such out by pages of megabytes, in a fifth of the time of small ones."""

_SMALL: Final = 2**19
"""Numbers in a table that no piece is worth while for: pages of megabytes begin at 4 MB."""


class Memory:
    """Room for so many columns of a table, with what one column after the other works in.

    Only what is filled takes real memory.
    """

    def __init__(self, length: int, columns: int = 1) -> None:
        self.length = length
        self._left = columns if length * columns > _SMALL else 0
        self._rows: list[Floats] = []
        size = min(length, BLOCK)
        self.numbers, self.flags = np.empty(size), np.empty(size, np.bool_)

    def column(self, length: int) -> Floats:
        """Room for one column; what stands in it means nothing."""
        if length != self.length or not (self._rows or self._left):
            return np.empty(length)
        if not self._rows:
            count = min(self._left, max(_PIECE // length, 1))
            self._left -= count
            self._rows = list(np.empty((count, length)))
        return self._rows.pop()

    def scratch(self, size: int) -> tuple[Floats, Flags]:
        """Numbers with truth values to work in, for no longer than until the next one asks."""
        return self.numbers[:size], self.flags[:size]
