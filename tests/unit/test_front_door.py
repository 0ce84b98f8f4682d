"""The front door shows what its readers are promised."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import govperf

PROMISED = {
    "Diagnostic",
    "GovperfError",
    "InputError",
    "Library",
    "LimitError",
    "Policy",
    "RuleError",
    "RuleSyntaxError",
    "Scorecard",
    "ScoringError",
    "check",
    "compile",
    "load",
    "load_folder",
}

# Run with every package out of reach but the standard library and the two that govperf needs.
CORE_ALONE = """
import sys
from importlib.abc import MetaPathFinder

CORE = {*sys.stdlib_module_names, "attr", "attrs", "lark", "govperf"}

class OutOfReach(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in CORE:
            raise ModuleNotFoundError(f"{name} is out of reach", name=name)

for name in [name for name in sys.modules if name.partition(".")[0] not in {*CORE, "__main__"}]:
    del sys.modules[name]
sys.meta_path.insert(0, OutOfReach())
"""


def run_with_core_alone(code: str) -> str:
    completed = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", CORE_ALONE + code], capture_output=True, check=False, encoding="utf-8"
    )
    assert completed.returncode == 0, completed.stderr
    return completed.stdout.strip()


def test_every_promised_name_is_shown():
    assert set(govperf.__all__) >= PROMISED


def test_every_name_shown_exists():
    assert [name for name in govperf.__all__ if not hasattr(govperf, name)] == []


def test_names_are_shown_once():
    assert len(govperf.__all__) == len(set(govperf.__all__))


def test_nothing_public_is_left_unnamed():
    public = {
        name
        for name, value in vars(govperf).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name != "annotations"
    }
    assert public <= set(govperf.__all__)


def test_the_version_is_that_of_the_installed_package():
    assert govperf.__version__ == "0.1.0"


def test_the_core_needs_lark_with_attrs_alone():
    code = "import govperf\nprint(govperf.compile('1÷3×3').score({})['得分'])"
    assert run_with_core_alone(code) == "1"


def test_the_command_line_needs_no_extra():
    code = "from govperf.cli.main import main\nprint(callable(main))"
    assert run_with_core_alone(code) == "True"


def test_optional_packages_are_out_of_reach_in_these_tests():
    code = "try:\n    import pytest\nexcept ModuleNotFoundError as error:\n    print(error.name)"
    assert run_with_core_alone(code) == "pytest"
