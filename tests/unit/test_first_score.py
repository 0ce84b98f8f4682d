"""A fresh process gets to its first score without what that does not need."""

from __future__ import annotations

import subprocess
import sys

FIRST = """
import sys
import govperf
assert not [name for name in sys.modules if name.startswith("govperf.")], "the front door opens rooms when asked"
policy = govperf.compile("甲×90%")
first = policy.score({"甲": 90})
assert str(first["得分"]) == "81"
"""
UNNEEDED = ("govperf.evaluate.kernel", "govperf.explain", "govperf.export", "govperf.cases", "govperf.syntax.show")


def modules_after(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"{code}\nprint(*sys.modules, sep='\\n')"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert told.returncode == 0, told.stderr
    return set(told.stdout.split())


def test_the_first_score_imports_nothing_that_it_does_not_need():
    assert modules_after(FIRST).isdisjoint(UNNEEDED)


def test_the_second_object_is_scored_by_the_kernel_with_the_same_card():
    code = FIRST + 'second = policy.score({"甲": 90})\nassert second == first\nassert policy._kernel is not None'
    assert "govperf.evaluate.kernel" in modules_after(code)
