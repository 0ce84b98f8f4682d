"""Mistakes put into a policy on purpose, to see whether its 用例 notice them."""

from govperf.mutation.model import Mutant, Mutation, Verdict
from govperf.mutation.suite import FailingCasesError, mutate

__all__ = ["FailingCasesError", "Mutant", "Mutation", "Verdict", "mutate"]
