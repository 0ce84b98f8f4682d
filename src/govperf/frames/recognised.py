"""Tables of other libraries, recognised without importing any of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from govperf.adapters import messages as say
from govperf.diagnostics import shorten
from govperf.errors import GovperfError, InputError, MissingExtraError
from govperf.frames.model import Frame

MISSING = '按表计分要用 NumPy、PyArrow 和 Narwhals：请先安装 pip install "govperf[frames,batch]"'


def is_frame(given: object) -> bool:
    """Whether something is a table of columns rather than a list of records."""
    return any(_has(given, way) for way in _WAYS) or any(_is(given, library, kinds) for library, kinds, _ in _KINDS)


def frame_of(given: object) -> Frame:
    """The table behind what a host gave; raises InputError for what is none, MissingExtraError."""
    _need_extras()
    maker = next((maker for library, kinds, maker in _KINDS if _is(given, library, kinds)), _any)
    try:
        return maker(given)
    except (GovperfError, MemoryError):
        raise
    except Exception as error:  # a reader whose source breaks off, a host's object that raises what it likes
        reason = shorten(f"{type(error).__name__}: {error}", 200)
        raise InputError([say.UNREADABLE_FRAME.problem(value=type(given).__name__, reason=reason)]) from error


def _need_extras() -> None:
    try:
        import narwhals as _nw  # noqa: F401 - only asked for
        import numpy as _np  # noqa: F401 - as above
        import pyarrow as _pa  # noqa: F401 - as above
    except ImportError:
        raise MissingExtraError(MISSING) from None


def _has(given: object, way: str) -> bool:
    try:
        return hasattr(given, way)
    except Exception:  # noqa: BLE001 - a host's object may raise anything
        return False


def _is(given: object, library: str, kinds: tuple[str, ...]) -> bool:
    """A library that nobody has imported has made no table."""
    module = sys.modules.get(library)
    found = tuple(kind for name in kinds if isinstance(kind := getattr(module, name, None), type))
    return issubclass(type(given), found) and not _may_hold_records(given)


def _may_hold_records(given: Any) -> bool:
    """An array of one dimension with objects in it is as good as a list of them."""
    return type(given).__module__ == "numpy" and given.ndim == 1 and given.dtype == object


def _pandas(given: Any) -> Frame:
    from govperf.frames.of_pandas import PandasFrame

    return PandasFrame.of(given)


def _polars(given: Any) -> Frame:
    from govperf.frames.of_polars import PolarsFrame

    return PolarsFrame(given)


def _arrow(given: Any) -> Frame:
    from govperf.frames.of_arrow import ArrowFrame

    return ArrowFrame.of(given)


def _narwhals(given: Any) -> Frame:
    from govperf.frames.of_narwhals import from_wrapper

    return from_wrapper(given, frame_of)


def _any(given: Any) -> Frame:
    from govperf.frames.of_narwhals import from_any

    return from_any(given, frame_of)


def _lazy(given: Any) -> Frame:
    raise InputError([say.LAZY_FRAME.problem(value=type(given).__name__)])


def _one_column(given: Any) -> Frame:
    raise InputError([say.NOT_A_FRAME.problem(value=type(given).__name__)])


_WAYS = ("__arrow_c_stream__", "__arrow_c_array__", "__dataframe__")

_KINDS: tuple[tuple[str, tuple[str, ...], Callable[[Any], Frame]], ...] = (
    ("pandas", ("DataFrame",), _pandas),
    ("polars", ("DataFrame",), _polars),
    ("pyarrow", ("Table", "RecordBatch", "RecordBatchReader"), _arrow),
    ("narwhals", ("DataFrame",), _narwhals),  # those of its stable interfaces are kinds of it
    ("polars", ("LazyFrame",), _lazy),
    ("narwhals", ("LazyFrame",), _lazy),
    ("pandas", ("Series",), _one_column),
    ("polars", ("Series",), _one_column),
    ("narwhals", ("Series",), _one_column),
    ("pyarrow", ("Array", "ChunkedArray"), _one_column),
    ("numpy", ("ndarray",), _one_column),
)
