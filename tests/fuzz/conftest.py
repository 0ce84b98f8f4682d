"""A text or a record that hangs the library fails its test instead of hanging the run (where the system has alarms)."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

PATIENCE = 60
"""Seconds for one test: many times what it takes, so that a busy machine does not matter."""


def give_up(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not finished within {PATIENCE} s")


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
