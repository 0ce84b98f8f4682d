"""A text or a record that hangs the library ends the run with a traceback instead of hanging it."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator

import pytest

PATIENCE = 120
"""Seconds for one test: many times what it takes, so that a busy machine does not matter."""


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()
