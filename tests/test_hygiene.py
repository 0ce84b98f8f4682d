"""What the files of this repository may not contain."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_SOURCE = 450
OURS_THOUGH_HIDDEN = {".ci", ".github"}
NOT_OURS = {"venv", "build", "dist", "__pycache__"}
NO_TEXT = {".xlsx", ".xls", ".png", ".pyc", ".whl", ".gz"}

# Spelled so that they do not find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.}\])])/(?:work|root|tmp|home/\w+|Users/\w+)(?![\w-])|\b[A-Z]:[\\/]Users\b")
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]|anaconda[.]org|[-]-(?:extra-)?index-url|[-]-find-links|[-]-trusted-host"
)


def is_ours(folder: str) -> bool:
    if folder.startswith("."):
        return folder in OURS_THOUGH_HIDDEN
    return folder not in NOT_OURS and not folder.endswith(".egg-info")


def files() -> Iterator[Path]:
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if is_ours(name))
        yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix not in NO_TEXT)


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT).as_posix()}:{line}: {match[0]}")
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


def test_no_path_of_a_machine_is_written_down():
    assert lines_with(MACHINE_PATH) == []


def test_no_registry_is_named():
    assert lines_with(REGISTRY) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see /" + "tmp/x", True),
        ('"/' + 'work"', True),
        ("C:" + "\\Users\\me", True),
        ("得分/tmp是名", False),
        ("docs/" + "work/a.md", False),
        ("/workers", False),
    ],
)
def test_a_path_of_a_machine_is_recognised(text: str, expected: bool):
    assert bool(MACHINE_PATH.search(text)) is expected


def test_every_pinned_package_has_its_hash():
    for lock in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == [], lock.name


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_source_file_says_what_it_is_in_one_thought(path: Path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "a docstring is missing"
    assert " and " not in docstring.partition("\n\n")[0]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_source_file_is_not_too_long(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_SOURCE
