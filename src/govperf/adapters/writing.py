"""Files written as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from govperf.adapters import messages as say
from govperf.errors import InputError


def write_bytes(path: Path, content: bytes) -> None:
    """Writes beside ``path``, then puts the file in its place: a failure leaves what was there untouched."""
    with draft(path) as stream:
        stream.write(content)


@contextmanager
def draft(path: Path) -> Iterator[BinaryIO]:
    """A file beside ``path`` to write into, put in its place at the end: a failure leaves what was there untouched."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("xb") as stream:
                yield stream
            if path.exists():
                beside.chmod(path.stat().st_mode & 0o777)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise InputError([say.CANNOT_WRITE.problem(file=path, reason=error)]) from None
