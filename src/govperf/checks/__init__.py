"""Static judgement of a policy: what can go wrong with it, found without data."""

from govperf.checks.check import Check
from govperf.checks.examine import BEARABLE, CHECKS, TEMPLATES, examine

__all__ = ["BEARABLE", "CHECKS", "TEMPLATES", "Check", "examine"]
