"""The rule files of a folder as they are at one moment."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from govperf.diagnostics import Diagnostic
from govperf.errors import RuleError
from govperf.frozen import frozen
from govperf.library.messages import LINK_OUTSIDE, NO_FOLDER
from govperf.limits import Limits, over
from govperf.policy.chain import SUFFIX
from govperf.policy.reading import read_bytes, reason_of


@frozen
class Listing:
    """The rule files of a folder with those under it, in the order of their paths, without links."""

    paths: tuple[Path, ...]
    findings: tuple[Diagnostic, ...]


def list_files(folder: Path, limits: Limits) -> Listing:
    """Looks through a folder; what is hidden and what lies behind a link to a folder is passed over.

    Raises RuleError where a folder cannot be read, LimitError where there is too much.
    """
    found: dict[Path, None] = {}
    findings: list[Diagnostic] = []
    waiting = [folder]
    seen = 0
    while waiting:
        here = waiting.pop()
        for entry in _entries(here, folder, limits, seen):
            seen += 1
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.name.lower().endswith(SUFFIX):
                path = _inside(Path(entry.path), folder)
                if isinstance(path, Diagnostic):
                    findings.append(path)
                else:
                    found[path] = None
    return Listing(tuple(sorted(found)), tuple(findings))


def _entries(here: Path, folder: Path, limits: Limits, seen: int) -> list[os.DirEntry[str]]:
    most = limits.folder_files - seen
    try:
        with os.scandir(here) as entries:
            found = [entry for _, entry in zip(range(most + 1), entries, strict=False)]
    except OSError as error:
        raise RuleError([NO_FOLDER.at(None, name=name_in(folder, here), reason=reason_of(error))]) from None
    if len(found) > most:
        raise over("folder_files", limits)
    return found


def _inside(path: Path, folder: Path) -> Path | Diagnostic:
    """Where a file really lies; only what lies in the folder is ever read."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        real = path.absolute()
    return real if real.is_relative_to(folder) else LINK_OUTSIDE.at(None, name=name_in(folder, path))


def name_in(folder: Path, path: Path) -> str:
    """How messages call a file: by its path inside the folder."""
    inside = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return path.name if inside == "." else inside


class Texts:
    """What the files hold, each read once, so that all policies of one moment are made of the same words."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._read: dict[Path, bytes | OSError | ValueError] = {}
        self._total = 0

    def read(self, path: Path, most: int) -> bytes:
        """The first ``most`` bytes of a file; raises OSError or ValueError, LimitError where all are too much."""
        if path not in self._read:
            self._read[path] = self._first(path, most)
        found = self._read[path]
        if isinstance(found, bytes):
            return found
        raise found

    def _first(self, path: Path, most: int) -> bytes | OSError | ValueError:
        try:
            data = read_bytes(path, most)
        except (OSError, ValueError) as error:
            return error
        self._total += len(data)
        if self._total > self._limits.folder_bytes:
            raise over("folder_bytes", self._limits)
        return data

    def digest(self, path: Path, most: int) -> str | None:
        """What tells one content of a file from another; None where it cannot be read."""
        try:
            return hashlib.sha256(self.read(path, most)).hexdigest()
        except (OSError, ValueError):
            return None


__all__ = ["Listing", "Texts", "list_files", "name_in"]
