"""Times what a process does once: importing, compiling, the first score; every sample is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter_ns

from attrs import frozen

IMPORT = """
import json
from time import perf_counter_ns as now
start = now()
import attrs, lark
between = now()
import govperf
front = now()
govperf.compile
end = now()
found = {"lark and attrs": between - start, "import govperf": front - between, "its rooms, on first use": end - front}
print(json.dumps(found))
"""

FIRST_SCORE = """
from time import perf_counter_ns as now
start = now()
import json, sys
import govperf
policy = govperf.compile(sys.argv[1])
card = policy.score(json.loads(sys.argv[2]))
card["得分"], card["等级"]
print(json.dumps({"first score": now() - start}))
"""

RECORD = '{"重点考核": 95.5, "公众评议": 90, "查访核验": 0.5, "投诉查处": 3}'
CACHE_VARIABLE = "GOVPERF_CACHE"


@frozen
class Startup:
    """Milliseconds that fresh processes needed."""

    median: float
    quickest: float


def timings(rules: str, rounds: int) -> dict[str, Startup]:
    """By what was done; importing govperf is what it takes above importing lark and attrs."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o700)  # noqa: PTH101  the cache is used only where nobody else can write
        cached, uncached = {CACHE_VARIABLE: folder}, {CACHE_VARIABLE: "off"}
        _run(FIRST_SCORE, cached, rules)  # writes the cache, leaves compiled modules behind
        samples: dict[str, list[int]] = {}
        for _ in range(rounds):
            for label, code, settings in (
                ("", IMPORT, uncached),
                (", grammar cached", FIRST_SCORE, cached),
                (", grammar not cached", FIRST_SCORE, uncached),
            ):
                for name, nanoseconds in _run(code, settings, rules).items():
                    samples.setdefault(name + label, []).append(nanoseconds)
    return {name: Startup(median(found) / 1e6, min(found) / 1e6) for name, found in samples.items()}


def _run(code: str, settings: Mapping[str, str], rules: str) -> dict[str, int]:
    """One process; what it says of itself, with the time of the whole process seen from outside."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    here = str(Path(__file__).resolve().parents[2] / "src")
    start = perf_counter_ns()
    done = subprocess.run(  # noqa: S603  this interpreter with the code above
        [sys.executable, "-c", code, rules, RECORD],
        env={**environment, **settings, "PYTHONPATH": here, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    whole = perf_counter_ns() - start
    found: dict[str, int] = json.loads(done.stdout)
    return {**found, "whole process": whole} if "first score" in found else found
