"""Tables of other libraries, recognised without importing any of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from govperf.adapters import messages as say
from govperf.adapters.frames_model import Frame
from govperf.errors import InputError, MissingExtraError

MISSING = '按表计分要用 NumPy、PyArrow 和 Narwhals：请先安装 pip install "govperf[frames,batch]"'


def is_frame(given: object) -> bool:
    """Whether something is a table of columns rather than a list of records."""
    return any(hasattr(given, way) for way in ("__arrow_c_stream__", "__arrow_c_array__", "__dataframe__")) or any(
        _is(given, library, kinds) for library, kinds, _ in _KINDS
    )


def frame_of(given: object) -> Frame:
    """The table behind what a host gave; raises InputError for what is none, MissingExtraError."""
    _need_extras()
    for library, kinds, maker in _KINDS:
        if _is(given, library, kinds):
            return maker(given)
    from govperf.adapters.frames_narwhals import from_any

    return from_any(given, frame_of)


def _need_extras() -> None:
    try:
        import narwhals as _nw  # noqa: F401 - only asked for
        import numpy as _np  # noqa: F401 - as above
        import pyarrow as _pa  # noqa: F401 - as above
    except ImportError:
        raise MissingExtraError(MISSING) from None


def _is(given: object, library: str, kinds: tuple[str, ...]) -> bool:
    """A library that nobody has imported has made no table."""
    module = sys.modules.get(library)
    found = tuple(kind for name in kinds if isinstance(kind := getattr(module, name, None), type))
    return isinstance(given, found)


def _pandas(given: Any) -> Frame:
    from govperf.adapters.frames_pandas import PandasFrame

    return PandasFrame.of(given)


def _polars(given: Any) -> Frame:
    from govperf.adapters.frames_polars import PolarsFrame

    return PolarsFrame(given)


def _arrow(given: Any) -> Frame:
    from govperf.adapters.frames_arrow import ArrowFrame

    return ArrowFrame.of(given)


def _narwhals(given: Any) -> Frame:
    from govperf.adapters.frames_narwhals import from_wrapper

    return from_wrapper(given, frame_of)


def _lazy(given: Any) -> Frame:
    raise InputError([say.LAZY_FRAME.problem(value=type(given).__name__)])


def _one_column(given: Any) -> Frame:
    raise InputError([say.NOT_A_FRAME.problem(value=type(given).__name__)])


_KINDS: tuple[tuple[str, tuple[str, ...], Callable[[Any], Frame]], ...] = (
    ("pandas", ("DataFrame",), _pandas),
    ("polars", ("DataFrame",), _polars),
    ("pyarrow", ("Table", "RecordBatch", "RecordBatchReader"), _arrow),
    ("narwhals", ("DataFrame",), _narwhals),  # those of its stable interfaces are kinds of it
    ("polars", ("LazyFrame",), _lazy),
    ("narwhals", ("LazyFrame",), _lazy),
    ("pandas", ("Series",), _one_column),
    ("polars", ("Series",), _one_column),
    ("pyarrow", ("Array", "ChunkedArray"), _one_column),
)
