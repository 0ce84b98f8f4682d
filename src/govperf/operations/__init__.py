"""Every built-in function or scoring method, each in one entry."""

from govperf.operations.operation import Arguments, Operation, Typed
from govperf.operations.registry import AGGREGATES, CHOICES, COHORT, FUNCTION_NAMES, OPERATIONS

__all__ = ["AGGREGATES", "CHOICES", "COHORT", "FUNCTION_NAMES", "OPERATIONS", "Arguments", "Operation", "Typed"]
