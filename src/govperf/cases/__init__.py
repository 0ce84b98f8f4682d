"""The 用例 of rule files, run."""

from govperf.cases.model import CaseFailure, CaseResult
from govperf.cases.run import run_case, run_cases

__all__ = ["CaseFailure", "CaseResult", "run_case", "run_cases"]
