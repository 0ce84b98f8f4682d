"""Files written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from govperf.adapters import messages as say
from govperf.errors import InputError


def write_bytes(path: Path, content: bytes) -> None:
    """Writes beside ``path``, then puts the file in its place: a failure leaves what was there untouched."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with draft.open("xb") as stream:
                stream.write(content)
            if path.exists():
                draft.chmod(path.stat().st_mode & 0o777)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise InputError([say.CANNOT_WRITE.problem(file=path, reason=error)]) from None
