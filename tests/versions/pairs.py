"""Pairs of rule files, each a folder: old.govperf, new.govperf, perhaps data.csv, what ``govperf diff`` says of it."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from govperf.cli.main import main

FOLDER = Path(__file__).resolve().parent
EXPECTED = "expected.txt"
ARGUMENTS = "arguments.txt"


def pairs() -> list[Path]:
    """The folders of all pairs."""
    return sorted(path.parent for path in FOLDER.glob("**/old.govperf"))


def name_of(pair: Path) -> str:
    return pair.relative_to(FOLDER).as_posix()


def said_of(pair: Path) -> str:
    """What the command says, then its exit code; ``arguments.txt`` holds further arguments, separated by blanks."""
    arguments = ["diff", "old.govperf", "new.govperf"]
    arguments += ["data.csv"] if (pair / "data.csv").exists() else []
    if (pair / ARGUMENTS).exists():
        arguments += (pair / ARGUMENTS).read_text(encoding="utf-8").split()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(pair), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return f"{err.getvalue()}{out.getvalue()}退出码 {code}\n"
