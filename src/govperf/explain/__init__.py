"""Why a score is what it is: the values of one object with the formulas, bounds, clauses behind them."""

from govperf.explain.explaining import explain
from govperf.explain.explanation import Explanation
from govperf.explain.reasons import Reason, Step

__all__ = ["Explanation", "Reason", "Step", "explain"]
