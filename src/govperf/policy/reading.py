"""Reads the bytes of a file that a stranger may have put there."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class NotAFileError(OSError):
    """Something else than a regular file: a pipe, for example, could keep its reader waiting for ever."""


def read_bytes(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a regular file, or all; raises OSError or ValueError. The path holds no links."""
    with open(path, "rb", opener=_opener) as stream:  # a Path opens without a choice of flags
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise NotAFileError(str(path))
        return stream.read(most)


def reason_of(error: Exception) -> str:
    """Why a file could not be read, for a person."""
    match error:
        case FileNotFoundError():
            return "没有这个文件"
        case IsADirectoryError():
            return "这是一个文件夹"
        case PermissionError():
            return "没有权限"
        case NotAFileError():
            return "这不是普通文件"
        case _:
            return "路径不对"


def _opener(path: str, flags: int) -> int:
    """Neither waits for the other end of a pipe, nor follows a link put in place of the file since it was looked up."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


__all__ = ["NotAFileError", "read_bytes", "reason_of"]
