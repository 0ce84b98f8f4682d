"""A column of texts of which many rows share a few: each is held once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from govperf.columns.model import Indices
from govperf.frames.wide import Integers

_BETWEEN = "；"


class Texts:
    """No row has a text at first."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._codes: Indices | None = None
        self._texts: list[str | None] = [None]

    def put(self, told: Mapping[int, Hashable], texts: Mapping[Hashable, str]) -> None:
        """The texts of some rows, which have none yet, by what stands for them."""
        if told:
            places = {one: place for place, one in enumerate(texts, start=len(self._texts))}
            self._texts.extend(texts.values())
            rows = np.fromiter(told, np.int64, len(told))
            self._open()[rows] = np.fromiter((places[one] for one in told.values()), np.int32, len(told))

    def add(self, rows: Integers, said: str) -> None:
        """Something that all these rows say, behind what they say already."""
        if not len(rows):
            return
        codes = self._open()
        old = codes[rows]
        known = np.flatnonzero(np.bincount(old, minlength=len(self._texts)))
        new = np.zeros(len(self._texts), np.int32)
        new[known] = np.arange(len(self._texts), len(self._texts) + len(known))
        self._texts.extend(said if (text := self._texts[one]) is None else f"{text}{_BETWEEN}{said}" for one in known)
        codes[rows] = new[old]

    def _open(self) -> Indices:
        if self._codes is None:
            self._codes = np.zeros(self._length, np.int32)
        return self._codes

    def column(self) -> Any:
        """The column of Arrow."""
        if self._codes is None:
            return pa.nulls(self._length, pa.large_string())
        return texts_of(self._texts).take(pa.array(self._codes))


def texts_of(texts: Sequence[str | None]) -> Any:
    """Texts as Arrow holds them; half a character, as broken files leave them, has no place there."""
    try:
        return pa.array(texts, pa.large_string())
    except UnicodeEncodeError:
        whole = [None if text is None else text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return pa.array(whole, pa.large_string())
