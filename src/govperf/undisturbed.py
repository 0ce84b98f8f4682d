"""Keeps the garbage collector away from work that makes thousands of small things at once, all of them to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collects no garbage meanwhile: looking for some again and again would take as long as the work itself."""
    if not gc.isenabled():  # the host's own choice stays
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
