"""Scoring policies of Chinese counties as code that their officials can read."""

import importlib
import typing

if typing.TYPE_CHECKING:
    from govperf.diagnostics import Diagnostic
    from govperf.errors import (
        GovperfError,
        InputError,
        LimitError,
        MissingExtraError,
        RuleError,
        RuleSyntaxError,
        ScoringError,
    )
    from govperf.library import Library, load_folder
    from govperf.policy import Board, Policy, Scorecard, check, compile, load  # noqa: A004 - the fixed name of the door
    from govperf.policy.formatting import format_text
    from govperf.versions import Comparison, compare

__version__: str

__all__ = [
    "Board",
    "Comparison",
    "Diagnostic",
    "GovperfError",
    "InputError",
    "Library",
    "LimitError",
    "MissingExtraError",
    "Policy",
    "RuleError",
    "RuleSyntaxError",
    "Scorecard",
    "ScoringError",
    "check",
    "compare",
    "compile",
    "format_text",
    "load",
    "load_folder",
]

# The whole pipeline stands behind these names: each room is imported when a name of it is first asked for, so that a
# host which may never score anything starts as quickly as without this library.
_ROOMS = {
    "Comparison": "versions",
    "Diagnostic": "diagnostics",
    "GovperfError": "errors",
    "InputError": "errors",
    "Library": "library",
    "LimitError": "errors",
    "MissingExtraError": "errors",
    "RuleError": "errors",
    "RuleSyntaxError": "errors",
    "ScoringError": "errors",
    "compare": "versions",
    "format_text": "policy.formatting",
    "load_folder": "library",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        found = importlib.import_module("importlib.metadata").version(__name__)
    elif name in __all__:
        from govperf.undisturbed import undisturbed

        with undisturbed():
            room = importlib.import_module(f"{__name__}.{_ROOMS.get(name, 'policy')}")
        found = getattr(room, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found  # asked for once
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
