"""Static judgement of a policy: what can go wrong with it, found without data."""

from govperf.checks.check import Check
from govperf.checks.examine import CHECKS, TEMPLATES, examine

__all__ = ["CHECKS", "TEMPLATES", "Check", "examine"]
