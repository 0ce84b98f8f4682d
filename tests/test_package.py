"""What a wheel built from this repository carries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as opened:
        yield opened


def test_the_grammar_is_inside(wheel: ZipFile):
    grammars = {f"govperf/grammar/{path.name}" for path in (ROOT / "grammar").glob("*.lark")}
    assert grammars
    assert grammars <= set(wheel.namelist())


def test_the_package_is_marked_as_typed(wheel: ZipFile):
    assert "govperf/py.typed" in wheel.namelist()


def test_every_source_file_is_inside(wheel: ZipFile):
    sources = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    assert sources <= set(wheel.namelist())


def test_the_core_requires_two_packages(wheel: ZipFile):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = wheel.read(name).decode("utf-8")
    required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line]
    assert required == ["Requires-Dist: attrs>=23.2", "Requires-Dist: lark>=1.2"]
