"""What the checks say of the example policies, which are in order; how long they take."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.diagnostics import Severity

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/*.govperf")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_an_example_gives_no_warning(path: Path):
    assert [one.message for one in govperf.check(path) if one.severity is not Severity.NOTE] == []


def test_what_is_known_is_a_note():
    found = [one for one in govperf.check(EXAMPLES / "08-five-point" / "scale.govperf") if one.code == "缺口"]

    assert [one.severity for one in found] == [Severity.NOTE]
    assert found[0].example == "发生次数=0 不属于任何一档：日常工作.评定=1"
