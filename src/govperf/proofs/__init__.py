"""Proofs about policies: bounds, directions, equal versions, statements of the author's own.

Each answer is proved, refuted by an example that the scalar evaluator has computed, or not settled, with the reason.
Without z3 (extra ``govperf[prove]``) intervals, directions, corners, a search answer what they can.
"""

from govperf.proofs.assertion import assertion
from govperf.proofs.effort import DEFAULT_EFFORT, Effort
from govperf.proofs.model import (
    Bounds,
    Claim,
    Difference,
    Direction,
    End,
    Example,
    GradeChange,
    NotSettled,
    Proved,
    Refuted,
    Relation,
    Settled,
    Verdict,
)
from govperf.proofs.relation import relation
from govperf.proofs.report import OutputReport, Report, bounds, direction, no_zero_divisor, prove, reachable
from govperf.proofs.same import same
from govperf.proofs.solver import Solver

__all__ = [
    "DEFAULT_EFFORT",
    "Bounds",
    "Claim",
    "Difference",
    "Direction",
    "Effort",
    "End",
    "Example",
    "GradeChange",
    "NotSettled",
    "OutputReport",
    "Proved",
    "Refuted",
    "Relation",
    "Report",
    "Settled",
    "Solver",
    "Verdict",
    "assertion",
    "bounds",
    "direction",
    "no_zero_divisor",
    "prove",
    "reachable",
    "relation",
    "same",
]
