"""A line that tells a waiting person how far the work has come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, Final, TextIO, TypeVar, overload

from govperf.cli.console import is_terminal
from govperf.diagnostics.width import text_width

T = TypeVar("T")

_PATIENCE: Final = 1.0
"""Seconds before the first word: what is quick needs none."""

_PACE: Final = 0.2
_BAR: Final = 30


class Progress:
    """One line on a stream, overwritten as the work goes on; silent where no person is looking."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._on = is_terminal(stream)
        self._next = time.monotonic() + _PATIENCE
        self._width = 0

    def over(self, items: Sequence[T], label: str) -> Sequence[T]:
        """The same items; going through them moves the line."""
        return _Watched(items, self, label) if self._on else items

    def show(self, text: str, *, at_once: bool = False) -> None:
        """Shows how far the work is, unless that was done a moment ago; ``at_once`` does not wait for the next turn."""
        now = time.monotonic()
        if not self._on or (now < self._next and not (at_once and self._width)):
            return
        self._next = now + _PACE
        self._write(text)

    def bar(self, label: str, share: float, count: int) -> None:
        """Shows a bar that grows with the share of the work that is done, beside the number of rows."""
        done = int(_BAR * min(max(share, 0.0), 1.0))
        self.show(f"{label} [{'#' * done}{'.' * (_BAR - done)}] {share:4.0%} {count:,}")

    def clear(self) -> None:
        """Takes the line away before anything else is written."""
        if self._width:
            self._write("")
            self._stream.write("\r")

    def _write(self, text: str) -> None:
        width = text_width(text)
        self._stream.write(f"\r{text}{' ' * max(self._width - width, 0)}")
        self._stream.flush()
        self._width = width


class _Watched(Sequence[T]):
    def __init__(self, items: Sequence[T], progress: Progress, label: str) -> None:
        self._items, self._progress, self._label = items, progress, label

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        for position, item in enumerate(self._items, start=1):
            self._progress.show(f"{self._label} {position}/{len(self)}")
            yield item
        # Whoever went through the items may go on working with them.
        self._progress.show(f"{self._label}…", at_once=True)
