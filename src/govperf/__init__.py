"""Scoring policies of Chinese counties as code that their officials can read."""

from govperf.diagnostics import Diagnostic
from govperf.errors import GovperfError, InputError, LimitError, RuleError, RuleSyntaxError, ScoringError
from govperf.policy import Board, Policy, Scorecard, check, compile, load  # noqa: A004 - the fixed name of the front door

__all__ = [
    "Board",
    "Diagnostic",
    "GovperfError",
    "InputError",
    "LimitError",
    "Policy",
    "RuleError",
    "RuleSyntaxError",
    "Scorecard",
    "ScoringError",
    "check",
    "compile",
    "load",
]
