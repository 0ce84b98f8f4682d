"""Text from the bytes of a data file, whichever of the usual encodings it is in."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from govperf.adapters import messages as say
from govperf.adapters.table_limits import TableLimits
from govperf.errors import InputError

_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHUNK: Final = 1 << 20
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, limits: TableLimits) -> str:
    """The text of a file in UTF-8, with or without a BOM, UTF-16 with one, or GB18030; refuses anything else."""
    return decode(read_bytes(path, limits), path.name)


def read_bytes(path: Path, limits: TableLimits) -> bytes:
    """The bytes of a file that is there, readable, not empty, within the limit."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise InputError([say.CANNOT_OPEN.problem(file=path, reason=_reason(error))]) from None
    if len(content) > limits.file_bytes:
        raise limits.passed(path.name, "file_bytes")
    if not content.strip():
        raise InputError([say.EMPTY_FILE.problem(file=path.name)])
    return content


def decode(content: bytes, name: str) -> str:
    """The text that ``content`` holds; ``name`` is for the message."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    raise InputError([say.NOT_TEXT_FILE.problem(file=name)])


def encoding_of(path: Path) -> str:
    """The encoding of a file of any size, read through once; raises InputError where it is no text."""
    try:
        with path.open("rb") as stream:
            start = stream.read(_CHUNK)
        if not start.strip():
            raise InputError([say.EMPTY_FILE.problem(file=path.name)])
        found = next((encoding for encoding in _candidates(start) if _is_text(path, encoding)), None)
    except (OSError, ValueError) as error:
        raise InputError([say.CANNOT_OPEN.problem(file=path, reason=_reason(error))]) from None
    if found is None:
        raise InputError([say.NOT_TEXT_FILE.problem(file=path.name)])
    return found


def _candidates(content: bytes) -> tuple[str, ...]:
    return ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "gb18030")


def _is_text(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            return not any(_BINARY.search(chunk) for chunk in iter(lambda: stream.read(_CHUNK), ""))
    except UnicodeDecodeError:
        return False


def _reason(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "没有这个文件（not found）"
        case IsADirectoryError():
            return "这是一个文件夹（a folder）"
        case PermissionError():
            return "没有权限（no permission）"
        case _:
            return str(error)
