"""A folder to put rule files into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "规则"
    found.mkdir()
    return found


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes a rule file: its name, the period in force, the lines after the header."""

    def put(file: str, period: str = "", rules: str = "得分=甲", name: str = "单位考核") -> Path:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"规则 {name}\n" + (f"  生效 {period}\n" if period else "")
        path.write_text(f"{head}\n输入 甲：0~100分\n{rules}\n", encoding="utf-8")
        return path

    return put
