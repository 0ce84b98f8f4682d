"""The ways in which one statement of a rule file can be wrong."""

from govperf.mutation.operators.all import changes_of, shares_in

__all__ = ["changes_of", "shares_in"]
