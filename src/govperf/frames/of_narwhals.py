"""Tables that Narwhals stands before: its own wrappers, with the kinds that it alone knows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import narwhals as nw
from attrs import field, frozen

from govperf.adapters import messages as say
from govperf.errors import InputError
from govperf.frames.model import Cells, Frame
from govperf.frames.of_arrow import ArrowFrame, from_stream

_OURS = (nw.Implementation.PANDAS, nw.Implementation.POLARS, nw.Implementation.PYARROW)
"""What is read without its help."""


@frozen(eq=False)
class WrappedFrame:
    """A table whose results are made into its own kind by ``remake``."""

    inner: Frame = field(repr=False)
    remake: Callable[[Any], Any] = field(repr=False)

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.inner.heads

    @property
    def length(self) -> int:
        """How many rows there are."""
        return self.inner.length

    @property
    def lasting(self) -> bool:
        """As the table within."""
        return self.inner.lasting

    def column(self, position: int) -> Cells:
        """A column by its place, from 0."""
        return self.inner.column(position)

    def alike(self, results: Any) -> Any:
        """The results in the kind of the table."""
        return self.remake(results)


def from_wrapper(given: Any, frame_of: Callable[[object], Frame]) -> Frame:
    """A ``narwhals.DataFrame``; its results come in the same wrapper, over the same kind of table."""
    wrap = getattr(sys.modules[type(given).__module__], "from_native", nw.from_native)
    if given.implementation in _OURS:
        inner = frame_of(given.to_native())
        return WrappedFrame(inner, lambda results: wrap(inner.alike(results), eager_only=True))
    kind = given.implementation
    return WrappedFrame(ArrowFrame(given.to_arrow()), lambda results: nw.from_arrow(results, backend=kind))


def from_any(given: Any, frame_of: Callable[[object], Frame]) -> Frame:
    """A table of a kind that Narwhals knows (Modin, cuDF), else whatever gives itself away as an Arrow stream."""
    found = nw.from_native(given, pass_through=True, eager_only=True)
    if isinstance(found, nw.DataFrame):
        inner = from_wrapper(found, frame_of)
        return WrappedFrame(inner, lambda results: inner.alike(results).to_native())
    if hasattr(given, "__arrow_c_stream__") or hasattr(given, "__arrow_c_array__"):
        return from_stream(given)
    raise InputError([say.NOT_A_FRAME.problem(value=type(given).__name__)])
