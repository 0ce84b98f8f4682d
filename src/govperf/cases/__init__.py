"""The 用例 of rule files, run."""

from govperf.cases.model import CaseFailure, CaseResult, Snapshot
from govperf.cases.run import Begin, run_case, run_cases

__all__ = ["Begin", "CaseFailure", "CaseResult", "Snapshot", "run_case", "run_cases"]
