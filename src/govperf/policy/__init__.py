"""A compiled policy, its scores, the ways to one."""

from govperf.policy.board import Board, RowError
from govperf.policy.loading import check, compile, load  # noqa: A004 - the fixed name of the front door
from govperf.policy.policy import Policy
from govperf.policy.scorecard import Scorecard

__all__ = ["Board", "Policy", "RowError", "Scorecard", "check", "compile", "load"]
