"""Scores whole tables at once over columns of exact numbers; needs NumPy, the extra ``batch``."""

from govperf.errors import MissingExtraError

try:
    import numpy as _numpy  # noqa: F401 - only asked for here, so that every part of the room may rely on it
except ImportError:  # pragma: no cover - NumPy is in the development environment
    raise MissingExtraError('成批计分要用 NumPy：请先安装 pip install "govperf[batch]"') from None
