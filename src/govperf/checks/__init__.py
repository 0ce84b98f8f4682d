"""Static judgement of a policy: what can go wrong with it, found without data."""

from govperf.checks.check import Check
from govperf.checks.examine import CHECKS, examine, with_known

__all__ = ["CHECKS", "Check", "examine", "with_known"]
