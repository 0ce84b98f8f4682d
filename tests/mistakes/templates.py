"""Every template of the library, with those that no page can earn."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

import govperf
from govperf.diagnostics import Template

ELSEWHERE: Mapping[str, str] = {
    "EMPTY_CELL": "tests/unit/syntax/test_mistakes.py",  # said of an expression alone, as the host gives it
    "UNFAITHFUL": "tests/unit/syntax/test_format.py",  # would be a fault of the library
    "CANNOT_WRITE": "tests/unit/adapters/test_writers.py",  # said of a result
    "BAD_CONFIGURATION": "tests/checks/test_configuration.py",  # said of a file that is no rule file
    "LINK_OUTSIDE": "tests/unit/library",  # needs a symbolic link
    "A_TABLE": "tests/mistakes/test_mistakes.py",  # needs an object of Python, as the next
    "UNREADABLE_VALUE": "tests/mistakes/test_mistakes.py",
    "NOT_A_FRAME": "tests/unit/policy/test_frames.py",  # said of a table that a host gives, as the next
    "LAZY_FRAME": "tests/unit/policy/test_frames.py",
    "UNREADABLE_FRAME": "tests/unit/policy/test_frames.py",
    "COLUMN_LEVELS": "tests/unit/policy/test_frames.py",
    "NO_INPUT_COLUMN": "tests/unit/policy/test_frames.py",
    "UNKNOWN_LEDGER": "tests/unit/policy/test_frames.py",
    "BROKEN_ARROW": "tests/unit/cli/test_score_streamed.py",
}
"""Templates that no page earns, with where they are earned instead; ``UNREADABLE_VALUE`` is that of ``evaluate``."""


def all_templates() -> dict[str, Template]:
    """Every template by the module and name under which it is defined."""
    found: dict[str, Template] = {}
    seen: set[int] = set()
    for info in pkgutil.walk_packages(govperf.__path__, "govperf."):
        if info.name.rpartition(".")[2] not in ("messages", "failures", "limits"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, Template) and id(value) not in seen:
                seen.add(id(value))
                found[f"{info.name.removeprefix('govperf.')}.{name}"] = value
    return found


def needs_page(name: str) -> bool:
    """Whether some page must earn the template of this name."""
    room, _, own = name.rpartition(".")
    return ("UNREADABLE_VALUE" if (room, own) == ("evaluate.messages", "UNREADABLE") else own) not in ELSEWHERE
