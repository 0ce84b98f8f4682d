"""Reads the case files of this folder: ``=== title``, a text, ``---``, what is expected of it."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen


@frozen
class Section:
    """One case: what is read, and what must come of it."""

    title: str
    text: str
    expected: str


def sections(path: Path) -> list[Section]:
    """The cases of a file, in order."""
    found = []
    for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        found.append(Section(title.strip(), text, expected.strip()))
    assert found, f"{path.name} holds no case"
    return found
