"""Reads a rule file with all that it builds on."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from govperf.diagnostics import Diagnostic
from govperf.frozen import frozen
from govperf.limits import Limits, over_diagnostic
from govperf.policy.compiling import Files, read_text
from govperf.policy.messages import CIRCULAR, OUTSIDE, TWO_BASES, UNREADABLE
from govperf.policy.reading import read_bytes, reason_of
from govperf.source import Span
from govperf.syntax import decode
from govperf.syntax.declarations import Change, Inheritance, ParameterDeclaration, RuleFile

SUFFIX = ".govperf"

Read = Callable[[Path, int], bytes]
"""Gives the first bytes of a file, at most so many; raises OSError or ValueError."""


@frozen
class Chain:
    """A rule file, the one it builds on, and so forth, with what was found while they were read.

    ``paths`` are the places of ``files``; where the chain broke off, the place that could not be read comes last.
    """

    files: Files
    paths: tuple[Path, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def first_day(self) -> datetime.date | None:
        """The first day in force by the header of the file that was asked for."""
        header = self.files[0].header if self.files else None
        return header.effective.start if header is not None and header.effective is not None else None

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the parameters that the files declare."""
        return frozenset(
            statement.name.text
            for file in self.files
            for written in file.statements
            if isinstance(
                statement := written.definition if isinstance(written, Change) else written, ParameterDeclaration
            )
        )


@frozen
class Folder:
    """Where rule files may lie, how they are read there, how messages call them; ``root`` holds no links."""

    root: Path
    limits: Limits
    read: Read = read_bytes
    name: Callable[[Path], str] = lambda path: path.name


def read_chain(path: Path, folder: Folder) -> Chain:
    """The chain of a file; what stops it is told at the line that asked for the next. ``path`` holds no links."""
    files: list[RuleFile] = []
    seen: list[Path] = []
    found: list[Diagnostic] = []
    asking: Span | None = None
    following: Path | None = path
    while following is not None:
        text = _refusal(following, seen, folder, asking) or _text_of(following, asking, folder)
        seen.append(following)
        if isinstance(text, Diagnostic):
            found.append(text)
            break
        file, diagnostics = read_text(text, folder.name(following), folder.limits)
        files.append(file)
        found.extend(diagnostics)
        bases = [one for one in file.statements if isinstance(one, Inheritance)]
        found.extend(TWO_BASES.at(one.span) for one in bases[1:])
        asking = bases[0].span if bases else None
        following = _next(following, bases[0].path) if bases else None
    return Chain(tuple(files), tuple(seen), tuple(found))


def _next(current: Path, written: str) -> Path:
    try:
        return (current.parent / written).resolve()
    except (OSError, ValueError, RuntimeError):
        return current.parent / "?"


def _refusal(path: Path, seen: list[Path], folder: Folder, asking: Span | None) -> Diagnostic | None:
    if path in seen:
        names = " → ".join(one.name for one in (*seen[seen.index(path) :], path))
        return CIRCULAR.at(asking, path=names)
    if seen and not path.is_relative_to(folder.root):
        return OUTSIDE.at(asking, name=path.name)
    if len(seen) >= folder.limits.files:
        return over_diagnostic("files", folder.limits, len(seen) + 1, asking)
    return None


def _text_of(path: Path, asking: Span | None, folder: Folder) -> str | Diagnostic:
    most = most_bytes(folder.limits)
    try:
        data = folder.read(path, most + 1)
    except (OSError, ValueError) as error:
        return UNREADABLE.at(asking, name=path.name, reason=reason_of(error))
    if len(data) > most:
        return over_diagnostic("source_length", folder.limits, None, asking)
    return decode(data)


def most_bytes(limits: Limits) -> int:
    """The bytes that a text within the limits can have."""
    return limits.source_length * 4


__all__ = ["SUFFIX", "Chain", "Folder", "most_bytes", "read_chain"]
