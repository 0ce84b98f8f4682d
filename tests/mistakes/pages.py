"""Reads the pages of this folder: for each code why it is said, wrong cases with what is said, right ones.

A page is ``why`` in prose, then cases: ``=== title``, a rule text, ``---``, what is said. A case may have more texts,
each after a line ``+++ name``: 设定 (JSON: how the file is loaded), 数据 (JSON: what is scored), or a file's name.
The title of a case in which nothing is wrong starts with 可以.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

MISTAKES = Path(__file__).parent
FINE = "可以"
_CASE = re.compile(r"^=== ", re.MULTILINE)
_MORE = re.compile(r"^\+\+\+ (.+)\n", re.MULTILINE)


@frozen
class Case:
    """One case: its rule text, the texts that go with it, what is said."""

    title: str
    text: str
    more: Mapping[str, str]
    expected: str

    @property
    def is_fine(self) -> bool:
        """Nothing is wrong with it."""
        return self.title.startswith(FINE)


@frozen
class Page:
    """All that is known of one code in one room."""

    path: Path
    why: str
    cases: tuple[Case, ...]

    @property
    def room(self) -> str:
        """The folder, which says how a case is run."""
        return self.path.parent.name

    @property
    def code(self) -> str:
        """The code that the wrong cases earn."""
        return self.path.stem


def pages(room: str = "*") -> list[Page]:
    """The pages of a room, or all of them, in the order of their names."""
    return [read_page(path) for path in sorted(MISTAKES.glob(f"{room}/*.txt"))]


def read_page(path: Path) -> Page:
    """One page."""
    why, *blocks = _CASE.split(path.read_text(encoding="utf-8"))
    return Page(path, why.strip(), tuple(_case(block) for block in blocks))


def _case(block: str) -> Case:
    title, _, rest = block.partition("\n")
    texts, _, expected = rest.partition("\n---\n")
    text, *more = _MORE.split(texts)
    named = {name: f"{words.rstrip()}\n" for name, words in zip(more[::2], more[1::2], strict=True)}
    return Case(title.strip(), text.rstrip("\n") if named else text, named, expected.strip("\n"))


def written(page: Page) -> str:
    """The page as text."""
    blocks = [f"{page.why}\n"] if page.why else []
    for case in page.cases:
        more = "".join(f"\n+++ {name}\n{words.rstrip()}" for name, words in case.more.items())
        blocks.append(f"=== {case.title}\n{case.text}{more}\n---\n{case.expected}".rstrip("\n") + "\n")
    return "\n".join(blocks)
